"""Models of `Station.md`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Self, TypeAlias

from . import owner as _owner
from ._support import (
    At,
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
    nullable_value,
    optional_array,
    optional_boolean,
    optional_enum,
    optional_number,
    optional_string,
    optional_value,
    put_members,
    required_enum,
    required_integer,
    required_nullable,
    required_string,
    required_value,
    take_members,
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
    def decode(cls, data: Any, at: At) -> Self:
        members = take_members(data, at)
        self = object.__new__(cls)
        self.id_ = required_string(members, "id", at)
        self.class_ = optional_string(members, "class", at)
        self.type = optional_string(members, "type", at)
        self.list_ = optional_array(members, "list", at, array_of(decode_string))
        self.dict_ = optional_value(members, "dict", at, map_of(decode_integer))
        self.from_dict_ = optional_boolean(members, "from_dict", at)
        self.extra_members_ = optional_value(
            members, "extra_members", at, decode_object
        )
        self.status = required_enum(members, "status", at, Status)
        self.levels = optional_array(members, "levels", at, Level.decode)
        self.rate = optional_enum(members, "rate", at, Rate)
        self.parent = optional_value(members, "parent", at, Station.decode)
        self.at = nullable_value(members, "at", at, Point.decode)
        self.since = required_nullable(members, "since", at, decode_string)
        self.image = optional_value(members, "image", at, decode_bytes)
        self.anything = required_value(members, "anything", at, decode_any)
        self.nothing = optional_value(members, "nothing", at, decode_null)
        self.share = optional_number(members, "share", at)
        self.details = optional_value(members, "details", at, decode_details)
        self.later = optional_value(members, "later", at, decode_any)
        self.owner = optional_value(members, "owner", at, _owner.Owner.decode)
        self.either = optional_value(
            members, "either", at, _decode_string_or_integer_or_array_of_Point
        )
        self.mixed = optional_array(members, "mixed", at, _decode_Status_or_Point)
        self.a_name_that_is_as_long_as_forty_characters = optional_array(
            members, "aNameThatIsAsLongAsFortyCharacters", at, map_of(Point.decode)
        )
        self.extra_members = left_over(members, at)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {
            "id": self.id_,
            "class": self.class_,
            "type": self.type,
            "list": encode(self.list_),
            "dict": encode(self.dict_),
            "from_dict": self.from_dict_,
            "extra_members": self.extra_members_,
            "status": encode_enum(self.status),
            "levels": encode(self.levels),
            "rate": encode_enum(self.rate),
            "parent": encode(self.parent),
            "at": encode(self.at),
            "since": self.since,
            "image": encode(self.image),
            "anything": self.anything,
            "nothing": self.nothing,
            "share": self.share,
            "details": encode(self.details),
            "later": encode(self.later),
            "owner": encode(self.owner),
            "either": encode(self.either),
            "mixed": encode(self.mixed),
            "aNameThatIsAsLongAsFortyCharacters": encode(
                self.a_name_that_is_as_long_as_forty_characters
            ),
        }
        return put_members(members, self.extra_members)


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
    def decode(cls, data: Any, at: At) -> Self:
        members = take_members(data, at)
        self = object.__new__(cls)
        self.kind = optional_enum(members, "kind", at, Status)
        self.size = required_integer(members, "size", at)
        self.extra_members = left_over(members, at)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {
            "kind": encode_enum(self.kind),
            "size": self.size,
        }
        return put_members(members, self.extra_members)


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Gate(JsonModel):
    """Documented in `Station.md`."""

    kind: Kind | None = None
    size: str | None = None

    @classmethod
    def decode(cls, data: Any, at: At) -> Self:
        members = take_members(data, at)
        self = object.__new__(cls)
        self.kind = optional_enum(members, "kind", at, Kind)
        self.size = optional_string(members, "size", at)
        self.extra_members = left_over(members, at)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {
            "kind": encode_enum(self.kind),
            "size": self.size,
        }
        return put_members(members, self.extra_members)


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
    def decode(cls, data: Any, at: At) -> Self:
        members = take_members(data, at)
        self = object.__new__(cls)
        self.tagged = required_value(members, "tagged", at, decode_tagged)
        self.extra_members = left_over(members, at)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {
            "tagged": encode(self.tagged),
        }
        return put_members(members, self.extra_members)


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


def decode_details(data: Any, at: At) -> Details:
    return best_fit(data, at, _shapes_of_details())


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


def decode_nested(data: Any, at: At) -> Nested:
    return best_fit(data, at, _shapes_of_nested())


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


def decode_tagged(data: Any, at: At) -> Tagged:
    return best_fit(data, at, _shapes_of_tagged(), "kind")


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


def _decode_string_or_integer_or_array_of_Point(data: Any, at: At) -> Any:
    return best_fit(data, at, _shapes_of_string_or_integer_or_array_of_Point())


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


def _decode_Status_or_Point(data: Any, at: At) -> Any:
    return best_fit(data, at, _shapes_of_Status_or_Point())
