"""Open types: what the type of a member leaves open, and what holds its members there.

The one rule kept here: a type that leaves nothing open stays as it is written.
"""

from __future__ import annotations

from typetable.notation.types import (
    ANY,
    ArrayType,
    MapType,
    NamedType,
    OptionalType,
    ScalarType,
    TypeExpr,
    UnionType,
    union,
)

_OBJECTS = (ANY, ScalarType("object"), MapType(ANY))


def holding(kind: TypeExpr, name: str, pattern: str | None) -> TypeExpr | None:
    """Return the type of a parent with its members in a model, or `None` where it can have none.

    What a `pattern` names is that model, too.
    """
    return put(kind, NamedType(name, 0, 0), is_beside=pattern is not None)


def put(kind: TypeExpr, inner: TypeExpr, *, is_beside: bool = False) -> TypeExpr | None:
    """Return a type that leaves open what its objects are, with `inner` for those.

    What leaves nothing open is `None`, or beside `inner`.
    """
    match kind:
        case _ if is_open(kind):
            return inner
        case NamedType(otherwise=ScalarType() as word):
            return put(word, inner, is_beside=is_beside)
        case ArrayType(items=items):
            held = put(items, inner, is_beside=is_beside)
            return ArrayType(held) if held else None
        case OptionalType(item=item):
            held = put(item, inner, is_beside=is_beside)
            return union((OptionalType(held),)) if held else None
        case UnionType(members=members):
            parts = [put(each, inner) for each in members]
            if any(parts):
                return union(p or each for p, each in zip(parts, members, strict=True))
    return union((kind, inner)) if is_beside else None


def is_open(kind: TypeExpr) -> bool:
    """Return whether a type says no more than that there is something, or an object."""
    return kind in _OBJECTS


def may_be_array(kind: TypeExpr) -> bool:
    """Return whether values of a type may be arrays; one without members is told as that."""
    match kind:
        case OptionalType(item=item):
            return may_be_array(item)
        case NamedType(otherwise=ScalarType() as word):
            return may_be_array(word)
    return kind == ANY or kind not in _OBJECTS
