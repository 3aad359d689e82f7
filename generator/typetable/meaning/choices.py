"""Choices: what refers to a union as what refers to its members.

The one rule kept here: a union in itself stays a reference, so that it ends, and is told elsewhere;
so does one in an array or a map in a union, which would grow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.schema import Array, Map, ObjectModel, Ref, UnionModel, UnionOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from typetable.schema import Field, ModelKey, Module, Type

_DEEPEST, _WIDEST = 20, 100
"""So deep unions are in unions, and so many members one has, that are written out; lists of what
may stand in a place are flat and short."""


def opened(modules: Iterable[Module]) -> Iterator[Module]:
    """Yield modules in which the types of fields have the members of unions for these."""
    whole = [*modules]
    unions = {
        (module.name, model.name): model
        for module in whole
        for model in module.models
        if isinstance(model, UnionModel) and model.members and not model.discriminator
    }
    openers = _Opener(unions)
    for module in whole:
        models = (
            (
                replace(model, fields=tuple(map(openers.field, model.fields)))
                if isinstance(model, ObjectModel)
                else model
            )
            for model in module.models
        )
        yield replace(module, models=tuple(models))


class _Opener:
    """Puts members in the place of unions, each of which is taken apart once."""

    def __init__(self, unions: Mapping[ModelKey, UnionModel]) -> None:
        self._unions = unions
        self._members: dict[ModelKey, tuple[Type, ...]] = {}

    def field(self, field: Field) -> Field:
        """Return a field whose type names no union."""
        kind = self._type(field.type)
        return field if kind == field.type else replace(field, type=kind)

    def _type(self, kind: Type) -> Type:
        match kind:
            case Array():
                return Array(self._type(kind.items))
            case Map():
                return Map(self._type(kind.values))
            case UnionOf():
                opened = (one for each in kind.members for one in self._of(each, 0))
                members = (*dict.fromkeys(opened),)
            case _:
                members = self._of(kind, 0)
        return members[0] if len(members) == 1 else UnionOf(members)

    def _of(self, kind: Type, depth: int) -> tuple[Type, ...]:
        """Return what a type is one of; itself where it is no union, or a large one."""
        if not isinstance(kind, Ref) or depth > _DEEPEST:
            return (kind,)
        key = (kind.module, kind.model)
        if key in self._unions and key not in self._members:
            self._members[key] = (kind,)  # what it is in itself
            listed = self._unions[key].members
            opened = (one for each in listed for one in self._of(each, depth + 1))
            members = (*dict.fromkeys(opened),)
            self._members[key] = members if len(members) <= _WIDEST else (kind,)
        return self._members.get(key, (kind,))
