"""The section `[rows]` of a dialect: cells by role, ragged rows and the text below a table.

The one rule kept here: every row of a table comes back as a `Row` or is told by a finding.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.markdown.document import Cell, split_row
from typetable.reading.ledger import Told
from typetable.reading.notes import are_notes
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.markdown import document as markdown
    from typetable.markdown.document import Line
    from typetable.reading.columns import Role
    from typetable.reading.facts import Facts
    from typetable.reading.said import Said


class RowRules(Struct, frozen=True, kw_only=True):
    """Rows that are not as wide as their table, and lines below it."""

    short: Literal["error", "pad"] = "error"
    """What a row with too few cells is: an error, or a row whose last cells are empty:
    `short = "pad"`."""

    long: Literal["error", "join"] = "error"
    """What a row with too many cells is: an error, or a row in whose description a `|` stands as
    it is; columns behind the description are counted from the end: `long = "join"`."""

    below: Literal["text", "continues"] = "text"
    """What lines below a table are, behind a blank line: text of the page, or its rows and
    descriptions going on: `below = "continues"`."""


_CLOSED: frozenset[Role | None] = frozenset(("required", "notes"))
"""The columns whose cells hold words of the dialect and nothing else."""


class Row(Struct, frozen=True):
    """One row."""

    cells: Mapping[Role, Cell]
    """Its cells by role."""
    continued: Sequence[str] = ()
    """The text of later lines."""
    said: Sequence[Said] = ()
    """What a heading above its table says."""
    presence: Mapping[str, Cell] = {}
    """Its cells of presence by their headers, where there are several."""

    @property
    def description(self) -> str:
        """The raw description, continuation lines included."""
        text = self.text("description")
        if not self.continued:
            return text
        return "\n".join([*([text] if text else ()), *self.continued])

    def text(self, role: Role) -> str:
        """Return the raw text of a cell, empty where there is none."""
        cell = self.cells.get(role)
        return cell.text if cell else ""


class Rows(NamedTuple):
    """The rows of a table, and of each line that is none the finding that tells it."""

    rows: tuple[Row, ...]
    told: tuple[Told, ...]


class _Cells(NamedTuple):
    """The cells of a row by role, later lines, and cells of presence by header if several."""

    by_role: Mapping[Role, Cell]
    texts: list[str]
    presence: Mapping[str, Cell]


class RowReader:
    """Reads the rows of one table; `rows` are cells by role and the lines that continue them."""

    def __init__(
        self,
        roles: tuple[Role | None, ...],
        row_rules: RowRules,
        facts: Facts,
        findings: Findings,
    ) -> None:
        """Start with no row."""
        self._roles = roles
        self._are_distinct = None not in roles and len({*roles}) == len(roles)
        self._rules = row_rules
        self._facts = facts
        self._findings = findings
        self._rows: list[_Cells] = []
        self._presence: Mapping[int, str] = {}
        self._told: list[Told] = []

    def read(
        self, table: markdown.Table, below: Iterable[Line], said: Sequence[Said] = ()
    ) -> Rows:
        """Return the rows of a table and of the lines `below` it that belong to it.

        `said` is what a heading says of all of them.
        """
        presence = [at for at, role in enumerate(self._roles) if role == "required"]
        if len(presence) > 1:
            self._presence = {at: table.header.cells[at].text for at in presence}
        for row in table.rows:
            self._row(row)
        if self._rules.below == "continues":
            for line in below:
                self._line(line)
        rows = [
            Row(cells, texts, said, several) for cells, texts, several in self._rows
        ]
        return Rows(tuple(rows), tuple(self._told))

    def _line(self, line: Line) -> None:
        """Read a line below the table: a stray row, or text that continues a description."""
        row = split_row(line.text, line.span.line, line.span.column)
        if self._is_row(row):
            message = "this row was put back into its table"
            self._findings.add(rules.STRAY_ROW, line.span, message)
            self._row(row)
        elif line.text.startswith("|"):
            self._row(row)
        else:
            self._continue(line.text.removesuffix("|").rstrip(" \t"), row)

    def _is_row(self, row: markdown.Row) -> bool:
        if len(row.cells) != len(self._roles) or not _CLOSED & {*self._roles}:
            return False
        cells = zip(self._roles, row.cells, strict=True)
        return all(self._reads_as(*each) for each in cells if each[0] in _CLOSED)

    def _row(self, row: markdown.Row) -> None:
        if len(row.cells) > len(self._roles) and self._rules.long == "join":
            row = self._joined(row)
        count, wanted = len(row.cells), len(self._roles)
        if self._rows and _is_text(row):
            told = self._continue(row.cells[0].text, row)
            self._told += [Told(told)] if told else []
        elif count == wanted or (count < wanted and self._rules.short == "pad"):
            several = {title: _at(row, at) for at, title in self._presence.items()}
            self._rows.append(_Cells(self._by_role(row), [], several))
        else:
            self._told.append(Told(self._ragged(row, count, wanted)))

    def _joined(self, row: markdown.Row) -> markdown.Row:
        """Return a row in which the cells too many are part of the description.

        Where the last cells are none of their columns, the row was written without them.
        """
        if "description" not in self._roles:
            return row
        start = self._roles.index("description")
        behind = self._roles[start + 1 :]
        last = row.cells[len(row.cells) - len(behind) :]
        fits = all(map(self._reads_as, behind, last))
        end = len(row.cells) - len(behind) if fits else len(row.cells)
        whole = row.cells[start:end]
        span = replace(whole[0].span, end=whole[-1].span.end)
        joined = Cell(" | ".join(each.text for each in whole), span)
        return replace(row, cells=(*row.cells[:start], joined, *row.cells[end:]))

    def _reads_as(self, role: Role | None, cell: Cell) -> bool:
        match role:
            case "required":
                return self._facts.spelled["column"].find(cell.text) is not None
            case "notes":
                return are_notes(cell.text, self._facts)
        return True

    def _by_role(self, row: markdown.Row) -> Mapping[Role, Cell]:
        """Return the cells of a row by role, of several columns with one role together."""
        if self._are_distinct and len(row.cells) == len(self._roles):
            return dict(zip(self._roles, row.cells, strict=True))  # type: ignore[arg-type]
        cells: dict[Role, Cell] = {}
        for role, cell in zip_longest(self._roles, row.cells, fillvalue=_nothing(row)):
            if isinstance(role, str):
                first = cells.get(role)
                texts = [each.text for each in (first, cell) if each and each.text]
                cells[role] = Cell("\n".join(texts), first.span) if first else cell
        return cells

    def _continue(self, text: str, row: markdown.Row) -> Diagnostic | None:
        """Add a line to the description above; a blank one, or one below no row, is no text."""
        if not self._rows or not text:
            return None
        self._rows[-1].texts.append(text)
        message = "this text continues the description above"
        return self._findings.add(rules.CONTINUED_TEXT, row.span, message)

    def _ragged(self, row: markdown.Row, count: int, wanted: int) -> Diagnostic:
        findings = self._findings.about(whole_line=True)
        if count < wanted:
            message = f"this row has {count} of {wanted} cells"
            hint = "write the missing cells, empty ones too"
            return findings.add(rules.SHORT_ROW, row.span, message, hint=hint)
        message = f"this row has {count} cells, its table {wanted} columns"
        hint = "write a `|` inside a cell as `\\|`"
        place = row.cells[wanted].span
        return findings.add(rules.LONG_ROW, place, message, hint=hint)


def _at(row: markdown.Row, at: int) -> Cell:
    return row.cells[at] if at < len(row.cells) else _nothing(row)


def _nothing(row: markdown.Row) -> Cell:
    """Return the cell that a row lacks at its end."""
    return Cell("", Span(row.span.line, row.span.end, row.span.end))


def _is_text(row: markdown.Row) -> bool:
    """Return whether a row is a line of text: without a pipe, or a sentence between two."""
    if len(row.cells) > 1:
        return False
    text = row.cells[0].text
    return " " in text or "&nbsp;" in text or row.span == row.cells[0].span
