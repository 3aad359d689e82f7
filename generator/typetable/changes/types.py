"""Types of two states of the docs, made comparable, and which of them takes the other's values.

The one rule kept here: a shape knows models by their numbers in both states, never by name, so
that a renamed or moved model changes no type that uses it. The order of a union's members does not
count. Types are as deep as their grammar lets them be, so recursion over them is bounded.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from typetable.changes.observation import in_json
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

    from typetable.schema import Model, ModelKey, Type, Value


class Alternative(Struct, frozen=True):
    """One alternative of a type."""

    kind: str
    """A scalar, the scalar of an enum, `array`, `map`, `model` or `ref`."""
    part: object = ""
    """The shape of items or values, or the number of a model."""
    is_enum: bool = False
    """Whether it is an enum, of which the part is the number."""
    values: frozenset[Value] = frozenset()
    """The values of a scalar, where the docs list them."""
    max_length: int | None = None
    """The most characters of its values."""
    format: str = ""
    """The form of its values, in the docs' own word."""


Shape: TypeAlias = frozenset[Alternative]
"""The alternatives of a type."""

ANY = Alternative("any")

WiderTypes: TypeAlias = dict[str, frozenset[str]]
"""For a kind of alternative, the scalars that take all of its values."""

JSON: WiderTypes = {
    "integer": frozenset({"number"}),
    "date": frozenset({"string"}),
    "date-time": frozenset({"string"}),
    "bytes": frozenset({"string"}),
    "model": frozenset({"object"}),
    "map": frozenset({"object"}),
}
"""The scalars that take all values of a kind in JSON."""

CODE: WiderTypes = {"integer": frozenset({"number"}), "map": frozenset({"object"})}
"""The same for a type checker: a model is no mapping, a date may be no string."""


class NumberedTypes(Struct, frozen=True, kw_only=True):
    """The models of one state of the docs, and their numbers, which are the same in both."""

    models: Mapping[ModelKey, Model]
    numbers: Mapping[ModelKey, int]


def shape(type_: Type, types: NumberedTypes) -> Shape:
    """Return the alternatives of a type, each model as its number."""
    return _shape(type_, types, _numbered)


def opened(type_: Type, types: NumberedTypes) -> Shape:
    """Return the alternatives of a type with the kinds of models, and union models opened once."""
    return _shape(type_, types, _opened)


def _shape(
    type_: Type, types: NumberedTypes, of_ref: Callable[[Ref, NumberedTypes], Shape]
) -> Shape:
    match type_:
        case Ref():
            return of_ref(type_, types)
        case Array():
            return frozenset({Alternative("array", _shape(type_.items, types, of_ref))})
        case Map():
            return frozenset({Alternative("map", _shape(type_.values, types, of_ref))})
        case UnionOf():
            return _any_of(type_.members, types, of_ref)
        case Scalar():
            values, length = frozenset(type_.values), type_.max_length
            return frozenset(
                {
                    Alternative(
                        type_.scalar,
                        values=values,
                        max_length=length,
                        format=type_.format,
                    )
                }
            )


def kinds(shape: Shape) -> Shape:
    """Return the shape of a type by its kinds alone, which is what annotations say of it."""
    return frozenset(
        Alternative(
            each.kind,
            kinds(each.part) if isinstance(each.part, frozenset) else each.part,
            each.is_enum,
        )
        for each in shape
    )


def unformatted(shape: Shape) -> Shape:
    """Return the shape of a type without formats, which are words of the docs."""
    return frozenset(
        replace(
            each,
            part=(
                unformatted(each.part)
                if isinstance(each.part, frozenset)
                else each.part
            ),
            format="",
        )
        for each in shape
    )


def formats(shape: Shape) -> str:
    """Return the formats in a type, sorted."""
    inner = [
        formats(each.part) if isinstance(each.part, frozenset) else each.format
        for each in shape
    ]
    return ", ".join(sorted(filter(None, inner)))


def _any_of(
    members: tuple[Type, ...],
    types: NumberedTypes,
    of_ref: Callable[[Ref, NumberedTypes], Shape],
) -> Shape:
    return frozenset().union(*(_shape(member, types, of_ref) for member in members))


