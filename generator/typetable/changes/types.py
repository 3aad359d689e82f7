"""Types of two states of the docs, made comparable, and which of them takes the other's values.

The one rule kept here: a shape knows models by what they are in both states, never by name, so
that a renamed or moved model changes no type that uses it. The order of a union's members does not
count. Types are as deep as their grammar lets them be, so recursion over them is bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typetable.schema import (
    Array,
    EnumModel,
    Map,
    ObjectModel,
    Ref,
    Scalar,
    UnionModel,
    UnionOf,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from typetable.schema import Model, Type

Key: TypeAlias = tuple[str, str]
"""A model in one state: the name of its module and its own."""

Atom: TypeAlias = tuple[str, object]
"""One alternative of a type: a word for what it is, and which one or of what."""

Shape: TypeAlias = frozenset[Atom]
"""The alternatives of a type."""

Ladder: TypeAlias = dict[str, frozenset[str]]
"""For a kind of alternative, the scalars that take all of its values."""

ANY: Atom = ("any", "")

JSON: Ladder = {
    "integer": frozenset({"number"}),
    "date": frozenset({"string"}),
    "date-time": frozenset({"string"}),
    "bytes": frozenset({"string"}),
    "model": frozenset({"object"}),
    "map": frozenset({"object"}),
}
"""What fits what as JSON."""

CODE: Ladder = {"integer": frozenset({"number"}), "map": frozenset({"object"})}
"""What fits what for a type checker: a model is no mapping, a date may be no string."""


class World(Struct, frozen=True, kw_only=True):
    """One state of the docs: its models, and the number that each has in both states."""

    models: Mapping[Key, Model]
    numbers: Mapping[Key, int]


def shape(type_: Type, world: World) -> Shape:
    """Return the alternatives of a type, in which each model stands for itself."""
    return _shape(type_, world, _itself)


def opened(type_: Type, world: World) -> Shape:
    """Return the alternatives of a type with kinds told and union models opened once."""
    return _shape(type_, world, _inside)


def _shape(type_: Type, world: World, leaf: Callable[[Ref, World], Shape]) -> Shape:
    match type_:
        case Ref():
            return leaf(type_, world)
        case Array():
            return frozenset({("array", _shape(type_.items, world, leaf))})
        case Map():
            return frozenset({("map", _shape(type_.values, world, leaf))})
        case UnionOf():
            return _any_of(type_.members, world, leaf)
        case Scalar():
            return frozenset({(type_.scalar, "")})


def _any_of(
    types: tuple[Type, ...], world: World, leaf: Callable[[Ref, World], Shape]
) -> Shape:
    return frozenset().union(*(_shape(each, world, leaf) for each in types))


def _itself(ref: Ref, world: World) -> Shape:
    key = (ref.module, ref.model)
    return frozenset({("ref", world.numbers.get(key, key))})


def _of_its_kind(ref: Ref, world: World) -> Shape:
    key = (ref.module, ref.model)
    match world.models.get(key):
        case EnumModel(scalar=scalar):
            word = f"enum {scalar}"
        case ObjectModel():
            word = "model"
        case _:
            word = "ref"
    return frozenset({(word, world.numbers.get(key, key))})


def _inside(ref: Ref, world: World) -> Shape:
    match world.models.get((ref.module, ref.model)):
        case UnionModel(complete=True, members=members):
            return _any_of(members, world, _of_its_kind)
        case UnionModel():
            return frozenset({ANY})
        case _:
            return _of_its_kind(ref, world)


def fits(inner: Shape, outer: Shape, ladder: Ladder) -> bool:
    """Return whether a place of the type `outer` takes every value of the type `inner`."""
    return ANY in outer or all(_climbs(atom, outer, ladder) for atom in inner - outer)


def _climbs(atom: Atom, outer: Shape, ladder: Ladder) -> bool:
    word, part = atom
    kind = word.removeprefix("enum ")
    higher = ladder.get(kind, frozenset()) | ({kind} if kind != word else set())
    if any((scalar, "") in outer for scalar in higher):
        return True
    return isinstance(part, frozenset) and any(
        fits(part, other, ladder)
        for each, other in outer
        if each == word and isinstance(other, frozenset)
    )


def spoken(type_: Type) -> str:
    """Return a type in words, such as `array of Part or null`."""
    match type_:
        case Ref():
            return type_.model
        case Array():
            return f"array of {spoken(type_.items)}"
        case Map():
            return f"map of {spoken(type_.values)}"
        case UnionOf():
            return " or ".join(spoken(each) for each in type_.members)
        case Scalar():
            return type_.scalar
