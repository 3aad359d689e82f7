"""Building types: what the spellings of a dialect make of the types in their holes.

The one rule kept here: an array of several types has in each place any of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.notation.types import (
    ANY,
    ArrayType,
    MapType,
    NamedType,
    OptionalType,
    ScalarType,
    UnionType,
    union,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from typetable.notation.type_spelling import Kind
    from typetable.notation.types import TypeExpr


def is_number(kind: TypeExpr) -> bool:
    """Return whether a type is a number, as `5` is."""
    match kind:
        case ScalarType(scalar="integer" | "number", values=values):
            return bool(values)
    return False


def build(kind: Kind, inner: Sequence[TypeExpr]) -> TypeExpr:
    """Return the type that a spelling of a kind builds of those in its holes."""
    return _BUILT[kind](inner)


def _key(inner: Sequence[TypeExpr]) -> NamedType | None:
    """Return what the names in a map are said to be, if that is no word."""
    first = inner[0] if len(inner) > 1 else ANY
    return first if isinstance(first, NamedType) and not first.otherwise else None


def _partly(kind: TypeExpr) -> TypeExpr:
    """Return a type in which the models are partial."""
    match kind:
        case NamedType():
            return replace(kind, partial=True)
        case ArrayType(items=inner):
            return ArrayType(_partly(inner))
        case MapType(values=inner):
            return replace(kind, values=_partly(inner))
        case OptionalType(item=inner):
            return OptionalType(_partly(inner))
        case UnionType(members=members):
            return UnionType(tuple(map(_partly, members)))
        case ScalarType():
            return kind


_BUILT: Mapping[Kind, Callable[[Sequence[TypeExpr]], TypeExpr]] = {
    "array": lambda inner: ArrayType(union(inner) if inner else ANY),
    "map": lambda inner: MapType(inner[-1] if inner else ANY, _key(inner)),
    "nullable": lambda inner: union((OptionalType(inner[0]),)),
    "partial": lambda inner: _partly(inner[0]),
    "union": union,
    "plain": lambda inner: inner[0],
    "format": lambda inner: inner[0],
    "values": lambda inner: inner[0],
    "object": lambda _: ScalarType("object"),
    "any": lambda _: ANY,
}
"""What each kind of spelling makes of types; what one `means` is read, and not built."""
