"""Fields: the rows of a table as the fields of objects.

The one rule kept here: everything that is wrong with a row is reported, not the first thing only.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import Diagnostic, clipped
from typetable.language.draft import DraftField
from typetable.language.elements import made_of
from typetable.language.ledger import Kept, Told
from typetable.markdown import inline
from typetable.markdown.spans import seen
from typetable.notation import types
from typetable.notation.mentioned import mentioned
from typetable.notation.type_cells import TypeCells
from typetable.notation.values import default_of, examples, with_values
from typetable.reading.members import Members
from typetable.reading.parents import Parents
from typetable.reading.presence import of_columns
from typetable.reading.prose import in_prose, on_mark
from typetable.reading.reasons import RowReasons
from typetable.reading.row_types import RowTypes
from typetable.wording.facts import settle
from typetable.wording.links import Member
from typetable.wording.name_lists import NameList, apart, paths_apart
from typetable.wording.names import Name, read_member

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import Findings
    from typetable.language.columns import Role
    from typetable.language.elements import Element
    from typetable.language.ledger import Entry
    from typetable.language.rows import Row
    from typetable.markdown.document import Cell
    from typetable.reading.members import FieldsRead
    from typetable.reading.page_context import PageContext
    from typetable.wording.said import Said
    from typetable.wording.settling import Settled


_REFINING: tuple[Role, ...] = ("detail", "values", "format")
"""The columns that say more of types."""


class _Cells(Struct, frozen=True):
    """What the cells of a row say; `accepted` where one of them is not as the docs say."""

    name: Name
    type: types.TypeExpr
    said: tuple[Said, ...]
    accepted: bool


def _stop(told: Sequence[Diagnostic]) -> Diagnostic | None:
    """Return the finding for which a row is not read: an error, or one that leaves it out."""
    left_out = (each for each in told if each.accepted == "omit")
    return next((each for each in told if each.is_error), next(left_out, None))


class Fields:
    """Reads rows as fields, as the sections of a dialect about cells have them."""

    def __init__(self, page: PageContext) -> None:
        """Take what the sections of a page are read by."""
        self._type_cells = TypeCells(
            page.dialect.types, page.dialect.facts, page.limits
        )
        self._facts = page.dialect.facts
        self._row_types = RowTypes(page.dialect, page.limits, page.lists)
        self._referring = page.dialect.references
        self._spoken = page.dialect.spoken
        self._texts = page.dialect.texts
        self._limits = page.limits
        self._findings = page.findings
        self._reasons = page.reasons

    def read(
        self,
        model: str,
        rows: Sequence[Row],
        around: tuple[Said, ...] = (),
        notes: Mapping[str, str] = MappingProxyType({}),
    ) -> FieldsRead:
        """Return the members in the rows of a model, of which `around` says something, too.

        `notes` are what marks on names mean, in the words of the page.
        """
        findings = self._findings.about(model=model)
        members = Members(model, findings)
        parents = Parents(self._spoken, self._limits.type_depth, findings)
        for row in rows:
            noted = on_mark(row.cells["name"], notes, self._facts) if notes else ()
            ends = self._ends(row, noted, around, findings)
            members.add(row, parents.placed(row, ends))
        return members.read()

    def _ends(
        self,
        row: Row,
        noted: tuple[Said, ...],
        around: tuple[Said, ...],
        findings: Findings,
    ) -> Iterable[Entry[DraftField]]:
        """Return the members that a row names, up to one that it fails to state."""
        names = self._spoken.names
        if names.several or names.between:
            return self._ends_of_several(row, noted, around, findings)
        return (self._end(row, noted, around, findings),)

    def _ends_of_several(
        self,
        row: Row,
        noted: tuple[Said, ...],
        around: tuple[Said, ...],
        findings: Findings,
    ) -> Iterator[Entry[DraftField]]:
        """Yield them; of those of which only one has to be there none is required."""
        cell = row.cells["name"]
        listed = self._listed(cell)
        for each in listed.cells:
            named = row if each is cell else row.named(each)
            end = self._end(named, noted, around, findings)
            if isinstance(end, Kept) and listed.are_choices and end.subject.required:
                one_of = f"one of {inline.plain(cell.text)}"
                field = replace(end.subject, required=False, condition=one_of)
                yield replace(end, subject=field)
            else:
                yield end
            if isinstance(end, Told):
                return

    def _listed(self, cell: Cell) -> NameList:
        """Return the names in a cell."""
        names = self._spoken.names
        paths = paths_apart(cell, names.separator, self._spoken.path)
        if names.several and len(paths.cells) == 1:
            return apart(cell, self._type_cells.is_type)
        return paths

    def _end(
        self,
        row: Row,
        noted: tuple[Said, ...],
        around: tuple[Said, ...],
        findings: Findings,
    ) -> Entry[DraftField]:
        """Return the field that a row states, or one of the findings that say what is wrong."""
        read = self._cells(row, noted, findings)
        if isinstance(read, Diagnostic):
            return Told(read)
        of_all = [each for each in around if read.name.text not in each.excepted]
        said = (*read.said, *row.said, *of_all)
        settled = settle(said, self._facts)
        unsaid = None
        if settled.required is None or settled.disagreement:
            unsaid = self._unsettled(row, read.name.text, settled, findings)
        if unsaid and (stop := _stop([unsaid])):
            return Told(stop)
        field = self._field(row, read, settled)
        if self._reasons is not None and self._reasons.of_rows:
            self._reasons.add_row(self._reasons_of(row, field, read.type, said))
        return Kept(field, accepted=read.accepted or unsaid is not None)

    def _unsettled(
        self, row: Row, name: str, settled: Settled, findings: Findings
    ) -> Diagnostic | None:
        """Report that two places disagree (TT133); return that nothing says a fact (TT204)."""
        cell, own = row.cells["name"], findings.about(field=name)
        if settled.required is None:
            message = f"nothing says whether `{clipped(name)}` is required"
            return own.add(rules.BAD_REQUIRED, cell.span, message)
        if settled.disagreement:
            counts, other = (each.in_words for each in settled.disagreement)
            message = f"`{clipped(name, 24)}` is {counts}, {other}"
            own.add(rules.CONTRADICTION, cell.span, message)
        return None

    def _cells(
        self, row: Row, noted: tuple[Said, ...], findings: Findings
    ) -> _Cells | Diagnostic:
        """Return what the cells of a row say, or one of the findings that say what is wrong."""
        cell = row.cells["name"]
        name: Name | Diagnostic = Name(seen(cell.text).text.strip(), ())
        if not (row.place and row.place.is_nameless):
            name = read_member(cell, self._spoken, self._facts, self._limits, findings)
        own = findings.about(field=name.text) if isinstance(name, Name) else findings
        kind, beside = self._kind(row, own)
        columns, told = of_columns(row, self._facts, own)
        if isinstance(kind, Diagnostic):
            told.insert(0, kind)
        if isinstance(name, Diagnostic):
            told.insert(0, name)
        if told and (stop := _stop(told)):
            return stop
        if isinstance(name, Diagnostic):  # no name is any name
            return name
        if isinstance(kind, Diagnostic):
            kind = self._type_cells.instead(kind)
        said = (*columns, *noted, *name.said, *beside, *in_prose(row, self._facts))
        return _Cells(name, kind, said, bool(told))

    def _field(self, row: Row, read: _Cells, settled: Settled) -> DraftField:
        """Return the field of a row whose cells were read; without a word on it, it is optional."""
        cell, text, example = row.cells["name"], row.description, row.text("example")
        whole = self._row_types.read(row, read.type)
        notes = [each.note for each in read.said if each.note]
        parts = [self._part(each) for each in row.elements]
        kind, texts = whole.kind, filter(None, (text, *whole.left, *notes, *parts))
        if constant := settled.constant:
            valued, kind = kind, with_values(kind, f"`{constant}`")
            constant = constant if kind == valued else ""
        if settled.array:
            kind = types.listed(kind)
        if settled.nullable:
            kind = types.union((types.OptionalType(kind),))
        if self._referring.beside:
            last = self._spoken.taken_apart(read.name.text)[-1].name
            kind = mentioned(kind, Member(last, cell.text, text), self._referring)
        return DraftField(
            name=read.name.text,
            is_pattern=read.name.is_pattern,
            type=kind,
            required=bool(settled.required),
            description=self._texts.described("\n".join(texts)),
            span=cell.span,
            type_span=row.cells.get("type", cell).span,
            default=default_of(settled.default, kind) if settled.default else None,
            deprecated=settled.deprecated,
            read_only=settled.read_only,
            condition=settled.condition,
            examples=examples(example) if example else (),
            parts=row.parts,
            constant=constant or "",
        )

    def _part(self, element: Element) -> str:
        """Return what a row says of what an array is made of; one without a number has no name."""
        text = self._texts.described(element.row.description)
        return f"{element.name}: {text}".rstrip(": ") if element.is_part else text

    def _kind(
        self, row: Row, findings: Findings
    ) -> tuple[types.TypeExpr | Diagnostic, tuple[Said, ...]]:
        """Return the type of a row, with what rows below say of it, and what is said beside it."""
        kind, beside = self._type_cells.read(row.cells.get("type"), findings)
        if row.elements and not isinstance(kind, Diagnostic):
            kind = self._array(kind, row, findings)
        return kind, beside

    def _array(
        self, kind: types.TypeExpr, row: Row, findings: Findings
    ) -> types.TypeExpr | Diagnostic:
        """Return the array that rows below say what it is made of (TT134 where it is none)."""
        read = [self._kind(each.row, findings)[0] for each in row.elements]
        if refused := next((e for e in read if isinstance(e, Diagnostic)), None):
            return refused
        are_parts = all(each.is_part for each in row.elements)
        kinds = [each for each in read if not isinstance(each, Diagnostic)]
        if whole := made_of(kind, kinds, are_parts=are_parts):
            return whole
        name = row.cells["name"]
        message = f"`{clipped(name.text)}` is no array, but rows say what it is made of"
        rule = rules.PATH_BELOW_VALUE
        return findings.add(rule, name.span, message, severity="error")

    def _reasons_of(
        self, row: Row, field: DraftField, kind: types.TypeExpr, said: tuple[Said, ...]
    ) -> RowReasons:
        """Return why a row is the field that it is; `kind` is the type of its cell alone."""
        cell = row.cells.get("type")
        taken = self._row_types.read(row, kind).taken
        told = {role: role in taken for role in _REFINING}
        told["example"] = bool(field.examples)
        return RowReasons(
            row=row,
            field=field,
            said=said,
            kind=self._type_cells.keys(cell),
            taken=tuple(each for each in told.items() if row.text(each[0])),
        )
