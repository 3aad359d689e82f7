"""Types as the docs write them: expressions of scalars and of names that some model must define.

The one rule kept here: a union is flat, names no member twice, and says `null` by being nullable.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from typetable.schema import Json, ScalarName, Value
from typetable.source import Located
from typetable.wording.links import Way

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator


class ScalarType(Struct, frozen=True, array_like=True, tag=True):
    """A word that the dialect knows, and what else is said of it."""

    scalar: ScalarName
    """The kind of its values."""
    format: str = ""
    """The form of its values in the docs' own word, such as `uuid`."""
    max_length: int | None = None
    """The most characters of its values."""
    values: tuple[Value | None, ...] = ()
    """The values that the docs list, all of its kind; a null among them makes it optional."""


class NamedType(Located, frozen=True, tag_field="type"):
    """A name that some model must define."""

    WHERE: ClassVar = frozenset({"start", "end", "target"})

    name: str
    """The name as its cell has it."""
    start: int = 0
    """The offset in the cell where it starts."""
    end: int = 0
    """The offset behind it."""
    otherwise: ScalarType | None = None
    """What it is where no model is called so, as `path` is a string."""
    target: str = ""
    """Where the link leads to that it is the text of."""
    ways: tuple[Way, ...] = ()
    """The models that texts beside the type name, if the name is but a word, way by way."""
    partial: bool = False
    """Whether it is of those whose members may all be absent."""


class ArrayType(Struct, frozen=True, array_like=True, tag=True):
    """An array of `items`."""

    items: TypeExpr


class MapType(Struct, frozen=True, array_like=True, tag=True):
    """An object whose members all are `values`."""

    values: TypeExpr
    key: NamedType | None = None
    """What its names are said to be, where that is no word of the dialect; it decides nothing."""


class UnionType(Struct, frozen=True, array_like=True, tag=True):
    """One of several types, in documented order."""

    members: tuple[TypeExpr, ...]


class OptionalType(Struct, frozen=True, array_like=True, tag=True):
    """A type, or null."""

    item: TypeExpr


TypeExpr: TypeAlias = (
    ScalarType | NamedType | ArrayType | MapType | UnionType | OptionalType
)

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,17})?")

ANY = ScalarType("any")
NULL = ScalarType("null")


def constants(values: Iterable[Value | None]) -> TypeExpr:
    """Return the type of some values, at least one: of each kind those that are of it.

    Whole numbers among others are numbers, too.
    """
    listed = [*values]
    kind_of = KINDS
    if any(type(value) is float for value in listed):
        kind_of = {**KINDS, int: "number"}
    kinds: dict[ScalarName, list[Value]] = {}
    for value in listed:
        if value is not None:
            kinds.setdefault(kind_of[type(value)], []).append(value)
    members = [ScalarType(kind, values=tuple(of)) for kind, of in kinds.items()]
    return union([*members, NULL] if None in listed else members)


KINDS: dict[type, ScalarName] = {
    str: "string",
    float: "number",
    int: "integer",
    bool: "boolean",
}
"""The kinds of values; of several the first counts, as whole numbers among others are numbers."""


def literal(text: str, scalar: ScalarName) -> ScalarType:
    """Return the type of one value as it is written; truths, and odd numbers, are any of a kind."""
    match scalar:
        case "string":
            return ScalarType(scalar, values=(text[1:-1],))
        case "integer" if _NUMBER.fullmatch(text):
            return ScalarType(scalar, values=(int(text),))
        case "number" if _NUMBER.fullmatch(text):
            return ScalarType(scalar, values=(float(text),))
    return ScalarType(scalar)


def union(members: Iterable[TypeExpr]) -> TypeExpr:
    """Return a flat union; a null among the members makes it optional instead.

    Values of one kind are listed together, unless all of that kind may be.
    """
    flat: dict[TypeExpr, None] = {}
    for member in members:
        inner = member.item if isinstance(member, OptionalType) else member
        flat.update(dict.fromkeys(_members(inner)))
        if isinstance(member, OptionalType):
            flat[NULL] = None
    kinds = _listed(kind for kind in flat if kind != NULL)
    if not kinds:
        return NULL
    whole = kinds[0] if len(kinds) == 1 else UnionType(kinds)
    return OptionalType(whole) if NULL in flat else whole


