"""Reasons: of each table why it was read or not, and of each row where its facts come from.

The one rule kept here: what is shown was noted while the page was read, and nothing is left out:
each table of a page, each row of a table, each fact of a row.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from typetable.diagnostics import clipped, counted
from typetable.language.draft import DraftMember
from typetable.report.reason_parts import Line, Part, broken, line_of, parts, quoted
from typetable.report.row_reasons import lines_of_row
from typetable.schema import Json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.diagnostics import Diagnostic
    from typetable.report.report import Report, Screen


def reason_blocks(report: Report, screen: Screen) -> Iterator[list[str]]:
    """Yield the lines about each table, no wider than the screen where they can be so."""
    found: dict[tuple[str, int], list[Diagnostic]] = {}
    for each in report.diagnostics:
        if each.span:
            found.setdefault((each.path, each.span.line), []).append(each)
    for page in report.reasons:
        for part in parts(page, found):
            lines = (broken(line, screen.width) for line in _table(part))
            yield [text for line in lines for text in line]


def _table(part: Part) -> Iterator[Line]:
    """Yield the lines about a table: why it is read or not, its columns and its rows."""
    claim, section = part.table.claim, part.table.section
    yield _verdict(part)
    yield line_of(1, "refused" if claim.reason else "claimed", f"by {claim.ground}")
    if section and section.key != claim.ground:
        yield line_of(1, f"heading in line {section.span.line}", f"by {section.key}")
    if part.model != part.table.name:
        yield line_of(1, f"`{part.model}` in the text above", "by [models] sentences")
    if any(isinstance(each, DraftMember) for each in part.rows.values()):
        by = "by [enums] marks" if claim.values is None else ""
        yield line_of(1, "its rows are values", by)
    yield from _columns(part)
    if not claim.reason:
        yield from _rows(part)


def _columns(part: Part) -> Iterator[Line]:
    """Yield the lines about the columns of a table."""
    claim, dialect = part.table.claim, part.page.dialect
    header = claim.table.header
    known = dialect.columns.roles(header)
    roles = claim.values.roles if claim.values else known
    for cell, role, usual in zip(header.cells, roles, known, strict=True):
        key = dialect.columns.key(cell.text) if role == usual else ""
        if role == "values" and claim.values:
            key = dialect.enums.key(cell.text)
        by = f"by {key}" if key else ""
        yield line_of(1, f"column {quoted(cell.text)}", role or "unknown", by)


def _verdict(part: Part) -> Line:
    """Return the line of a table and of what became of it."""
    claim = part.table.claim
    place = f"{part.page.path}:{claim.table.header.span.line}"
    whose = f"of `{clipped(part.model)}`" if part.model else "before any heading"
    rows = counted(len(claim.table.rows), "row")
    is_read = part.rows or (claim.values and claim.values.of_members)
    verdict = claim.reason or ("is read" if is_read else "is not read")
    return Line(0, (f"{place}: a table {whose} ({rows})", verdict))


def _rows(part: Part) -> Iterator[Line]:
    """Yield the lines about the rows of a table, and what was found in each line."""
    waiting = deque(part.found)
    for span, became in part.rows.items():
        while waiting and waiting[0].span and waiting[0].span.line < span.line:
            yield _found(waiting.popleft())
        if isinstance(became, DraftMember):
            value = Json.of(became.value).text
            yield line_of(1, f"{span.line}: {quoted(became.name)} = {value}")
        else:
            yield from lines_of_row(part, became)
    yield from map(_found, waiting)


def _found(diagnostic: Diagnostic) -> Line:
    """Return the line of a finding, which is told in full elsewhere."""
    line = diagnostic.span.line if diagnostic.span else 1
    head = f"{line}: {diagnostic.severity}[{diagnostic.code}]"
    return Line(1, (head, diagnostic.message))
