"""Property tables: rows of cells as rows of roles, ragged rows and broken tables included.

The one rule kept here: every row of a table comes back as a `Property` or is named by a finding.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct, field

from typetable import rules
from typetable.diagnostics import shown
from typetable.markdown import inline, unread
from typetable.markdown.document import split_row
from typetable.reading.dialect import NEEDED_ROLES, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from typetable.diagnostics import Findings
    from typetable.markdown.document import Cell, Line, Row, Table
    from typetable.reading.dialect import Dialect, Role


class Property(Struct):
    """One row: its cells by role, and the text of later lines that belongs to its description."""

    cells: Mapping[Role, Cell]
    continued: list[str] = field(default_factory=list)

    @property
    def description(self) -> str:
        """The raw description, continuation lines included."""
        cell = self.cells.get("description")
        return "\n".join(
            [*([cell.text] if cell and cell.text else []), *self.continued]
        )


def roles(table: Table, dialect: Dialect) -> tuple[Role | None, ...]:
    """Return the role of each column of a table, None where its header is unknown."""
    return roles_of((cell.text for cell in table.header.cells), dialect)


def roles_of(titles: Iterable[str], dialect: Dialect) -> tuple[Role | None, ...]:
    """Return the role of each column by its raw title, None where that is unknown."""
    names = (inline.name(title).casefold() for title in titles)
    return tuple(dialect.columns.get(name) for name in names)


def announces(table: Table, dialect: Dialect) -> bool:
    """Return whether a table's header names two columns that the dialect knows, or more."""
    known = set(roles(table, dialect)) - {None}
    return "name" in known and len(known) > 1


def columns(
    table: Table, dialect: Dialect, findings: Findings
) -> tuple[Role | None, ...] | None:
    """Return the role of each column, or None where the table cannot be read."""
    found = roles(table, dialect)
    times = Counter(found)
    readable = _check_delimiter(table, findings)
    for cell, role in zip(table.header.cells, found, strict=True):
        if role is None:
            message = f"nothing is known of a column `{shown(cell.text)}`"
            findings.add(rules.UNKNOWN_COLUMN, cell.span, message)
        elif times[role] > 1:
            message = f"the column `{shown(cell.text)}` occurs twice"
            findings.add(rules.DUPLICATE_COLUMN, cell.span, message)
            readable = False
    missing = [role for role in ROLES if role in NEEDED_ROLES and role not in found]
    if missing:
        wanted = " and ".join(f"`{_title(role, dialect)}`" for role in missing)
        findings.add(
            rules.MISSING_COLUMN, table.header.span, f"the table has no column {wanted}"
        )
    return found if readable and not missing else None


class Rows:
    """Reads the rows of one table, and the lines below it that belong to it."""

    def __init__(
        self, roles: tuple[Role | None, ...], dialect: Dialect, findings: Findings
    ) -> None:
        """Start with no rows."""
        self._roles = roles
        self._dialect = dialect
        self._findings = findings
        self.properties: list[Property] = []
        self.seen = 0
        self.reported = 0

    def read(self, rows: Iterable[Row]) -> None:
        """Read the rows of the table."""
        for row in rows:
            self._row(row)

    def read_below(self, lines: Iterable[Line]) -> None:
        """Read text below the table: stray rows, and lines that continue a description."""
        for line in lines:
            row = split_row(line.text, line.span.line, line.span.column)
            if self._is_row(row):
                self._findings.add(
                    rules.STRAY_ROW, line.span, "this row was put back into its table"
                )
                self._row(row)
            elif line.text.startswith("|"):
                self._row(row)
            else:
                self._continue(line.text.removesuffix("|").rstrip(" \t"), row)

    def _is_row(self, row: Row) -> bool:
        if len(row.cells) != len(self._roles):
            return False
        return row.cells[self._roles.index("required")].text in self._dialect.required

    def _row(self, row: Row) -> None:
        self.seen += 1
        count, wanted = len(row.cells), len(self._roles)
        if self.properties and _is_text(row):
            self.reported += 1
            self._continue(row.cells[0].text, row)
        elif count == wanted:
            cells = zip(self._roles, row.cells, strict=True)
            self.properties.append(
                Property({role: cell for role, cell in cells if role})
            )
        else:
            self.reported += 1
            self._ragged(row, count, wanted)

    def _continue(self, text: str, row: Row) -> None:
        if self.properties and text:
            message = "this text continues the description above"
            self._findings.add(rules.CONTINUED_TEXT, row.span, message)
            self.properties[-1].continued.append(text)

    def _ragged(self, row: Row, count: int, wanted: int) -> None:
        if count < wanted:
            message = f"this row has {count} of {wanted} cells"
            hint = "write the missing cells, empty ones too"
            self._findings.add(rules.SHORT_ROW, row.span, message, hint=hint)
        else:
            message = f"this row has {count} cells, its table {wanted} columns"
            hint = "write a `|` inside a cell as `\\|`"
            self._findings.add(
                rules.LONG_ROW, row.cells[wanted].span, message, hint=hint
            )


def _title(role: Role, dialect: Dialect) -> str:
    return next(
        title for title, known in dialect.columns.items() if known == role
    ).title()


def _check_delimiter(table: Table, findings: Findings) -> bool:
    header, delimiter = len(table.header.cells), len(table.delimiter.cells)
    if header == delimiter:
        return unread.is_sound(table, findings)
    message = f"the table header has {header} columns, the delimiter row {delimiter}"
    findings.add(rules.BAD_DELIMITER, table.delimiter.span, message)
    return False


def _is_text(row: Row) -> bool:
    """Return whether a row is a line of text: without a pipe, or a sentence between two."""
    cell, *others = row.cells
    is_sentence = " " in cell.text or "&nbsp;" in cell.text
    return not others and (is_sentence or row.span == cell.span)
