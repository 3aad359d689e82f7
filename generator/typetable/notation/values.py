"""Values in cells: defaults, examples and the values that a member can have.

The one rule kept here: what is no JSON stays the text of the docs, and a list that is open, or
more than a list, lists no values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.markdown.spans import seen
from typetable.notation.quotes import QUOTES
from typetable.notation.types import (
    ArrayType,
    NamedType,
    OptionalType,
    ScalarType,
    UnionType,
    union,
)
from typetable.schema import Json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typetable.markdown.spans import Seen
    from typetable.notation.types import TypeExpr
    from typetable.schema import ScalarName, Value

_MARKS = "".join(QUOTES)
_LAST = "".join(QUOTES.values())
_QUOTED = re.compile(rf"(?P<mark>[{_MARKS}])(?P<text>[^{_LAST}]*)[{_LAST}]")
_BETWEEN = re.compile(
    r"\s*(?:[,|;/\n\u3001\uff0c]|\bor\b|\band\b|\boder\b|\bou\b|\s\u6216\s)\s*"
)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?P<fraction>\.[0-9]{1,17})?")
_ODD = re.compile(r"[\[\]{}\"\u201c-\u201e\u00ab\u00bb\u300c-\u300f]")
"""What no value holds; a list of lists or half of a quoted text does."""

_CODE = "\0"
_LISTED = re.compile(
    rf"(?:[-•*]\s+)?{_CODE}(?:(?:{_BETWEEN.pattern}|\s+){_CODE}|\s*\([^()]*\))*"
    rf"\s*[,.;|]?\s*(?:(?::|=|\s[-\u2013\u2014]\s)[^{_CODE}]*)?"
)
"""A line of values in code, each with a remark in parentheses or the last with a meaning."""
_BARE = re.compile(r"[^\s()\[\]{}<>=*?…\"]*\w[^\s()\[\]{}<>=*?…\"]*")
_OPEN = frozenset(("etc", "etc.", "usw", "usw."))
_MOST = 100
"""So many values are a list that somebody wrote; more are something else."""


_BARE_VALUE = re.compile(r"true|false|-?[0-9.]+(?:[eE][+-]?[0-9]+)?", re.IGNORECASE)
"""A truth or a number, which a member that is a text has as it is written."""

_VALUED: Mapping[ScalarName, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
"""What the values of scalars are that may be listed."""

_PYTHON = {"True": "true", "False": "false"}
"""How Python spells JSON."""


_PRINTED = str.maketrans(dict.fromkeys("\u201c\u201d\u201e", '"'))
"""How JSON spells the double quotes of print."""


def json_value(text: str) -> Json | str:
    """Return the JSON value that a text states: quoted or not, Python's truth too, or the text.

    In lists and objects the quotes of print will do.
    """
    if quoted := _QUOTED.fullmatch(text):
        return Json.of(quoted["text"])
    spelled = text.translate(_PRINTED) if text[:1] in {"[", "{"} else text
    return Json.read(_PYTHON.get(text, text)) or Json.read(spelled) or text


def default_of(text: str, kind: TypeExpr) -> Json | str:
    """Return the default of a type that a text states: text where that is what a member is."""
    value = json_value(text)
    bare = kind.item if isinstance(kind, OptionalType) else kind
    word = bare.otherwise if isinstance(bare, NamedType) else bare
    is_text = isinstance(word, ScalarType) and word.scalar in {"string", "bytes"}
    is_other = isinstance(value, Json) and _BARE_VALUE.fullmatch(text) is not None
    return Json.of(text) if is_text and is_other else value


def examples(raw: str) -> tuple[Json, ...]:
    """Return the example in a cell, none where it is empty or no JSON."""
    value = json_value(seen(raw).text.strip()) if raw else ""
    return (value,) if isinstance(value, Json) else ()


def with_values(kind: TypeExpr, raw: str) -> TypeExpr:
    """Return a type with the values that a cell lists, where all of them are of that type.

    A null among them makes the type optional.
    """
    match kind:
        case OptionalType(item=item):
            inner = with_values(item, raw)
            return inner if isinstance(inner, OptionalType) else OptionalType(inner)
        case NamedType(otherwise=ScalarType() as word):
            valued = with_values(word, raw)
            return kind if valued == word else valued
        case ArrayType(items=items):
            return ArrayType(with_values(items, raw))
        case ScalarType(scalar="string" | "integer" | "number" | "boolean"):
            values = _listed(raw)
            some = tuple(each for each in values if each is not None)
            if some and len(values) <= _MOST and _are_of(some, kind.scalar):
                listed = replace(kind, values=some)
                return OptionalType(listed) if None in values else listed
    return kind


def with_constants(kind: TypeExpr, texts: Sequence[str]) -> TypeExpr | None:
    """Return a type of which each value is one of some, as they are written; `None` if none fit."""
    match kind:
        case OptionalType(item=item):
            inner = with_constants(item, [each for each in texts if each != "null"])
            return OptionalType(inner) if inner else None
        case ArrayType(items=items):
            inner = with_constants(items, texts)
            return ArrayType(inner) if inner else None
        case NamedType(otherwise=ScalarType() as word):
            return with_constants(word, texts)
        case UnionType(members=members):
            return _of_member(members, texts)
        case ScalarType():
            return _of_constants(kind, texts)
    return None


def _of_constants(kind: ScalarType, texts: Sequence[str]) -> ScalarType | None:
    """Return a scalar with some values; of any kind are words, which cannot be numbers."""
    values: list[Value | None] = [*texts]
    if kind.scalar != "string":
        values = [*map(value_of, texts)]
    scalar = "string" if kind.scalar == "any" else kind.scalar
    some = [each for each in values if each is not None]
    fits = scalar in _VALUED and all(type(each) in _VALUED[scalar] for each in some)
    if not fits or len(some) < len(values):
        return None
    return replace(kind, scalar=scalar, values=tuple(dict.fromkeys(some)))


def _of_member(members: Sequence[TypeExpr], texts: Sequence[str]) -> TypeExpr | None:
    """Return a union of which the first member that values fit has them."""
    for at, member in enumerate(members):
        if valued := with_constants(member, texts):
            return union((*members[:at], valued, *members[at + 1 :]))
    return None


def _listed(raw: str) -> tuple[Value | None, ...]:
    """Return the values in a cell, none where it says more than values or may list others, too.

    They stand in code, or between commas and the like; a bare word alone may be prose.
    """
    text = seen(raw)
    code = text.marked("code")
    listed = map(_unbracketed, code or (text.text.strip(),))
    pieces = [piece for each in listed for piece in _split(each)]
    is_list = all(map(_LISTED.fullmatch, _lines(text))) if code else _are_bare(pieces)
    return tuple(dict.fromkeys(map(value_of, pieces))) if is_list else ()


def _split(text: str) -> list[str]:
    return [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()]


def _unbracketed(text: str) -> str:
    """Return what stands in brackets, but for numbers, which may be the ends of a range."""
    inner = text[1:-1] if text[:1] == "[" and text[-1:] == "]" else text
    are_numbers = any(_NUMBER.fullmatch(piece) for piece in _split(inner))
    return text if are_numbers else inner


def _lines(text: Seen) -> list[str]:
    """Return the lines of a cell, in which each code span is one mark."""
    left, end = "", 0
    for each in text.stretches:
        if each.mark == "code":
            left += text.text[end : each.start].replace(_CODE, " ") + _CODE
            end = each.end
    left += text.text[end:]
    return [line.strip() for line in left.split("\n") if line.strip()]


def _are_bare(pieces: Sequence[str]) -> bool:
    """Return whether pieces of a list can be values without marks, one alone in quotes."""
    if len(pieces) == 1:
        return _QUOTED.fullmatch(pieces[0]) is not None
    return all(
        each not in _OPEN and (_QUOTED.fullmatch(each) or _BARE.fullmatch(each))
        for each in pieces
    )


def value_of(text: str) -> Value | None:
    """Return the value that a piece of a list states, unquoted."""
    if quoted := _QUOTED.fullmatch(text):
        return quoted["text"]
    if number := _NUMBER.fullmatch(text):
        return float(text) if number["fraction"] else int(text)
    return {"true": True, "false": False, "null": None}.get(text, text)


def _are_of(values: Iterable[Value], scalar: str) -> bool:
    return all(_is_of(value, scalar) for value in values)


def _is_of(value: Value, scalar: str) -> bool:
    """Return whether a value is of a scalar; words apart by blanks are prose, `^a$` a pattern."""
    match value:
        case bool():
            return scalar == "boolean"
        case int():
            return scalar in {"integer", "number"}
        case float():
            return scalar == "number"
    is_pattern = value.startswith("^") or value == "*" or _ODD.search(value)
    return scalar == "string" and len(value.split()) == 1 and not is_pattern
