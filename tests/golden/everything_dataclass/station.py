"""Models of `Station.md`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Self, TypeAlias

from . import owner as _owner
from ._support import (
    ABSENT,
    JsonModel,
    Shape,
    Shapes,
    StringEnum,
    array_of,
    best_fit,
    decode_any,
    decode_bytes,
    decode_integer,
    decode_null,
    decode_object,
    decode_string,
    encode,
    encode_enum,
    left_over,
    map_of,
    new,
    nullable_value,
    optional_array,
    optional_boolean,
    optional_enum,
    optional_number,
    optional_string,
    optional_value,
    required_enum,
    required_integer,
    required_nullable,
    required_string,
    required_value,
)
from .place import Level, Point, Rate


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Station(JsonModel):
    """A station with a \"\"\" in it.

    Documented in `Station.md`.
    """

    id_: str
    """The ID."""
    class_: str | None = None
    """Ends in a quote: "x" """
    type: str | None = None
    """Escapes: \\ and \"\"\" and \u202e."""
    list_: list[list[str]] | None = None
    """**DEPRECATED** A grid."""
    dict_: dict[str, int] | None = None
    from_dict_: bool | None = None
    """Named like a method."""
    extra_members_: dict[str, Any] | None = None
    status: Status
    """What it does."""
    levels: list[Level] | None = None
    rate: Rate | None = None
    parent: Station | None = None
    """First paragraph.

    Second paragraph.
    """
    at: Point | None = None
    since: str | None
    image: bytes | None = None
    anything: Any
    nothing: None = None
    share: float | None = None
    details: Details | None = None
    later: Later | None = None
    owner: _owner.Owner | None = None
    either: str | int | list[Point] | None = None
    mixed: list[Status | Point] | None = None
    a_name_that_is_as_long_as_forty_characters: list[dict[str, Point]] | None = None

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        absent: list[None] = []
        self = new(cls)
        self.id_ = required_string(data.get("id"))
        self.class_ = optional_string(data.get("class"), absent)
        self.type = optional_string(data.get("type"), absent)
        self.list_ = optional_array(
            data.get("list"), absent, array_of(decode_string), strict
        )
        self.dict_ = optional_value(
            data.get("dict"), absent, map_of(decode_integer), strict
        )
        self.from_dict_ = optional_boolean(data.get("from_dict"), absent)
        self.extra_members_ = optional_value(
            data.get("extra_members"), absent, decode_object, strict
        )
        self.status = required_enum(data.get("status"), Status, strict)
        self.levels = optional_array(data.get("levels"), absent, Level.decode, strict)
        self.rate = optional_enum(data.get("rate"), absent, Rate, strict)
        self.parent = optional_value(data.get("parent"), absent, Station.decode, strict)
        self.at = nullable_value(data.get("at"), absent, Point.decode, strict)
        self.since = required_nullable(
            data.get("since", ABSENT), absent, decode_string, strict
        )
        self.image = optional_value(data.get("image"), absent, decode_bytes, strict)
        self.anything = required_value(data.get("anything"), decode_any, strict)
        self.nothing = optional_value(data.get("nothing"), absent, decode_null, strict)
        self.share = optional_number(data.get("share"), absent)
        self.details = optional_value(
            data.get("details"), absent, decode_details, strict
        )
        self.later = optional_value(data.get("later"), absent, decode_any, strict)
        self.owner = optional_value(
            data.get("owner"), absent, _owner.Owner.decode, strict
        )
        self.either = optional_value(
            data.get("either"),
            absent,
            _decode_string_or_integer_or_array_of_Point,
            strict,
        )
        self.mixed = optional_array(
            data.get("mixed"), absent, _decode_Status_or_Point, strict
        )
        self.a_name_that_is_as_long_as_forty_characters = optional_array(
            data.get("aNameThatIsAsLongAsFortyCharacters"),
            absent,
            map_of(Point.decode),
            strict,
        )
        self.extra_members = {}
        if len(data) + len(absent) != 23:
            self.extra_members = left_over(cls, data, strict)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        members["id"] = self.id_
        if self.class_ is not None:
            members["class"] = self.class_
        if self.type is not None:
            members["type"] = self.type
        if self.list_ is not None:
            members["list"] = encode(self.list_)
        if self.dict_ is not None:
            members["dict"] = encode(self.dict_)
        if self.from_dict_ is not None:
            members["from_dict"] = self.from_dict_
        if self.extra_members_ is not None:
            members["extra_members"] = self.extra_members_
        members["status"] = encode_enum(self.status)
        if self.levels is not None:
            members["levels"] = encode(self.levels)
        if self.rate is not None:
            members["rate"] = encode_enum(self.rate)
        if self.parent is not None:
            members["parent"] = encode(self.parent)
        if self.at is not None:
            members["at"] = encode(self.at)
        members["since"] = self.since
        if self.image is not None:
            members["image"] = encode(self.image)
        members["anything"] = self.anything
        if self.nothing is not None:
            members["nothing"] = self.nothing
        if self.share is not None:
            members["share"] = self.share
        if self.details is not None:
            members["details"] = encode(self.details)
        if self.later is not None:
            members["later"] = encode(self.later)
        if self.owner is not None:
            members["owner"] = encode(self.owner)
        if self.either is not None:
            members["either"] = encode(self.either)
        if self.mixed is not None:
            members["mixed"] = encode(self.mixed)
        if self.a_name_that_is_as_long_as_forty_characters is not None:
            members["aNameThatIsAsLongAsFortyCharacters"] = encode(
                self.a_name_that_is_as_long_as_forty_characters
            )
        return {**self.extra_members, **members} if self.extra_members else members


