"""Checks: findings about a schema that is complete: cycles, endless models, unions of twins.

The one rule kept here: every check is linear in the schema.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from msgspec import Struct

from typetable import graph, rules
from typetable.diagnostics import finding, shown
from typetable.schema import Array, Map, ObjectModel, Ref, Scalar, UnionModel, UnionOf

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.rules import Rule
    from typetable.schema import EnumModel, Field, Member, Model, Module, Schema, Type
    from typetable.settings.limits import Limits
    from typetable.source import Span

_Key: TypeAlias = tuple[str, str]
"""A model: its module and its name."""

_COLUMNS = 50
"""How far the types of a row may be indented, in levels, on a page with as many rows as allowed."""

_WIDEST = 1_000
"""The most members of a union; Python takes some 3,000 in the annotation of a field."""

_Models: TypeAlias = "Mapping[_Key, tuple[Module, Model]]"

_Kind = TypeVar("_Kind", bound="Type")

_PLAIN, _NESTING = (Scalar, Ref), (Array, Map)
"""Types in which there are no others, and those in which there is one."""


class _Stated(Struct, Generic[_Kind], frozen=True):
    """A type that a model is or has, and where it says so."""

    module: Module
    model: Model
    span: Span
    type: _Kind


def check(schema: Schema, limits: Limits) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the models of a schema taken together."""
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
        *_twins(unions, models),
        *_bulk(unions, models, limits.rows),
        *_sizes(stated, _COLUMNS * limits.rows),
    )


def _on_cycles(
    rule: Rule, edges: Mapping[_Key, list[_Key]], models: _Models, message: str
) -> Iterator[Diagnostic]:
    """Find each cycle once, at its first model; what leads nowhere is on none."""
    leading = {key: targets for key, targets in edges.items() if targets}
    within = {
        key: [target for target in targets if target in leading]
        for key, targets in leading.items()
    }
    for cycle in graph.cycles(within):
        module, model = models[min(cycle)]
        path = " → ".join(shown(name) for _, name in sorted(cycle)[:4])
        hint = f"the cycle: {path}" if len(cycle) > 1 else ""
        text = message.format(shown(model.name))
        yield finding(rule, module.source, model.span, text, hint=hint)


def _members(model: UnionModel) -> list[_Key]:
    return [
        (member.module, member.model)
        for member in model.members
        if isinstance(member, Ref)
    ]


def _needed(model: ObjectModel) -> list[_Key]:
    """Return the models without a value of which a model cannot exist."""
    return [
        (row.type.module, row.type.model)
        for row in model.fields
        if row.required and not row.nullable and isinstance(row.type, Ref)
    ]


def _twins(unions: Iterable[_Stated[UnionOf]], models: _Models) -> Iterator[Diagnostic]:
    """Find members of a union that accept the same JSON, so that order alone decides."""
    shapes: dict[_Key, Hashable] = {}
    for each in unions:
        if not getattr(each.model, "discriminator", ""):
            yield from _twins_of(each, shapes, models)


def _bulk(
    unions: Iterable[_Stated[UnionOf]], models: _Models, most: int
) -> Iterator[Diagnostic]:
    """Find the union by which all unions together have more rows than allowed.

    Code that tells members apart says their rows again for every union that they are in.
    """
    rows = 0
    seen: set[tuple[str, UnionOf]] = set()
    for each in unions:
        if (each.module.name, each.type) not in seen:
            seen.add((each.module.name, each.type))
            rows += _weight(each.type, models, most)
        if rows > most:
            message = "unions repeat more rows of models than `limits.rows` allows"
            hint = "name the unions once, or raise `limits.rows`"
            yield finding(
                rules.LIMIT_EXCEEDED, each.module.source, each.span, message, hint=hint
            )
            return


def _stated(schema: Schema) -> Iterator[_Stated[Type]]:
    """Yield the types that models state, but for those without parts."""
    for module in schema.modules:
        for model in module.models:
            if isinstance(model, ObjectModel):
                for row in model.fields:
                    if not isinstance(row.type, _PLAIN):
                        yield _Stated(module, model, row.span, row.type)
            elif isinstance(model, UnionModel):
                yield _Stated(module, model, model.span, UnionOf(model.members))


def _unions(stated: Iterable[_Stated[Type]]) -> Iterator[_Stated[UnionOf]]:
    """Yield the unions among some types, or what of them is one."""
    for each in stated:
        inner = each.type
        while isinstance(inner, _NESTING):
            inner = inner.items if isinstance(inner, Array) else inner.values
        if isinstance(inner, UnionOf):
            yield _Stated(each.module, each.model, each.span, inner)


def _weight(union: UnionOf, models: _Models, most: int) -> int:
    """Return how many rows the members of a union have, or some number above `most`."""
    weight, waiting = 0, [*union.members]
    opened: set[_Key] = set()
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


def _sizes(stated: Sequence[_Stated[Type]], most: int) -> Iterator[Diagnostic]:
    """Find in each page the first type with which its types are too much for Python.

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
    """Return how far a type and those in it are indented, in levels; `limits` bounds the depth."""
    return depth + sum(_columns(part, depth + 1) for part in _parts(kind))


def _width(kind: Type) -> int:
    """Return how many members the widest union in a type has."""
    parts = _parts(kind)
    return max((len(parts), *map(_width, parts)))


def _rows(model: ObjectModel | EnumModel) -> tuple[Field, ...] | tuple[Member, ...]:
    return model.fields if isinstance(model, ObjectModel) else model.members


def _twins_of(
    stated: _Stated[UnionOf], shapes: dict[_Key, Hashable], models: _Models
) -> Iterator[Diagnostic]:
    """Find twins in a union; `shapes` is what is known already of how models look."""
    first: dict[Hashable, str] = {}
    for member in (each for each in stated.type.members if isinstance(each, Ref)):
        key = (member.module, member.model)
        if key not in shapes:
            shapes[key] = _shape(models[key][1])
        other = first.setdefault(shapes[key] or key, member.model)
        if other != member.model:
            name, other = shown(member.model), shown(other)
            message = f"nothing in JSON tells `{name}` from `{other}`"
            hint = f"values are read as `{other}`"
            source = stated.module.source
            yield finding(
                rules.AMBIGUOUS_UNION, source, stated.span, message, hint=hint
            )


def _shape(model: Model) -> tuple[Hashable, ...]:
    """Return what a value of an object looks like from outside; nothing for other models."""
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
