"""Type cells: one grammar for how the docs of all languages write a type.

    type     = prefixed *( "|" prefixed )
    prefixed = *( "*" / "[]" ) suffixed
    suffixed = named *( "[]" )
    named    = ( name / link ) [ "[" type *( "," type ) "]" / "<" type *( "," type ) ">" ]
    link     = "[" name "](" target ")"

In Go, the values of `map[string]` follow its bracket. Blanks and backticks may stand anywhere.

The one rule kept here: a cell that does not follow the grammar is a `Fault` with a place, never
half a type. What a name means and which forms exist is data, a `Notation`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Literal, NoReturn, TypeAlias

from msgspec import Struct

from typetable.diagnostics import shown
from typetable.schema import ScalarName
from typetable.source import Located

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Generic: TypeAlias = Literal["array", "map", "union", "optional"]
"""What a name with type arguments builds."""

Form: TypeAlias = Literal[
    "suffix-array", "prefix-array", "pointer", "qualified", "go-map"
]
"""A notation beyond names and arguments: `X[]`, `[]X`, `*X`, `pkg.X`, `map[string]X`."""


class Notation(Struct, frozen=True, kw_only=True, eq=False):
    """How a dialect writes types: its words, its generics and its other forms.

    Each is equal to itself alone, so that what was parsed by it can be looked up.
    """

    words: Mapping[str, ScalarName | Literal["array", "map"]]
    generics: Mapping[str, Generic]
    forms: frozenset[Form]


class ScalarType(Struct, frozen=True, array_like=True, tag=True):
    """A word that the dialect knows."""

    scalar: ScalarName


class NamedType(Located, frozen=True, tag_field="type"):
    """A name that some model must define; `start` and `end` are offsets in the cell."""

    WHERE: ClassVar = frozenset({"start", "end"})

    name: str
    start: int
    end: int


class ArrayType(Struct, frozen=True, array_like=True, tag=True):
    """An array of `items`."""

    items: TypeExpr


class MapType(Struct, frozen=True, array_like=True, tag=True):
    """An object whose members all are `values`."""

    values: TypeExpr


class UnionType(Struct, frozen=True, array_like=True, tag=True):
    """One of several types, in documented order."""

    members: tuple[TypeExpr, ...]


class OptionalType(Struct, frozen=True, array_like=True, tag=True):
    """A type, or null."""

    item: TypeExpr


TypeExpr: TypeAlias = (
    ScalarType | NamedType | ArrayType | MapType | UnionType | OptionalType
)


class Fault(Struct, frozen=True):
    """Why a cell is no type: offsets in the cell and a fact."""

    start: int
    end: int
    message: str
    too_deep: bool = False


@lru_cache(maxsize=4096)  # docs write few types in many cells
def parse(cell: str, notation: Notation, depth: int = 32) -> TypeExpr | Fault:
    """Return the type that a raw cell states, or why it states none.

    `depth` is how many types may be nested.
    """
    try:
        return _Parser(_tokens(cell), notation, depth).parse()
    except _FaultError as error:
        return error.fault


class _Token(Struct, frozen=True):
    kind: Literal["name", "mark", "end"]
    text: str
    start: int
    end: int

    def refuse(self, message: str) -> NoReturn:
        """Stop the parser at this token."""
        raise _FaultError(Fault(self.start, self.end, message))


class _FaultError(Exception):
    """Carries a fault out of the recursive descent; never leaves this module."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


