"""Spellings: how a dialect says by example what a text looks like.

    spelling = 1*( literal / hole / "{{" / "}}" )
    hole     = "{" [ "_" / "#" / name ] "}"

`{}` is the text that is wanted, `{_}` anything or nothing beside whole words, `{#}` digits,
`{number}` those of a heading such as `2.1`, `{default}` and `{value}` a JSON value, quoted text or
a word, `{except}` names that a sentence leaves out, `{code}`, `{link}` and `{bold}` text that is so
marked and no other; another hole with a name is what the name says. `{{` and `}}` are braces.

The one rule kept here: matching takes time in proportion to the text. A hole ends where the next
literal first occurs, and nothing is ever taken back.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from typetable.markdown.inline import Mark
    from typetable.markdown.spans import Stretch

MARKED: Mapping[str, Mark] = {"code": "code", "link": "link", "bold": "strong"}
"""The holes of marked text, and how that is marked."""

HOLES = frozenset(
    {"", "_", "#", "name", "value", "parent", "number", "default", "note", "except"}
    | {"kind", "notes", "type", "types", *MARKED}
)
"""What may stand in the braces of a spelling of a line, a heading or a cell."""

LONGEST = 1_000
"""Characters in a spelling: every paragraph of a page is compared with it."""

_PART = re.compile(r"\{\{|\}\}|\{(?P<hole>[^{}]*+)\}|(?P<stray>[{}])|[^{}]++")


class Hole(Struct, frozen=True):
    """A place for text that varies; `name` is what stands in its braces."""

    name: str


Part: TypeAlias = str | Hole


_ANYTHING = Hole("_")


class Spelling(Struct, frozen=True, dict=True):
    """A text by example; two holes never touch, and two literals neither."""

    parts: tuple[Part, ...]

    @property
    def word(self) -> str | None:
        """The only text that is spelled so, where there is no hole."""
        holes = any(isinstance(part, Hole) for part in self.parts)
        return None if holes else "".join(map(str, self.parts))

    @classmethod
    def of(cls, text: str) -> Spelling:
        """Return the spelling that a dialect file states; raises `ValueError` with the reason."""
        return cls(parts(text, HOLES))

    @property
    def text(self) -> str:
        """The spelling as a dialect file states it."""
        return "".join(
            (
                f"{{{part.name}}}"
                if isinstance(part, Hole)
                else part.replace("{", "{{").replace("}", "}}")
            )
            for part in self.parts
        )

    def holds(self, name: str) -> bool:
        """Return whether there is a hole of a name."""
        return Hole(name) in self.parts

    @property
    def weight(self) -> int:
        """The number of literal characters: of several that match, the heaviest counts."""
        return sum(len(part) for part in self.parts if isinstance(part, str))

    def match(
        self, text: str, marks: tuple[Stretch, ...] = (), *, fold: bool = False
    ) -> Mapping[str, str] | None:
        """Return what stands in the holes by their names, or `None` where the text differs.

        The whole text has to be spelled so, in any case where `fold` says so. `{}` and named holes
        are not empty, `{#}` holds digits alone, and all are without blanks at their ends.
        """
        if fold:
            return self.folded.held(text, folded(text), marks)
        return self.held(text, text, marks)

    def held(
        self, text: str, compared: str, marks: tuple[Stretch, ...]
    ) -> Mapping[str, str] | None:
        """Return what stands in the holes; `compared` is the text as literals are compared."""
        start, gaps = self._apart
        if not compared.startswith(start):
            return None
        held: dict[str, str] = {}
        position = len(start)
        for gap in gaps:
            end = _end_of_hole(gap, compared, position, marks)
            if end < 0 or not compared.startswith(gap.literal, end):
                return None
            is_torn = gap.hole == _ANYTHING and position < end
            if is_torn and _splits(compared, position):
                return None
            if not _fits(gap.hole, text[position:end], held):
                return None
            position = end + len(gap.literal)
        return held if position == len(text) else None

    @cached_property
    def folded(self) -> Spelling:
        """The spelling with its literals in lower case."""
        return Spelling(
            tuple(
                each if isinstance(each, Hole) else folded(each) for each in self.parts
            )
        )

    @cached_property
    def _apart(self) -> tuple[str, tuple[_Gap, ...]]:
        """The literal before the first hole, and the holes."""
        parts = list(self.parts)
        if not parts or isinstance(parts[0], Hole):
            parts.insert(0, "")
        if isinstance(parts[-1], Hole):
            parts.append("")
        start, *literals = parts[::2]
        holes = parts[1::2]
        behind = zip_longest(holes, literals, holes[1:])
        return str(start), tuple(_Gap(*each) for each in behind)  # type: ignore[arg-type]


class _Gap(Struct, frozen=True):
    """A hole, the literal behind it, and the next hole."""

    hole: Hole
    literal: str
    after: Hole | None


def folded(text: str) -> str:
    """Return a text in lower case, each character where it was."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _end_of_hole(gap: _Gap, text: str, start: int, marks: tuple[Stretch, ...]) -> int:
    """Return where the hole that starts at an offset ends, or -1."""
    if kind := MARKED.get(gap.hole.name):
        ends = (each.end for each in marks if (each.mark, each.start) == (kind, start))
        return next(ends, -1)
    is_last, literal = gap.after is None, gap.literal
    end = len(text) - len(literal) if is_last else text.find(literal, start)
    if is_last and not text.endswith(literal):
        return -1
    while end >= start and _is_torn(gap, text, start, end):
        end = -1 if is_last else text.find(literal, end + 1)
    return end if end >= start else -1


