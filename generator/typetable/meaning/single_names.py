"""Single names: those that are seen in full, and the acronyms that others share with them.

The one rule kept here: a name is settled by one spelling. Where several are seen, those in the case
of the API count; where these are several too, nothing is settled.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from typetable.meaning.spellings import cut
from typetable.naming import JsonNames, wire_name
from typetable.naming.casing import capitalised, words
from typetable.naming.json_names import taken_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.meaning.spellings import Spelling
    from typetable.naming import WireCase


def json_names(
    case: WireCase,
    found: Iterable[Spelling],
    told: Iterable[Spelling],
    stated: Sequence[str],
) -> JsonNames:
    """Return the spelling of JSON names in a case, with what is learnt from single ones.

    `found` are spellings in JSON, which count in any case, and `told` those in text. `stated` are
    acronyms; none of text says otherwise.
    """
    spelled = {each.lower(): each for each in stated}
    in_text = [
        each
        for each in told
        if each.case == case and spelled.keys().isdisjoint(words(each.name))
    ]
    seen = {
        **_settled(case, (each for each in in_text if each.sighting.origin != "code")),
        **_settled(case, (each for each in in_text if each.sighting.origin == "code")),
        **_settled(case, found),
    }
    acronyms = tuple(sorted((_acronyms(case, seen) | spelled).items()))
    single = {
        name: word
        for name, word in sorted(seen.items())
        if name.startswith("_") or word != wire_name(name, case, acronyms)
    }
    return JsonNames(case=case, acronyms=acronyms, single=single)


def _settled(case: WireCase, spellings: Iterable[Spelling]) -> dict[str, str]:
    """Return the names that are spelled in one way, at least in the case of the API."""
    seen: dict[str, dict[str, WireCase | None]] = defaultdict(dict)
    for each in spellings:
        seen[each.name][each.word] = each.case
    settled: dict[str, str] = {}
    for name, ways in seen.items():
        candidates = [word for word in ways if len(ways) == 1 or ways[word] == case]
        if len(candidates) == 1:
            settled[name] = candidates[0]
    return settled


def _acronyms(case: WireCase, seen: Mapping[str, str]) -> dict[str, str]:
    """Return the words that most names spell with capitals of their own, by small letters."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name, word in seen.items():
        for part, hump in _humps(case, name, word):
            votes[part][hump] += 1
    return {
        part: spelled
        for part, counts in votes.items()
        if (spelled := max(counts, key=counts.__getitem__)) != capitalised(part)
        and 2 * counts[spelled] > counts.total()
    }


def _humps(case: WireCase, name: str, word: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a name that begin with a capital, and how they are spelled."""
    before, body, after = taken_apart(name)
    spelled = word.removeprefix(before).removesuffix(after)
    parts = words(body)
    if case in {"camel", "pascal"} and spelled.lower() == "".join(parts):
        humps = [*zip(parts, cut(spelled, parts), strict=True)]
        in_the_middle = humps[1:] if case == "camel" else humps
        yield from (each for each in in_the_middle if each[1][0].isupper())
