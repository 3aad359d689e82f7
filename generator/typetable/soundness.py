"""Soundness: findings about a schema that is complete: cycles, endless models, unions of twins.

The one rule kept here: every check is linear in the schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from typetable import graph, rules
from typetable.diagnostics import finding, shown
from typetable.schema import Array, Map, ObjectModel, Ref, Scalar, UnionModel, UnionOf

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from typetable.diagnostics import Diagnostic
    from typetable.limits import Limits
    from typetable.rules import Rule
    from typetable.schema import EnumModel, Field, Member, Model, Module, Schema, Type
    from typetable.source import Span

_Key: TypeAlias = tuple[str, str]
"""A model: its module and its name."""

_COLUMNS = 50
"""How far the types of a row may be indented, in levels, on a page with as many rows as allowed."""

_WIDEST = 1_000
"""The most members of a union; Python takes some 3,000 in the annotation of a field."""

_Models: TypeAlias = "Mapping[_Key, tuple[Module, Model]]"

_PLAIN, _NESTING = (Scalar, Ref), (Array, Map)
"""Types in which there are no others, and those in which there is one."""


class _Stated(NamedTuple):
    """A union that a model is or has, and where it says so."""

    module: Module
    model: Model
    span: Span
    union: UnionOf


def check(schema: Schema, limits: Limits) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the models of a schema taken together."""
    models = {
        (m.name, model.name): (m, model) for m in schema.modules for model in m.models
    }
    unions = {
        key: [member for member in _members(model) if _is_union(member, models)]
        for key, (_, model) in models.items()
    }
    stated = [
        _Stated(module, model, span, union)
        for module, model in models.values()
        for span, union in _unions_of(model)
    ]
    needs = {key: list(_needs(model)) for key, (_, model) in models.items()}
    return (
        *_on_cycles(
            rules.UNION_CYCLE, unions, models, "the union `{}` contains itself"
        ),
        *_on_cycles(
            rules.ENDLESS_MODEL, needs, models, "every `{}` needs another, without end"
        ),
        *_twins(stated, models),
        *_bulk(stated, models, limits.rows),
        *_sizes(schema, _COLUMNS * limits.rows),
    )


def _on_cycles(
    rule: Rule, edges: Mapping[_Key, list[_Key]], models: _Models, message: str
) -> Iterator[Diagnostic]:
    """Find each cycle once, at its first model."""
    for cycle in graph.cycles(edges):
        module, model = models[min(cycle)]
        path = " → ".join(shown(name) for _, name in sorted(cycle)[:4])
        hint = f"the cycle: {path}" if len(cycle) > 1 else ""
        text = message.format(shown(model.name))
        yield finding(rule, module.source, model.span, text, hint=hint)


def _members(model: Model) -> Iterator[_Key]:
    if isinstance(model, UnionModel):
        for member in model.members:
            if isinstance(member, Ref):
                yield member.module, member.model


def _is_union(key: _Key, models: _Models) -> bool:
    return key in models and isinstance(models[key][1], UnionModel)


def _needs(model: Model) -> Iterator[_Key]:
    """Yield the models without a value of which a model cannot exist."""
    if isinstance(model, ObjectModel):
        for row in model.fields:
            if row.required and not row.nullable and isinstance(row.type, Ref):
                yield row.type.module, row.type.model


def _twins(stated: Iterable[_Stated], models: _Models) -> Iterator[Diagnostic]:
    """Find members of a union that accept the same JSON, so that order alone decides."""
    shapes: dict[_Key, Hashable] = {}
    for each in stated:
        if not getattr(each.model, "discriminator", ""):
            yield from _twins_of(each, shapes, models)


def _bulk(
    stated: Iterable[_Stated], models: _Models, most: int
) -> Iterator[Diagnostic]:
    """Find the union by which all unions together have more rows than allowed.

    Code that tells members apart says their rows again for every union that they are in.
    """
    rows = 0
    seen: set[tuple[str, UnionOf]] = set()
    for module, _, span, union in stated:
        if (module.name, union) not in seen:
            seen.add((module.name, union))
            rows += _weight(union, models, most)
        if rows > most:
            message = "unions repeat more rows of models than `limits.rows` allows"
            hint = "name the unions once, or raise `limits.rows`"
            yield finding(rules.LIMIT_EXCEEDED, module.source, span, message, hint=hint)
            return


def _unions_of(model: Model) -> Iterator[tuple[Span, UnionOf]]:
    """Yield the unions that a model is or has, where it states them."""
    for span, kind in _types((model,)):
        inner = kind
        while isinstance(inner, _NESTING):
            inner = inner.items if isinstance(inner, Array) else inner.values
        if isinstance(inner, UnionOf):
            yield span, inner


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


def _sizes(schema: Schema, most: int) -> Iterator[Diagnostic]:
    """Find in each page the first type with which its types are too much for Python.

    In code a type in another one is indented, so that a chain of them grows with the square; and
    the types of a union stand in each other, as far as the depth of the syntax tree goes.
    """
    for module in schema.modules:
        columns = 0
        for span, kind in _types(module.models):
            if isinstance(kind, _PLAIN):
                continue
            columns += _columns(kind)
            is_wide = _width(kind) > _WIDEST
            if is_wide or columns > most:
                yield _oversized(module, span, is_wide=is_wide)
                break


def _oversized(module: Module, span: Span, *, is_wide: bool) -> Diagnostic:
    message = "too many types are nested deeply for `limits.rows`"
    hint = "name the inner types, or raise `limits.rows`"
    if is_wide:
        message = f"a union has more than {_WIDEST:,} members"
        hint = "make it a union of unions that have names"
    return finding(rules.LIMIT_EXCEEDED, module.source, span, message, hint=hint)


def _types(models: Iterable[Model]) -> Iterator[tuple[Span, Type]]:
    """Yield the types that models state, where they do."""
    for model in models:
        if isinstance(model, UnionModel):
            yield model.span, UnionOf(model.members)
        elif isinstance(model, ObjectModel):
            yield from ((row.span, row.type) for row in model.fields)


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
    stated: _Stated, shapes: dict[_Key, Hashable], models: _Models
) -> Iterator[Diagnostic]:
    """Find twins in a union; `shapes` is what is known already of how models look."""
    first: dict[Hashable, str] = {}
    for member in (each for each in stated.union.members if isinstance(each, Ref)):
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
