"""The document: the schema's public format, `typetable_schema` 1, as records.

The one rule kept here: keys keep their meaning for as long as the number stays, further ones may
come. The format is published as `schema.schema.json` in the package's folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType

from typetable.schema import ScalarName

VERSION: Final = 1
"""The number of the format."""

Name: TypeAlias = Annotated[str, Meta(pattern=r"\A[^\0]+\Z")]
"""A name of the docs."""

Line: TypeAlias = Annotated[int, Meta(ge=1, le=2**31 - 1)]
"""A line of a page, counted from 1; no editor knows one beyond that."""

EnumScalar: TypeAlias = Literal["string", "integer", "number", "boolean"]
"""What the values of an enum are."""


class Scalar(Struct, frozen=True, omit_defaults=True, tag_field="kind", tag="scalar"):
    """A type without parts."""

    scalar: ScalarName
    """What its values are."""
    unresolved: str = ""
    """The name that nothing defines."""
    format: str = ""
    """The form of its values in the docs' own word."""
    max_length: Annotated[int, Meta(ge=0)] | None = None
    """The most characters of its values."""
    values: Sequence[Any] = ()
    """The values that the docs list, all of the scalar."""


class Array(Struct, frozen=True, tag_field="kind", tag="array"):
    """An array."""

    items: Type


class Map(Struct, frozen=True, tag_field="kind", tag="map"):
    """An object with members of any name."""

    values: Type


class Ref(Struct, frozen=True, omit_defaults=True, tag_field="kind", tag="ref"):
    """A model; its module is named where several define one of that name."""

    model: Name
    module: str = ""


class UnionOf(Struct, frozen=True, tag_field="kind", tag="union"):
    """One of several types."""

    members: Sequence[Type]


Type: TypeAlias = Scalar | Array | Map | Ref | UnionOf


class Field(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A row of a property table."""

    name: Name
    """As the docs write it."""
    wire_name: str
    """As the member of a JSON object is called."""
    type: Type
    """Of its value."""
    required: bool
    """Whether the member must be present."""
    nullable: bool = False
    """Whether the docs or an override allow null."""
    description: str
    """As text, without Markdown's escapes."""
    default: Any = UNSET
    """What holds where it is absent, null included."""
    default_is_text: bool = False
    """Whether that is the text of the docs, since it is no JSON value."""
    deprecated: bool = False
    """Whether it should not be used any more."""
    read_only: bool = False
    """Whether only the API sets it."""
    condition: str = ""
    """When it is there, or has to be, in the words of the docs."""
    examples: Sequence[Any] = ()
    """Values that the docs show."""
    line: Line
    """Of the row."""


class Member(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A value of an enum, which is of the scalar of that."""

    name: Name
    value: Any
    description: str = ""
    line: Line


class ObjectModel(
    Struct,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    tag_field="kind",
    tag="object",
):
    """An object with documented members."""

    name: Name
    """The heading."""
    description: str
    """The text below it."""
    line: Line
    """Of the heading."""
    fields: Sequence[Field]
    """In documented order, without those of its parts."""
    extra: Type | None = None
    """The type of all other members."""
    parts: Sequence[Ref] = ()
    """Models whose members it has, too."""


class EnumModel(
    Struct, frozen=True, omit_defaults=True, kw_only=True, tag_field="kind", tag="enum"
):
    """A list of values."""

    name: Name
    """The heading."""
    description: str
    """The text below it."""
    line: Line
    """Of the heading."""
    scalar: EnumScalar
    """What the values are."""
    members: Sequence[Member]
    """In documented order."""
    open: bool = False
    """Whether there may be other values."""
    flags: bool = False
    """Whether a value may be the sum of several."""


class Meaning(Struct, frozen=True, omit_defaults=True):
    """A value of a discriminator, and the member that it means."""

    value: str | bool | int | float
    """A text, an integer or a boolean."""
    model: Name
    """Its heading."""
    module: str = ""
    """The module that it stands in, where several have one of that name."""


class UnionModel(
    Struct, frozen=True, omit_defaults=True, kw_only=True, tag_field="kind", tag="union"
):
    """A named union."""

    name: Name
    """The heading."""
    description: str
    """The text below it."""
    line: Line
    """Of the heading."""
    complete: bool
    """Whether the docs list its members."""
    members: Sequence[Type]
    """In documented order."""
    discriminator: str = ""
    """The wire name of the member that tells the members apart, where one does."""
    meanings: Sequence[Meaning] = ()
    """What its values mean, where the types of members do not list them."""


Model: TypeAlias = ObjectModel | EnumModel | UnionModel


class Module(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A page."""

    module: Name
    source: str
    """The path of the page as people are shown it."""
    page: str | UnsetType = UNSET
    """Its path below the spec folder; documents of old versions do not say it."""
    models: Sequence[Model]


class Document(Struct, frozen=True, kw_only=True):
    """All pages."""

    typetable_schema: Literal[1]
    modules: Sequence[Module]


class Version(Struct, frozen=True):
    """The number of a document, whatever else it holds."""

    typetable_schema: Literal[1]
