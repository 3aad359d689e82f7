"""HTML tables: `<table>` and what is in it as rows of cells that say the same as between pipes.

The one rule kept here: what rows of cells cannot say is a fault of their table, never left out.
Python's `html.parser` is not used: its time grows with the square of what is left open, and it
reads comments differently from one patch release to the next.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from typetable.markdown import html_text, tags
from typetable.markdown.lines import BLANKS, line_of
from typetable.markdown.places import Places
from typetable.markdown.records import (
    Cell,
    Fault,
    Line,
    Other,
    Paragraph,
    Row,
    Table,
    Unread,
)
from typetable.markdown.regions import tables
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.markdown.records import Block

_PIECE = re.compile(rf"(?P<comment><!--)|{tags.TAG}")
_NAME = re.compile(r"<(/?[A-Za-z][^\s/>]*+)")
_ONE = re.compile(r"0*1|")
_SEVERAL = re.compile(r"0*([1-9][0-9]?)")
"""How many rows a cell may stand in; of more the copies would be many for little text."""
_SPANS = ("rowspan", "colspan")
_CELLS = frozenset({"td", "th"})
_ROW_TAGS = frozenset(
    {"tr", "/tr", "thead", "/thead", "tbody", "/tbody", "tfoot", "/tfoot"}
)
_DEPTHS = {"table": 1, "/table": -1}


class Piece(Struct, frozen=True):
    """A tag, named as in `td` and `/td`, or a comment, and where it stands."""

    name: str
    start: int
    end: int


def blocks(lines: Sequence[str], number: int) -> Iterator[Block]:
    """Yield the tables of some lines, of which `number` is the first, and the text around them."""
    text = "\n".join(lines)
    places = Places(text, number)
    position = 0
    for start, end in tables(text):
        if start < position:
            continue
        yield from _paragraph(text, position, start, places)
        if end is None:
            position = len(text)
            yield Unread("open", places.span(start, position))
        else:
            position = end
            table = _TableReader(text, places).read(start, end)
            yield table or _bare(lines, number)
    yield from _paragraph(text, position, len(text), places)


def _bare(lines: Sequence[str], number: int) -> Other:
    """Return a table without a cell as the HTML that it is."""
    span = line_of(lines[0], number).span
    return Other("block_html", "\n".join(lines), closed=True, span=span)


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """Yield tags and comments; a comment that is never closed goes on to the end."""
    position = start
    while piece := _PIECE.search(text, position, end):
        position = piece.end()
        name = _NAME.match(piece[0])
        if name:
            yield Piece(name[1].lower(), piece.start(), position)
        else:
            ends = text.find("-->", position - 2, end)
            position = ends + 3 if ends >= 0 else end
            yield Piece("!" if ends >= 0 else "!open", piece.start(), position)


def _paragraph(text: str, start: int, end: int, places: Places) -> Iterator[Paragraph]:
    """Yield what is said around tables, if that is more than tags."""
    lines = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        raw = line[0].strip(BLANKS)
        if not tags.are_all(raw):
            place = start + line.start() + line[0].find(raw)
            lines.append(Line(raw, places.span(place, place + len(raw))))
    if lines:
        yield Paragraph(tuple(lines), lines[0].span)


class _TableReader:
    """Reads the tags of one table; a tag that may be left out is, as HTML allows."""

    def __init__(self, text: str, places: Places) -> None:
        self._text = text
        self._places = places
        self._rows: list[Row] = []
        self._cells: list[Cell] = []
        self._faults: list[Fault] = []
        self._row = self._cell = -1
        """Where the row or cell at hand starts; -1 is none."""
        self._held: list[Piece] = []
        self._height = 1
        """In how many rows the cell at hand stands."""
        self._below: dict[int, tuple[int, Cell]] = {}
        """The same, for the row behind the one at hand."""
        self._above: dict[int, tuple[int, Cell]] = {}
        """Cells of rows above by their columns, and in how many rows they stand from here on."""
        self._nested = 0
        self._beside = False
        """Whether what comes is a caption, which is no cell."""

    def read(self, start: int, end: int) -> Table | None:
        """Return the table that starts and ends so, or None where it has no cell."""
        position = start + len("<table")
        for piece in _pieces(self._text, start, end):
            if piece.start > start:
                self._check_text(position, piece.start)
                self._take(piece)
            position = piece.end
        self._end_row(end)
        if not self._rows:
            return None
        self._check_heights()
        header, *rows = self._rows
        below = Span(header.span.line, header.span.end, header.span.end)
        delimiter = Row(tuple(Cell("", below) for _ in header.cells), below)
        return Table(
            header=header,
            delimiter=delimiter,
            rows=tuple(rows),
            span=header.span,
            source="html",
            faults=tuple(self._faults),
        )

    def _take(self, piece: Piece) -> None:
        name = piece.name
        if name == "!open":
            self._fault("shape", "this comment is never closed", piece)
        elif name in _DEPTHS:
            self._nest(piece)
        elif self._nested:
            return
        elif name in _CELLS:
            self._start_cell(piece)
        elif name.removeprefix("/") in _CELLS:
            self._end_cell(piece.start)
        elif name in _ROW_TAGS:
            self._end_row(piece.start)
            self._row = piece.start if name == "tr" else -1
        elif self._cell >= 0:
            self._held.append(piece)
        elif name in {"caption", "/caption"}:
            self._beside = name == "caption"

    def _nest(self, piece: Piece) -> None:
        """Take where a table in this one begins or ends, or where this one ends."""
        if piece.name == "table":
            self._fault("nested", "this table stands in a cell of another one", piece)
        elif not self._nested:
            self._end_row(piece.start)
        self._nested += _DEPTHS[piece.name]

    def _check_text(self, start: int, end: int) -> None:
        is_outside = self._cell < 0 and not (self._nested or self._beside)
        if is_outside and (text := self._text[start:end].strip()):
            place = self._text.index(text, start)
            piece = Piece("", place, place + len(text))
            self._fault("shape", "this text stands in no cell of its table", piece)

    def _start_cell(self, piece: Piece) -> None:
        self._end_cell(piece.start)
        self._beside = False
        self._row = piece.start if self._row < 0 else self._row
        self._cell = piece.end
        values = tags.attributes(self._text[piece.start : piece.end])
        rows, columns = (values.get(e, "").strip("\"'` ") for e in _SPANS)
        several = _SEVERAL.fullmatch(rows)
        self._height = int(several[1]) if several else 1
        if rows and not several:
            self._fault("shape", "this cell spans several rows", piece)
        if not _ONE.fullmatch(columns):
            self._fault("shape", "this cell spans several columns", piece)

    def _end_cell(self, end: int) -> None:
        if self._cell < 0:
            return
        start, self._cell = self._cell, -1
        cell = html_text.CellText()
        position = start
        for piece in self._held:
            cell.read(self._text[position : piece.start])
            cell.read_tag(piece.name, self._text[piece.start : piece.end])
            position = piece.end
        cell.read(self._text[position:end])
        self._held = []
        raw = self._text[start:end] if cell.raw() else ""
        start += len(raw) - len(raw.lstrip()) if raw.strip() else 0
        place = self._places.span(start, start + len(raw.strip()))
        self._take_above()
        made = Cell(cell.raw(), place, is_shared=self._height > 1)
        if made.is_shared:
            self._below[len(self._cells)] = self._height - 1, made
        self._cells.append(made)

    def _take_above(self) -> None:
        """Let cells of rows above stand where the next cell would."""
        while len(self._cells) in self._above:
            at = len(self._cells)
            left, cell = self._above.pop(at)
            self._cells.append(cell)
            if left > 1:
                self._below[at] = left - 1, cell

    def _check_heights(self) -> None:
        """Refuse cells of more rows than there are, and of the header and other rows."""
        titles = (cell.span for cell in self._rows[0].cells if cell.is_shared)
        ends = (cell.span for _, cell in self._above.values())
        for span in dict.fromkeys((*titles, *ends)):
            fault = Fault("shape", "this cell spans several rows", span)
            self._faults.append(fault)

    def _end_row(self, end: int) -> None:
        self._end_cell(end)
        if self._cells:
            self._take_above()
            self._above |= self._below
            self._below = {}
            span = self._places.span(self._row, end)
            self._rows.append(Row(tuple(self._cells), span))
        self._cells, self._row = [], -1

    def _fault(
        self, kind: Literal["nested", "shape"], message: str, piece: Piece
    ) -> None:
        span = self._places.span(piece.start, piece.end)
        self._faults.append(Fault(kind, message, span))
