"""The intermediate schema: the models that the docs describe, in no language.

The one rule kept here: no Python and no Markdown. Records are frozen, sequences are tuples, and
equality ignores spans, so that two states of the docs are equal when they mean the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from msgspec import DecodeError, Struct, json

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

Value: TypeAlias = str | bool | int | float
"""A constant: a value of an enum, or one of those that a type lists."""


class Json(Struct, frozen=True, array_like=True):
    """A JSON value as its text, so that `true` is not 1, and 1 not 1.0; without needless blanks."""

    text: str

    @classmethod
    def of(cls, value: object) -> Json:
        """Return a value of which JSON is made, such as a list of texts."""
        return cls(json.encode(value).decode())

    @classmethod
    def read(cls, text: str) -> Json | None:
        """Return the value that a text is; nothing where it is no JSON."""
        try:
            return cls.of(json.decode(text))
        except (DecodeError, RecursionError):
            return None

    @property
    def value(self) -> Any:  # noqa: ANN401  # whatever JSON can be
        """The value as Python has it."""
        return json.decode(self.text)


class Scalar(Struct, frozen=True):
    """A type without parts."""

    scalar: ScalarName
    """The kind of its values."""
    unresolved: str = ""
    """The name of a reference that nothing defines."""
    format: str = ""
    """The form of its values in the docs' own word, such as `uuid`."""
    max_length: int | None = None
    """The most characters of its values."""
    values: tuple[Value, ...] = ()
    """The values that the docs list, all of its kind; none where any may stand."""


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
    default: Json | str | None = None
    """What holds where it is absent: a JSON value, or the text of the docs where it is none."""
    deprecated: bool = False
    """Whether it should not be used any more."""
    read_only: bool = False
    """Whether only the API sets it."""
    condition: str = ""
    """When it is there, or has to be, in the words of the docs."""
    examples: tuple[Json, ...] = ()
    """Values that the docs show."""
    inherited: bool = False
    """Whether it is a member of one of the parts of its model."""
    span: Span
    """The place on the page; of an inherited one that of the model."""


class Member(Located, frozen=True, kw_only=True):
    """A member of an enum: its documented name and the value that stands in JSON."""

    name: str
    value: Value
    description: str = ""
    span: Span


class ObjectModel(Located, frozen=True, kw_only=True):
    """A model with named members."""

    name: str
    """The documented name."""
    description: str
    """The prose of the docs; empty where there is none."""
    fields: tuple[Field, ...]
    """The members in documented order, those of its parts first."""
    extra: Type | None = None
    """The type of all other members; absent where the docs say nothing of them."""
    parts: tuple[Ref, ...] = ()
    """The models that are parts of it, whose members it has, too."""
    span: Span
    """The place on the page."""

    @property
    def is_map(self) -> bool:
        """Whether all named members are as the others are said to be, and none has to be there.

        Where others may be anything, that says nothing of those that are named.
        """
        others = {*_alternatives(self.extra)} if self.extra else set()
        if self.extra is None or (self.extra == Scalar("any") and self.fields):
            return False
        return not any(
            each.required
            or each.nullable
            or not others.issuperset(_alternatives(each.type))
            for each in self.fields
        )


def _alternatives(kind: Type) -> tuple[Type, ...]:
    return kind.members if isinstance(kind, UnionOf) else (kind,)


class EnumModel(Located, frozen=True, kw_only=True):
    """A list of values in the docs."""

    name: str
    """The documented name."""
    description: str
    """The prose of the docs; empty where there is none."""
    scalar: ScalarName
    """The kind of all values: `string`, `integer`, `number` or `boolean`."""
    members: tuple[Member, ...]
    """The members in documented order."""
    open: bool = False
    """Whether the docs say that there may be other values."""
    flags: bool = False
    """Whether a value may be the sum of several members, each of which is a bit."""
    span: Span
    """The place on the page."""


class Meaning(Struct, frozen=True):
    """A value of a discriminator, and the member of the union that it means."""

    value: Value
    model: Ref


class UnionModel(Located, frozen=True, kw_only=True):
    """A named union; one of a single member is another name for it."""

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
    meanings: tuple[Meaning, ...] = ()
    """What its values mean, where the types of the members do not list them."""
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
