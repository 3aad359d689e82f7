"""Circles: columns of presence whose letters are marks, an `O` for yes and an `X` for no.

The one rule kept here: a letter is a mark where nothing else stands in its column, and where the
column itself shows that it is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from msgspec.structs import replace

from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typetable.language.columns import Role
    from typetable.markdown.document import Cell, Table

_ASKED: frozenset[Role | None] = frozenset(
    ("required", "optional", "nullable", "deprecated")
)
"""The columns whose cells are words of presence."""

_BLANK = frozenset(("", "-", "\u2013", "\u2014"))
"""What stands where there is no mark."""


def with_words(
    table: Table, roles: Sequence[Role | None], circles: Mapping[str, str]
) -> Table:
    """Return a table in which each letter that is a mark is the word that it stands for."""
    columns = [at for at, role in enumerate(roles) if role in _ASKED]
    marked = [at for at in columns if circles and _is_marked(table, at, circles)]
    if not marked:
        return table
    rows = []
    for row in table.rows:
        cells = [
            _word(cell, circles) if at in marked else cell
            for at, cell in enumerate(row.cells)
        ]
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


def _is_marked(table: Table, at: int, circles: Mapping[str, str]) -> bool:
    """Return whether letters in a column are marks: nothing else stands there, and it has both.

    Below a header of East Asia they are, beside whatever else but other letters, such as `M`.
    Elsewhere the first is one beside empty cells, too, unless the header asks for letters, as
    `M/O` does.
    """
    texts = {_letter(row.cells[at]) for row in table.rows if at < len(row.cells)}
    words = texts - _BLANK
    header = seen(table.header.cells[at].text).text
    if any(east_asian_width(each) in {"W", "F"} for each in header):
        return not any(
            len(e) == 1 and e.isascii() and e.isalpha() for e in words - {*circles}
        )
    if not words or not words <= {*circles}:
        return False
    is_first = next(iter(circles)) in words and words != texts and "/" not in header
    return len(words) > 1 or is_first


def _letter(cell: Cell) -> str:
    return seen(cell.text).text.strip().casefold()


def _word(cell: Cell, circles: Mapping[str, str]) -> Cell:
    word = circles.get(_letter(cell))
    return replace(cell, text=word) if word else cell
