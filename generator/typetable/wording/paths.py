"""Paths: how the names of members that are in each other stand in one cell.

The one rule kept here: a path is taken apart where each part of it is a name, and else is one.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.wording.indents import Indents

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from typetable.wording.names import Names

_SEGMENT = re.compile(r"(?P<name>[^\[\]]+)(?P<arrays>(?:\[(?:[0-9nNiI*#]?|\.\.\.)\])*)")
"""A name of a path, and what makes it an array; names such as `@odata.type` are no paths."""

_ELEMENT = re.compile(r"\[[0-9]\]\Z")
"""What is one element of an array, and no member."""

_QUOTED = re.compile(r'"[^"\s]+"')
_QUOTES = 2
"""A name in quotes may hold what else would stand between names."""

_PLAIN = re.compile(r"[A-Za-z_$][\w$-]*")
_KEYED = re.compile(r"""(?<=[\w\])])\[(?P<quote>["'])(?P<name>[\w$-]++)(?P=quote)\]""")
"""A name of a path as programs write it: `dock["label"]`."""

_BLANKS = r"[ \t\xa0\n]*+"


class Segment(Struct, frozen=True):
    """A name of a path: as it is written, without brackets, and what it is called as a pattern."""

    text: str
    name: str
    pattern: str | None

    @property
    def is_array(self) -> bool:
        """Whether brackets say that it is an array."""
        return self.text != self.name and not _is_quoted(self.text)


BELOW = "\0"
"""What stands between the names of rows that are in each other: no name holds it."""


def shown(path: str, between: str = "") -> str:
    """Return a path of rows as docs would write it, with what stands `between` names."""
    return path.replace(BELOW, between or ".")


class Spoken:
    """How names are written: `[names]`, what stands between those of a path, and before them."""

    def __init__(
        self, names: Names, path: tuple[str, ...], marks: tuple[str, ...] = ()
    ) -> None:
        """Take what one dialect says; `path` is what first stands between, or nothing."""
        self.names = names
        self.indents = Indents(marks)
        self.path = path[0] if path else ""
        others = "|".join(map(re.escape, path[1:]))
        between = rf"(?<=[\w\])}}>*]){_BLANKS}(?:{others}){_BLANKS}(?=[\w{{<$@*])"
        self._others = re.compile(between) if others else None

    @property
    def may_be_paths(self) -> bool:
        """Whether a name can be more than one, or stand for any."""
        is_any = bool(self.names.patterns or self.names.rest)
        return is_any or bool(self.path) or self.indents.is_any

    def joined(self, text: str) -> str:
        """Return a path whose names are all joined by what stands between them first."""
        text = self._others.sub(self.path, text) if self._others else text
        return _KEYED.sub(rf"{self.path}\g<name>", text) if self.path else text

    @cached_property
    def taken_apart(self) -> Callable[[str], tuple[Segment, ...]]:
        """The names of a path, one that is the whole text where it is none; each is asked often."""
        return lru_cache(maxsize=1024)(self._taken_apart)

    def _taken_apart(self, text: str) -> tuple[Segment, ...]:
        if BELOW in text:
            parts = map(self.taken_apart, text.split(BELOW))
            return tuple(chain.from_iterable(parts))
        whole = (Segment(text, text, self.names.pattern(text)),)
        is_pattern = whole[0].pattern is not None
        if not self.path or is_pattern or _ELEMENT.search(text):
            return whole
        segments = tuple(map(self._segment, self._split(text)))
        return segments if all(map(_is_segment, segments)) else whole

    def _split(self, text: str) -> list[str]:
        """Return the names of a path; what stands in quotes is whole."""
        if text.count('"') < _QUOTES:
            return text.split(self.path)
        quoted = _QUOTED.findall(text)
        names = _QUOTED.sub(BELOW, text).split(self.path)
        return [quoted.pop(0) if each == BELOW else each for each in names]

    def behind(self, first: Segment, path: str) -> str:
        """Return what of a path stands behind its first name."""
        is_below = path.startswith(BELOW, len(first.text))
        return path[len(first.text) + (1 if is_below else len(self.path)) :]

    def first_of(self, text: str, stated: Collection[str]) -> Segment:
        """Return the first name of a path, which is one of those `stated`, or the whole text."""
        if BELOW in text:
            return self._segment(text.split(BELOW, 1)[0])
        at = text.find(self.path) if self.path else -1
        while at > 0:
            first = self._segment(text[:at])
            if first.name in stated:
                return first
            at = text.find(self.path, at + 1)
        only, *others = self.taken_apart(text)
        return Segment(text, text, self.names.pattern(text)) if others else only

    def _segment(self, text: str) -> Segment:
        found = _SEGMENT.fullmatch(text)
        name = text[1:-1] if _is_quoted(text) else found["name"] if found else text
        return Segment(text, name, self.names.pattern(name))

    def without_patterns(self, text: str) -> str:
        """Return what of a path has to be a name; one in quotes is none alone."""
        if _is_quoted(text):
            return text
        segments = self.taken_apart(text)
        return self.path.join(each.name for each in segments if each.pattern is None)


def _is_segment(segment: Segment) -> bool:
    is_name = _PLAIN.fullmatch(segment.name) is not None or _is_quoted(segment.text)
    return is_name or segment.pattern is not None


def _is_quoted(text: str) -> bool:
    return _QUOTED.fullmatch(text) is not None