def _is_torn(gap: _Gap, text: str, start: int, end: int) -> bool:
    """Return whether a hole for anything would end, or the next one begin, inside of a word."""
    is_inside = gap.hole == _ANYTHING and end > start and _splits(text, end)
    return is_inside or (
        gap.after == _ANYTHING and _splits(text, end + len(gap.literal))
    )


def _splits(text: str, place: int) -> bool:
    """Return whether a place is inside of a word, in scripts that set words apart by blanks."""
    return _is_word(text[place - 1 : place]) and _is_word(text[place : place + 1])


def _is_word(character: str) -> bool:
    return character == "_" or (character.isalnum() and character < "\u2e80")


def _fits(hole: Hole, text: str, held: dict[str, str]) -> bool:
    """Note what a hole holds; return whether it may hold that."""
    if hole.name == "_":
        return True
    value = held[hole.name] = text.strip(" \t\n")
    match hole.name:
        case "#":
            return value.isascii() and value.isdigit()
        case "number":
            return value.replace(".", "").isdigit()
        case "default" | "value":
            return is_value(value)
    return bool(value)


_ENDS = {"[": "]", "{": "}", "\u201c": "\u201d", "\u2018": "\u2019"}
"""What ends a value that begins with a mark; a quote ends with itself."""


def is_value(text: str) -> bool:
    """Return whether a text is one JSON value, quoted text or word."""
    first = text[:1]
    if first in {"[", "{"}:
        return text.endswith(_ENDS[first])
    if first and first in "\"'\u201c\u2018":
        end = _ENDS.get(first, first)
        return len(text) > 1 and text.find(end, 1) == len(text) - 1
    return bool(text) and not any(each.isspace() for each in text)


def parts(text: str, holes: frozenset[str]) -> tuple[Part, ...]:
    """Return the literals and holes of a spelling.

    Raises `ValueError` with the reason where a brace stands alone, a hole is none of `holes`, two
    holes touch, or there is nothing but holes of no interest.
    """
    if len(text) > LONGEST:
        message = f"a spelling has at most {LONGEST} characters"
        raise ValueError(message)
    spelled: list[Part] = []
    for found in _PART.finditer(text):
        part = _part(found, holes)
        if isinstance(part, Hole) and spelled and isinstance(spelled[-1], Hole):
            message = "two holes touch, so nobody knows where the first one ends"
            raise ValueError(message)
        if isinstance(part, str) and spelled and isinstance(spelled[-1], str):
            part = spelled.pop() + part  # type: ignore[operator]
        spelled.append(part)
    if not spelled:
        message = "a spelling must not be empty"
        raise ValueError(message)
    return tuple(spelled)


def _part(match: re.Match[str], holes: frozenset[str]) -> Part:
    if match["stray"]:
        message = "write `{{` and `}}` for braces that are text"
        raise ValueError(message)
    name = match["hole"]
    if name is None:
        return {"{{": "{", "}}": "}"}.get(match[0], match[0])
    if name not in holes:
        known = ", ".join(f"`{{{each}}}`" for each in sorted(holes))
        message = f"there is no hole `{{{name}}}`: there are {known}"
        raise ValueError(message)
    return Hole(name)


def first(
    spellings: tuple[Spelling, ...], text: str, marks: tuple[Stretch, ...] = ()
) -> Mapping[str, str] | None:
    """Return what the first matching one of some spellings holds, the heaviest first."""
    for spelling in spellings:
        if (held := spelling.match(text, marks)) is not None:
            return held
    return None


def by_weight(spellings: Iterable[Spelling]) -> tuple[Spelling, ...]:
    """Return spellings, those with most literal text first."""
    return tuple(sorted(spellings, key=lambda each: -each.weight))
