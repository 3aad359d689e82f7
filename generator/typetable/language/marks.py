"""Marks of depth in front of names, such as `»» street`: which row is below which.

The one rule kept here: a row belongs to the nearest one above it that stands less deep.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html.entities import codepoint2name
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.markdown.document import Cell
from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Findings
    from typetable.language.combined import Combined, Join
    from typetable.language.rows import Row

_BLANKS = r"(?:[ \t\xa0]|&nbsp;)*+"


class Placed(Struct, frozen=True):
    """Where a row stands among those of its model."""

    parent: int
    """The number of the row that it is below; -1 is the model."""
    is_nameless: bool = False
    """Whether it is about what it is below, and names no member of that."""
    join: Join = ""
    """How it is joined with the other nameless rows there."""


def placed(
    rows: Sequence[tuple[Row, Join]],
    marks: tuple[str, ...],
    combined: Combined,
    findings: Findings,
) -> Iterator[Row]:
    """Yield the rows of a model without marks, each with its place; `marks` stand for a level.

    A row that stands deeper than below the one above it is told (TT136).
    """
    apart = [bared(row.cells["name"], marks) for row, _ in rows]
    shallowest = min((depth for depth, _ in apart), default=0)
    around: list[tuple[int, int]] = []
    for at, ((row, join), (depth, cell)) in enumerate(zip(rows, apart, strict=True)):
        while around and around[-1][0] >= depth:
            around.pop()
        level, parent = around[-1] if around else (shallowest - 1, -1)
        if depth > level + 1:
            _report_depth(row, findings)
        around.append((depth, at))
        is_nameless = combined.is_nameless(cell.text)
        place = Placed(parent, is_nameless, join if is_nameless else "")
        yield replace(row.named(cell), place=place)


class Bared(NamedTuple):
    """The marks in front of a name, and the cell without them."""

    depth: int
    cell: Cell


def bared(cell: Cell, marks: tuple[str, ...]) -> Bared:
    """Return how many marks stand in front of the name in a cell, and the cell without them."""
    depth = position = 0
    while marks and (found := _mark(marks).match(cell.text, position)):
        depth += 1
        position = found.end()
    span = replace(cell.span, column=min(cell.span.column + position, cell.span.end))
    return Bared(depth, Cell(cell.text[position:], span) if depth else cell)


@lru_cache(maxsize=16)
def _mark(marks: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of one of some marks, as itself or as an entity, and blanks around it."""
    spelled = [*marks, *map(_entity, marks)]
    return re.compile(rf"{_BLANKS}\\?(?:{'|'.join(map(re.escape, spelled))}){_BLANKS}")


def _entity(mark: str) -> str:
    """Return a mark as HTML may write it."""
    name = codepoint2name.get(ord(mark)) if len(mark) == 1 else None
    return f"&{name};" if name else mark


def _report_depth(row: Row, findings: Findings) -> None:
    cell = row.cells["name"]
    name = clipped(seen(cell.text).text.strip(), 40)
    message = f"`{name}` stands deeper than below the row above it"
    hint = "take marks away, or write the row that it is below"
    findings.add(rules.DEEP_ROW, cell.span, message, hint=hint)
