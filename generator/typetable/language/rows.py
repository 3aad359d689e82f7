"""The section `[rows]` of a dialect: cells by role, ragged rows and the text below a table.

The one rule kept here: every row of a table comes back as a `Row` or is told by a finding.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.language.broken_rows import BrokenRows, is_bare, may_go_on
from typetable.language.circles import with_words
from typetable.language.grouped_rows import Groups
from typetable.language.ledger import Told
from typetable.language.raw_blanks import indented
from typetable.language.row_kinds import (
    STATING,
    is_filled_in,
    is_word_of_nothing,
    says_nothing,
    text_of,
)
from typetable.language.row_widths import Widths
from typetable.markdown import inline
from typetable.markdown.document import Cell, split_row
from typetable.source import Span
from typetable.wording.indents import Indents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.language.columns import Role
    from typetable.language.dialect import Sections
    from typetable.language.elements import Element
    from typetable.language.marks import Placed
    from typetable.markdown import document as markdown
    from typetable.markdown.document import Line
    from typetable.wording.said import Said


class RowRules(Struct, frozen=True, kw_only=True):
    """Rows that are not as wide as their table, and lines below it."""

    short: Literal["error", "pad", "join", "text"] = "error"
    """What a row with too few cells is: an error, a row whose last cells are empty, or, where it
    ends without a `|`, one that goes on in the next lines: `short = "join"`. That is asked by all
    but `"error"`, where the cells are not too many then. By `"text"` one that lacks its word of
    presence is a warning, and says nothing of it."""

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
    def parts(self) -> int:
        """The number of rows in it that say what it is made of."""
        return sum(1 + each.row.parts for each in self.elements)

    @property
    def is_listed(self) -> bool:
        """Whether it stands in no table: all of its cells are in one place."""
        return len(self.cells) > 1 and len({e.span for e in self.cells.values()}) == 1

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


class Rows(Struct, frozen=True):
    """The rows of a table, and of each line that is none the finding that tells it."""

    rows: tuple[Row, ...]
    told: tuple[Told, ...]


class _Cells(Struct, frozen=True):
    """The cells of a row by role, later lines, and cells of presence by header if several."""

    by_role: Mapping[Role, Cell]
    texts: list[str]
    presence: Mapping[str, Cell]


class RowReader:
    """Reads the rows of one table; `rows` are cells by role and the lines that continue them."""

    def __init__(
        self,
        roles: tuple[Role | None, ...],
        dialect: Sections,
        findings: Findings,
    ) -> None:
        """Start with no row."""
        self._roles = roles
        self._rules = dialect.rows
        self._usual = _usual(roles) if self._rules.short != "join" else ()
        self._may_break = self._rules.short != "error"
        self._facts = dialect.facts
        self._texts = dialect.texts
        self._findings = findings
        self._widths = Widths(roles, dialect, findings)
        self._groups = Groups(dialect.nesting, dialect.names, findings)
        self._names = dialect.names
        self._indents = Indents(dialect.nesting.marks)
        self._broken = BrokenRows(None if self._rules.short == "join" else len(roles))
        self._rows: list[_Cells] = []
        self._presence: Mapping[int, str] = {}
        self._told: list[Told] = []

    def read(
        self, table: markdown.Table, below: Iterable[Line], said: Sequence[Said] = ()
    ) -> Rows:
        """Return the rows of a table and of the lines `below` it that belong to it.

        `said` is what a heading says of all of them.
        """
        table = with_words(table, self._roles, self._facts.circles)
        presence = [at for at, role in enumerate(self._roles) if role == "required"]
        if len(presence) > 1:
            self._presence = {at: table.header.cells[at].text for at in presence}
        for row in table.rows:
            if self._is_usual(row):
                cells = dict(zip(self._usual, row.cells, strict=True))
                self._rows.append(_Cells(cells, [], {}))
                continue
            for whole in self._whole(row, in_table=True):
                for each in self._widths.apart(whole, table):
                    self._row(each)
        self._below([*below], may_be_torn=is_bare(table.header))
        for row in self._broken.rest():
            self._row(row)
        rows = [
            Row(each.by_role, each.texts, said, each.presence) for each in self._rows
        ]
        if "name" not in self._roles:
            return Rows(tuple(rows), tuple(self._told))
        if table.source == "pipe" and not self._names.free:
            rows = [*indented(rows, self._indents)]
        kept, ends = self._groups.marked(rows)
        return Rows(tuple(kept), (*self._told, *ends))

    def _is_usual(self, row: markdown.Row) -> bool:
        """Return whether a row is as wide as its table and begins with what is one of its own."""
        first = row.cells[0].text if len(row.cells) == len(self._usual) else ""
        is_own = bool(first) and not is_word_of_nothing(first, self._facts)
        is_broken = self._broken.is_open or (self._may_break and may_go_on(row))
        return is_own and not is_broken and not self._widths.lacks_last(row)

    def _below(self, lines: Sequence[Line], *, may_be_torn: bool) -> None:
        """Read the lines below a table: those that its last row goes on in, and rows behind."""
        texts = (line.text for line in lines)
        is_own = self._rules.below == "continues" or self._broken.ends_among(texts)
        torn = self._widths.torn(lines) if may_be_torn else 0
        for at, line in enumerate(lines):
            is_own = is_own and (
                self._rules.below == "continues"
                or self._broken.is_open
                or line.text.startswith("|")
            )
            if is_own or at < torn:
                self._line(line, is_torn=at < torn)
            else:
                row = split_row(line.text, line.span.line, line.span.column)
                is_wide = may_be_torn and self._widths.is_wide(row)
                is_row = is_wide or self._widths.looks_like_one(row)
                report_stray(line, self._findings, is_row=is_row)

    def _line(self, line: Line, *, is_torn: bool) -> None:
        """Read a line below the table: a stray row, or text that continues a description."""
        row = split_row(line.text, line.span.line, line.span.column)
        is_wide = is_torn and self._widths.is_wide(row)
        is_row = is_wide or self._widths.is_row(row)
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
        if not self._may_break:
            return (row,)
        if self._broken.goes_on(row):
            message = "this line goes on with the row above"
            told = self._findings.add(rules.CONTINUED_TEXT, row.span, message)
            self._told += [Told(told)] if in_table else []
        return self._broken.add(row)

    def _row(self, row: markdown.Row) -> None:
        row = self._widths.lengthened(self._widths.shortened(row))
        may_lack_name = self._rules.unnamed == "continues"
        text = text_of(row, self._roles, may_lack_name=may_lack_name)
        if is_filled_in(row):
            message = "rows stand here that are not on this page"
            finding = self._findings.add(rules.UNSHOWN_ROW, row.span, message)
            self._told.append(Told(finding))
        elif self._rows and text:
            told = self._continue(text, row)
            self._told += [Told(told)] if told else []
        elif says_nothing(row, self._roles, self._facts):
            message = "this row says that there is nothing"
            told = self._findings.add(
                rules.EMPTY_NAME, row.span, message, severity="note"
            )
            self._told.append(Told(told))
        elif (cells := self._widths.without_words(row)) is not None:
            self._rows.append(_Cells(cells, [], {}))
        elif self._widths.fits(row):
            several = {title: _at(row, at) for at, title in self._presence.items()}
            self._rows.append(_Cells(self._by_role(row), [], several))
        else:
            self._told.append(Told(self._widths.ragged(row)))

    def _by_role(self, row: markdown.Row) -> Mapping[Role, Cell]:
        """Return the cells of a row by role, of several columns with one role together."""
        cells: dict[Role, Cell] = {}
        for role, cell in zip_longest(self._roles, row.cells, fillvalue=_nothing(row)):
            if isinstance(role, str):
                first = cells.get(role)
                said = (each.text for each in (first, cell) if each)
                texts = [text for text in said if self._texts.described(text)]
                cells[role] = Cell("\n".join(texts), first.span) if first else cell
        return cells

    def _continue(self, text: str, row: markdown.Row) -> Diagnostic | None:
        """Add a line to the description above; a blank one, or one below no row, is no text.

        One of nothing but line breaks is told all the same.
        """
        if not self._rows or not text:
            return None
        if inline.plain(text).strip(" \t\n"):
            self._rows[-1].texts.append(text)
        message = "this text continues the description above"
        return self._findings.add(rules.CONTINUED_TEXT, row.span, message)


def _usual(roles: tuple[Role | None, ...]) -> tuple[Role, ...]:
    """Return the columns of a table in which most rows need no second look; none in others."""
    known = tuple(each for each in roles if each)
    is_each_once = len(roles) > 1 and len({*known}) == len(roles)
    return known if is_each_once and known[0] in STATING else ()


def report_stray(line: Line, findings: Findings, *, is_row: bool = False) -> None:
    """Report a row that stands outside of its table, which may be cut off (TT115)."""
    if is_row or (line.text.startswith("|") and line.text.count("|") > 1):
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
