"""Indents of names: blanks and marks, such as `- name` or `»» name`, behind which members stand.

The one rule kept here: a row is in the nearest one above it that is less deep, by its marks and
then by the blanks before them.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import codepoint2name
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

if TYPE_CHECKING:
    from typetable.markdown.document import Cell

_WIDTHS = {"\u2002": 2, "\u2003": 4, "\u3000": 4, "\t": 4, "\u200b": 0, "\ufeff": 0}
"""How many blanks an odd one is as wide as; all others are one."""

_BLANKS = r"(?:[ \t\xa0\u2000-\u200b\u3000\ufeff]|&(?:nbsp|ensp|emsp);)*+"


class Depth(NamedTuple):
    """How deep a row is; of two the one with more marks, or else with more blanks before."""

    marks: int
    blanks: int


class Indented(NamedTuple):
    """A name as it is shown, without its indent."""

    depth: Depth
    text: str


class Bared(NamedTuple):
    """The depth of a name, and its cell without what stands before it."""

    depth: Depth
    cell: Cell


_NONE = Depth(0, 0)


class Indents:
    """How names are indented: by `marks`, or not at all."""

    def __init__(self, marks: tuple[str, ...]) -> None:
        """Take the marks of a dialect; each may be written as an entity or with a backslash."""
        each = "|".join((*map(re.escape, marks), *filter(None, map(_entity, marks))))
        self._prefix = re.compile(
            rf"(?P<blanks>{_BLANKS})(?P<marks>(?:\\?(?:{each}){_BLANKS})*+)"
        )
        self._mark = re.compile(each)
        self.is_any = bool(marks)
        self._are_letters = any(mark[:1].isalnum() for mark in marks)

    def of(self, text: str) -> Indented:
        """Return the depth of a name, and the name without its indent."""
        is_bare = text[:1].isalnum() and not self._are_letters
        found = self._prefix.match(text) if self.is_any and not is_bare else None
        if found is None:
            return Indented(_NONE, text)
        marks = len(self._mark.findall(found["marks"]))
        width = sum(_WIDTHS.get(each, 1) for each in unescape(found["blanks"]))
        return Indented(Depth(marks, width), text[found.end() :])

    def bared(self, cell: Cell) -> Bared:
        """Return the depth of the name in a cell, and the cell from behind its marks on."""
        depth, text = self.of(cell.text)
        if not depth.marks:
            return Bared(depth, cell)
        column = cell.span.column + len(cell.text) - len(text)
        span = replace(cell.span, column=min(column, cell.span.end))
        return Bared(depth, replace(cell, text=text, span=span))


def _entity(mark: str) -> str:
    """Return a pattern of a mark as HTML writes it, which takes it without its end, too."""
    name = codepoint2name.get(ord(mark)) if len(mark) == 1 else None
    return f"&{name};?" if name else ""
