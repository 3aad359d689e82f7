"""The intermediate schema: the models that the docs describe, in no language.

The one rule kept here: no Python and no Markdown. Records are frozen, sequences are tuples, and
equality ignores spans, so that two states of the docs are equal when they mean the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from msgspec import Struct

from typetable.source import Located

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


class Scalar(Struct, frozen=True):
    """A type without parts. `unresolved` holds the name of a reference that nothing defines."""

    scalar: ScalarName
    unresolved: str = ""


class Array(Struct, frozen=True):
    """A JSON array."""

    items: Type


class Map(Struct, frozen=True):
    """A JSON object with arbitrary member names."""

    values: Type


class Ref(Struct, frozen=True):
    """A reference to the model `model`, which stands in the module `module`."""

    model: str
    module: str


class UnionOf(Struct, frozen=True):
    """A type that is one of several, in documented order; never nested, at least two members."""

    members: tuple[Type, ...]


Type: TypeAlias = Scalar | Array | Map | Ref | UnionOf


class Field(Located, frozen=True, kw_only=True):
    """A member of an object model."""

    name: str
    """The documented name after unescaping."""
    wire_name: str
    """The name of the member in JSON."""
    type: Type
    """The type of the member, where it is not null."""
    required: bool
    """Whether the member must be present."""
    nullable: bool = False
    """Whether the docs, or an override, allow null."""
    description: str = ""
    """The prose of the docs; empty where there is none."""
    span: Span
    """The place on the page."""


class Member(Located, frozen=True, kw_only=True):
    """A member of an enum: its documented name and the value that stands in JSON."""

    name: str
    value: Value
    description: str = ""
    span: Span


class ObjectModel(Located, frozen=True, kw_only=True):
    """A model with named members, in documented order."""

    name: str
    description: str
    fields: tuple[Field, ...]
    span: Span


class EnumModel(Located, frozen=True, kw_only=True):
    """A closed list of values in the docs."""

    name: str
    """The documented name."""
    description: str
    """The prose of the docs; empty where there is none."""
    scalar: ScalarName
    """The kind of all values: `string`, `integer` or `number`."""
    members: tuple[Member, ...]
    """The members in documented order."""
    span: Span
    """The place on the page."""


class UnionModel(Located, frozen=True, kw_only=True):
    """A named union."""

    name: str
    """The documented name."""
    description: str
    """The prose of the docs; empty where there is none."""
    members: tuple[Type, ...]
    """The types of its values in documented order."""
    complete: bool
    """Whether the docs list all members; where not, any value is one."""
    discriminator: str = ""
    """The JSON name of the member that tells objects apart, where an override names one."""
    span: Span
    """The place on the page."""


Model: TypeAlias = ObjectModel | EnumModel | UnionModel

ModelKey: TypeAlias = tuple[str, str]
"""The name of a module, and of a model in it."""


class Module(Located, frozen=True, kw_only=True):
    """The models of one page."""

    WHERE: ClassVar = frozenset({"source"})

    name: str
    """Its name: unique in the schema, snake_case, and safe as a file name on every system."""
    source: str
    """The path of the page as its user knows it."""
    page: str
    """The path of the page below the spec folder."""
    models: tuple[Model, ...]
    """The models in documented order."""


class Schema(Struct, frozen=True, kw_only=True):
    """All modules, sorted by name."""

    modules: tuple[Module, ...]