class Status(StringEnum):
    """Which Status.

    Documented in `Station.md`.
    """

    OPEN = "open"
    NAME = "name"
    VALUE = ""
    MRO = "m'r\"o"


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Dock(JsonModel):
    """Documented in `Station.md`."""

    kind: Status | None = None
    size: int

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        absent: list[None] = []
        self = new(cls)
        self.kind = optional_enum(data.get("kind"), absent, Status, strict)
        self.size = required_integer(data.get("size"))
        self.extra_members = {}
        if len(data) + len(absent) != 2:
            self.extra_members = left_over(cls, data, strict)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        if self.kind is not None:
            members["kind"] = encode_enum(self.kind)
        members["size"] = self.size
        return {**self.extra_members, **members} if self.extra_members else members


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Gate(JsonModel):
    """Documented in `Station.md`."""

    kind: Kind | None = None
    size: str | None = None

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        absent: list[None] = []
        self = new(cls)
        self.kind = optional_enum(data.get("kind"), absent, Kind, strict)
        self.size = optional_string(data.get("size"), absent)
        self.extra_members = {}
        if len(data) + len(absent) != 2:
            self.extra_members = left_over(cls, data, strict)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        if self.kind is not None:
            members["kind"] = encode_enum(self.kind)
        if self.size is not None:
            members["size"] = self.size
        return {**self.extra_members, **members} if self.extra_members else members


class Kind(StringEnum):
    """Which Kind.

    Documented in `Station.md`.
    """

    GATE = "gate"


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Bare(JsonModel):
    """Documented in `Station.md`."""


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Holder(JsonModel):
    """Documented in `Station.md`."""

    tagged: Tagged

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        absent: list[None] = []
        self = new(cls)
        self.tagged = required_value(data.get("tagged"), decode_tagged, strict)
        self.extra_members = {}
        if len(data) + len(absent) != 1:
            self.extra_members = left_over(cls, data, strict)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        members["tagged"] = encode(self.tagged)
        return {**self.extra_members, **members} if self.extra_members else members


Details: TypeAlias = Dock | Gate | list[Dock] | list[int] | dict[str, Gate]
"""Documented in `Station.md`."""


@cache
def _shapes_of_details() -> Shapes[Details]:
    return (
        Shape(
            Dock.decode,
            "object",
            {"kind": "string", "size": "integer"},
            required=("size",),
        ),
        Shape(Gate.decode, "object", {"kind": "string", "size": "string"}),
        Shape(
            array_of(Dock.decode),
            "array",
            inner=(
                Shape(
                    Dock.decode,
                    "object",
                    {"kind": "string", "size": "integer"},
                    required=("size",),
                ),
            ),
        ),
        Shape(
            array_of(decode_integer), "array", inner=(Shape(decode_integer, "integer"),)
        ),
        Shape(
            map_of(Gate.decode),
            "object",
            inner=(Shape(Gate.decode, "object", {"kind": "string", "size": "string"}),),
        ),
    )


def decode_details(data: Any, strict: bool) -> Details:
    return best_fit(data, strict, _shapes_of_details())


Nested: TypeAlias = list[Dock] | list[int] | dict[str, Gate]
"""Documented in `Station.md`."""


@cache
def _shapes_of_nested() -> Shapes[Nested]:
    return (
        Shape(
            array_of(Dock.decode),
            "array",
            inner=(
                Shape(
                    Dock.decode,
                    "object",
                    {"kind": "string", "size": "integer"},
                    required=("size",),
                ),
            ),
        ),
        Shape(
            array_of(decode_integer), "array", inner=(Shape(decode_integer, "integer"),)
        ),
        Shape(
            map_of(Gate.decode),
            "object",
            inner=(Shape(Gate.decode, "object", {"kind": "string", "size": "string"}),),
        ),
    )


def decode_nested(data: Any, strict: bool) -> Nested:
    return best_fit(data, strict, _shapes_of_nested())


Later: TypeAlias = Any
"""Documented in `Station.md`."""


Tagged: TypeAlias = Dock | Gate
"""Documented in `Station.md`."""


@cache
def _shapes_of_tagged() -> Shapes[Tagged]:
    return (
        Shape(
            Dock.decode,
            "object",
            {"kind": "string", "size": "integer"},
            required=("size",),
            tags=("open", "name", "", "m'r\"o"),
        ),
        Shape(
            Gate.decode, "object", {"kind": "string", "size": "string"}, tags=("gate",)
        ),
    )


def decode_tagged(data: Any, strict: bool) -> Tagged:
    return best_fit(data, strict, _shapes_of_tagged(), "kind")


@cache
def _shapes_of_string_or_integer_or_array_of_Point() -> Shapes[Any]:
    return (
        Shape(decode_string, "string"),
        Shape(decode_integer, "integer"),
        Shape(
            array_of(Point.decode),
            "array",
            inner=(
                Shape(
                    Point.decode,
                    "object",
                    {"lat": "number", "lon": "integer"},
                    required=("lat",),
                ),
            ),
        ),
    )


def _decode_string_or_integer_or_array_of_Point(data: Any, strict: bool) -> Any:
    return best_fit(data, strict, _shapes_of_string_or_integer_or_array_of_Point())


@cache
def _shapes_of_Status_or_Point() -> Shapes[Any]:
    return (
        Shape(Status.decode, "string", values=("open", "name", "", "m'r\"o")),
        Shape(
            Point.decode,
            "object",
            {"lat": "number", "lon": "integer"},
            required=("lat",),
        ),
    )


def _decode_Status_or_Point(data: Any, strict: bool) -> Any:
    return best_fit(data, strict, _shapes_of_Status_or_Point())
