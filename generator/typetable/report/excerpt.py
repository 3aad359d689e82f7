"""Excerpts: the line that a finding is about, and a mark under the word.

The one rule kept here: the mark stands under the word in the columns of a terminal, for lines with
tabs, wide and combining characters, escapes, or a megabyte of text. The work depends on the width
of the screen, not on the length of the line.
"""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.report.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.report.palette import Palette
    from typetable.source import SourceFile, Span

_TAB = 4
_CUT = "…"
_LEAST_ROOM = 30


class Window(Struct, frozen=True, kw_only=True):
    """The part of a line that is shown; the mark takes `length` columns after `offset`."""

    text: str
    offset: int
    length: int


def columns(text: str) -> int:
    """Return the number of columns of a terminal that printable `text` takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _cells(text: str) -> list[str]:
    """Return the printable text of each character; that of a tab is its blanks."""
    cells: list[str] = []
    column = 0
    for character in text:
        blanks = " " * (_TAB - column % _TAB)
        cells.append(blanks if character == "\t" else visible(character))
        column += columns(cells[-1])
    return cells


def window(line: str, span: Span, room: int) -> Window:
    """Return the part of `line` around `span` that fits into `room` columns."""
    room = max(room, _LEAST_ROOM)
    first, last = span.column - 1, max(span.end - 1, span.column)
    begin = _begin(line, first, last, room)
    before = _CUT if begin else ""
    cells = _cells(line[begin : begin + room + 1])
    taken = _taken(cells, room - len(before))
    if begin + taken < len(line):
        taken = _taken(cells, room - len(before) - len(_CUT))
    after = _CUT if begin + taken < len(line) else ""
    marked = cells[first - begin : min(last - begin, taken)]
    return Window(
        text=before + "".join(cells[:taken]) + after,
        offset=len(before) + columns("".join(cells[: first - begin])),
        length=max(1, columns("".join(marked))),
    )


def _begin(line: str, first: int, last: int, room: int) -> int:
    """Return the first character to show: 0 where the word is seen from there."""
    if _fits(line, room) or _fits(line[:last], room - len(_CUT)):
        return 0
    # A third of the screen is for the text before the word, two for itself and the text behind.
    begin = max(0, first - room // 3)
    while columns("".join(_cells(line[begin:first]))) > room // 3:
        begin += 1
    return begin


def _fits(text: str, room: int) -> bool:
    return len(text) <= room and columns("".join(_cells(text))) <= room


def _taken(cells: list[str], room: int) -> int:
    """Return the number of `cells` that fit into `room` columns."""
    return sum(total <= room for total in accumulate(map(columns, cells)))


def excerpt_lines(
    source: SourceFile, span: Span, *, gutter: int, mark: str, width: int
) -> Iterator[tuple[str, str, str]]:
    """Return three lines as (gutter, text, mark); no line where the page has none there.

    `gutter` is the number of columns for line numbers, `mark` one character such as `^`.
    """
    line = source.line(span.line)
    if not line:
        return
    margin = " " * (gutter + 3) + "|"
    part = window(line, span, width - len(margin) - 1)
    yield margin, "", ""
    yield f"  {span.line:>{gutter}} |", " " + part.text.rstrip(), ""
    yield margin, " " * (part.offset + 1), mark * part.length


def painted(parts: tuple[str, str, str], role: str, palette: Palette) -> str:
    """Return one line of an excerpt, its gutter and its mark coloured."""
    gutter, text, mark = parts
    return palette.paint("gutter", gutter) + text + palette.paint(role, mark)
