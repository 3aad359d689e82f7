"""Broken rows: rows of a table with line breaks, or pipes in code, which nobody took out.

The one rule kept here: a row goes on where its line ends without a pipe and the next one begins
without one, up to the line that ends it; code goes on up to the cell that ends it.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.markdown.document import Cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from typetable.markdown.document import Row


class BrokenRows:
    """Puts the lines of broken rows together, one line after the other."""

    def __init__(self, most: int | None = None) -> None:
        """Start without any; `most` is how many cells a row has at the most, if that is known."""
        self._lines: list[Row] = []
        self._most = most

    @property
    def is_open(self) -> bool:
        """Whether a row has not ended yet."""
        return bool(self._lines)

    def goes_on(self, row: Row) -> bool:
        """Return whether a line goes on with the row above."""
        return self.is_open and not _begins(row) and self._has_room(row)

    def _has_room(self, row: Row) -> bool:
        """Return whether the row above may have the cells of a line, too."""
        count = sum(len(each.cells) - 1 for each in (*self._lines, row)) + 1
        return self._most is None or count <= self._most

    def ends_among(self, lines: Iterable[str]) -> bool:
        """Return whether a row goes on in some of the lines below its table, up to its end."""
        edges = (each for each in lines if each.startswith("|") or each.endswith("|"))
        return self.is_open and not next(edges, "|").startswith("|")

    def add(self, row: Row) -> Sequence[Row]:
        """Return the rows that are whole with a line: none, one, or one that has no end, too."""
        if self.goes_on(row):
            self._lines.append(row)
            return self.rest() if _ends(row) else ()
        rows = [*self.rest()]
        if may_go_on(row):
            self._lines.append(row)
        else:
            rows.append(row)
        return rows

    def rest(self) -> Sequence[Row]:
        """Return the row that has not ended yet, if there is one."""
        lines, self._lines = self._lines, []
        return (_joined(lines),) if lines else ()


def with_whole_code(row: Row) -> Row:
    """Return a row whose cells hold whole code, as if each `|` in it had a backslash."""
    cells: list[list[Cell]] = []
    is_open = False
    for cell in row.cells:
        if is_open:
            cells[-1].append(cell)
        else:
            cells.append([cell])
        is_open ^= bool(cell.text.count("`") % 2)
    return replace(row, cells=tuple(_one(parts, "|") for parts in cells))


def may_go_on(row: Row) -> bool:
    """Return whether a row begins with a pipe and ends without one."""
    return _begins(row) and not _ends(row)


def is_bare(row: Row) -> bool:
    """Return whether a row has no pipes at its ends."""
    return not _begins(row) and not _ends(row)


def _begins(row: Row) -> bool:
    return row.span.column < row.cells[0].span.column


def _ends(row: Row) -> bool:
    return row.cells[-1].span.end < row.span.end


def _joined(lines: Sequence[Row]) -> Row:
    """Return the row of some lines: the last cell of each goes on with the first of the next."""
    cells: list[list[Cell]] = []
    for row in lines:
        first = [[row.cells[0]]]
        if cells:
            cells[-1].append(row.cells[0])
            first = []
        cells += chain(first, ([each] for each in row.cells[1:]))
    return replace(lines[0], cells=tuple(map(_one, cells)))


def _one(parts: Sequence[Cell], between: str = "\n") -> Cell:
    """Return the cell of some parts, which stands from the first one on."""
    if len(parts) == 1:
        return parts[0]
    span = parts[0].span
    end = parts[-1].span.end if parts[-1].span.line == span.line else span.end
    return Cell(between.join(each.text for each in parts), replace(span, end=end))
