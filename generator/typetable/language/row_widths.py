"""Widths of rows: those with fewer or more cells than their table has columns.

The one rule kept here: cells are moved to other columns only where their words say so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import rules
from typetable.language.broken_rows import is_bare, with_whole_code
from typetable.language.joined_rows import apart, is_known, texts
from typetable.markdown.document import Cell, split_row
from typetable.markdown.spans import seen
from typetable.notation.grammar import Fault, parse
from typetable.notation.values import json_value
from typetable.schema import Json
from typetable.source import Span
from typetable.wording.notes import are_notes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.language.columns import Role
    from typetable.language.dialect import Sections
    from typetable.markdown.document import Line, Row, Table
    from typetable.rules import Severity

_CLOSED: frozenset[Role | None] = frozenset(("required", "notes"))
"""The columns whose cells hold words of the dialect and nothing else."""

_FEWEST = 3
"""Text may hold a pipe between two words by chance."""

_VARIED: frozenset[Role] = frozenset(("type", "default", "values", "example"))
"""Columns whose cells may be anything, so that none tells where it ends."""


_VALUED: frozenset[Role | None] = frozenset(("default", "values", "example"))
"""Columns whose cells hold values, so that prose there may be a description."""


class Widths:
    """Makes rows as wide as their table, where the section `[rows]` says how."""

    def __init__(
        self,
        roles: tuple[Role | None, ...],
        dialect: Sections,
        findings: Findings,
    ) -> None:
        """Take what the columns of a table hold."""
        self._roles = roles
        self._types = dialect.types
        self._rules = dialect.rows
        self._facts = dialect.facts
        self._findings = findings

    def is_row(self, row: Row) -> bool:
        """Return whether a line is a row of the table: as wide, and with words in their columns."""
        if len(row.cells) != len(self._roles) or not _CLOSED & {*self._roles}:
            return False
        cells = zip(self._roles, row.cells, strict=True)
        return all(self._reads_as(*each) for each in cells if each[0] in _CLOSED)

    def torn(self, lines: Sequence[Line]) -> int:
        """Return how many lines below a table without pipes at its ends go on with it.

        They reach to the last one that looks like a row of it. A list in a cell, which was made of
        HTML, tears such a table.
        """
        rows = (
            split_row(each.text, each.span.line, each.span.column) for each in lines
        )
        numbered = enumerate(rows, 1)
        return max((at for at, row in numbered if self._is_torn_off(row)), default=0)

    def _is_torn_off(self, row: Row) -> bool:
        return is_bare(row) and self.looks_like_one(row)

    def is_wide(self, row: Row) -> bool:
        """Return whether a line without pipes at its ends is as wide as rows, and begins so."""
        is_one = not _SEVERAL.search(row.cells[0].text)
        return is_one and is_bare(row) and len(row.cells) == len(self._roles) >= _FEWEST

    def looks_like_one(self, row: Row) -> bool:
        """Return whether a line is as wide as rows, of three cells or more, and states a type."""
        roles = self._roles
        if len(row.cells) != len(roles) or len(roles) < _FEWEST:
            return False
        if "type" not in roles:
            return self.is_row(row)
        cell = row.cells[roles.index("type")].text
        return is_known(cell, self._types, self._facts)

    def apart(self, row: Row, table: Table) -> Sequence[Row]:
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

    def fits(self, row: Row) -> bool:
        """Return whether a row is as wide as its table, or may lack its last cells."""
        count, wanted = len(row.cells), len(self._roles)
        may_lack = self._rules.short in {"pad", "text"}
        return count == wanted or (count < wanted and may_lack)

    def ragged(self, row: Row) -> Diagnostic:
        """Report a row that does not fit (TT110, TT111)."""
        is_short = len(row.cells) < len(self._roles)
        return self._too_short(row) if is_short else self._too_long(row)

    def _is_gapped(self, row: Row) -> bool:
        """Return whether a short row lacks its words, so that other cells stand where they were."""
        words = [at for at, role in enumerate(self._roles) if role in _CLOSED]
        there = [at for at in words if at < len(row.cells)]
        is_all = len(row.cells) + len(words) == len(self._roles)
        return is_all and not any(
            self._reads_as(self._roles[at], row.cells[at]) for at in there
        )

    def without_words(self, row: Row) -> Mapping[Role, Cell] | None:
        """Return the cells by role of a row that lacks its words, which is told, or nothing."""
        may_lack = self._rules.short == "text" and len(row.cells) < len(self._roles)
        if not (may_lack and self._is_gapped(row)):
            return None
        self._too_short(row, "warning")
        roles = [role for role in self._roles if role not in _CLOSED]
        return {role: each for role, each in zip(roles, row.cells, strict=True) if role}

    def lengthened(self, row: Row) -> Row:
        """Return a row whose last cell is the description that the last column holds (TT110).

        It stands where a value would, but is prose: what lacks is what stands before it.
        """
        lacking = len(self._roles) - len(row.cells)
        if (
            self._rules.short != "pad"
            or lacking < 1
            or self._roles[-1] != "description"
        ):
            return row
        last = row.cells[-1]
        if self._roles[len(row.cells) - 1] not in _VALUED or not _is_prose(last):
            return row
        self._too_short(row, "warning")
        here = Span(last.span.line, last.span.column, last.span.column)
        gap = (Cell("", here),) * lacking
        return replace(row, cells=(*row.cells[:-1], *gap, last))

    def shortened(self, row: Row) -> Row:
        """Return a row with too many cells as one with so many as there are columns."""
        if self.lacks_last(row):
            return self._joined(row)
        if len(row.cells) <= len(self._roles):
            return row
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

    def lacks_last(self, row: Row) -> bool:
        """Return whether a row is as wide as its table by a `|` in its text alone.

        It ends with a `|` but begins with none, so that its last cell is empty; what stands in its
        place is prose, where others hold words of the dialect.
        """
        if self._rules.long != "join" or len(row.cells) != len(self._roles):
            return False
        first, last = row.cells[0].span, row.cells[-1].span
        is_half_open = row.span.column == first.column and row.span.end > last.end
        return is_half_open and not self._reads_as(self._roles[-1], row.cells[-1])

    def _holds_text(self, row: Row) -> bool:
        """Return whether it is the description of a row that holds a `|`, and nothing else."""
        if "description" not in self._roles:
            return False
        start = self._roles.index("description")
        is_text = isinstance(parse(row.cells[start].text, self._types), Fault)
        return is_text and _VARIED.isdisjoint(self._roles[start:])

    def _joined(self, row: Row) -> Row:
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

    def _too_short(self, row: Row, severity: Severity | None = None) -> Diagnostic:
        findings = self._findings.about(whole_line=True)
        message = f"this row has {len(row.cells)} of {len(self._roles)} cells"
        hint = "write the missing cells, empty ones too"
        return findings.add(
            rules.SHORT_ROW, row.span, message, hint=hint, severity=severity
        )

    def _too_long(
        self,
        row: Row,
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


def _is_prose(cell: Cell) -> bool:
    """Return whether a cell holds words that are no value and no code."""
    shown = seen(cell.text)
    text = shown.text.strip()
    is_code = any((e.start, e.end) == (0, len(shown.text)) for e in shown.stretches)
    are_words = len(text.split()) > 2 or bool(_LETTERS.search(text))
    return are_words and not is_code and not isinstance(json_value(text), Json)


_SEVERAL = re.compile(r"\w\s+\w")
"""Two words, as no name is."""

_LETTERS = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af].*[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
"""Letters of languages that write no blanks between words."""
