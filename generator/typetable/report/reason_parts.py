"""Parts: the tables of a page with what became of their rows, and lines about them.

The one rule kept here: each row and each finding of a table is in one part, that of the table.
"""

from __future__ import annotations

from bisect import bisect
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.diagnostics import clipped
from typetable.language.draft import DraftMember, rows_of
from typetable.markdown.spans import seen
from typetable.python.characters import columns
from typetable.report.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.language.columns import Role
    from typetable.reading.reasons import PageReasons, RowReasons, TableReasons
    from typetable.source import Span

_CELL = 30
"""So many characters of a cell are shown."""


class Line(Struct, frozen=True):
    """A line in pieces, between which it may break, and how far it is indented."""

    depth: int
    pieces: tuple[str, ...]


class Part(Struct, frozen=True):
    """A table of a page, and what stands in its lines."""

    page: PageReasons
    """The page."""

    table: TableReasons
    """The table, and what was decided of it."""

    rows: Mapping[Span, RowReasons | DraftMember]
    """What its rows became."""

    found: Sequence[Diagnostic]
    """The findings in its lines, in their order."""

    @property
    def model(self) -> str:
        """The name of the model whose table it is."""
        header = self.table.claim.table.header
        return self.page.names.get(header.span, self.table.name)

    def title(self, role: Role) -> str:
        """Return the header of a role."""
        header = self.table.claim.table.header
        roles = self.page.dialect.columns.roles(header)
        return header.cells[roles.index(role)].text


def parts(
    page: PageReasons, found: Mapping[tuple[str, int], Sequence[Diagnostic]]
) -> Iterator[Part]:
    """Yield the tables of a page, each with what stands between its header and the next one's.

    Findings are by their pages and lines.
    """
    rows: dict[Span, RowReasons | DraftMember] = {
        each.span: each
        for model in page.draft.models
        for each in rows_of(model)
        if isinstance(each, DraftMember)
    }
    rows |= {e.field.span: e for e in page.rows if not e.row.is_listed}
    spans = sorted(rows)
    starts = [bisect(spans, each.claim.table.header.span) for each in page.tables]
    ends = pairwise([*starts, len(spans)])
    for table, (start, end) in zip(page.tables, ends, strict=True):
        own = {span: rows[span] for span in spans[start:end]}
        whole = table.claim.table
        places = (whole.header.span, whole.delimiter.span, *own)
        lines = {each.line for each in (*places, *(row.span for row in whole.rows))}
        here = (found.get((page.path, line), ()) for line in sorted(lines))
        yield Part(page, table, own, tuple(chain.from_iterable(here)))


def broken(line: Line, width: int) -> Iterator[str]:
    """Yield a line, and below it what would be wider than the screen."""
    first, *more = map(visible, line.pieces)
    text = "  " * line.depth + first
    for piece in more:
        if columns(f"{text} {piece}") > width:
            yield text
            text = "  " * (line.depth + 1) + piece
        else:
            text += f" {piece}"
    yield text


def line_of(depth: int, fact: str, *why: str) -> Line:
    """Return the line of a fact and of what is behind it, if anything is."""
    *before, last = (fact, *filter(None, why))
    marked = (f"{text}{',' if at else ':'}" for at, text in enumerate(before))
    return Line(depth, (*marked, last))


def quoted(text: str) -> str:
    """Return a cell as readers see it, on one line and no longer than it can be."""
    return f"`{clipped(' '.join(seen(text).text.split()), _CELL)}`"
