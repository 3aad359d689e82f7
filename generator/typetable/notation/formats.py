"""Formats: what refines the type that it stands beside, or the types of another column.

The one rule kept here: a format never makes another kind of a type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.markdown.spans import seen
from typetable.notation.types import ArrayType, NamedType, OptionalType, ScalarType

if TYPE_CHECKING:
    from typetable.notation.notation import Notation
    from typetable.notation.records import Types
    from typetable.notation.types import TypeExpr
    from typetable.schema import ScalarName

_TEXTS = frozenset(("date", "date-time", "bytes"))
"""What texts may be: dates, and bytes in base 64."""


def refined(kind: TypeExpr, raw: str, types: Types) -> TypeExpr:
    """Return a type with the format in a raw cell, where that is one word and the type a scalar."""
    text = seen(raw).text.strip() if raw else ""
    return formatted(kind, text, types.notation)


def formatted(kind: TypeExpr, text: str, notation: Notation) -> TypeExpr:
    """Return a type with a format without marks, if that is one word and the type a scalar."""
    if not text or len(text.split()) > 1 or not text[0].isalnum():
        return kind
    match kind:
        case ArrayType(items=inner):
            return ArrayType(formatted(inner, text, notation))
        case OptionalType(item=inner):
            return OptionalType(formatted(inner, text, notation))
        case NamedType(otherwise=ScalarType() as word):
            return formatted(word, text, notation)
        case ScalarType(scalar="string" | "integer" | "number", format=""):
            scalar = _scalar(kind.scalar, text, notation)
            return replace(kind, scalar=scalar, format=text)
    return kind


def _scalar(scalar: ScalarName, text: str, notation: Notation) -> ScalarName:
    """Return what a scalar of a format is: a text may be a date."""
    word = notation.scalar(text)
    return word if scalar == "string" and word in _TEXTS else scalar