def _numbered(ref: Ref, types: NumberedTypes) -> Shape:
    key = (ref.module, ref.model)
    return frozenset({Alternative("ref", types.numbers.get(key, key))})


def _of_its_kind(ref: Ref, types: NumberedTypes) -> Shape:
    key = (ref.module, ref.model)
    number = types.numbers.get(key, key)
    match types.models.get(key):
        case EnumModel(scalar=scalar):
            return frozenset({Alternative(scalar, number, is_enum=True)})
        case ObjectModel():
            return frozenset({Alternative("model", number)})
        case _:
            return frozenset({Alternative("ref", number)})


def _opened(ref: Ref, types: NumberedTypes) -> Shape:
    match types.models.get((ref.module, ref.model)):
        case UnionModel(complete=True, members=members):
            return _any_of(members, types, _of_its_kind)
        case UnionModel():
            return frozenset({ANY})
        case _:
            return _of_its_kind(ref, types)


def fits(inner: Shape, outer: Shape, wider: WiderTypes) -> bool:
    """Return whether the type `outer` takes every value of the type `inner`."""
    return ANY in outer or all(_is_taken(each, outer, wider) for each in inner - outer)


def _is_taken(inner: Alternative, outer: Shape, wider: WiderTypes) -> bool:
    # values of a scalar, and of an enum of it, are of its own kind
    scalars = wider.get(inner.kind, frozenset()) | {inner.kind}
    if any(other.kind in scalars and _allows(other, inner) for other in outer):
        return True
    return isinstance(inner.part, frozenset) and any(
        fits(inner.part, other.part, wider)
        for other in outer
        if other.kind == inner.kind and isinstance(other.part, frozenset)
    )


def _allows(outer: Alternative, inner: Alternative) -> bool:
    """Return whether a scalar, of a kind that takes another, takes its values and their length."""
    if outer.part != "" or outer.is_enum:
        return False
    if outer.values and not (inner.values and inner.values <= outer.values):
        return False
    return outer.max_length is None or _longest(inner) <= outer.max_length


def _longest(scalar: Alternative) -> float:
    """Return the most characters of the values of a scalar."""
    listed = max((len(str(value)) for value in scalar.values), default=inf)
    return min(listed, inf if scalar.max_length is None else scalar.max_length)


def in_words(type_: Type) -> str:
    """Return a type in words, such as `array of (Part or string)`."""
    match type_:
        case Ref():
            return type_.model
        case Array():
            return f"array of {_held(type_.items)}"
        case Map():
            return f"map of {_held(type_.values)}"
        case UnionOf():
            return " or ".join(in_words(each) for each in type_.members)
        case Scalar():
            return _scalar_in_words(type_)


def _held(type_: Type) -> str:
    words = in_words(type_)
    return f"({words})" if len(_apart(type_)) > 1 else words


def _apart(type_: Type) -> tuple[str, ...]:
    """Return the alternatives of a type in words."""
    match type_:
        case UnionOf(members=members):
            return tuple(map(in_words, members))
        case Scalar(values=values) if values:
            return tuple(map(in_json, values))
    return (in_words(type_),)


def difference(old: Type, new: Type) -> tuple[str, str]:
    """Return the alternatives that only the old type has, and those of the new one, in words.

    Those of two arrays or maps are of what they hold.
    """
    match old, new:
        case (Array(items=before), Array(items=after)):
            return difference(before, after)
        case (Map(values=before), Map(values=after)):
            return difference(before, after)
    was, now = _apart(old), _apart(new)
    return _without(was, now), _without(now, was)


def _without(words: tuple[str, ...], others: tuple[str, ...]) -> str:
    return " or ".join(each for each in words if each not in others)


def _scalar_in_words(scalar: Scalar) -> str:
    listed = " or ".join(map(in_json, scalar.values)) or scalar.scalar
    if scalar.max_length is None:
        return listed
    return f"{listed} of at most {scalar.max_length}"
