"""The section `[tables]` of a dialect: which tables of a section are property tables.

The one rule kept here: a table is claimed by its header or by the label above it; the others are
told by whoever asked.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import shown
from typetable.markdown import hazards
from typetable.markdown.document import Paragraph, Table
from typetable.reading.columns import NEEDED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.markdown.document import Block, Line
    from typetable.reading.columns import Columns, Role


class Tables(Struct, frozen=True, kw_only=True):
    """`[tables]` of a dialect."""

    labels: tuple[str, ...] = ()
    """Lines right above a table, in bold or not, that say it is a property table."""

    indented: bool = False
    """Whether rows are indented like code; tells apart dialects that fit equally well."""

    def is_label(self, line: Line) -> bool:
        """Return whether a line of text is a label."""
        return line.text.strip("*_: \t") in self.labels


def claimed(
    blocks: Sequence[Block], tables: Tables, columns: Columns
) -> tuple[Table, ...]:
    """Return the property tables among blocks, known by header or by label."""
    found: list[Table] = []
    is_labelled = False
    for block in blocks:
        if isinstance(block, Table) and (is_labelled or announces(block, columns)):
            found.append(block)
        is_labelled = isinstance(block, Paragraph) and tables.is_label(block.lines[-1])
    return tuple(found)


def announces(table: Table, columns: Columns) -> bool:
    """Return whether a table's header names two columns that the dialect knows, or more."""
    known = set(columns.roles(table.header)) - {None}
    return "name" in known and len(known) > 1


def roles(
    table: Table, columns: Columns, findings: Findings
) -> tuple[Role | None, ...] | Diagnostic:
    """Return the role of each column, or the finding that says why the table cannot be read."""
    known = columns.roles(table.header)
    times = Counter(known)
    refused = _refused_delimiter(table, findings)
    for cell, role in zip(table.header.cells, known, strict=True):
        if role is None:
            message = f"nothing is known of a column `{shown(cell.text)}`"
            findings.add(rules.UNKNOWN_COLUMN, cell.span, message)
        elif times[role] > 1:
            message = f"the column `{shown(cell.text)}` occurs twice"
            refused = findings.add(rules.DUPLICATE_COLUMN, cell.span, message)
    missing = [role for role in NEEDED if role not in known]
    if missing:
        wanted = " and ".join(f"`{columns.title(role)}`" for role in missing)
        message = f"the table has no column {wanted}"
        refused = findings.add(rules.MISSING_COLUMN, table.header.span, message)
    return refused or known


def _refused_delimiter(table: Table, findings: Findings) -> Diagnostic | None:
    header, delimiter = len(table.header.cells), len(table.delimiter.cells)
    if header == delimiter:
        return hazards.faulty(table, findings)
    message = f"the table header has {header} columns, the delimiter row {delimiter}"
    return findings.add(rules.BAD_DELIMITER, table.delimiter.span, message)
