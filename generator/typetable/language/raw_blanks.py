"""Raw blanks: how far in a name stands in its cell, where that alone says what it is in.

The one rule kept here: blanks count where each name that stands further in than the one above it
is right below an array or an object; those that center or align a column say nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.language.rows import Row
    from typetable.wording.indents import Indents

_HOLDER = re.compile(r"\W*(?:array|list|object|map|dict|json)", re.IGNORECASE)
_FURTHER = 2
"""So many blanks are no accident."""


def indented(rows: Sequence[Row], indents: Indents) -> Sequence[Row]:
    """Return rows whose names have the blanks in front that the cells of a pipe table have.

    They are the rows as they were where their blanks say nothing.
    """
    names = [row.cells["name"] for row in rows]
    if not indents.is_any or any(indents.of(each.text).depth.marks for each in names):
        return rows
    columns = [each.span.column for each in names]
    first = min(columns, default=0)
    further = [at for at, (a, b) in enumerate(pairwise(columns), 1) if b > a]
    is_told = bool(further) and columns[0] == first and all(map(_is_named_first, rows))
    if not is_told or _is_aligned(
        [(c, len(n.text)) for c, n in zip(columns, names, strict=True)]
    ):
        return rows
    for at in further:
        above = rows[at - 1].text("type")
        if columns[at] - columns[at - 1] < _FURTHER or not _HOLDER.match(above):
            return rows
    return [
        _further_in(row, column - first)
        for row, column in zip(rows, columns, strict=True)
    ]


def _is_named_first(row: Row) -> bool:
    """Return whether a row has a name, in front of all else."""
    name = row.cells["name"]
    starts = (each.span.column for each in row.cells.values())
    return bool(name.text) and all(name.span.column <= start for start in starts)


def _is_aligned(places: Sequence[tuple[int, int]]) -> bool:
    """Return whether names of some lengths, at some columns, end alike or have one middle."""
    ends = {column + length for column, length in places}
    middles = {2 * column + length for column, length in places}
    return len(ends) == 1 or max(middles) - min(middles) <= 1


def _further_in(row: Row, blanks: int) -> Row:
    cell = row.cells["name"]
    return row.named(replace(cell, text=" " * blanks + cell.text)) if blanks else row
