"""Enums of value tables: what the rows of a table of values become.

The one rule kept here: a row states one value, says that there are others, or is an error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.draft import DraftEnum, Title
from typetable.language.enums import EnumRows, Stated, entries, members_in, report_mixed
from typetable.language.ledger import Told, lost
from typetable.language.rows import RowReader
from typetable.language.tables import noted, refused_delimiter
from typetable.language.unions import Described
from typetable.language.value_names import names_of
from typetable.language.value_tables import NAME_THE_MEMBER, constant
from typetable.markdown import inline
from typetable.markdown.spans import seen
from typetable.reading.inner_headings import between
from typetable.wording.names import checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.language.dialect import Sections
    from typetable.language.ledger import Entries
    from typetable.language.outline import Section
    from typetable.language.rows import Row
    from typetable.language.tables import Claim
    from typetable.language.texts import Texts
    from typetable.language.value_tables import Constant, Values
    from typetable.markdown.document import Cell
    from typetable.schema import ScalarName, Value
    from typetable.settings.limits import Limits

_OPEN = re.compile(
    r"[0-9]+\s*(?:\+|(?:and|or) (?:above|greater|higher|more|up))"
    r"|(?:[<>]=?|\u2264|\u2265)\s*-?[0-9]+"
)
"""What stands for values that are not listed each."""


class ValueReader:
    """Reads the tables of values of one page."""

    def __init__(
        self, dialect: Sections, texts: Texts, limits: Limits, findings: Findings
    ) -> None:
        """Take what the sections of a page are read by."""
        self._dialect = dialect
        self._texts = texts
        self._limits = limits
        self._findings = findings

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
            told = claim._replace(reason=reason, hint=NAME_THE_MEMBER)
            return None, noted(told, name, self._findings)
        dialect, findings = self._dialect, self._findings
        if refusal := refused_delimiter(table, findings):
            return None, lost(table.rows, refusal)
        reader = RowReader(values.roles, dialect, findings)
        read = reader.read(table, ())
        title = Title(own, self._texts.description(above), section.span)
        made = self._dialect.enums.names == "description" and "name" not in values.roles
        names = names_of([row.description if made else "" for row in read.rows])
        rows = [*zip(read.rows, names, strict=True)]
        enum = _read(title, rows, values, self._limits, findings)
        path = (*section.around, section.raw)
        described = Described(own, own, enum.model, announces=False, path=path)
        return replace(described, owner=member), (*read.told, *enum.entries)


def _read(
    title: Title,
    rows: Sequence[tuple[Row, str]],
    values: Values,
    limits: Limits,
    findings: Findings,
) -> EnumRows:
    """Return the enum of the rows of a table; one without a value is told (TT210).

    Beside each row stands what its value is called if that is a number, or nothing.
    """
    found = [(row, constant(row.text("values")), name) for row, name in rows]
    others = [row.cells["values"] for row, one, _ in found if one is None]
    told = [Told(_odd(title, cell, findings)) for cell in others]
    stated = [
        Stated(
            name=_name(row, one, name, limits, findings),
            value=_as(one, values.scalar),
            span=row.cells["values"].span,
            description=inline.plain(row.description),
        )
        for row, one, name in found
        if one is not None
    ]
    report_mixed(title, [each.value for each in stated], findings)
    kept = entries(stated, findings)
    model = DraftEnum(
        name=title.name,
        description=title.description,
        members=members_in(kept),
        span=title.span,
        flags=any(one.is_flag for _, one, _ in found if one),
        open=any(map(_is_open, others)),
    )
    return EnumRows(model, (*kept, *told))


def _is_open(cell: Cell) -> bool:
    """Return whether a cell says that there may be other values, such as `500+`."""
    return _OPEN.fullmatch(seen(cell.text).text.strip()) is not None


def _odd(title: Title, cell: Cell, findings: Findings) -> Diagnostic:
    if _is_open(cell):
        message = f"`{clipped(title.name)}` may have other values, as this row says"
        return findings.add(rules.ALMOST_ENUM, cell.span, message, severity="note")
    message = f"`{clipped(title.name)}` lists values, but this row has not one"
    hint = "write one value a row, in code or quotes if it has blanks"
    own = findings.about(model=title.name, field=cell.text)
    return own.add(rules.ALMOST_ENUM, cell.span, message, hint=hint, severity="error")


def _name(
    row: Row, one: Constant, told: str, limits: Limits, findings: Findings
) -> str | Diagnostic:
    cell = row.cells.get("name")
    text = seen(cell.text).text.strip() if cell else ""
    place = cell.span if cell and text else row.cells["values"].span
    if not text and not isinstance(one.value, str):
        text = told
    return checked(text or one.text, place, "row", limits, findings)


def _as(one: Constant, scalar: ScalarName) -> Value | None:
    """Return a value as what its member is: numbers of a text are text."""
    return one.text if scalar == "string" and one.value is not None else one.value