_TOKEN = re.compile(
    r"[ \t`]++"
    r"|\[(?P<link>(?:[\w.-]|\\[_.-])++)\]\([^()\s]*+\)"
    r"|(?P<name>(?:[\w.]|\\_|(?<=\w)-(?=\w))++)"
    r"|(?P<array>\\?\[[ \t]*+\\?\])"
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
            message = f"`{shown(cell[position:], _SHOWN)}` cannot stand in a type"
            raise _FaultError(Fault(position, len(cell), message))
        if name := found["link"] or found["name"]:
            tokens.append(_Token("name", name.replace("\\", ""), *found.span()))
        elif mark := "[]" if found["array"] else found["mark"]:
            tokens.append(_Token("mark", mark, *found.span()))
        position = found.end()
    return [*tokens, _Token("end", "", len(cell), len(cell))]


class _Parser:
    """Recursive descent over the tokens of one cell, no deeper than allowed."""

    def __init__(self, tokens: list[_Token], notation: Notation, depth: int) -> None:
        self._tokens = tokens
        self._notation = notation
        self._next = 0
        self._levels_left = depth

    def parse(self) -> TypeExpr:
        if len(self._tokens) == 1:
            raise _FaultError(Fault(0, self._token.end, "the type cell is empty"))
        found = self._type()
        if self._token.kind != "end":
            self._refuse_token()
        return found

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _take(self, mark: str) -> bool:
        """Step over a mark if it comes next."""
        found = self._token.kind == "mark" and self._token.text == mark
        self._next += found
        return found

    def _refuse_token(self) -> NoReturn:
        token = self._token
        if token.kind == "end":
            token.refuse("the type ends too early")
        token.refuse(f"`{shown(token.text, _SHOWN)}` is not expected here")

    def _descend(self) -> None:
        self._levels_left -= 1
        if self._levels_left < 0:
            end = self._tokens[-1].end
            raise _FaultError(Fault(0, end, "the type is nested too deeply", True))

    def _type(self) -> TypeExpr:
        """Parse `type`."""
        level = self._levels_left
        self._descend()
        members = [self._prefixed()]
        while self._take("|"):
            members.append(self._prefixed())
        self._levels_left = level
        return _union(members)

    def _prefixed(self) -> TypeExpr:
        """Parse `prefixed`."""
        forms, arrays = self._notation.forms, 0
        while True:
            if "prefix-array" in forms and not self._is_word() and self._take("[]"):
                self._descend()
                arrays += 1
            elif not ("pointer" in forms and self._take("*")):
                break
        found = self._suffixed()
        for _ in range(arrays):
            found = ArrayType(found)
        return found

    def _is_word(self) -> bool:
        """Return whether a `[]` and what follows are one word, such as `[]byte`."""
        if self._token.text != "[]":
            return False
        return "[]" + self._tokens[self._next + 1].text in self._notation.words

    def _suffixed(self) -> TypeExpr:
        """Parse `suffixed`, and the one-word spellings `byte[]` and `[]byte`."""
        if self._is_word():
            self._next += 2
            return self._word("[]" + self._tokens[self._next - 1].text)
        word = self._token.text
        found = self._named()
        while "suffix-array" in self._notation.forms and self._take("[]"):
            self._descend()
            word += "[]"
            is_word = word in self._notation.words
            found = self._word(word) if is_word else ArrayType(found)
        return found

    def _named(self) -> TypeExpr:
        """Parse `named`."""
        token = self._token
        if token.kind != "name":
            self._refuse_token()
        self._next += 1
        for opener, closer in _CLOSERS.items():
            if self._take(opener):
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
            self._refuse_token()
        return arguments

    def _generic(self, token: _Token, arguments: list[TypeExpr]) -> TypeExpr:
        """Build what a name makes of its arguments; in Go, a map's values follow them."""
        kind = self._notation.generics.get(token.text)
        if kind is None:
            name = shown(token.text, _SHOWN)
            token.refuse(f"`{name}` takes no type arguments")
        if kind == "map" and "go-map" in self._notation.forms:
            arguments.append(self._type())
        if not _ARITY[kind](len(arguments)):
            message = f"`{token.text}` does not take {len(arguments)} type arguments"
            token.refuse(message)
        if kind == "map" and arguments[0] != ScalarType("string"):
            token.refuse("the keys of a JSON object are strings")
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


_NULL = ScalarType("null")


def _union(members: list[TypeExpr]) -> TypeExpr:
    """Return a flat union; a null among the members makes it optional instead."""
    flat: dict[TypeExpr, None] = {}
    for member in members:
        inner = member.item if isinstance(member, OptionalType) else member
        parts = inner.members if isinstance(inner, UnionType) else (inner,)
        flat.update(dict.fromkeys(parts))
        if isinstance(member, OptionalType):
            flat[_NULL] = None
    kinds = tuple(kind for kind in flat if kind != _NULL)
    if not kinds:
        return _NULL
    found = kinds[0] if len(kinds) == 1 else UnionType(kinds)
    return OptionalType(found) if _NULL in flat else found


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
