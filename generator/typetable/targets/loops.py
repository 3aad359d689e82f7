"""Loops: unions and maps that hold themselves in arrays or maps, which no alias can say.

The one rule kept here: what is cut is any value, so that nothing of it is lost. A union that holds
itself is marked as such, for those targets that can say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.graph import components
from typetable.schema import Array, Map, Ref, Scalar, Schema, UnionModel, UnionOf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from typetable.schema import Model, Module, Type

_ANY = Scalar("any")


class Itself(Scalar, frozen=True, kw_only=True):
    """Any value, which is one of the union that holds it."""

    union: Ref


def cut(schema: Schema) -> Schema:
    """Return a schema in which no union holds itself in arrays or maps."""
    unions = {
        Ref(model.name, module.name): model
        for module in schema.modules
        for model in module.models
        if isinstance(model, UnionModel)
    }
    edges = {
        ref: [each for each in _refs(model.members) if each in unions]
        for ref, model in unions.items()
    }
    groups = {ref: group for group in components(edges) for ref in group}
    modules = (_module(module, groups) for module in schema.modules)
    return Schema(modules=tuple(modules)) if any(edges.values()) else schema


def _refs(types: Iterable[Type]) -> Iterator[Ref]:
    waiting = [*types]
    while waiting:
        match waiting.pop():
            case Ref() as ref:
                yield ref
            case Array(items=inner) | Map(values=inner):
                waiting.append(inner)
            case UnionOf(members=members):
                waiting += members


def _module(module: Module, groups: Mapping[Ref, Collection[Ref]]) -> Module:
    refs = {Ref(model.name, module.name): model for model in module.models}
    models = (_model(model, ref, groups.get(ref, ())) for ref, model in refs.items())
    return replace(module, models=tuple(models))


def _model(model: Model, own: Ref, group: Collection[Ref]) -> Model:
    """Return a model; of a union that others of its group hold, what is in arrays is cut."""
    if not isinstance(model, UnionModel):
        return model
    members = tuple(_opened(each, own, group) for each in model.members)
    return replace(model, members=members)


def _opened(part: Type, own: Ref, group: Collection[Ref]) -> Type:
    """Return a member of a union, which may be another union itself."""
    match part:
        case Array(items=inner):
            return Array(_inside(inner, own, group))
        case Map(values=inner):
            return Map(_inside(inner, own, group))
        case UnionOf(members=members):
            return UnionOf(tuple(_opened(each, own, group) for each in members))
    return part


def _inside(part: Type, own: Ref, group: Collection[Ref]) -> Type:
    """Return what an array or map of a union holds; perhaps that union itself."""
    match part:
        case Array() | Map():
            return _opened(part, own, group)
        case Ref() if part == own and part in group:
            return Itself("any", union=own)
    return _without(part, group)


def _without(part: Type, group: Collection[Ref]) -> Type:
    """Return a type without references to a group of models."""
    match part:
        case Ref():
            return _ANY if part in group else part
        case Array(items=inner):
            return Array(_without(inner, group))
        case Map(values=inner):
            return Map(_without(inner, group))
        case UnionOf(members=members):
            return UnionOf(tuple(_without(each, group) for each in members))
    return part
