"""Drafts as a schema: names become references, documented names wire names, pages modules.

The one rule kept here: what cannot be resolved is `any` and named by a finding, once per name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import naming, rules, schema
from typetable.diagnostics import clipped
from typetable.interchange import parts
from typetable.language.draft import (
    DraftEnum,
    DraftObject,
    DraftUnion,
    made_in,
    rows_in,
    unnamed_in,
)
from typetable.meaning import discriminators, overrides
from typetable.meaning.acceptance import Acceptance
from typetable.meaning.choices import opened
from typetable.meaning.decisions import Decisions
from typetable.meaning.definitions import Definitions
from typetable.meaning.enums import enum_of
from typetable.meaning.inheritance import whole
from typetable.meaning.open_unions import report
from typetable.meaning.partials import made_for, with_partials
from typetable.meaning.parts import Parts
from typetable.meaning.records import Resolved
from typetable.meaning.references import NULL, Place, References, members_of
from typetable.meaning.wire_names import settle
from typetable.notation.types import NamedType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.language.draft import Draft, DraftField, DraftModel
    from typetable.meaning.records import Meaning
    from typetable.source import Span


def resolve(drafts: Sequence[Draft], meaning: Meaning) -> Resolved:
    """Return the schema of all pages (TT201 to TT227 where something does not fit)."""
    drafts, broken = whole(drafts, meaning.referring.by)
    said, unused = overrides.applied(meaning.overrides, drafts, meaning.accept.sources)
    resolver = _Resolver(
        sorted(drafts, key=_page_order), replace(meaning, overrides=said)
    )
    said_of_unions = overrides.by_subject(said.discriminators)
    found, untold = discriminators.settle(
        resolver.read(), said_of_unions, meaning.samples
    )
    resolver.report_open_unions()
    resolver.references.report_unknown(strict=meaning.strict)
    told = (
        *resolver.definitions.diagnostics,
        *resolver.references.diagnostics,
        *resolver.diagnostics,
        *resolver.decisions.diagnostics,
        *broken,
    )
    acceptance = resolver.acceptance
    proposed = acceptance.proposed(told, drafts)
    return Resolved(
        schema=found,
        overrides=said,
        diagnostics=(*acceptance.diagnostics, *proposed, *untold, *unused),
        repeated=resolver.repeated() - acceptance.omitted,
        accepted=acceptance.rows,
        omitted=acceptance.omitted,
        unnamed=sum(map(unnamed_in, resolver.models())),
        made=resolver.made,
    )


class _Resolver:
    """All pages on their way to a schema."""

    def __init__(self, drafts: Sequence[Draft], meaning: Meaning) -> None:
        self._drafts = drafts
        self._homes = {draft.page: Place(draft.page, draft.path) for draft in drafts}
        self._meaning = meaning
        self.decisions = Decisions(meaning.overrides, meaning.types)
        self._open_unions: list[tuple[Place, DraftUnion]] = []
        self.definitions = Definitions(drafts, meaning.referring.by)
        self.diagnostics: list[Diagnostic] = []
        self.acceptance = Acceptance(meaning.accept, self.definitions)
        without_errors = self.acceptance.model
        self._kept = [
            (
                draft,
                tuple(without_errors(draft, m) for m in self.definitions.kept(draft)),
            )
            for draft in drafts
        ]
        self.made = sum(map(made_in, self.models()))
        self._modules = naming.module_names(
            d.page for d, models in self._kept if models
        )
        words, elsewhere = meaning.types.words, meaning.referring.elsewhere
        self.references = References(self.definitions, self._modules, words, elsewhere)
        self._parts = Parts(self.references)

    def read(self) -> schema.Schema:
        """Return the schema of all pages."""
        for draft in self._drafts:
            self._check_pointers(draft)
        modules = [
            self._module(draft, models)
            for draft, models in self._kept
            if draft.page in self._modules
        ]
        partial = self.references.partial
        self.made += made_for(modules, partial)
        modules = [*with_partials(modules, partial)]
        if self._meaning.referring.unions == "open":
            modules = [*opened(modules)]
        own = schema.Schema(
            modules=tuple(sorted(modules, key=lambda module: module.name))
        )
        self.diagnostics += self._parts.report(own)
        return parts.whole(own)

    def repeated(self) -> int:
        """Return how many rows belong to models that are kept elsewhere."""
        written = (model for draft in self._drafts for model in draft.models)
        return sum(map(rows_in, written)) - sum(map(rows_in, self.models()))

    def models(self) -> Iterator[DraftModel]:
        """Yield the models that are kept."""
        return (model for _, models in self._kept for model in models)

    def _check_pointers(self, draft: Draft) -> None:
        for pointer in draft.pointers:
            if not self.definitions.lookup(draft.page, NamedType(pointer.name)):
                message = f"the page points to `{clipped(pointer.name)}`, which nothing describes"
                place = Place(draft.page, draft.path, pointer.span)
                self.diagnostics.append(place.finding(rules.BROKEN_POINTER, message))

    # Modules and models

    def _module(self, draft: Draft, models: Iterable[DraftModel]) -> schema.Module:
        return schema.Module(
            name=self._modules[draft.page],
            source=draft.path,
            page=draft.page,
            models=tuple(self._model(draft, model) for model in models),
        )

    def _model(self, draft: Draft, model: DraftModel) -> schema.Model:
        match model:
            case DraftObject():
                return self._object(draft, model)
            case DraftEnum():
                return enum_of(model)
            case DraftUnion():
                return self._union(draft, model)

    def _object(self, draft: Draft, model: DraftObject) -> schema.ObjectModel:
        place = Place(draft.page, draft.path)
        rows = zip(model.fields, self._wire_names(draft, model), strict=True)
        if self.decisions.are_about(model):
            fields = [
                self._overridden_field(model, row, name, place) for row, name in rows
            ]
        else:
            fields = [
                self._field(row, name, place, row.type_span) for row, name in rows
            ]
        return schema.ObjectModel(
            name=model.name,
            description=model.description,
            fields=tuple(fields),
            extra=self._extra(model, place),
            parts=tuple(self._parts.of(model, place)),
            span=model.span,
        )

    def _extra(self, model: DraftObject, place: Place) -> schema.Type | None:
        """Return the type of all members of an object that no row names."""
        if model.extra is None:
            return None
        cell = model.extra_spans[0] if model.extra_spans else None
        return self.references.type(model.extra, replace(place, span=model.span), cell)

    def _field(
        self, row: DraftField, wire_name: str, place: Place, cell: Span | None
    ) -> schema.Field:
        if row.home:  # of a model on another page, which that page resolves and tells
            place, cell = self._homes[row.home], None
        kind, nullable = _without_null(self.references.type(row.type, place, cell))
        if row.constant:
            kind = self.references.constant(row.type, row.constant, place) or kind
        return schema.Field(
            name=row.name,
            wire_name=wire_name,
            type=kind,
            required=row.required,
            nullable=nullable,
            description=row.description,
            default=row.default,
            deprecated=row.deprecated,
            read_only=row.read_only,
            condition=row.condition,
            examples=row.examples,
            span=row.span,
        )

    def _overridden_field(
        self, model: DraftObject, row: DraftField, wire_name: str, place: Place
    ) -> schema.Field:
        """Return a field of a model of which the configuration says something too."""
        subject = f"{model.name}.{row.name}"
        cell: Span | None = row.type_span
        if said := self.decisions.type(subject, row.type, place.page):
            row, cell, place = replace(row, type=said.value), None, said.place
        field = self._field(row, wire_name, place, cell)
        nullable = self.decisions.nullable(subject, derived=field.nullable)
        return field if nullable is None else replace(field, nullable=nullable)

    def _union(self, draft: Draft, model: DraftUnion) -> schema.UnionModel:
        place = Place(draft.page, draft.path, model.span)
        listed = tuple(getattr(each, "name", "") for each in model.members)
        said = self.decisions.members(model.name, listed, draft.page)
        stated = map(NamedType, said.value) if said else model.members
        said_at = said.place if said else place
        found = (self.references.type(each, said_at) for each in stated)
        members = tuple(
            dict.fromkeys(each for one in found for each in members_of(one))
        )
        if model.has_null and not said:
            members = tuple(member for member in members if member != NULL)
        if not members:
            self._open_unions.append((place, model))
        return schema.UnionModel(
            name=model.name,
            description=model.description,
            members=members,
            complete=bool(members),
            span=model.span,
        )

    # Wire names

    def _wire_names(self, draft: Draft, model: DraftObject) -> list[str]:
        """Return the wire names of all fields; nearly always nobody disputes them."""
        spelling = self._meaning.json_names
        names = [spelling.of(row.name) for row in model.fields]
        if len({*names}) == len(names) and not self.decisions.are_about(model):
            return names
        settled = settle(draft, model, names, self.decisions.wire_name)
        self.diagnostics += settled.diagnostics
        return list(settled.names)

    def report_open_unions(self) -> None:
        """Report each union of unknown members."""
        self.diagnostics += report(self._open_unions, [*self.models()])


def _page_order(draft: Draft) -> tuple[str, str]:
    return draft.page, draft.path


def _without_null(kind: schema.Type) -> tuple[schema.Type, bool]:
    """Return a type without null, and whether null was one of several."""
    members = members_of(kind)
    if len(members) == 1 or NULL not in members:
        return kind, False
    others = tuple(member for member in members if member != NULL)
    return (others[0] if len(others) == 1 else schema.UnionOf(others)), True
