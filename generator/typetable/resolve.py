"""Drafts as a schema: names become references, documented names wire names, pages modules.

The one rule kept here: what cannot be resolved is `any` and named by a finding, once per name.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from typetable import naming, overrides, rules, schema, typeexpr
from typetable.definitions import Definitions
from typetable.diagnostics import Label, shown
from typetable.draft import DraftEnum, DraftObject, DraftUnion, rows_of
from typetable.references import Place, References

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.draft import Draft, DraftField, DraftModel
    from typetable.naming import WireCase
    from typetable.settings import Override, Overrides
    from typetable.typeexpr import Notation, TypeExpr

_Said = TypeVar("_Said")


class Meaning(Struct, frozen=True, kw_only=True):
    """What the configuration says about meaning: spelling, overrides, strictness.

    `strict` makes unknown types errors; where it is None they are errors only if more of the
    names in use are unknown than known, because then most of the docs are missing.
    """

    wire_case: WireCase
    overrides: Overrides
    notation: Notation
    strict: bool | None = None


class Resolved(Struct, frozen=True, kw_only=True):
    """What all pages say together, and what does not fit.

    `repeated` counts the rows of models that are left out because they stand elsewhere too.
    """

    schema: schema.Schema
    diagnostics: tuple[Diagnostic, ...]
    repeated: int


def resolve(drafts: Sequence[Draft], meaning: Meaning) -> Resolved:
    """Return the schema of all pages (TT201 to TT221 where something does not fit)."""
    resolver = _Resolver(sorted(drafts, key=_page_order), meaning)
    found = resolver.read()
    resolver.report_open_unions()
    resolver.references.report_unknown(strict=meaning.strict)
    unused = overrides.unmatched(meaning.overrides, _subjects(drafts))
    return Resolved(
        schema=found,
        diagnostics=(
            *resolver.definitions.diagnostics,
            *resolver.references.diagnostics,
            *resolver.diagnostics,
            *unused,
        ),
        repeated=resolver.repeated(),
    )


class _Resolver:
    """All pages on their way to a schema."""

    def __init__(self, drafts: Sequence[Draft], meaning: Meaning) -> None:
        self._drafts = drafts
        self._meaning = meaning
        said = meaning.overrides
        self._said_wire_names = overrides.by_subject(said.wire_names)
        self._said_types = overrides.by_subject(said.types)
        self._said_nullable = overrides.by_subject(said.nullable)
        self._said_unions = overrides.by_subject(said.unions)
        self._said_discriminators = overrides.by_subject(said.discriminators)
        self._open_unions: list[tuple[Place, str]] = []
        self.definitions = Definitions(drafts)
        self.diagnostics: list[Diagnostic] = []
        defining = [draft.page for draft in drafts if any(self.definitions.kept(draft))]
        self._modules = naming.module_names(defining)
        self.references = References(self.definitions, self._modules)

    def read(self) -> schema.Schema:
        """Return the schema of all pages."""
        for draft in self._drafts:
            self._check_pointers(draft)
        modules = [self._module(d) for d in self._drafts if d.page in self._modules]
        return schema.Schema(
            modules=tuple(sorted(modules, key=lambda module: module.name))
        )

    def repeated(self) -> int:
        """Return how many rows belong to models that are kept elsewhere."""
        kept = sum(
            len(rows_of(model))
            for d in self._drafts
            for model in self.definitions.kept(d)
        )
        return sum(draft.tally.kept for draft in self._drafts) - kept

    def _check_pointers(self, draft: Draft) -> None:
        for pointer in draft.pointers:
            if not self.definitions.lookup(draft.page, pointer.name):
                message = f"the page points to `{shown(pointer.name)}`, which nothing describes"
                place = Place(draft.page, draft.path, pointer.span)
                self.diagnostics.append(place.finding(rules.BROKEN_POINTER, message))

    # Modules and models

    def _module(self, draft: Draft) -> schema.Module:
        models = tuple(
            self._model(draft, model) for model in self.definitions.kept(draft)
        )
        return schema.Module(
            name=self._modules[draft.page],
            source=draft.path,
            page=draft.page,
            models=models,
        )

    def _model(self, draft: Draft, model: DraftModel) -> schema.Model:
        match model:
            case DraftObject():
                return self._object(draft, model)
            case DraftEnum():
                return _enum(model)
            case DraftUnion():
                return self._union(draft, model)

    def _object(self, draft: Draft, model: DraftObject) -> schema.ObjectModel:
        wire_names = self._wire_names(draft, model)
        fields = (
            self._field(draft, f"{model.name}.{row.name}", row, wire_name)
            for row, wire_name in zip(model.fields, wire_names, strict=True)
        )
        return schema.ObjectModel(
            name=model.name,
            description=model.description,
            fields=tuple(fields),
            span=model.span,
        )

    def _field(
        self, draft: Draft, subject: str, row: DraftField, wire_name: str
    ) -> schema.Field:
        kind, nullable = self._field_type(draft, subject, row)
        override = self._override(self._said_nullable, subject, nullable)
        return schema.Field(
            name=row.name,
            wire_name=wire_name,
            type=kind,
            required=row.required,
            nullable=nullable if override is None else override,
            description=row.description,
            span=row.span,
        )

    def _field_type(
        self, draft: Draft, subject: str, row: DraftField
    ) -> tuple[schema.Type, bool]:
        expression, place = row.type, Place(
            draft.page, draft.path, row.type_span, cell=True
        )
        override = self._said_types.get(subject)
        if override and (said := self._overriding_type(override)):
            if said == row.type:
                self._needless(override, subject)
            expression, place = said, Place(draft.page, override.path, override.span)
        nullable = isinstance(expression, typeexpr.OptionalType)
        inner = (
            expression.item
            if isinstance(expression, typeexpr.OptionalType)
            else expression
        )
        return self.references.type(inner, place), nullable

    def _overriding_type(self, override: Override[str]) -> TypeExpr | None:
        said = typeexpr.parse(override.value, self._meaning.notation)
        if not isinstance(said, typeexpr.Fault):
            return said
        place = Place("", override.path, override.span)
        self.diagnostics.append(place.finding(rules.BAD_TYPE, said.message))
        return None

    def _union(self, draft: Draft, model: DraftUnion) -> schema.UnionModel:
        place = said_at = Place(draft.page, draft.path, model.span)
        names = self._override(self._said_unions, model.name, model.members)
        if names is not None:
            said = self._said_unions[model.name]
            said_at = Place(draft.page, said.path, said.span)
        found = (
            self.references.reference(name, said_at)
            for name in (model.members if names is None else names)
        )
        members = tuple(dict.fromkeys(found))
        if not members:
            self._open_unions.append((place, model.name))
        discriminator = self._override(self._said_discriminators, model.name, "")
        return schema.UnionModel(
            name=model.name,
            description=model.description,
            members=members,
            complete=bool(members),
            discriminator=discriminator or "",
            span=model.span,
        )

    # Wire names

    def _wire_names(self, draft: Draft, model: DraftObject) -> list[str]:
        """Return the wire names of all fields; two of one name are an error."""
        case = self._meaning.wire_case
        names = [naming.wire_name(row.name, case) for row in model.fields]
        counts = Counter(names)
        wire_names: list[str] = []
        first: dict[str, DraftField] = {}
        for row, name in zip(model.fields, names, strict=True):
            # `x_` beside `x` is no escaped `x`: then the underscore is part of the name
            derived = row.name if counts[name] > 1 and row.name.endswith("_") else name
            subject = f"{model.name}.{row.name}"
            said = self._override(self._said_wire_names, subject, derived)
            wire_names.append(derived if said is None else said)
            earlier = first.setdefault(wire_names[-1], row)
            if earlier is not row:
                self._report_shared(draft, subject, row, earlier, wire_names[-1])
        return wire_names

    def _report_shared(
        self,
        draft: Draft,
        subject: str,
        row: DraftField,
        earlier: DraftField,
        wire_name: str,
    ) -> None:
        message = f"`{shown(earlier.name)}` and `{shown(row.name)}` are both `{shown(wire_name)}`"
        hint = f'override one of them: `wire_names."{subject}" = "..."`'
        place = Place(draft.page, draft.path, row.span)
        label = Label(path=draft.path, span=earlier.span, text="the other one")
        self.diagnostics.append(
            place.finding(rules.DUPLICATE_WIRE_NAME, message, hint, labels=(label,))
        )

    def report_open_unions(self) -> None:
        """Report the unions of unknown members, together: most docs have many."""
        if self._open_unions:
            place, name = self._open_unions[0]
            others = len(self._open_unions) - 1
            plural = "s" if others > 1 else ""
            more = f" and {others} other union{plural}" if others else ""
            message = f"nothing says what `{shown(name)}`{more} can be"
            hint = f'list the members: `unions."{name}" = ["A", "B"]` in the overrides'
            self.diagnostics.append(place.finding(rules.OPEN_UNION, message, hint))

    # Overrides

    def _override(
        self, said: Mapping[str, Override[_Said]], subject: str, derived: _Said
    ) -> _Said | None:
        """Return what an override says of a subject; note one that says what is derived."""
        override = said.get(subject)
        if override is None:
            return None
        if override.value == derived:
            self._needless(override, subject)
        return override.value

    def _needless(self, override: Override[_Said], subject: str) -> None:
        message = f"the docs say the same of `{shown(subject)}` now"
        place = Place("", override.path, override.span)
        self.diagnostics.append(
            place.finding(rules.NEEDLESS_OVERRIDE, message, "remove this override")
        )


def _page_order(draft: Draft) -> tuple[str, str]:
    return draft.page, draft.path


def _subjects(drafts: Sequence[Draft]) -> overrides.Subjects:
    """Return what overrides may name."""
    found = overrides.Subjects()
    for model in (model for draft in drafts for model in draft.models):
        found.models.add(model.name)
        names = {f"{model.name}.{row.name}" for row in rows_of(model)}
        match model:
            case DraftObject():
                found.fields |= names
            case DraftEnum():
                found.members |= names
            case DraftUnion():
                found.unions.add(model.name)
    return found


def _enum(model: DraftEnum) -> schema.EnumModel:
    kinds = {type(member.value) for member in model.members}
    scalar: schema.ScalarName = "string"
    if str not in kinds:
        scalar = "number" if float in kinds else "integer"
    members = (
        schema.Member(name=member.name, value=member.value, span=member.span)
        for member in model.members
    )
    return schema.EnumModel(
        name=model.name,
        description=model.description,
        scalar=scalar,
        members=tuple(members),
        span=model.span,
    )
