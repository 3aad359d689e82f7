"""Checks: findings about a whole schema: cycles, endless models, ambiguous unions, sizes.

The one rule kept here: every check is linear in the schema.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from msgspec import Struct

from typetable import graph, rules
from typetable.changes.tags import tag_of
from typetable.diagnostics import clipped, counted, finding
from typetable.schema import Array, Map, ObjectModel, Ref, Scalar, UnionModel, UnionOf
from typetable.sources import absences

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.language.draft import Draft
    from typetable.rules import Rule
    from typetable.schema import (
        EnumModel,
        Field,
        Member,
        Model,
        ModelKey,
        Module,
        Schema,
        Type,
    )
    from typetable.settings.limits import Limits
    from typetable.settings.package import Package
    from typetable.source import Span

_COLUMNS = 50
"""The most levels of indentation in the types of a row, as a mean of all rows allowed."""

_WIDEST = 1_000
"""The most members of a union; Python takes some 3,000 in the annotation of a field."""

_ModelsByKey: TypeAlias = "Mapping[ModelKey, tuple[Module, Model]]"
"""Models, each behind its module."""

_Kind = TypeVar("_Kind", bound="Type")

_PLAIN, _NESTING = (Scalar, Ref), (Array, Map)
"""Types in which there are no others, and those in which there is one."""


class _StatedType(Struct, Generic[_Kind], frozen=True):
    """A type of a union model or of a field, and its place."""

    module: Module
    model: Model
    span: Span
    type: _Kind


def check(schema: Schema, limits: Limits) -> tuple[Diagnostic, ...]:
    """Return the findings about the models of a schema taken together."""
    models = {
        (m.name, model.name): (m, model) for m in schema.modules for model in m.models
    }
    stated = [*_stated(schema)]
    unions = [*_unions(stated)]
    members = {
        key: _members(model)
        for key, (_, model) in models.items()
        if isinstance(model, UnionModel)
    }
    needs = {
        key: _needed(model)
        for key, (_, model) in models.items()
        if isinstance(model, ObjectModel)
    }
    return (
        *_on_cycles(
            rules.UNION_CYCLE, members, models, "the union `{}` contains itself"
        ),
        *_on_cycles(
            rules.ENDLESS_MODEL, needs, models, "every `{}` needs another, without end"
        ),
        *_ambiguous_unions(unions, models),
        *_repeated_rows(unions, models, limits.rows),
        *_oversized_types(stated, _COLUMNS * limits.rows),
    )


def _on_cycles(
    rule: Rule,
    edges: Mapping[ModelKey, list[ModelKey]],
    models: _ModelsByKey,
    message: str,
) -> Iterator[Diagnostic]:
    """Find each cycle once, at its first model; models without targets are on none."""
    leading = {key: targets for key, targets in edges.items() if targets}
    within = {
        key: [target for target in targets if target in leading]
        for key, targets in leading.items()
    }
    for cycle in graph.cycles(within):
        module, model = models[min(cycle)]
        path = " → ".join(clipped(name) for _, name in sorted(cycle)[:4])
        hint = f"the cycle: {path}" if len(cycle) > 1 else ""
        text = message.format(clipped(model.name))
        yield finding(rule, module.source, model.span, text, hint=hint)


def _members(model: UnionModel) -> list[ModelKey]:
    return [
        (member.module, member.model)
        for member in model.members
        if isinstance(member, Ref)
    ]


def _needed(model: ObjectModel) -> list[ModelKey]:
    """Return the models that every value of a model holds a value of."""
    return [
        (row.type.module, row.type.model)
        for row in model.fields
        if row.required and not row.nullable and isinstance(row.type, Ref)
    ]


def _ambiguous_unions(
    unions: Iterable[_StatedType[UnionOf]], models: _ModelsByKey
) -> Iterator[Diagnostic]:
    """Find members of a union that accept the same JSON, so that order alone decides."""
    shapes: dict[ModelKey, Hashable] = {}
    for each in unions:
        has_tag = tag_of(
            each.type.members, lambda ref: models[ref.module, ref.model][1]
        )
        if not has_tag and not getattr(each.model, "discriminator", ""):
            yield from _ambiguous_members(each, shapes, models)


def _repeated_rows(
    unions: Iterable[_StatedType[UnionOf]], models: _ModelsByKey, most: int
) -> Iterator[Diagnostic]:
    """Find the union by which all unions together have more rows than allowed.

    Code that tells members apart repeats their rows for every union that they are in.
    """
    rows = 0
    counted: set[tuple[str, UnionOf]] = set()
    for each in unions:
        if (each.module.name, each.type) not in counted:
            counted.add((each.module.name, each.type))
            rows += _weight(each.type, models, most)
        if rows > most:
            message = "unions repeat more rows of models than `limits.rows` allows"
            hint = "name the unions once, or raise `limits.rows`"
            yield finding(
                rules.LIMIT_EXCEEDED, each.module.source, each.span, message, hint=hint
            )
            return


def _stated(schema: Schema) -> Iterator[_StatedType[Type]]:
    """Yield the types of models that have parts."""
    for module in schema.modules:
        for model in module.models:
            if isinstance(model, ObjectModel):
                for row in model.fields:
                    if not isinstance(row.type, _PLAIN):
                        yield _StatedType(module, model, row.span, row.type)
            elif isinstance(model, UnionModel):
                yield _StatedType(module, model, model.span, UnionOf(model.members))


def _unions(stated: Iterable[_StatedType[Type]]) -> Iterator[_StatedType[UnionOf]]:
    """Yield the unions in some types, taken out of arrays and maps."""
    for each in stated:
        inner = each.type
        while isinstance(inner, _NESTING):
            inner = inner.items if isinstance(inner, Array) else inner.values
        if isinstance(inner, UnionOf):
            yield _StatedType(each.module, each.model, each.span, inner)


def _weight(union: UnionOf, models: _ModelsByKey, most: int) -> int:
    """Return the number of rows of the members of a union, or some number above `most`."""
    weight, waiting = 0, [*union.members]
    opened: set[ModelKey] = set()
    while waiting and weight <= most:
        member = waiting.pop()
        weight += 1
        if (
            isinstance(member, Ref)
            and (key := (member.module, member.model)) not in opened
        ):
            opened.add(key)
            model = models[key][1]
            if isinstance(model, UnionModel):
                waiting += model.members
            else:
                weight += len(_rows(model))
    return weight


def _oversized_types(
    stated: Sequence[_StatedType[Type]], most: int
) -> Iterator[Diagnostic]:
    """Find the first type on each page at which its types exceed the limits of Python.

    In code a type in another one is indented, so that a chain of them grows with the square; and
    the types of a union stand in each other, as far as the depth of the syntax tree goes.
    """
    kinds = {each.type for each in stated}  # few, which stand in many places
    columns = {kind: _columns(kind) for kind in kinds}
    wide = {kind for kind in kinds if _width(kind) > _WIDEST}
    for _, types in groupby(stated, key=attrgetter("module.name")):
        taken = 0
        for each in types:
            taken += columns[each.type]
            is_wide = each.type in wide
            if is_wide or taken > most:
                yield _oversized(each.module, each.span, is_wide=is_wide)
                break


def _oversized(module: Module, span: Span, *, is_wide: bool) -> Diagnostic:
    message = "too many types are nested deeply for `limits.rows`"
    hint = "name the inner types, or raise `limits.rows`"
    if is_wide:
        message = f"a union has more than {_WIDEST:,} members"
        hint = "make it a union of unions that have names"
    return finding(rules.LIMIT_EXCEEDED, module.source, span, message, hint=hint)


def _parts(kind: Type) -> tuple[Type, ...]:
    match kind:
        case Array():
            return (kind.items,)
        case Map():
            return (kind.values,)
        case UnionOf():
            return kind.members
        case _:
            return ()


def _columns(kind: Type, depth: int = 1) -> int:
    """Return the sum of the levels of indentation in a type; `limits` bounds the depth."""
    return depth + sum(_columns(part, depth + 1) for part in _parts(kind))


def _width(kind: Type) -> int:
    """Return the number of members of the widest union in a type."""
    parts = _parts(kind)
    return max((len(parts), *map(_width, parts)))


def _rows(model: ObjectModel | EnumModel) -> tuple[Field, ...] | tuple[Member, ...]:
    return model.fields if isinstance(model, ObjectModel) else model.members


def _ambiguous_members(
    stated: _StatedType[UnionOf], shapes: dict[ModelKey, Hashable], models: _ModelsByKey
) -> Iterator[Diagnostic]:
    """Find members of a union with one shape; `shapes` remembers those of models."""
    first: dict[Hashable, str] = {}
    for member in (each for each in stated.type.members if isinstance(each, Ref)):
        key = (member.module, member.model)
        if key not in shapes:
            shapes[key] = _shape(models[key][1])
        other = first.setdefault(shapes[key] or key, member.model)
        if other != member.model:
            name, other = clipped(member.model), clipped(other)
            message = f"nothing in JSON tells `{name}` from `{other}`"
            hint = f"values are read as `{other}`"
            source = stated.module.source
            yield finding(
                rules.AMBIGUOUS_UNION, source, stated.span, message, hint=hint
            )


def _shape(model: Model) -> tuple[Hashable, ...]:
    """Return the shape of an object in JSON: names, presence and kinds; empty for other models."""
    if not isinstance(model, ObjectModel):
        return ()
    rows = ((row.wire_name, row.required, _kind(row.type)) for row in model.fields)
    return ("object", frozenset(rows))


def _kind(kind: Type) -> Hashable:
    match kind:
        case Scalar():
            return kind.scalar
        case Array():
            return "array"
        case Map():
            return "map"
        case UnionOf() | Ref():
            return kind


_POINT = "point `spec` at the pages with the property tables"


def no_models(package: Package, drafts: Sequence[Draft]) -> Diagnostic:
    """Return the finding that no page of a package defines a model (TT107)."""
    path = ", ".join(place.display_path for place in package.spec) or package.path
    message, hint = "no page defines a model", _POINT
    if not drafts:
        hints = (absences.hint(place.path) for place in package.spec)
        message, hint = "no page is here", next(filter(None, hints), _POINT)
    if tables := sum(draft.ledger.tables for draft in drafts):
        told = counted(tables, "table")
        hint = f"the same with `schema -v` says of {told} why no model has it"
    return finding(rules.NO_MODELS, path, None, message, hint=hint)
