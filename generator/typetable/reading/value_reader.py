"""Enums of value tables: what the rows of a table of values become.

The one rule kept here: a row states one value, says that there are others, or is an error.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.draft import DraftEnum, Title
from typetable.language.enums import EnumRows, Stated, entries, members_in, report_mixed
from typetable.language.ledger import Told, lost
from typetable.language.open_values import is_open, report_open
from typetable.language.rows import RowReader
from typetable.language.tables import noted, refused_delimiter
from typetable.language.unions import Described
from typetable.language.value_names import names_of
from typetable.language.value_tables import NAME_THE_MEMBER
from typetable.markdown import inline
from typetable.markdown.spans import seen
from typetable.reading.inner_headings import between
from typetable.wording.facts import unmarked, without
from typetable.wording.names import checked, without_notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.language.ledger import Entries
    from typetable.language.outline import Section
    from typetable.language.rows import Row
    from typetable.language.tables import Claim
    from typetable.language.value_tables import Constant, Values
    from typetable.markdown.document import Cell
    from typetable.reading.page_context import PageContext
    from typetable.schema import ScalarName, Value


class ValueReader:
    """Reads the tables of values of one page."""

    def __init__(self, page: PageContext) -> None:
        """Take what the sections of a page are read by."""
        self._dialect = page.dialect
        self._facts = page.dialect.facts
        self._texts = page.texts
        self._limits = page.limits
        self._findings = page.findings

    def read(
        self, section: Section, name: str, claim: Claim, claimed: int
    ) -> tuple[Described | None, Entries]:
        """Return the enum of a table, and the entries of its rows.

        It is called like its section `name` where no other table of that is `claimed`.
        """
        table, values = claim.table, claim.values
        assert values is not None  # noqa: S101  # no other claims come here
        above = between(section, table)
        called = self._texts.titles.named(above)
        member = values.member or called
        if claimed == 1:
            own = called or values.called(name)
        elif member:
            own = f"{name} {member}"
        else:
            reason = "lists values, but nothing says of which member"
            told = replace(claim, reason=reason, hint=NAME_THE_MEMBER)
            return None, noted(told, name, self._findings)
        dialect, findings = self._dialect, self._findings
        if refusal := refused_delimiter(table, findings):
            return None, lost(table.rows, refusal)
        reader = RowReader(values.roles, dialect, findings)
        read = reader.read(table, ())
        title = Title(own, self._texts.description(above), section.span)
        enum = self._enum(title, read.rows, values)
        path = (*section.around, section.raw)
        described = Described(own, own, enum.model, announces=False, path=path)
        return replace(described, owner=member), (*read.told, *enum.entries)

    def _enum(self, title: Title, rows: Sequence[Row], values: Values) -> EnumRows:
        """Return the enum of the rows of a table; one without a value is told (TT210)."""
        findings = self._findings
        facts, most = self._facts, self._dialect.enums.most_words
        found = [values.constant(row.text("values"), facts, most) for row in rows]
        others = [
            row.cells["values"]
            for row, one in zip(rows, found, strict=True)
            if one is None
        ]
        told = [Told(_odd(title, cell, findings)) for cell in others]
        names = self._names(rows, values)
        constants = [
            (row, one, name)
            for row, one, name in zip(rows, found, names, strict=True)
            if one is not None
        ]
        stated = self._stated(constants, values.scalar)
        report_mixed(title, [each.value for each in stated], findings)
        kept = entries(stated, findings)
        model = DraftEnum(
            name=title.name,
            description=title.description,
            members=members_in(kept),
            span=title.span,
            flags=any(one.is_flag for _, one, _ in constants),
            open=any(is_open(each.text) for each in others),
        )
        return EnumRows(model, (*kept, *told))

    def _stated(
        self, constants: Sequence[tuple[Row, Constant, str]], scalar: ScalarName
    ) -> list[Stated]:
        """Return the members that rows state, each with its value and a name where it has one."""
        scalar = _scalar(scalar, [one for _, one, _ in constants])
        called = self._called([row for row, _, _ in constants])
        return [
            Stated(
                name=self._name(row, one, said.name or name),
                value=_as(one, scalar),
                span=row.cells["values"].span,
                description=f"{said.mark} {inline.plain(row.description)}".strip(),
            )
            for (row, one, name), said in zip(constants, called, strict=True)
        ]

    def _names(self, rows: Sequence[Row], values: Values) -> Sequence[str]:
        """Return what numbers are called that no column names, row by row, or nothing."""
        made = self._dialect.enums.names == "description" and "name" not in values.roles
        return names_of([row.description if made else "" for row in rows])

    def _called(self, rows: Sequence[Row]) -> Sequence[_Called]:
        """Return the names in a column, each with its mark of what is deprecated taken off.

        One keeps it where another row has the name without it.
        """
        shown = [_shown(row.cells.get("name")) for row in rows]
        bare = [without("deprecated", each, "name", self._facts) for each in shown]
        times = Counter(name for name, _ in bare)
        return [
            (
                _Called(*apart)
                if times[apart[0]] == 1
                else _Called(unmarked(whole, "name", self._facts), "")
            )
            for apart, whole in zip(bare, shown, strict=True)
        ]

    def _name(self, row: Row, one: Constant, told: str) -> str | Diagnostic:
        cell = row.cells.get("name")
        is_named = cell is not None and _shown(cell)
        place = cell.span if cell and is_named else row.cells["values"].span
        text = told if is_named or not isinstance(one.value, str) else ""
        return checked(text or one.text, place, "row", self._limits, self._findings)


class _Called(NamedTuple):
    """The name in a row, and what stood beside it against its use."""

    name: str
    mark: str


def _shown(cell: Cell | None) -> str:
    return seen(without_notes(cell.text)).text.strip() if cell else ""


def _odd(title: Title, cell: Cell, findings: Findings) -> Diagnostic:
    if is_open(cell.text):
        return report_open(title, cell.span, findings)
    if not cell.text.strip():
        message = f"this row of `{clipped(title.name)}` has no value"
        return findings.add(rules.ALMOST_ENUM, cell.span, message, severity="warning")
    message = f"`{clipped(title.name)}` lists values, but this row has not one"
    hint = "write one value a row, in code or quotes if it has blanks"
    own = findings.about(model=title.name, field=cell.text)
    return own.add(rules.ALMOST_ENUM, cell.span, message, hint=hint, severity="error")


def _scalar(scalar: ScalarName, constants: Sequence[Constant]) -> ScalarName:
    """Return what values are: text where digits are too many to be a number of each program."""
    digits = [one for one in constants if one.text.isdecimal()]
    is_text = any(isinstance(one.value, str) for one in digits)
    return "string" if is_text and len(digits) == len(constants) else scalar


def _as(one: Constant, scalar: ScalarName) -> Value | None:
    """Return a value as what its member is: numbers of a text are text."""
    return one.text if scalar == "string" and one.value is not None else one.value
