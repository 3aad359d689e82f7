"""Mentioned types: the model that a text beside a type names, where that says but what it holds.

The one rule kept here: a word stays what it is where nothing names one model of such values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.notation.types import (
    ANY,
    ArrayType,
    NamedType,
    OptionalType,
    ScalarType,
    UnionType,
)

if TYPE_CHECKING:
    from typetable.notation.types import TypeExpr
    from typetable.wording.links import Member, Referring

_WORDS = frozenset(("object", "string", "integer", "number"))
"""The words that may stand for a model, or for the values that one lists."""


def mentioned(kind: TypeExpr, member: Member, referring: Referring) -> TypeExpr:
    """Return the type of a member, of which a word alone may be a model that is named beside it."""
    match kind:
        case ScalarType(scalar=word) if word in _WORDS and kind == ScalarType(word):
            return _word(kind, member, referring)
        case ArrayType(items=inner):
            items = _word(ANY, member, referring) if inner == ANY else inner
            return ArrayType(mentioned(items, member, referring))
        case OptionalType(item=inner):
            return OptionalType(mentioned(inner, member, referring))
        case UnionType(members=members):
            return UnionType(
                tuple(mentioned(each, member, referring) for each in members)
            )
    return kind


def _word(kind: ScalarType, member: Member, referring: Referring) -> TypeExpr:
    """Return a word as what is named beside it, if anything is."""
    found = referring.ways(member, is_object=kind.scalar in {"object", "any"})
    ways = tuple(filter(None, found))
    return NamedType(kind.scalar, otherwise=kind, ways=ways) if ways else kind
