"""The intermediate schema: what the docs say, and nothing of how any language spells it.

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
    span: Span


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
    """A closed list of values in the docs; `scalar` is `string`, `integer` or `number`."""

    name: str
    description: str
    scalar: ScalarName
    members: tuple[Member, ...]
    span: Span


class UnionModel(Located, frozen=True, kw_only=True):
    """A named union; `complete` is false where the docs do not list the members.

    `discriminator` is the wire name of the member that tells the members apart, where an override
    names one.
    """

    name: str
    description: str
    members: tuple[Type, ...]
    complete: bool
    discriminator: str = ""
    span: Span


Model: TypeAlias = ObjectModel | EnumModel | UnionModel

ModelKey: TypeAlias = tuple[str, str]
"""The name of a module, and that of a model in it."""


class Module(Located, frozen=True, kw_only=True):
    """The models of one page, in documented order.

    `name` is unique in the schema, snake_case, and safe as a file name on every system; `source` is
    the page's path as people are shown it, `page` its path below the spec folder.
    """

    WHERE: ClassVar = frozenset({"source"})

    name: str
    source: str
    page: str
    models: tuple[Model, ...]


class Schema(Struct, frozen=True, kw_only=True):
    """All modules, sorted by name."""

    modules: tuple[Module, ...]
