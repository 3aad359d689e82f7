"""The intermediate schema: what the docs say, and nothing of how any language spells it.

The one rule kept here: no Python and no Markdown. Records are frozen, sequences are tuples, and
equality ignores spans, so that two states of the docs are equal when they mean the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from typetable.source import Span

ScalarName: TypeAlias = Literal[
    "string",
    "integer",
    "number",
    "boolean",
    "bytes",
    "date",
    "date-time",
    "object",
    "any",
    "null",
]
"""The scalar types of the schema; `object` is a JSON object whose members nothing describes."""

Value: TypeAlias = str | int | float
"""A value of an enum member."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A type without parts. `unresolved` holds the name of a reference that nothing defines."""

    scalar: ScalarName
    unresolved: str = ""


@dataclass(frozen=True, slots=True)
class Array:
    """A JSON array."""

    items: Type


@dataclass(frozen=True, slots=True)
class Map:
    """A JSON object with arbitrary member names."""

    values: Type


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to the model `model`, which stands in the module `module`."""

    model: str
    module: str


@dataclass(frozen=True, slots=True)
class UnionOf:
    """A type that is one of several, in documented order; never nested, at least two members."""

    members: tuple[Type, ...]


Type: TypeAlias = Scalar | Array | Map | Ref | UnionOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A member of an object model.

    `name` is the documented name after unescaping, `wire_name` the JSON member name. `required`
    means that the member must be present, `nullable` that the docs (or an override) allow null.
    """

    name: str
    wire_name: str
    type: Type
    required: bool
    nullable: bool = False
    description: str = ""
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of an enum: its documented name and the value that stands in JSON."""

    name: str
    value: Value
    description: str = ""
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectModel:
    """A model with named members, in documented order."""

    name: str
    description: str
    fields: tuple[Field, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumModel:
    """A closed list of values in the docs; `scalar` is `string`, `integer` or `number`."""

    name: str
    description: str
    scalar: ScalarName
    members: tuple[Member, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionModel:
    """A named union; `complete` is false where the docs do not list the members.

    `discriminator` is the wire name of the member that tells the members apart, where an override
    names one.
    """

    name: str
    description: str
    members: tuple[Type, ...]
    complete: bool
    discriminator: str = ""
    span: Span = field(compare=False)


Model: TypeAlias = ObjectModel | EnumModel | UnionModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """The models of one page, in documented order.

    `name` is unique in the schema, snake_case, and safe as a file name on every system; `source` is
    the page's path as people are shown it, `page` its path below the spec folder.
    """

    name: str
    source: str = field(compare=False)
    page: str
    models: tuple[Model, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """All modules, sorted by name."""

    modules: tuple[Module, ...]
