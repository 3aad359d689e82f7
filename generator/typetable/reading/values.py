"""Values in cells: defaults, examples and the values that a member can have.

The one rule kept here: what is no JSON stays the text of the docs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.markdown.spans import seen
from typetable.reading.types import ArrayType, NamedType, OptionalType, ScalarType
from typetable.schema import Json

if TYPE_CHECKING:
    from typetable.reading.types import TypeExpr
    from typetable.schema import Value

_QUOTED = re.compile(
    r"(?P<mark>[\"'\u201c\u2018])(?P<text>[^\"'\u201d\u2019]*)[\"'\u201d\u2019]"
)
_BETWEEN = re.compile(
    r"\s*(?:[,|;/\n\u3001\uff0c]|\bor\b|\band\b|\boder\b|\bou\b|\s\u6216\s)\s*"
)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?P<fraction>\.[0-9]{1,17})?")
_ODD = re.compile(r"[\[\]{}\"\u201c\u201d]")
"""What no value holds; a list of lists or half of a quoted text does."""

_MOST = 100
"""So many values are a list that somebody wrote; more are something else."""


def json_value(text: str) -> Json | str:
    """Return the JSON value that a text states: itself, a quoted text, or the text where none."""
    if quoted := _QUOTED.fullmatch(text):
        return Json.of(quoted["text"])
    return Json.read(text) or text


def examples(raw: str) -> tuple[Json, ...]:
    """Return the example in a cell, none where it is empty or no JSON."""
    value = json_value(seen(raw).text.strip()) if raw else ""
    return (value,) if isinstance(value, Json) else ()


def with_values(kind: TypeExpr, raw: str) -> TypeExpr:
    """Return a type with the values that a cell lists, where all of them are of that type."""
    match kind:
        case OptionalType(item=item):
            return OptionalType(with_values(item, raw))
        case NamedType(otherwise=ScalarType() as word):
            valued = with_values(word, raw)
            return kind if valued == word else valued
        case ArrayType(items=items):
            return ArrayType(with_values(items, raw))
        case ScalarType(scalar="string" | "integer" | "number" | "boolean"):
            values = _listed(raw)
            found = tuple(value for value in values if _is_of(value, kind.scalar))
            if found and len(found) == len(values) <= _MOST:
                return replace(kind, values=tuple(dict.fromkeys(found)))
    return kind


def _listed(raw: str) -> list[Value]:
    """Return the values in a cell: its code spans, or what stands between commas and the like.

    One word that nothing marks, such as `non-empty`, says what values are like.
    """
    text = seen(raw)
    listed = text.marked("code") or (text.text.strip(),)
    pieces = [piece for each in map(_unbracketed, listed) for piece in _split(each)]
    if len(pieces) == 1 and pieces[0] == text.text.strip() and raw.strip() == pieces[0]:
        pieces = [each for each in pieces if _QUOTED.fullmatch(each)]
    return [_value(piece) for piece in pieces]


def _split(text: str) -> list[str]:
    return [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()]


def _unbracketed(text: str) -> str:
    """Return what stands in brackets, but for numbers, which may be the ends of a range."""
    inner = text[1:-1] if text[:1] == "[" and text[-1:] == "]" else text
    are_numbers = any(_NUMBER.fullmatch(piece) for piece in _split(inner))
    return text if are_numbers else inner


def _value(text: str) -> Value:
    if quoted := _QUOTED.fullmatch(text):
        return quoted["text"]
    if number := _NUMBER.fullmatch(text):
        return float(text) if number["fraction"] else int(text)
    return {"true": True, "false": False}.get(text, text)


def _is_of(value: Value, scalar: str) -> bool:
    """Return whether a value is of a scalar; words apart by blanks or in brackets are prose."""
    match value:
        case bool():
            return scalar == "boolean"
        case int():
            return scalar in {"integer", "number"}
        case float():
            return scalar == "number"
    is_word = len(value.split()) == 1 and not _ODD.search(value)
    return scalar == "string" and is_word
