"""Spellings: which documented name a word spells, and in which case.

The one rule kept here: a word spells a name if it has its letters and shows where each of its words
begins. `Nickname` does not spell `nick_name`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.naming.casing import words
from typetable.naming.json_names import taken_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.meaning.evidence import Sighting
    from typetable.naming import WireCase

_SEPARATORS = str.maketrans("", "", "_-")
_KEBAB = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+")

_HUMP = re.compile(r"[A-Z0-9]+[a-z0-9]*")
"""A word inside of a name, or an acronym: `Id`, `ID`, `IDs`. Docs spell `MetaData` as two words."""

_FEW = 2
"""The least names of a form that are no slip: `ppy/osu-web` documents 2 of 108 in camel case."""


class Spelling(Struct, frozen=True):
    """A documented name as somebody spells it; without a case where that shows none."""

    name: str
    case: WireCase | None
    sighting: Sighting

    @property
    def word(self) -> str:
        """The word that spells the name."""
        return self.sighting.word


class Names:
    """The documented names of the fields of all pages, by the letters that spell them."""

    def __init__(self, documented: Iterable[str]) -> None:
        """Take the names; those that no identifier could be are spelled in one way only."""
        self._by_letters: dict[str, list[str]] = defaultdict(list)
        for name in sorted(documented):
            if taken_apart(name)[1]:
                self._by_letters[_letters(name.removesuffix("_"))].append(name)

    def spelled(self, sightings: Iterable[Sighting]) -> Iterator[Spelling]:
        """Yield what words spell; in JSON that may be a name that shows no case."""
        for sighting in sightings:
            for name in self._by_letters.get(_letters(sighting.word), ()):
                inner = _inner(sighting.word, name)
                case = _case_of(inner, words(taken_apart(name)[1]))
                if case or (inner and sighting.origin == "json"):
                    yield Spelling(name, case, sighting)


def _letters(word: str) -> str:
    return word.translate(_SEPARATORS).lower()


def _inner(word: str, name: str) -> str:
    """Return a word between the underscores at the ends of a name; nothing for other ends."""
    before, _, after = taken_apart(name)
    inner = word.strip("_")
    return inner if word == f"{before}{inner}{after}" else ""


def _case_of(word: str, parts: Sequence[str]) -> WireCase | None:
    """Return the case in which `word` has the words of a name; none where it shows no words."""
    if len(parts) == 1 or not word:
        return None
    if word == "_".join(parts):
        return "snake"
    if word.lower() == "-".join(parts):
        return "kebab"
    return None if "_" in word or "-" in word else _case_of_humps([*cut(word, parts)])


def _case_of_humps(humps: list[str]) -> WireCase | None:
    first, *rest = humps
    is_marked = any(hump[:1].isupper() for hump in rest)
    if not is_marked or not all(map(_HUMP.fullmatch, rest)):
        return None
    if first.islower():
        return "camel"
    is_pascal = _HUMP.fullmatch(first) and first[0].isupper()
    return "pascal" if is_pascal and not "".join(humps).isupper() else None


def cut(word: str, parts: Iterable[str]) -> Iterator[str]:
    """Yield the parts of a word that has no separators, as they are spelled in it."""
    start = 0
    for part in parts:
        yield word[start : start + len(part)]
        start += len(part)


def forms(documented: Iterable[str]) -> list[WireCase]:
    """Return the cases that the docs themselves spell names in, the most frequent one first.

    Docs that are made for a language spell all of them in one. Where there are more, the docs
    have the names that JSON has.
    """
    counts = Counter(form for name in documented if (form := _form(name)))
    ordered = sorted(counts, key=lambda form: (-counts[form], form))
    return ordered[:1] + [form for form in ordered[1:] if counts[form] >= _FEW]


def _form(name: str) -> WireCase | None:
    _, body, _ = taken_apart(name)
    if not body:
        return "kebab" if _KEBAB.fullmatch(name) else None
    if "_" in body:
        return "snake" if body.islower() else None
    if body == body.lower() or body.isupper():
        return None
    return "camel" if body[0].islower() else "pascal"
