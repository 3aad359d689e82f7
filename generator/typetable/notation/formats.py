"""Columns of formats: what refines the types of another column.

The one rule kept here: a format never makes another kind of a type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.markdown.spans import seen
from typetable.notation import grammar
from typetable.notation.types import ArrayType, NamedType, OptionalType, ScalarType

if TYPE_CHECKING:
    from typetable.notation.records import Types
    from typetable.notation.types import TypeExpr
    from typetable.schema import ScalarName

_TEXTS = frozenset(("date", "date-time", "bytes"))
"""What texts may be: dates, and bytes in base 64."""


def refined(kind: TypeExpr, raw: str, types: Types) -> TypeExpr:
    """Return a type with the format in a raw cell, where that is one word and the type a scalar."""
    text = seen(raw).text.strip() if raw else ""
    if not text or len(text.split()) > 1 or not text[0].isalnum():
        return kind
    match kind:
        case ArrayType(items=inner):
            return ArrayType(refined(inner, raw, types))
        case OptionalType(item=inner):
            return OptionalType(refined(inner, raw, types))
        case NamedType(otherwise=ScalarType() as word):
            return refined(word, raw, types)
        case ScalarType(scalar="string" | "integer" | "number", format=""):
            return replace(kind, scalar=_scalar(kind.scalar, text, types), format=text)
    return kind


def _scalar(scalar: ScalarName, text: str, types: Types) -> ScalarName:
    """Return what a scalar of a format is: a text may be a date."""
    known = grammar.parse(text, types)
    word = known.otherwise if isinstance(known, NamedType) else known
    if scalar == "string" and isinstance(word, ScalarType) and word.scalar in _TEXTS:
        return word.scalar
    return scalar
