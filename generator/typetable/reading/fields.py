"""Fields: the rows of a table as the fields of objects.

The one rule kept here: everything that is wrong with a row is reported, not the first thing only.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from typetable import rules
from typetable.diagnostics import Diagnostic, shown
from typetable.markdown.spans import seen
from typetable.reading import grammar, types
from typetable.reading.draft import DraftField
from typetable.reading.facts import (
    Said,
    in_column,
    in_description,
    in_nulls,
    in_text,
    settle,
    taken_off,
)
from typetable.reading.ledger import Kept, Told
from typetable.reading.names import read_member, report_length
from typetable.reading.notes import in_notes
from typetable.reading.reasons import RowReasons
from typetable.reading.values import examples, json_value, with_values
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import Findings
    from typetable.markdown.document import Cell
    from typetable.reading.columns import Role
    from typetable.reading.dialect import Sections
    from typetable.reading.facts import Facts, Settled
    from typetable.reading.ledger import Entry
    from typetable.reading.nesting import Again
    from typetable.reading.reasons import Reasons
    from typetable.reading.rows import Row
    from typetable.settings.limits import Limits


ASKED: Mapping[Role, Callable[[Cell, Facts, Findings], Said | Diagnostic]] = {
    "required": in_column,
    "nullable": in_nulls,
}
"""The columns whose cells are words of `[facts.column]`, each of which says one thing."""


class Title(NamedTuple):
    """The model that a table belongs to."""

    name: str
    description: str
    span: Span


class Fields:
    """Reads rows as fields, as the sections of a dialect about cells have them."""

    def __init__(
        self,
        dialect: Sections,
        limits: Limits,
        findings: Findings,
        reasons: Reasons | None = None,
    ) -> None:
        """Take what the rows of one page are read by."""
        self._types = dialect.types
        self._facts = dialect.facts
        self._names = dialect.names
        self._texts = dialect.texts
        self._limits = limits
        self._findings = findings
        self._reasons = reasons

    def read(
        self,
        model: str,
        rows: Sequence[Row],
        around: tuple[Said, ...] = (),
        notes: Mapping[str, str] = MappingProxyType({}),
    ) -> tuple[Entry[DraftField], ...]:
        """Return what became of the rows of a model, of which `around` says something, too.

        `notes` are what marks on names mean, in the words of the page.
        """
        fields: dict[str, DraftField] = {}
        entries: list[Entry[DraftField]] = []
        for row in rows:
            noted = self._noted(row.cells["name"], notes) if notes else ()
            field = self._field(row, noted, around)
            if isinstance(field, DraftField) and field.name in fields:
                field = self._repeated(model, field, fields[field.name])
            if isinstance(field, DraftField):
                fields[field.name] = field
                entries.append(Kept(field))
            else:
                entries.append(Told(field))
        return tuple(entries)

    def once(
        self, model: str, ends: Iterable[Entry[DraftField]], again: Iterable[Again]
    ) -> Iterator[Entry[DraftField]]:
        """Yield what became of rows; those that state a member `again` are told."""
        first = {each.field.span: each.first for each in again}
        for end in ends:
            if isinstance(end, Kept) and (other := first.get(end.subject.span)):
                yield Told(self._repeated(model, end.subject, other))
            else:
                yield end

    def _repeated(self, model: str, field: DraftField, first: DraftField) -> Diagnostic:
        message = f"`{shown(model)}` has a second field `{shown(field.name)}`"
        return self._findings.add(
            rules.DUPLICATE_FIELD, field.span, message, first=first.span
        )

    def _field(
        self, row: Row, noted: tuple[Said, ...], around: tuple[Said, ...]
    ) -> DraftField | Diagnostic:
        """Return the field that a row states, or one of the findings that say what is wrong."""
        cell, facts = row.cells["name"], self._facts
        name = read_member(cell, self._names, facts, self._limits, self._findings)
        kind = self._type(row.cells.get("type"))
        column = self._columns(row)
        tags = self._tags(row)
        if isinstance(name, Diagnostic):
            return name
        if isinstance(kind, Diagnostic):
            return kind
        if isinstance(column, Diagnostic):
            return column
        if isinstance(tags, Diagnostic):
            return tags
        expression, beside = kind
        said = (
            *column,
            *noted,
            *name.said,
            *beside,
            *tags,
            *self._prose(row),
            *row.said,
            *around,
        )
        field = self._made(row, name.text, expression, settle(said, facts))
        if self._reasons is not None and isinstance(field, DraftField):
            self._reasons.add_row(self._reasons_of(row, field, expression, said))
        return field

    def _made(
        self, row: Row, name: str, kind: types.TypeExpr, settled: Settled
    ) -> DraftField | Diagnostic:
        """Return the field of a name and a type of which something was settled (TT204)."""
        cell = row.cells["name"]
        if settled.required is None:
            message = f"nothing says whether `{shown(name)}` is required"
            return self._findings.add(rules.BAD_REQUIRED, cell.span, message)
        if settled.disagreement:
            counts, other = (each.in_words for each in settled.disagreement)
            message = f"`{shown(name, 24)}` is {counts}, {other}"
            self._findings.add(rules.CONTRADICTION, cell.span, message)
        kind = self._valued(row, kind)
        if settled.nullable:
            kind = types.union((types.OptionalType(kind),))
        return DraftField(
            name=name,
            type=kind,
            required=settled.required,
            description=self._texts.described(row.description),
            span=cell.span,
            type_span=row.cells.get("type", cell).span,
            default=json_value(settled.default) if settled.default else None,
            deprecated=settled.deprecated,
            read_only=settled.read_only,
            condition=settled.condition,
            examples=examples(example) if (example := row.text("example")) else (),
        )

    def _valued(self, row: Row, kind: types.TypeExpr) -> types.TypeExpr:
        """Return a type with the values that a column lists."""
        listed = row.text("values")
        is_list = listed and not self._is_nothing(listed)
        return with_values(kind, listed) if is_list else kind

    def _reasons_of(
        self, row: Row, field: DraftField, kind: types.TypeExpr, said: tuple[Said, ...]
    ) -> RowReasons:
        """Return why a row is the field that it is; `kind` is the type of its cell alone."""
        cell = row.cells.get("type")
        text = self._bared(cell.text)[0] if cell else ""
        taken: dict[Role, bool] = {
            "values": self._valued(row, kind) != kind,
            "example": bool(field.examples),
        }
        return RowReasons(
            row=row,
            field=field,
            said=said,
            kind=grammar.keys(text, self._types, self._limits.type_depth),
            taken=tuple(each for each in taken.items() if row.text(each[0])),
        )

    def _noted(self, cell: Cell, notes: Mapping[str, str]) -> tuple[Said, ...]:
        """Return what a mark on a name says, where a note tells it: a fact, or a condition."""
        text = seen(cell.text).text.strip()
        note = notes.get(text[len(text.rstrip("*")) :])
        if note is None:
            return ()
        facts = in_text([note.strip(" .")], "description", self._facts)
        told = tuple(each._replace(place="name") for each in facts)
        return told or (Said("name", "conditional", note, "the note on its mark"),)

    def _columns(self, row: Row) -> tuple[Said, ...] | Diagnostic:
        """Return what the columns of presence and of null say, if there are any."""
        said: tuple[Said, ...] = ()
        refused = None
        for role, asked in ASKED.items():
            if cell := row.cells.get(role):
                told = asked(cell, self._facts, self._findings)
                if isinstance(told, Said):
                    said = (*said, told)
                else:
                    refused = refused or told
        return refused or said

    def _tags(self, row: Row) -> tuple[Said, ...] | Diagnostic:
        cell = row.cells.get("notes")
        return in_notes(cell, self._facts, self._findings) if cell else ()

    def _prose(self, row: Row) -> tuple[Said, ...]:
        """Return what the other cells of a row say."""
        about = self._facts.description
        prose = in_description(row.description, self._facts) if about else ()
        raw = row.text("default")
        default = seen(raw).text.strip() if raw else ""
        if not default:
            return prose
        said = in_text([default.rstrip(". ")], "default", self._facts)
        return (*(said or (Said("default", "default", default),)), *prose)

    def _is_nothing(self, raw: str) -> bool:
        """Return whether a cell holds words that are no value, such as `n/a`."""
        return self._facts.spelled["default"].find(seen(raw).text.strip()) is not None

    def _type(
        self, cell: Cell | None
    ) -> tuple[types.TypeExpr, tuple[Said, ...]] | Diagnostic:
        """Return the type that a cell states, and what it says beside."""
        if cell is None:
            return types.ANY, ()
        text, said = self._bared(cell.text)
        kind = grammar.parse(text, self._types, self._limits.type_depth)
        if isinstance(kind, grammar.Fault):
            return self._fault(kind, cell)
        if len(cell.text) > self._limits.name_length:
            return self._too_long(kind, cell) or (kind, said)
        return kind, said

    def _bared(self, text: str) -> tuple[str, tuple[Said, ...]]:
        """Return a type cell without what stands beside the type, and what that says."""
        text, said = taken_off(text, "type", self._facts)
        for separator in self._types.separators:
            text, *more = text.split(separator)
            parts = [seen(part).text.strip() for part in more]
            said = (*said, *in_text(parts, "type", self._facts))
        return text, said

    def _fault(self, fault: grammar.Fault, cell: Cell) -> Diagnostic:
        rule = rules.DEEP_TYPE if fault.too_deep else rules.BAD_TYPE
        column, end = cell.span.column, cell.span.end
        start = min(column + fault.start, max(end - 1, column))
        span = Span(cell.span.line, start, max(min(column + fault.end, end), start))
        return self._findings.add(rule, span, fault.message)

    def _too_long(self, kind: types.TypeExpr, cell: Cell) -> Diagnostic | None:
        """Report the names in a type that are longer than any model's."""
        most = self._limits.name_length
        names = {named.name for named in types.names(kind) if len(named.name) > most}
        told = [
            report_length(name, cell.span, self._limits, self._findings)
            for name in sorted(names)
        ]
        return told[0] if told else None
