"""Wire case: the spelling of JSON names, by the evidence in samples, code spans and prose.

The one rule kept here: never a silent guess. A decision is reported with its evidence, as a warning
where one more word could undo it; without any the documented names are kept, which is reported too.
"""

from __future__ import annotations

from collections import defaultdict
from math import inf
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typetable import rules
from typetable.changes.change import PageSpan
from typetable.changes.respelling import Reason
from typetable.diagnostics import Label, clipped, finding
from typetable.language.draft import DraftObject
from typetable.meaning.evidence import in_json, in_text
from typetable.meaning.single_names import json_names
from typetable.meaning.spellings import Names, forms
from typetable.naming import JsonNames
from typetable.naming.casing import words
from typetable.schema import ObjectModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.language.draft import Draft, DraftField
    from typetable.meaning.evidence import Sighting
    from typetable.meaning.spellings import Spelling
    from typetable.naming import WireCase
    from typetable.schema import Schema
    from typetable.settings.package import Package
    from typetable.source import SourceFile

_Evidence: TypeAlias = "dict[WireCase, dict[str, Sighting]]"
"""The words that spell names in each case, each with its first sighting."""

_FEW = 5
"""The least words that decide without a warning."""
_CLEAR, _ENOUGH = 4, 2
"""How often more words than in all other cases decide without a warning, and at all."""


AS_DOCUMENTED = JsonNames(case="as-documented")
EXACT = JsonNames(case="as-documented", exact=True)

_VERDICTS = (rules.DECIDED_CASE, rules.UNSURE_CASE, rules.UNDECIDED_CASE)


class _Limit(Struct, frozen=True):
    """The words of a case that count in text."""

    least: float
    """The least of them."""
    times: int = 0
    """How often more there must be than in any other case."""


_IN_TEXT: dict[WireCase, tuple[_Limit, _Limit]] = {
    "snake": (_Limit(1), _Limit(1)),
    "camel": (_Limit(2), _Limit(2)),
    "pascal": (_Limit(2), _Limit(20, times=10)),
    "kebab": (_Limit(5, times=10), _Limit(inf)),
}
"""What counts in code spans alone, and in code spans and prose.

No English word has an underscore, so that one is enough. A single `openedAt` may be anything, so
that no new word renames all members. In prose `sign-up` is a word and `SignUp` a class; of the docs
of UPS, 84 words in Pascal case are right all the same. In code spans `read-only` is a value and
`max-instances` an option: of the docs of EC2, 464 such words are filters, and no name is one."""


def decide(
    drafts: Sequence[Draft], payloads: Sequence[SourceFile], package: Package
) -> tuple[JsonNames, tuple[Diagnostic, ...]]:
    """Return the spelling of JSON names, with findings about it (TT219, TT222, TT223, TT226).

    The case is that of the package where it states one, else the one that JSON shows, in `payloads`
    and on the pages, else that of code spans and prose, which weigh, too, where JSON is little.
    Single names are spelled as they are seen.
    """
    rows = [(draft, row) for draft in drafts for row in _rows(draft)]
    documented = documented_names(drafts)
    own, case = forms(documented), package.wire_case
    if case == "auto" and len(own) > 1:
        return AS_DOCUMENTED, (_own_names(own, rows[0]),)
    names = Names(documented)
    found: list[Diagnostic] = []
    if case == "auto" and not any(len(words(name)) > 1 for name in documented):
        in_samples = [*names.spelled(in_json((), payloads, found))]
        return json_names("as-documented", in_samples, (), ()), tuple(found)
    in_samples = [*names.spelled(in_json(drafts, payloads, found))]
    told = [*names.spelled(in_text(drafts))]
    if case == "auto":
        if evidence := _weighed(_evidence(in_samples), _counted(told)):
            case, verdict = _verdict(evidence, package.path)
        else:
            case, verdict = "as-documented", _unseen(_evidence(told), package.path)
        found.append(verdict)
    return json_names(case, in_samples, told, package.acronyms), tuple(found)


def documented_names(drafts: Iterable[Draft]) -> set[str]:
    """Return the names of the fields of all pages, as they are documented."""
    return {row.name for draft in drafts for row in _rows(draft)}


def _rows(draft: Draft) -> Iterator[DraftField]:
    objects = (model for model in draft.models if isinstance(model, DraftObject))
    return (row for model in objects for row in model.fields)


def _own_names(own: Sequence[WireCase], first: tuple[Draft, DraftField]) -> Diagnostic:
    """Return the finding (TT222) that the docs are not made for a language."""
    draft, row = first
    message = f"the docs name members in {' and '.join(own)} case, so as JSON has them"
    hint = '`wire_case = "as-documented"` in the configuration settles it'
    return finding(rules.DECIDED_CASE, draft.path, row.span, message, hint=hint)


def _evidence(spellings: Iterable[Spelling]) -> _Evidence:
    evidence: _Evidence = defaultdict(dict)
    for spelling in spellings:
        if spelling.case:
            evidence[spelling.case].setdefault(spelling.word, spelling.sighting)
    return dict(evidence)


