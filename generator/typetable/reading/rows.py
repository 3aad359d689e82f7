"""Rows of a property table: cells by role, ragged rows and the text below a table included.

The one rule kept here: every row of a table comes back as a `Row` or is told by a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from typetable import rules
from typetable.markdown.document import split_row
from typetable.reading.ledger import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.markdown import document as markdown
    from typetable.markdown.document import Cell, Line
    from typetable.reading.columns import Role
    from typetable.reading.facts import Facts


class Row(Struct, frozen=True):
    """One row: its cells by role, and the text of later lines that belongs to its description."""

    cells: Mapping[Role, Cell]
    continued: Sequence[str] = ()

    @property
    def description(self) -> str:
        """The raw description, continuation lines included."""
        cell = self.cells.get("description")
        first = [cell.text] if cell and cell.text else []
        return "\n".join([*first, *self.continued])


class Rows(NamedTuple):
    """The rows of a table, and of each line that is none the finding that tells it."""

    rows: tuple[Row, ...]
    told: tuple[Told, ...]


def read_rows(
    table: markdown.Table,
    below: Iterable[Line],
    roles: tuple[Role | None, ...],
    facts: Facts,
    findings: Findings,
) -> Rows:
    """Return the rows of a table and of the lines `below` it that belong to it."""
    reader = _Reader(roles, facts, findings)
    for row in table.rows:
        reader.row(row)
    for line in below:
        reader.line(line)
    return Rows(
        tuple(Row(cells, texts) for cells, texts in reader.rows), tuple(reader.told)
    )


class _Reader:
    """Reads the rows of one table; `rows` are cells by role and the lines that continue them."""

    def __init__(
        self, roles: tuple[Role | None, ...], facts: Facts, findings: Findings
    ) -> None:
        self._roles = roles
        self._facts = facts
        self._findings = findings
        self.rows: list[tuple[Mapping[Role, Cell], list[str]]] = []
        self.told: list[Told] = []

    def line(self, line: Line) -> None:
        """Read a line below the table: a stray row, or text that continues a description."""
        row = split_row(line.text, line.span.line, line.span.column)
        if self._is_row(row):
            message = "this row was put back into its table"
            self._findings.add(rules.STRAY_ROW, line.span, message)
            self.row(row)
        elif line.text.startswith("|"):
            self.row(row)
        else:
            self._continue(line.text.removesuffix("|").rstrip(" \t"), row)

    def _is_row(self, row: markdown.Row) -> bool:
        if len(row.cells) != len(self._roles):
            return False
        return row.cells[self._roles.index("required")].text in self._facts.column

    def row(self, row: markdown.Row) -> None:
        """Read a row."""
        count, wanted = len(row.cells), len(self._roles)
        if self.rows and _is_text(row):
            told = self._continue(row.cells[0].text, row)
            self.told += [Told(told)] if told else []
        elif count == wanted:
            cells = zip(self._roles, row.cells, strict=True)
            self.rows.append(({role: cell for role, cell in cells if role}, []))
        else:
            self.told.append(Told(self._ragged(row, count, wanted)))

    def _continue(self, text: str, row: markdown.Row) -> Diagnostic | None:
        """Add a line to the description above; a blank one, or one below no row, is no text."""
        if not self.rows or not text:
            return None
        self.rows[-1][1].append(text)
        message = "this text continues the description above"
        return self._findings.add(rules.CONTINUED_TEXT, row.span, message)

    def _ragged(self, row: markdown.Row, count: int, wanted: int) -> Diagnostic:
        if count < wanted:
            message = f"this row has {count} of {wanted} cells"
            hint = "write the missing cells, empty ones too"
            return self._findings.add(rules.SHORT_ROW, row.span, message, hint=hint)
        message = f"this row has {count} cells, its table {wanted} columns"
        hint = "write a `|` inside a cell as `\\|`"
        place = row.cells[wanted].span
        return self._findings.add(rules.LONG_ROW, place, message, hint=hint)


def _is_text(row: markdown.Row) -> bool:
    """Return whether a row is a line of text: without a pipe, or a sentence between two."""
    cell, *others = row.cells
    is_sentence = " " in cell.text or "&nbsp;" in cell.text
    return not others and (is_sentence or row.span == cell.span)
