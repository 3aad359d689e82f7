"""Drafts as a schema: names become references, documented names wire names, pages modules.

The one rule kept here: what cannot be resolved is `any` and named by a finding, once per name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from typetable import naming, overrides, rules, schema, typeexpr
from typetable.definitions import Definitions
from typetable.diagnostics import Label, finding, shown
from typetable.draft import DraftEnum, DraftObject, DraftUnion
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typetable.definitions import Definition
    from typetable.diagnostics import Diagnostic
    from typetable.draft import Draft, DraftField, DraftMember, DraftModel
    from typetable.naming import WireCase
    from typetable.rules import Rule, Severity
    from typetable.settings import Override, Overrides
    from typetable.typeexpr import Notation, TypeExpr

_Said = TypeVar("_Said")

_SUGGESTED = 20
"""Near names are looked up for so many unknown names; each look-up reads all names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the configuration says about meaning: spelling, overrides, strictness.

    `strict` makes unknown types errors; where it is None they are errors only if more of the
    names in use are unknown than known, because then most of the docs are missing.
    """

    wire_case: WireCase
    overrides: Overrides
    notation: Notation
    strict: bool | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something is said: `page` is where names are looked up, `path` the file to show.

    In a `cell` the offsets of a type expression count from the start of the span.
    """

    page: str
    path: str
    span: Span | None
    cell: bool = False

    def of(self, name: typeexpr.NamedType) -> _Place:
        """Return the place of a name in the type that stands here."""
        if self.span is None or not self.cell:
            return self
        column = self.span.column
        span = Span(self.span.line, column + name.start, column + name.end)
        return replace(self, span=span)


