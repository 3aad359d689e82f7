"""Type cells: one grammar for how the docs of all languages write a type.

    type    = pointer *( "|" pointer )
    pointer = [ "*" ] ( "[]" pointer | suffixed )
    suffixed = named *( "[]" )
    named   = link / name [ "[" type *( "," type ) "]" / "<" type *( "," type ) ">" ]
    link    = "[" name "](" target ")"

The one rule kept here: a cell that does not follow the grammar is a `Fault` with a place, never
half a type. What a name means and which forms exist is data, a `Notation`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typetable.schema import ScalarName

Generic: TypeAlias = Literal["array", "map", "union", "optional"]
"""What a name with type arguments builds."""

Form: TypeAlias = Literal[
    "suffix-array", "prefix-array", "pointer", "qualified", "go-map"
]
"""A notation beyond names and arguments: `X[]`, `[]X`, `*X`, `pkg.X`, `map[string]X`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """How a dialect writes types: its words, its generics and its other forms."""

    words: Mapping[str, ScalarName | Literal["array", "map"]]
    generics: Mapping[str, Generic]
    forms: frozenset[Form]
    depth: int = 32


@dataclass(frozen=True, slots=True)
class ScalarType:
    """A word that the dialect knows."""

    scalar: ScalarName


@dataclass(frozen=True, slots=True)
class NamedType:
    """A name that some model must define; `start` and `end` are offsets in the cell."""

    name: str
    start: int = field(compare=False, repr=False)
    end: int = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ArrayType:
    """An array of `items`."""

    items: TypeExpr


@dataclass(frozen=True, slots=True)
class MapType:
    """An object whose members all are `values`."""

    values: TypeExpr


@dataclass(frozen=True, slots=True)
class UnionType:
    """One of several types, in documented order."""

    members: tuple[TypeExpr, ...]


@dataclass(frozen=True, slots=True)
class OptionalType:
    """A type, or null."""

    item: TypeExpr


