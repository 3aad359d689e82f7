"""Places of rows by the marks in front of their names: which row is below which.

The one rule kept here: a row belongs to the nearest one above it that stands less deep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from typetable.diagnostics import Findings
    from typetable.language.combined import Combined, Join
    from typetable.language.rows import Row
    from typetable.wording.indents import Depth, Indents


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
    indents: Indents,
    combined: Combined,
    findings: Findings,
    title: str = "",
    *,
    models: Collection[int] = (),
) -> Iterator[Row]:
    """Yield the rows of a model without the indents of their names, each with its place.

    `title` is the text of the model, `models` are rows that are called like what is in an array.
    A row that stands deeper than below the one above it is told (TT136).
    """
    apart = [indents.bared(row.cells["name"]) for row, _ in rows]
    shallowest = min((depth.marks for depth, _ in apart), default=0)
    around: list[tuple[Depth, int]] = []
    for at, ((row, join), (depth, cell)) in enumerate(zip(rows, apart, strict=True)):
        while around and around[-1][0] >= depth:
            around.pop()
        parent = around[-1][1] if around else -1
        level = around[-1][0].marks if around else shallowest - 1
        if depth.marks > level + 1:
            report_depth(row, findings)
        about = "" if around else title
        is_nameless = at in models or combined.is_nameless(cell.text, about)
        around.append((depth, at))
        place = Placed(parent, is_nameless, join if is_nameless else "")
        yield replace(row.named(cell), place=place)


def report_depth(row: Row, findings: Findings) -> None:
    """Report a row that is more than one level below the one above it (TT136)."""
    cell = row.cells["name"]
    name = clipped(seen(cell.text).text.strip(), 40)
    message = f"`{name}` stands deeper than below the row above it"
    hint = "take marks away, or write the row that it is below"
    findings.add(rules.DEEP_ROW, cell.span, message, hint=hint)