def _listed(kinds: Iterable[TypeExpr]) -> tuple[TypeExpr, ...]:
    """Return the members of a union, of which those that are values are one of each kind."""
    listed: dict[TypeExpr, TypeExpr] = {}
    for kind in kinds:
        key = replace(kind, values=()) if isinstance(kind, ScalarType) else kind
        known = listed.setdefault(key, kind)
        if isinstance(kind, ScalarType) and isinstance(known, ScalarType):
            both = (*known.values, *kind.values) if known.values and kind.values else ()
            listed[key] = replace(known, values=tuple(dict.fromkeys(both)))
    return tuple(listed.values())


def _members(kind: TypeExpr) -> tuple[TypeExpr, ...]:
    return kind.members if isinstance(kind, UnionType) else (kind,)


def listed(kind: TypeExpr) -> TypeExpr:
    """Return an array of a type; what is one, or null, is that already."""
    whole = kind.item if isinstance(kind, OptionalType) else kind
    return kind if isinstance(whole, ArrayType) else ArrayType(kind)


def in_words(expression: TypeExpr) -> str:
    """Return a type in words, such as `array of Part or null`; a noun is its other meaning."""
    match expression:
        case ScalarType():
            return _scalar_in_words(expression)
        case NamedType():
            word = expression.otherwise
            return word.scalar if word else expression.name
        case ArrayType():
            return f"array of {in_words(expression.items)}"
        case MapType():
            return f"map of {in_words(expression.values)}"
        case OptionalType():
            return f"{in_words(expression.item)} or null"
        case UnionType():
            return " or ".join(map(in_words, expression.members))


def _scalar_in_words(scalar: ScalarType) -> str:
    if scalar.values:
        return " or ".join(map(_in_json, scalar.values))
    is_form = scalar.format not in ("", scalar.scalar)
    return f"{scalar.scalar} ({scalar.format})" if is_form else scalar.scalar


def _in_json(value: Value | None) -> str:
    return Json.of(value).text


def placed(expression: TypeExpr, place: Callable[[int], int]) -> TypeExpr:
    """Return a type whose names stand at other offsets."""
    match expression:
        case NamedType():
            return _at(expression, place)
        case ArrayType(items=inner):
            return ArrayType(placed(inner, place))
        case MapType(values=inner, key=key):
            return MapType(placed(inner, place), key and _at(key, place))
        case OptionalType(item=inner):
            return OptionalType(placed(inner, place))
        case UnionType(members=members):
            return UnionType(tuple(placed(each, place) for each in members))
    return expression


def _at(name: NamedType, place: Callable[[int], int]) -> NamedType:
    start, behind = place(name.start), place(name.end - 1) + 1
    return replace(name, start=start, end=behind)


def names(expression: TypeExpr) -> Iterator[NamedType]:
    """Yield the names in a type, in the order they are written."""
    match expression:
        case NamedType():
            yield expression
        case ArrayType(items=inner) | MapType(values=inner) | OptionalType(item=inner):
            yield from names(inner)
        case UnionType():
            for member in expression.members:
                yield from names(member)
        case ScalarType():
            return


def replaced(expression: TypeExpr, names: Container[str], other: TypeExpr) -> TypeExpr:
    """Return a type in which another one stands for some names."""
    match expression:
        case NamedType(name=name) if name in names:
            return other
        case ArrayType(items=inner):
            return ArrayType(replaced(inner, names, other))
        case MapType(values=inner):
            return replace(expression, values=replaced(inner, names, other))
        case OptionalType(item=inner):
            return union((OptionalType(replaced(inner, names, other)),))
        case UnionType(members=members):
            return union(replaced(each, names, other) for each in members)
    return expression