TypeExpr: TypeAlias = (
    ScalarType | NamedType | ArrayType | MapType | UnionType | OptionalType
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell is no type: offsets in the cell, a fact and a hint."""

    start: int
    end: int
    message: str
    hint: str = ""
    too_deep: bool = False


def parse(cell: str, notation: Notation) -> TypeExpr | Fault:
    """Return the type that a raw cell states, or why it states none."""
    try:
        return _Parser(_tokens(cell), notation, len(cell)).parse()
    except _FaultError as error:
        return error.fault


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["name", "mark", "end"]
    text: str
    start: int
    end: int


class _FaultError(Exception):
    """Carries a fault out of the recursive descent; never leaves this module."""

    def __init__(self, start: int, end: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.fault = Fault(start, end, message, hint)


_TOKEN = re.compile(
    r"(?P<blank>[ \t`]+)"
    r"|\[(?P<link>(?:[\w.-]|\\[_.-])+)\]\([^()\s]*\)"
    r"|(?P<name>(?:[\w.]|\\_|(?<=\w)-(?=\w))+)"
    r"|\\?(?P<mark>[\[\]<>|,*])"
)
_CLOSERS = {"[": "]", "<": ">"}
_SHOWN = 24


def _tokens(cell: str) -> list[_Token]:
    """Split a cell; backslash escapes and backticks mean nothing in a type."""
    tokens: list[_Token] = []
    position = 0
    while position < len(cell):
        found = _TOKEN.match(cell, position)
        if found is None:
            shown = cell[position : position + _SHOWN]
            raise _FaultError(position, len(cell), f"`{shown}` cannot stand in a type")
        if found["link"] or found["name"]:
            text = (found["link"] or found["name"]).replace("\\", "")
            tokens.append(_Token("name", text, *found.span()))
        elif found["mark"]:
            tokens.append(_Token("mark", found["mark"], *found.span()))
        position = found.end()
    return tokens


class _Parser:
    """Recursive descent over the tokens of one cell, no deeper than the notation allows."""

    def __init__(self, tokens: list[_Token], notation: Notation, end: int) -> None:
        self._tokens = [*tokens, _Token("end", "", end, end)]
        self._notation = notation
        self._next = 0
        self._depth = 0

    def parse(self) -> TypeExpr:
        if self._ended():
            raise _FaultError(0, self._token.end, "the type cell is empty")
        found = self._type()
        if not self._ended():
            raise self._unexpected()
        return found

    def _ended(self) -> bool:
        return self._token.kind == "end"

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _take(self, *marks: str) -> bool:
        """Step over `marks` where they come next, all of them or none."""
        ahead = self._tokens[self._next : self._next + len(marks)]
        if [token.text for token in ahead if token.kind == "mark"] != list(marks):
            return False
        self._next += len(marks)
        return True

    def _unexpected(self) -> _FaultError:
        token = self._token
        if token.kind == "end":
            return _FaultError(token.start, token.end, "the type ends too early")
        return _FaultError(
            token.start, token.end, f"`{token.text[:_SHOWN]}` is not expected here"
        )

    def _type(self) -> TypeExpr:
        """Parse `type`."""
        self._depth += 1
        if self._depth > self._notation.depth:
            error = _FaultError(
                0, self._tokens[-1].end, "the type is nested too deeply"
            )
            error.fault = Fault(0, self._tokens[-1].end, str(error), too_deep=True)
            raise error
        members = [self._pointer()]
        while self._take("|"):
            members.append(self._pointer())
        self._depth -= 1
        return _union(members)

    def _pointer(self) -> TypeExpr:
        """Parse `pointer`."""
        if "pointer" in self._notation.forms:
            self._take("*")
        arrays = 0
        while "prefix-array" in self._notation.forms and self._is_prefix():
            arrays += 1
        found = self._suffixed()
        for _ in range(arrays):
            found = ArrayType(found)
        return found

    def _is_prefix(self) -> bool:
        follower = self._tokens[min(self._next + 2, len(self._tokens) - 1)]
        if self._word_at(follower, "[]") is not None:
            return False
        return self._take("[", "]")

    def _word_at(self, token: _Token, prefix: str) -> str | None:
        """Return `prefix` with the token's text where the dialect knows both as one word."""
        word = prefix + token.text
        return word if word in self._notation.words else None

    def _suffixed(self) -> TypeExpr:
        """Parse `suffixed`, and the one-word spellings `byte[]` and `[]byte`."""
        if self._token.text == "[" and (
            word := self._word_at(self._tokens[self._next + 2], "[]")
        ):
            self._next += 3
            return self._word(word)
        word = self._token.text
        found = self._named()
        while "suffix-array" in self._notation.forms and self._take("[", "]"):
            word += "[]"
            found = (
                self._word(word) if word in self._notation.words else ArrayType(found)
            )
        return found

    def _named(self) -> TypeExpr:
        """Parse `named`."""
        token = self._token
        if token.kind != "name":
            raise self._unexpected()
        self._next += 1
        for opener, closer in _CLOSERS.items():
            if (
                self._token.text == opener
                and self._tokens[self._next + 1].text != closer
            ):
                self._next += 1
                return self._generic(token, self._arguments(closer))
        if token.text in self._notation.words:
            return self._word(token.text)
        return NamedType(self._unqualified(token.text), token.start, token.end)

    def _unqualified(self, text: str) -> str:
        return text.rpartition(".")[2] if "qualified" in self._notation.forms else text

    def _word(self, text: str) -> TypeExpr:
        match self._notation.words[text]:
            case "array":
                return ArrayType(ScalarType("any"))
            case "map":
                return MapType(ScalarType("any"))
            case scalar:
                return ScalarType(scalar)

    def _arguments(self, closer: str) -> list[TypeExpr]:
        arguments = [self._type()]
        while self._take(","):
            arguments.append(self._type())
        if not self._take(closer):
            raise self._unexpected()
        return arguments

    def _generic(self, token: _Token, arguments: list[TypeExpr]) -> TypeExpr:
        kind = self._notation.generics.get(token.text)
        if kind is None:
            shown = token.text[:_SHOWN]
            raise _FaultError(
                token.start, token.end, f"`{shown}` takes no type arguments"
            )
        if kind == "map" and "go-map" in self._notation.forms:
            arguments.append(self._pointer())
        if not _ARITY[kind](len(arguments)):
            message = f"`{token.text}` does not take {len(arguments)} type arguments"
            raise _FaultError(token.start, token.end, message)
        if kind == "map" and arguments[0] != ScalarType("string"):
            raise _FaultError(
                token.start, token.end, "the keys of a JSON object are strings"
            )
        return _build(kind, arguments)


_ARITY = {
    "array": lambda count: count == 1,
    "optional": lambda count: count == 1,
    "map": lambda count: count == 2,
    "union": lambda count: count >= 1,
}


def _build(kind: Generic, arguments: list[TypeExpr]) -> TypeExpr:
    match kind:
        case "array":
            return ArrayType(arguments[0])
        case "map":
            return MapType(arguments[1])
        case "optional":
            return OptionalType(arguments[0])
        case "union":
            return _union(arguments)


def _union(members: list[TypeExpr]) -> TypeExpr:
    """Return a flat union; a null among the members makes it optional instead."""
    flat: list[TypeExpr] = []
    for member in members:
        inner = member.item if isinstance(member, OptionalType) else member
        parts = inner.members if isinstance(inner, UnionType) else (inner,)
        flat.extend(part for part in parts if part not in flat)
    null = ScalarType("null")
    nullable = null in flat or any(
        isinstance(member, OptionalType) for member in members
    )
    flat = [part for part in flat if part != null] or [null]
    found = flat[0] if len(flat) == 1 else UnionType(tuple(flat))
    return OptionalType(found) if nullable and found != null else found


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
