"""Fields: the rows of a table as the fields of an object.

The one rule kept here: everything that is wrong with a row is reported, not the first thing only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from typetable import rules
from typetable.diagnostics import Diagnostic, shown
from typetable.markdown import inline
from typetable.reading import grammar, types
from typetable.reading.draft import DraftField, DraftObject
from typetable.reading.facts import presence
from typetable.reading.ledger import Kept, Told
from typetable.reading.names import read_name, report_length
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Findings
    from typetable.markdown.document import Cell
    from typetable.reading.facts import Facts
    from typetable.reading.ledger import Entry
    from typetable.reading.notation import Types
    from typetable.reading.rows import Row
    from typetable.settings.limits import Limits


class Title(NamedTuple):
    """The model that a table belongs to."""

    name: str
    description: str
    span: Span


class ObjectRows(NamedTuple):
    """An object, and what became of the rows of its table."""

    model: DraftObject
    entries: tuple[Entry[DraftField], ...]


class Fields:
    """Reads rows as fields, as a dialect has types and facts."""

    def __init__(
        self, notation: Types, facts: Facts, limits: Limits, findings: Findings
    ) -> None:
        """Take what the rows of one page are read by."""
        self._types = notation
        self._facts = facts
        self._limits = limits
        self._findings = findings

    def object(self, title: Title, rows: Sequence[Row]) -> ObjectRows:
        """Return the object that a table describes."""
        fields: dict[str, DraftField] = {}
        entries: list[Entry[DraftField]] = []
        for row in rows:
            field = self._field(row)
            if isinstance(field, DraftField) and field.name in fields:
                field = self._repeated(title, field, fields[field.name])
            if isinstance(field, DraftField):
                fields[field.name] = field
                entries.append(Kept(field))
            else:
                entries.append(Told(field))
        model = DraftObject(
            name=title.name,
            description=title.description,
            fields=tuple(fields.values()),
            span=title.span,
        )
        return ObjectRows(model, tuple(entries))

    def _repeated(
        self, title: Title, field: DraftField, first: DraftField
    ) -> Diagnostic:
        message = f"`{shown(title.name)}` has a second field `{shown(field.name)}`"
        return self._findings.add(
            rules.DUPLICATE_FIELD, field.span, message, first=first.span
        )

    def _field(self, row: Row) -> DraftField | Diagnostic:
        """Return the field that a row states, or one of the findings that say what is wrong."""
        cells, limits, findings = row.cells, self._limits, self._findings
        place = cells["name"].span
        name = read_name(cells["name"].text, place, "row", limits, findings)
        kind = self._type(cells["type"])
        fact = presence(cells["required"], self._facts, findings)
        if isinstance(name, Diagnostic):
            return name
        if isinstance(kind, Diagnostic):
            return kind
        if isinstance(fact, Diagnostic):
            return fact
        return DraftField(
            name=name,
            type=kind,
            required=fact == "required",
            description=inline.plain(row.description),
            span=place,
            type_span=cells["type"].span,
        )

    def _type(self, cell: Cell) -> types.TypeExpr | Diagnostic:
        kind = grammar.parse(cell.text, self._types, self._limits.type_depth)
        if not isinstance(kind, grammar.Fault):
            return self._too_long(kind, cell) or kind
        rule = rules.DEEP_TYPE if kind.too_deep else rules.BAD_TYPE
        column, end = cell.span.column, cell.span.end
        start = min(column + kind.start, max(end - 1, column))
        span = Span(cell.span.line, start, min(column + kind.end, end))
        return self._findings.add(rule, span, kind.message)

    def _too_long(self, kind: types.TypeExpr, cell: Cell) -> Diagnostic | None:
        """Report the names in a type that are longer than any model's."""
        most = self._limits.name_length
        if len(cell.text) <= most:
            return None
        names = {named.name for named in types.names(kind) if len(named.name) > most}
        told = [
            report_length(name, cell.span, self._limits, self._findings)
            for name in sorted(names)
        ]
        return told[0] if told else None
