"""Drafts: what one page says, before anything is known of the other pages.

The one rule kept here: names are the docs' own, and a type is still an expression of names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from typetable.language.ledger import Ledger
from typetable.notation import types
from typetable.notation.types import NULL, NamedType, OptionalType, TypeExpr
from typetable.schema import Json, Value
from typetable.source import Located, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class Title(Struct, frozen=True):
    """The model that a table belongs to."""

    name: str
    description: str
    span: Span


class DraftField(Located, frozen=True, kw_only=True):
    """A row of a property table."""

    WHERE: ClassVar = frozenset({"span", "type_span"})

    name: str
    """The documented name."""
    type: TypeExpr
    """The type that its cell states."""
    required: bool
    """Whether the member must be there."""
    description: str
    """The prose of the row."""
    span: Span
    """The place of its name."""
    type_span: Span
    """The place of its type cell."""
    default: Json | str | None = None
    """A JSON value, or the text of the docs where it is none."""
    deprecated: bool = False
    """Whether it should not be used any more."""
    read_only: bool = False
    """Whether only the API sets it."""
    condition: str = ""
    """When it is there, or has to be, in the words of the docs."""
    examples: tuple[Json, ...] = ()
    """Values that the docs show."""
    made: bool = False
    """Whether no row of its model states it: it holds the members of rows with paths, or is one of
    a model that this is derived from."""
    parts: int = 0
    """How many rows say what it is made of, if it is an array."""
    is_pattern: bool = False
    """Whether its name stands for any name, as all other members have."""
    home: str = ""
    """The page where names in its type are looked up, if that is another one."""
    constant: str = ""
    """The only value that it has, by its name in the enum that is its type."""


class DraftMember(Located, frozen=True, kw_only=True):
    """A row of an enum table; one whose value is null makes the users of the enum nullable."""

    name: str
    value: Value | None
    span: Span
    description: str = ""


class DraftObject(Located, frozen=True, kw_only=True):
    """A heading with a property table."""

    WHERE: ClassVar = frozenset({"span", "extra_spans", "part_spans", "beside"})

    name: str
    """The documented name."""
    description: str
    """The prose below the heading."""
    fields: tuple[DraftField, ...]
    """The rows that name a member."""
    span: Span
    """The place of the heading."""
    extra: TypeExpr | None = None
    """The type of all other members, where rows state it, or any where its text does."""
    extra_spans: tuple[Span, ...] = ()
    """The type cells of those rows, one for each."""
    bases: tuple[NamedType, ...] = ()
    """The models whose members it has, too."""
    parts: tuple[TypeExpr, ...] = ()
    """The models that are parts of it, whose members it has, too."""
    part_spans: tuple[Span, ...] = ()
    """The type cells that name them, one for each."""
    beside: tuple[Span, ...] = ()
    """The rows that say of what its members, those of models in it, or itself are made."""


def with_others(model: DraftObject) -> DraftObject:
    """Return an object that may have other members, of any type where no row says of which."""
    return model if model.extra else replace(model, extra=types.ANY)


class DraftEnum(Located, frozen=True, kw_only=True):
    """A heading whose table lists values."""

    WHERE: ClassVar = frozenset({"span", "beside"})

    name: str
    """The documented name."""
    description: str
    """The prose below the heading."""
    members: tuple[DraftMember, ...]
    """The rows of the table."""
    span: Span
    """The place of the heading."""
    open: bool = False
    """Whether the docs say that there may be other values."""
    flags: bool = False
    """Whether a value may be the sum of several members."""
    beside: tuple[Span, ...] = ()
    """The rows that say of what kind its values are."""

    @property
    def has_null(self) -> bool:
        """Whether null is among the values."""
        return any(member.value is None for member in self.members)


class DraftUnion(Located, frozen=True, kw_only=True):
    """A heading without a table, or with one row about itself."""

    WHERE: ClassVar = frozenset({"span", "rows"})

    name: str
    """The documented name."""
    description: str
    """The prose below the heading."""
    members: tuple[TypeExpr, ...]
    """The types that its page lists, or none."""
    span: Span
    """The place of the heading."""
    rows: tuple[Span, ...] = ()
    """The rows that state members."""

    @property
    def has_null(self) -> bool:
        """Whether null is among several members, which makes the users of the union nullable."""
        some = [each for each in self.members if each != NULL]
        is_named = any(isinstance(each, OptionalType) for each in self.members)
        return is_named or 0 < len(some) < len(self.members)


DraftModel: TypeAlias = DraftObject | DraftEnum | DraftUnion


class Pointer(Struct, frozen=True, kw_only=True, array_like=True):
    """A heading that only says where its model is described."""

    name: str
    span: Span


class Sample(Struct, frozen=True, array_like=True):
    """JSON, raw, and the line of its page or file on which it starts."""

    text: str
    line: int = 1


class Draft(Struct, frozen=True, kw_only=True, array_like=True):
    """One page."""

    path: str
    """Its path, as findings name it."""
    page: str
    """Its path below the folder of the docs, as generated code names it."""
    models: tuple[DraftModel, ...]
    """Its models, in their order."""
    pointers: tuple[Pointer, ...]
    """Its headings that only say where their models are described."""
    samples: tuple[Sample, ...]
    """Its JSON code blocks."""
    ledger: Ledger
    """The whereabouts of its tables and rows."""
    anchors: dict[str, str] = {}
    """The models that its anchors lead to; no name where that is none."""


def rows_of(model: DraftModel) -> tuple[DraftField, ...] | tuple[DraftMember, ...]:
    """Return what rows of tables became in a model, in their order."""
    match model:
        case DraftObject():
            return model.fields
        case DraftEnum():
            return model.members
        case DraftUnion():
            return ()


def rows_in(model: DraftModel) -> int:
    """Return how many rows of tables say what is in a model."""
    named = len(rows_of(model)) - made_in(model)
    is_enum = isinstance(model, DraftEnum)
    return named if is_enum else named + unnamed_in(model)


def made_in(model: DraftModel) -> int:
    """Return how many fields of a model no row states."""
    fields = model.fields if isinstance(model, DraftObject) else ()
    return sum(field.made for field in fields)


def unnamed_in(model: DraftModel) -> int:
    """Return how many of those rows become no field and no member of an enum."""
    match model:
        case DraftObject():
            parts = sum(field.parts for field in model.fields)
            return len(model.extra_spans) + len(model.beside) + parts
        case DraftEnum():
            nulls = sum(member.value is None for member in model.members)
            return nulls + len(model.beside)
        case DraftUnion():
            return len(model.rows)


def names_in(model: DraftModel) -> Iterator[NamedType]:
    """Yield the names that a model refers to."""
    match model:
        case DraftObject():
            kinds = [row.type for row in model.fields]
            kinds += [*model.parts, *([model.extra] if model.extra else [])]
        case DraftUnion():
            kinds = [*model.members]
        case DraftEnum():
            kinds = []
    for kind in kinds:
        yield from types.names(kind)
