"""Loops: unions and maps that hold themselves, or each other, in arrays or maps.

The one rule kept here: in arrays and maps what leads back is a name, which means nothing until
somebody asks for it; so no type is endless, whoever takes it apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.graph import components
from typetable.schema import Array, Map, Ref, Scalar, Schema, UnionModel, UnionOf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from typetable.schema import Model, Module, Type


class Named(Scalar, frozen=True, kw_only=True):
    """Any value to who asks for no more: one of a union, which holds it in some way."""

    union: Ref


def cut(schema: Schema) -> Schema:
    """Return a schema in which no union holds itself, in arrays or maps, but by its name."""
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
    models = (_model(model, groups.get(ref, ())) for ref, model in refs.items())
    return replace(module, models=tuple(models))


def _model(model: Model, group: Collection[Ref]) -> Model:
    """Return a model; of a union, what is of its group has a name in arrays and maps."""
    if not isinstance(model, UnionModel):
        return model
    members = tuple(_opened(each, group) for each in model.members)
    return replace(model, members=members)


def _opened(part: Type, group: Collection[Ref]) -> Type:
    """Return a member of a union, which may be another union itself."""
    match part:
        case Array(items=inner):
            return Array(_inside(inner, group))
        case Map(values=inner):
            return Map(_inside(inner, group))
        case UnionOf(members=members):
            return UnionOf(tuple(_opened(each, group) for each in members))
    return part


def _inside(part: Type, group: Collection[Ref]) -> Type:
    """Return what an array or map of a union holds, with names for what is of a group."""
    match part:
        case Ref() if part in group:
            return Named("any", union=part)
        case UnionOf(members=members):
            return UnionOf(tuple(_inside(each, group) for each in members))
    return _opened(part, group)
