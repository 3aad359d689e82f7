"""Spellings of types by example, as dialect files state them.

    array = ["List[{}]", "{}[]"]      map = ["Dict[str, {}]"]      union = ["{} | {}"]

`{}` is a type, `{_}` anything of no meaning, `{, }` several types apart by commas, `{format}` what
refines a type, `{values}` all that it can be. A spelling without a hole is a word:
`array = ["list"]` is an array of anything.

The one rule kept here: what a file states is taken apart into the very tokens that cells have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from msgspec import Struct

from typetable.notation.tokens import tokens
from typetable.wording.spelling import Hole, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind: TypeAlias = Literal[
    "array",
    "map",
    "nullable",
    "partial",
    "union",
    "plain",
    "format",
    "values",
    "object",
    "any",
    "means",
]
"""What a spelling builds; `plain` is the type in its hole, `means` another spelling."""

_HOLES = frozenset({"", "_", ", ", "format", "values"})


class TypeSpelling(Struct, frozen=True):
    """How a type is spelled."""

    STANDS_BETWEEN: ClassVar = False

    text: str

    @classmethod
    def of(cls, text: str) -> TypeSpelling:
        """Return the spelling that a dialect file states; raises `ValueError` with the reason."""
        pieces = [*pieces_of(text)]
        if pieces[0] in (Hole("_"), Hole(", ")) or pieces == [Hole("")]:
            message = "a spelling of types begins with a word, a mark or `{}`"
            raise ValueError(message)
        ends = (pieces[0], pieces[-1])
        if ends == (Hole(""), Hole("")) and not cls.STANDS_BETWEEN:
            message = "only unions are spelled by what stands between two types"
            raise ValueError(message)
        return cls(text)


class UnionSpelling(TypeSpelling, frozen=True):
    """How a union is spelled: also by what stands between two members."""

    STANDS_BETWEEN: ClassVar = True


class Spelled(Struct, frozen=True, kw_only=True):
    """How types are built of types."""

    array: tuple[TypeSpelling, ...] = ()
    """An array, without a hole one of anything: `array = ["{}[]", "list of {}", "list"]`."""

    map: tuple[TypeSpelling, ...] = ()
    """An object of any names, whose values have a type: `map = ["Map<{_}, {}>"]`."""

    nullable: tuple[TypeSpelling, ...] = ()
    """A type, or null: `nullable = ["{}?", "Optional[{}]"]`."""

    partial: tuple[TypeSpelling, ...] = ()
    """A model whose members may all be absent: `partial = ["partial {}"]`."""

    union: tuple[UnionSpelling, ...] = ()
    """One of several types; `\\n` is the end of a line in a cell:
    `union = ["{} or {}", "OneOf<{, }>", "{}\\n{}"]`."""

    format: tuple[TypeSpelling, ...] = ()
    """A type, and the word that refines it: `format = ["{}({format})"]`."""

    values: tuple[TypeSpelling, ...] = ()
    """A type, and the values that it can have, where all are of it:
    `values = ["{} (one of: {values})"]`."""

    object: tuple[TypeSpelling, ...] = ()
    """An object whose members are written out: `object = ["{{{_}}}"]`."""

    any: tuple[TypeSpelling, ...] = ()
    """What is of any type: `any = ["oneOf({_})"]`."""

    plain: tuple[TypeSpelling, ...] = ()
    """A type, and around it what means nothing: `plain = ["a {}", "*{}"]`."""


def spellings(spelled: Spelled) -> Iterator[tuple[Kind, TypeSpelling]]:
    """Yield all spellings, each with what it builds."""
    yield from (("array", each) for each in spelled.array)
    yield from (("map", each) for each in spelled.map)
    yield from (("nullable", each) for each in spelled.nullable)
    yield from (("partial", each) for each in spelled.partial)
    yield from (("union", each) for each in spelled.union)
    yield from (("plain", each) for each in spelled.plain)
    yield from (("format", each) for each in spelled.format)
    yield from (("values", each) for each in spelled.values)
    yield from (("object", each) for each in spelled.object)
    yield from (("any", each) for each in spelled.any)


def pieces_of(text: str) -> Iterator[str | Hole]:
    """Yield the tokens and holes of a spelling."""
    for part in parts(text, _HOLES):
        if isinstance(part, Hole):
            yield part
        else:
            yield from texts(part)


def texts(text: str) -> Iterator[str]:
    """Yield the texts of the tokens of a literal."""
    return (token.text for token in tokens(text))