def resolve(
    drafts: Sequence[Draft], meaning: Meaning
) -> tuple[schema.Schema, tuple[Diagnostic, ...]]:
    """Return what all pages say together, and what does not fit."""
    resolver = _Resolver(drafts, meaning)
    found = resolver.read()
    resolver.report_unknown()
    unused = overrides.unmatched(meaning.overrides, *_subjects(drafts))
    return found, (*resolver.definitions.diagnostics, *resolver.diagnostics, *unused)


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
        self._unknown: dict[str, list[_Place]] = {}
        self._known: set[str] = set()
        self.definitions = Definitions(drafts)
        self.diagnostics: list[Diagnostic] = []
        defining = [draft.page for draft in drafts if any(self.definitions.kept(draft))]
        self._modules = naming.module_names(defining)

    def read(self) -> schema.Schema:
        """Return the schema of all pages."""
        for draft in self._drafts:
            self._check_pointers(draft)
        modules = [self._module(d) for d in self._drafts if d.page in self._modules]
        return schema.Schema(
            modules=tuple(sorted(modules, key=lambda module: module.name))
        )

    def _find(
        self,
        rule: Rule,
        place: _Place,
        message: str,
        hint: str = "",
        *,
        labels: tuple[Label, ...] = (),
        severity: Severity | None = None,
    ) -> None:
        self.diagnostics.append(
            finding(
                rule,
                place.path,
                place.span,
                message,
                hint=hint,
                labels=labels,
                severity=severity,
            )
        )

    def _check_pointers(self, draft: Draft) -> None:
        for pointer in draft.pointers:
            if not self.definitions.lookup(draft.page, pointer.name):
                message = f"the page points to `{shown(pointer.name)}`, which nothing describes"
                place = _Place(draft.page, draft.path, pointer.span)
                self._find(rules.BROKEN_POINTER, place, message)

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
        expression, place = row.type, _Place(
            draft.page, draft.path, row.type_span, cell=True
        )
        override = self._said_types.get(subject)
        if override and (said := self._overriding_type(override)):
            if said == row.type:
                self._needless(override, subject)
            expression, place = said, _Place(draft.page, override.path, override.span)
        nullable = isinstance(expression, typeexpr.OptionalType)
        inner = (
            expression.item
            if isinstance(expression, typeexpr.OptionalType)
            else expression
        )
        return self._type(inner, place), nullable

    def _overriding_type(self, override: Override[str]) -> TypeExpr | None:
        said = typeexpr.parse(override.value, self._meaning.notation)
        if not isinstance(said, typeexpr.Fault):
            return said
        place = _Place("", override.path, override.span)
        self._find(rules.BAD_TYPE, place, said.message, said.hint)
        return None

    def _union(self, draft: Draft, model: DraftUnion) -> schema.UnionModel:
        place = _Place(draft.page, draft.path, model.span)
        names = self._override(self._said_unions, model.name, model.members)
        members = tuple(
            dict.fromkeys(
                self._reference(name, place) for name in (names or model.members)
            )
        )
        if not members:
            message = f"nothing says what the union `{shown(model.name)}` holds"
            hint = f'list its members: `unions."{model.name}" = ["A", "B"]` in the overrides'
            self._find(rules.OPEN_UNION, place, message, hint)
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
        place = _Place(draft.page, draft.path, row.span)
        label = Label(path=draft.path, span=earlier.span, text="the other one")
        self._find(rules.DUPLICATE_WIRE_NAME, place, message, hint, labels=(label,))

    # Types

    def _type(self, expression: TypeExpr, place: _Place) -> schema.Type:
        match expression:
            case typeexpr.ScalarType():
                return schema.Scalar(expression.scalar)
            case typeexpr.ArrayType():
                return schema.Array(self._type(expression.items, place))
            case typeexpr.MapType():
                return schema.Map(self._type(expression.values, place))
            case typeexpr.OptionalType():
                return _or_null(self._type(expression.item, place))
            case typeexpr.UnionType():
                members = [self._type(member, place) for member in expression.members]
                return schema.UnionOf(tuple(members))
            case typeexpr.NamedType():
                return self._reference(expression.name, place.of(expression))

    def _reference(self, name: str, place: _Place) -> schema.Type:
        found = self.definitions.lookup(place.page, name)
        if not found:
            self._unknown.setdefault(name, []).append(place)
            return schema.Scalar("any", unresolved=name)
        self._known.add(name)
        if len(found) > 1:
            self._report_ambiguous(name, found, place)
        return schema.Ref(name, self._modules[found[0].draft.page])

    def _report_ambiguous(
        self, name: str, found: Iterable[Definition], place: _Place
    ) -> None:
        labels = tuple(definition.label for definition in found)
        message = f"`{shown(name)}` could mean {len(labels)} models on other pages"
        self._find(rules.AMBIGUOUS_TYPE, place, message, labels=labels)

    def report_unknown(self) -> None:
        """Report each name that nothing defines, once, at its first use."""
        strict = self._meaning.strict
        if strict is None:
            strict = len(self._unknown) > len(self._known)
        known = list(self.definitions.names())
        for count, (name, places) in enumerate(self._unknown.items()):
            near = get_close_matches(name, known, 1) if count < _SUGGESTED else []
            uses = "" if len(places) == 1 else f" ({len(places)} uses)"
            self._find(
                rules.UNKNOWN_TYPE,
                places[0],
                f"no type named `{shown(name)}`{uses}",
                f"did you mean `{near[0]}`?" if near else "",
                severity="error" if strict else None,
            )

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
        place = _Place("", override.path, override.span)
        self._find(rules.NEEDLESS_OVERRIDE, place, message, "remove this override")


def _subjects(drafts: Sequence[Draft]) -> tuple[set[str], set[str], set[str]]:
    """Return what overrides may name: models, unions among them, and `Model.entry`."""
    models = [model for draft in drafts for model in draft.models]
    unions = {model.name for model in models if isinstance(model, DraftUnion)}
    entries = {
        f"{model.name}.{row.name}" for model in models for row in _entries(model)
    }
    return {model.name for model in models}, unions, entries


def _entries(model: DraftModel) -> tuple[DraftField, ...] | tuple[DraftMember, ...]:
    match model:
        case DraftObject():
            return model.fields
        case DraftEnum():
            return model.members
        case DraftUnion():
            return ()


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


def _or_null(kind: schema.Type) -> schema.Type:
    null = schema.Scalar("null")
    members = kind.members if isinstance(kind, schema.UnionOf) else (kind,)
    return schema.UnionOf((*members, null))