def _weighed(in_json: _Evidence, in_text: _Evidence) -> _Evidence:
    """Return the evidence of JSON, unless it is little and text has more of another kind.

    A sample of one name settles that name, and not all the others against what the docs say.
    """
    shown, told = (
        max(map(len, each.values()), default=0) for each in (in_json, in_text)
    )
    if shown >= _FEW or told <= shown:
        return in_json or in_text
    return {
        case: in_json.get(case, {}) | in_text.get(case, {})
        for case in [*in_json, *(case for case in in_text if case not in in_json)]
    }


def _counted(spellings: Sequence[Spelling]) -> _Evidence:
    """Return the evidence of text that can hardly be anything else."""
    in_code = _evidence(each for each in spellings if each.sighting.origin == "code")
    in_text = _evidence(spellings)
    # words such as `sign-up` are no rivals of names in prose
    rivals = {
        case: len((in_code if everywhere.least == inf else in_text).get(case, ()))
        for case, (_, everywhere) in _IN_TEXT.items()
    }
    counted: _Evidence = {}
    for case, limits in _IN_TEXT.items():
        others = max(count for other, count in rivals.items() if other != case)
        seen = in_code.get(case, {}), in_text.get(case, {})
        counted[case] = _enough(seen, limits, others)
    return {case: seen for case, seen in counted.items() if seen}


def _enough(
    seen: tuple[dict[str, Sighting], ...], limits: tuple[_Limit, ...], others: int
) -> dict[str, Sighting]:
    """Return the words of a case that count; those in code first, as they are better examples."""
    rivals = others if others > 1 else 0  # a single word may be anything
    counts = [
        len(words) >= max(limit.least, limit.times * rivals)
        for words, limit in zip(seen, limits, strict=True)
    ]
    in_code, in_text = seen
    return {**in_code, **in_text} if counts[1] else in_code if counts[0] else {}


def _verdict(evidence: _Evidence, configuration: str) -> tuple[WireCase, Diagnostic]:
    """Return the case of most words; the documented one where others are nearly as many."""
    case = max(evidence, key=lambda case: len(evidence[case]))
    total = sum(map(len, evidence.values()))
    most, others = len(evidence[case]), total - len(evidence[case])
    if most < _ENOUGH * others:
        return "as-documented", _in_several_cases(configuration, evidence)
    first = _first(evidence[case])
    is_sure = most >= max(_FEW, _CLEAR * others)
    rule = rules.DECIDED_CASE if is_sure else rules.UNSURE_CASE
    seen = f"{'' if is_sure else 'only '}{f'{most} of ' if others else ''}{total}"
    message = f"the API spells names in {case} case, as in `{clipped(first.word)}` (seen: {seen})"
    hint = f'`wire_case = "{case}"` in the configuration settles it'
    return case, finding(rule, first.path, first.span, message, hint=hint)


def _in_several_cases(configuration: str, evidence: _Evidence) -> Diagnostic:
    cases = sorted(evidence.items())
    counts = ", ".join(f"{name} ({len(seen)})" for name, seen in cases)
    message = f"the docs spell names in several cases: {counts}"
    return _undecided(configuration, message, evidence)


def _unseen(uncounted: _Evidence, configuration: str) -> Diagnostic:
    extent = "too little" if uncounted else "nothing"
    message = f"{extent} in the docs shows how the API spells its JSON names"
    return _undecided(configuration, message, uncounted)


def _first(sightings: Mapping[str, Sighting]) -> Sighting:
    return next(iter(sightings.values()))


def _label(case: WireCase, sighting: Sighting) -> Label:
    text = f"`{clipped(sighting.word)}` is in {case} case"
    return Label(path=sighting.path, span=sighting.span, text=text)


def _undecided(configuration: str, message: str, seen: _Evidence) -> Diagnostic:
    """Return the finding (TT219) that the case is unknown, with a place of each candidate."""
    hint = 'set `wire_case`, for example to "camel"; names are kept as documented'
    labels = tuple(_label(case, _first(seen[case])) for case in sorted(seen))
    rule = rules.UNDECIDED_CASE
    return finding(rule, configuration, None, message, hint=hint, labels=labels)


def verdict_in(found: Iterable[Diagnostic]) -> Diagnostic | None:
    """Return the finding about the case of JSON names, if there is one."""
    return next((each for each in found if each.rule in _VERDICTS), None)


def reason(
    was: tuple[JsonNames, Schema],
    now: tuple[JsonNames, Schema],
    found: Iterable[Diagnostic],
) -> Reason:
    """Return the reason for other JSON names, of which there is a finding among those `found`."""
    verdict = verdict_in(found)
    span = verdict.span if verdict else None
    return Reason(
        was=_in_words(*was),
        now=_in_words(*now),
        text=verdict.message if verdict else "single names are seen otherwise",
        place=PageSpan(path=verdict.path, span=span) if verdict and span else None,
    )


def _in_words(names: JsonNames, schema: Schema) -> str:
    """Return the case of JSON names; that of documented ones where these are kept."""
    if names.case != "as-documented":
        return names.case
    models = (model for module in schema.modules for model in module.models)
    objects = (model for model in models if isinstance(model, ObjectModel))
    own = forms(field.name for model in objects for field in model.fields)
    return own[0] if own else names.case
