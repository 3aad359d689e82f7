"""The section `[rows]` of a dialect: cells by role, ragged rows and the text below a table.

The one rule kept here: every row of a table comes back as a `Row` or is told by a finding.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.language.broken_rows import BrokenRows, with_whole_code
from typetable.language.joined_rows import apart, texts
from typetable.language.ledger import Told
from typetable.language.row_kinds import says_nothing, text_of
from typetable.markdown.document import Cell, split_row
from typetable.notation.grammar import Fault, parse
from typetable.source import Span
from typetable.wording.notes import are_notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.language.columns import Role
    from typetable.language.dialect import Sections
    from typetable.language.elements import Element
    from typetable.language.marks import Placed
    from typetable.markdown import document as markdown
    from typetable.markdown.document import Line
    from typetable.rules import Severity
    from typetable.wording.said import Said


class RowRules(Struct, frozen=True, kw_only=True):
    """Rows that are not as wide as their table, and lines below it."""

    short: Literal["error", "pad", "join", "text"] = "error"
    """What a row with too few cells is: an error, a row whose last cells are empty, or, where it
    ends without a `|`, one that goes on in the next lines: `short = "join"`. By `"text"` one that
    lacks its word of presence is a warning instead, and says nothing of it."""

    long: Literal["error", "join", "text", "code"] = "error"
    """What a row with too many cells is: an error, or a row in whose description a `|` stands as
    it is; columns behind the description are counted from the end: `long = "join"`. By `"text"`
    that is a warning, and an error if what stands there could be a type or a value. By `"code"` it
    may also stand in code, which begins in one cell and ends in another."""

    unnamed: Literal["error", "continues"] = "error"
    """What a row is that has no name, and no type or word of presence either: an error, or text
    that goes on with the description above: `unnamed = "continues"`."""

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
    elements: Sequence[Element] = ()
    """The rows that say what it is made of, if it is an array."""
    place: Placed | None = None
    """Where it stands among the rows of its model, where marks say that."""

    def named(self, cell: Cell) -> Row:
        """Return the row with another cell of its name."""
        return replace(self, cells={**self.cells, "name": cell})

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


_VARIED: frozenset[Role] = frozenset(("type", "default", "values", "example"))
"""Columns whose cells may be anything, so that none tells where it ends."""


class RowReader:
    """Reads the rows of one table; `rows` are cells by role and the lines that continue them."""

    def __init__(
        self,
        roles: tuple[Role | None, ...],
        dialect: Sections,
        findings: Findings,
    ) -> None:
        """Start with no row."""
        self._types = dialect.types
        self._texts = dialect.texts
        self._roles = roles
        self._are_distinct = None not in roles and len({*roles}) == len(roles)
        self._rules = dialect.rows
        self._facts = dialect.facts
        self._texts = dialect.texts
        self._findings = findings
        self._broken = BrokenRows()
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
            for whole in self._whole(row, in_table=True):
                for each in self._apart(whole, table):
                    self._row(each)
        for line in below:
            if self._rules.below == "continues":
                self._line(line)
            else:
                report_stray(line, self._findings)
        for row in self._broken.rest():
            self._row(row)
        rows = [
            Row(cells, texts, said, several) for cells, texts, several in self._rows
        ]
        return Rows(tuple(rows), tuple(self._told))

    def _line(self, line: Line) -> None:
        """Read a line below the table: a stray row, or text that continues a description."""
        row = split_row(line.text, line.span.line, line.span.column)
        is_row = self._is_row(row)
        if is_row:
            message = "this row was put back into its table"
            self._findings.add(rules.STRAY_ROW, line.span, message)
        if is_row or line.text.startswith("|") or self._broken.goes_on(row):
            for whole in self._whole(row):
                self._row(whole)
        else:
            self._continue(line.text.removesuffix("|").rstrip(" \t"), row)

    def _whole(
        self, row: markdown.Row, *, in_table: bool = False
    ) -> Sequence[markdown.Row]:
        """Return the rows that are whole with a line; one that goes on with another is told."""
        if self._rules.short != "join":
            return (row,)
        if self._broken.goes_on(row):
            message = "this line goes on with the row above"
            told = self._findings.add(rules.CONTINUED_TEXT, row.span, message)
            self._told += [Told(told)] if in_table else []
        return self._broken.add(row)

    def _is_row(self, row: markdown.Row) -> bool:
        if len(row.cells) != len(self._roles) or not _CLOSED & {*self._roles}:
            return False
        cells = zip(self._roles, row.cells, strict=True)
        return all(self._reads_as(*each) for each in cells if each[0] in _CLOSED)

    def _apart(
        self, row: markdown.Row, table: markdown.Table
    ) -> Sequence[markdown.Row]:
        """Return the rows on a line, of which those that stand elsewhere too count there."""
        if self._rules.long == "join" or len(row.cells) <= len(self._roles):
            return (row,)
        rows = apart(row, self._roles, self._types, self._facts)
        if len(rows) == 1:
            return rows
        message = f"this line holds {len(rows)} rows of its table"
        self._too_long(row, "warning", message, "write each on a line of its own")
        written = {texts(each) for each in table.rows}
        return (rows[0], *(each for each in rows[1:] if texts(each) not in written))

    def _row(self, row: markdown.Row) -> None:
        if len(row.cells) > len(self._roles):
            row = self._shortened(row)
        count, wanted = len(row.cells), len(self._roles)
        may_lack_name = self._rules.unnamed == "continues"
        text = text_of(row, self._roles, may_lack_name=may_lack_name)
        if self._rows and text:
            told = self._continue(text, row)
            self._told += [Told(told)] if told else []
        elif says_nothing(row, self._facts):
            message = "this row says that there is nothing"
            told = self._findings.add(
                rules.EMPTY_NAME, row.span, message, severity="note"
            )
            self._told.append(Told(told))
        elif count < wanted and self._rules.short == "text" and self._is_gapped(row):
            self._too_short(row, "warning")
            self._rows.append(_Cells(self._without_words(row), [], {}))
        elif count == wanted or (
            count < wanted and self._rules.short in {"pad", "text"}
        ):
            several = {title: _at(row, at) for at, title in self._presence.items()}
            self._rows.append(_Cells(self._by_role(row), [], several))
        else:
            ragged = self._too_short if count < wanted else self._too_long
            self._told.append(Told(ragged(row)))

    def _is_gapped(self, row: markdown.Row) -> bool:
        """Return whether a short row lacks its words, so that other cells stand where they were."""
        words = [at for at, role in enumerate(self._roles) if role in _CLOSED]
        there = [at for at in words if at < len(row.cells)]
        is_all = len(row.cells) + len(words) == len(self._roles)
        return is_all and not any(
            self._reads_as(self._roles[at], row.cells[at]) for at in there
        )

    def _without_words(self, row: markdown.Row) -> Mapping[Role, Cell]:
        """Return the cells by role of a row that lacks its words."""
        roles = [role for role in self._roles if role not in _CLOSED]
        return {role: each for role, each in zip(roles, row.cells, strict=True) if role}

    def _shortened(self, row: markdown.Row) -> markdown.Row:
        """Return a row with too many cells as one with so many as there are columns."""
        match self._rules.long:
            case "error":
                return row
            case "join":
                return self._joined(row)
            case "code":
                whole = with_whole_code(row)
                is_long = len(whole.cells) > len(self._roles)
                return self._joined(whole) if is_long else whole
        wanted = len(self._roles)
        if not any(each.text for each in row.cells[wanted:]):
            short = replace(row, cells=row.cells[:wanted])
        else:
            short = self._joined(row) if self._holds_text(row) else row
        if short is not row:
            self._too_long(row, "warning")
        return short

    def _holds_text(self, row: markdown.Row) -> bool:
        """Return whether it is the description of a row that holds a `|`, and nothing else."""
        if "description" not in self._roles:
            return False
        start = self._roles.index("description")
        is_text = isinstance(parse(row.cells[start].text, self._types), Fault)
        return is_text and _VARIED.isdisjoint(self._roles[start:])

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
                return self._facts.in_column(cell.text) is not None
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
                said = (each.text for each in (first, cell) if each)
                texts = [text for text in said if self._texts.described(text)]
                cells[role] = Cell("\n".join(texts), first.span) if first else cell
        return cells

    def _says(self, role: Role, text: str) -> bool:
        """Return whether a cell holds anything, or a description that says something."""
        return bool(self._texts.described(text) if role == "description" else text)

    def _continue(self, text: str, row: markdown.Row) -> Diagnostic | None:
        """Add a line to the description above; a blank one, or one below no row, is no text."""
        if not self._rows or not text:
            return None
        self._rows[-1].texts.append(text)
        message = "this text continues the description above"
        return self._findings.add(rules.CONTINUED_TEXT, row.span, message)

    def _too_short(
        self, row: markdown.Row, severity: Severity | None = None
    ) -> Diagnostic:
        findings = self._findings.about(whole_line=True)
        message = f"this row has {len(row.cells)} of {len(self._roles)} cells"
        hint = "write the missing cells, empty ones too"
        return findings.add(
            rules.SHORT_ROW, row.span, message, hint=hint, severity=severity
        )

    def _too_long(
        self,
        row: markdown.Row,
        severity: Severity | None = None,
        message: str = "",
        hint: str = "write a `|` inside a cell as `\\|`",
    ) -> Diagnostic:
        findings = self._findings.about(whole_line=True)
        count, wanted = len(row.cells), len(self._roles)
        message = message or f"this row has {count} cells, its table {wanted} columns"
        place = row.cells[wanted].span
        return findings.add(
            rules.LONG_ROW, place, message, hint=hint, severity=severity
        )


def report_stray(line: Line, findings: Findings) -> None:
    """Report a row that stands outside of its table, which may be cut off (TT115)."""
    if line.text.startswith("|") and line.text.count("|") > 1:
        message = "this looks like a row, but stands outside of any table"
        hint = "take away the empty line above it, or write a header there"
        findings.add(
            rules.NO_DELIMITER, line.span, message, hint=hint, severity="warning"
        )


def _at(row: markdown.Row, at: int) -> Cell:
    return row.cells[at] if at < len(row.cells) else _nothing(row)


def _nothing(row: markdown.Row) -> Cell:
    """Return the cell that a row lacks at its end."""
    return Cell("", Span(row.span.line, row.span.end, row.span.end))
