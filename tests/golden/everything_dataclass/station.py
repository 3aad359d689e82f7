"""Models of `Station.md`."""

from __future__ import annotations

from typing import Any, Self, TypeAlias

from . import owner as _owner
from ._support import (
    ABSENT,
    LISTED,
    PLAIN,
    JsonModel,
    Shape,
    Shapes,
    StringEnum,
    array_of,
    best_fit,
    decode_any,
    decode_boolean,
    decode_bytes,
    decode_integer,
    decode_null,
    decode_number,
    decode_object,
    decode_string,
    encode,
    encode_enum,
    lazy_dataclass,
    left_over,
    made_once,
    map_of,
    new,
    nullable,
    optional,
    optional_array,
    optional_enum,
    required,
    required_enum,
    required_nullable,
)
from .place import Level, Point, Rate


@lazy_dataclass
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
        self = new(cls)
        absent = 0
        self.id_ = value = data["id"]
        if value.__class__ is not str:
            self.id_ = required(value, decode_string, strict)
        self.class_ = value = data.get("class")
        if value is None:
            absent += 1
        elif value.__class__ is not str:
            self.class_ = optional(value, decode_string, strict)
        self.type = value = data.get("type")
        if value is None:
            absent += 1
        elif value.__class__ is not str:
            self.type = optional(value, decode_string, strict)
        self.list_ = value = data.get("list")
        if value is None:
            absent += 1
        else:
            self.list_ = optional_array(value, array_of(decode_string), strict)
        self.dict_ = value = data.get("dict")
        if value is None:
            absent += 1
        else:
            self.dict_ = optional(value, map_of(decode_integer), strict)
        self.from_dict_ = value = data.get("from_dict")
        if value is None:
            absent += 1
        elif value.__class__ is not bool:
            self.from_dict_ = optional(value, decode_boolean, strict)
        self.extra_members_ = value = data.get("extra_members")
        if value is None:
            absent += 1
        else:
            self.extra_members_ = optional(value, decode_object, strict)
        self.status = value = listed_status.get(data["status"])
        if value is None:
            self.status = required_enum(data["status"], Status, strict)
        self.levels = value = data.get("levels")
        if value is None:
            absent += 1
        else:
            self.levels = optional_array(value, Level.decode, strict)
        self.rate = value = data.get("rate")
        if value is None:
            absent += 1
        else:
            self.rate = optional_enum(value, Rate, strict)
        self.parent = value = data.get("parent")
        if value is None:
            absent += 1
        else:
            self.parent = optional(value, Station.decode, strict)
        self.at = value = data.get("at")
        if value is None:
            absent += 1
        else:
            self.at = nullable(value, Point.decode, strict)
        self.since = value = data.get("since", ABSENT)
        if value is None:
            absent += 1
        elif value.__class__ is not str:
            self.since = required_nullable(value, decode_string, strict)
        self.image = value = data.get("image")
        if value is None:
            absent += 1
        else:
            self.image = optional(value, decode_bytes, strict)
        self.anything = required(data["anything"], decode_any, strict)
        self.nothing = value = data.get("nothing")
        if value is None:
            absent += 1
        else:
            self.nothing = optional(value, decode_null, strict)
        self.share = value = data.get("share")
        if value is None:
            absent += 1
        elif value.__class__ is not float and value.__class__ is not int:
            self.share = optional(value, decode_number, strict)
        self.details = value = data.get("details")
        if value is None:
            absent += 1
        else:
            self.details = optional(value, decode_details, strict)
        self.later = value = data.get("later")
        if value is None:
            absent += 1
        else:
            self.later = optional(value, decode_any, strict)
        self.owner = value = data.get("owner")
        if value is None:
            absent += 1
        else:
            self.owner = optional(value, _owner.Owner.decode, strict)
        self.either = value = data.get("either")
        if value is None:
            absent += 1
        else:
            self.either = optional(
                value, _decode_string_or_integer_or_array_of_Point, strict
            )
        self.mixed = value = data.get("mixed")
        if value is None:
            absent += 1
        else:
            self.mixed = optional_array(value, _decode_Status_or_Point, strict)
        self.a_name_that_is_as_long_as_forty_characters = value = data.get(
            "aNameThatIsAsLongAsFortyCharacters"
        )
        if value is None:
            absent += 1
        else:
            self.a_name_that_is_as_long_as_forty_characters = optional_array(
                value, map_of(Point.decode), strict
            )
        self._extra_members = None
        if len(data) + absent != 23:
            self._extra_members = left_over(cls, data, strict)
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
        if self._extra_members:
            return {**self._extra_members, **members}
        return members


class Status(StringEnum):
    """Which Status.

    Documented in `Station.md`.
    """

    OPEN = "open"
    NAME = "name"
    VALUE = ""
    MRO = "m'r\"o"


listed_status = LISTED[Status]


@lazy_dataclass
class Dock(JsonModel):
    """Documented in `Station.md`."""

    kind: Status | None = None
    size: int

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        self = new(cls)
        absent = 0
        value = data.get("kind")
        self.kind = listed_status.get(value)
        if value is None:
            absent += 1
        elif self.kind is None:
            self.kind = optional_enum(value, Status, strict)
        self.size = value = data["size"]
        if value.__class__ is not int:
            self.size = required(value, decode_integer, strict)
        self._extra_members = None
        if len(data) + absent != 2:
            self._extra_members = left_over(cls, data, strict)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        if self.kind is not None:
            members["kind"] = PLAIN + self.kind
        members["size"] = self.size
        if self._extra_members:
            return {**self._extra_members, **members}
        return members


@lazy_dataclass
class Gate(JsonModel):
    """Documented in `Station.md`."""

    kind: Kind | None = None
    size: str | None = None

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        self = new(cls)
        absent = 0
        value = data.get("kind")
        self.kind = listed_kind.get(value)
        if value is None:
            absent += 1
        elif self.kind is None:
            self.kind = optional_enum(value, Kind, strict)
        self.size = value = data.get("size")
        if value is None:
            absent += 1
        elif value.__class__ is not str:
            self.size = optional(value, decode_string, strict)
        self._extra_members = None
        if len(data) + absent != 2:
            self._extra_members = left_over(cls, data, strict)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        if self.kind is not None:
            members["kind"] = PLAIN + self.kind
        if self.size is not None:
            members["size"] = self.size
        if self._extra_members:
            return {**self._extra_members, **members}
        return members


class Kind(StringEnum):
    """Which Kind.

    Documented in `Station.md`.
    """

    GATE = "gate"


listed_kind = LISTED[Kind]


@lazy_dataclass
class Bare(JsonModel):
    """Documented in `Station.md`."""


@lazy_dataclass
class Holder(JsonModel):
    """Documented in `Station.md`."""

    tagged: Tagged

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        self = new(cls)
        self.tagged = required(data["tagged"], decode_tagged, strict)
        self._extra_members = None
        if len(data) != 1:
            self._extra_members = left_over(cls, data, strict)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        members["tagged"] = encode(self.tagged)
        if self._extra_members:
            return {**self._extra_members, **members}
        return members


Details: TypeAlias = Dock | Gate | list[Dock] | list[int] | dict[str, Gate]
"""Documented in `Station.md`."""


@made_once
def _shapes_of_details() -> Shapes[Details]:
    return (
        Shape(
            Dock.decode,
            "object",
            {"kind": "string", "size": "integer"},
            required=("size",),
            enums={"kind": Status},
        ),
        Shape(
            Gate.decode,
            "object",
            {"kind": "string", "size": "string"},
            enums={"kind": Kind},
        ),
        Shape(
            array_of(Dock.decode),
            "array",
            inner=(
                Shape(
                    Dock.decode,
                    "object",
                    {"kind": "string", "size": "integer"},
                    required=("size",),
                    enums={"kind": Status},
                ),
            ),
        ),
        Shape(
            array_of(decode_integer), "array", inner=(Shape(decode_integer, "integer"),)
        ),
        Shape(
            map_of(Gate.decode),
            "object",
            inner=(
                Shape(
                    Gate.decode,
                    "object",
                    {"kind": "string", "size": "string"},
                    enums={"kind": Kind},
                ),
            ),
        ),
    )


def decode_details(data: Any, strict: bool) -> Details:
    return best_fit(data, strict, _shapes_of_details())


Nested: TypeAlias = list[Dock] | list[int] | dict[str, Gate]
"""Documented in `Station.md`."""


@made_once
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
                    enums={"kind": Status},
                ),
            ),
        ),
        Shape(
            array_of(decode_integer), "array", inner=(Shape(decode_integer, "integer"),)
        ),
        Shape(
            map_of(Gate.decode),
            "object",
            inner=(
                Shape(
                    Gate.decode,
                    "object",
                    {"kind": "string", "size": "string"},
                    enums={"kind": Kind},
                ),
            ),
        ),
    )


def decode_nested(data: Any, strict: bool) -> Nested:
    return best_fit(data, strict, _shapes_of_nested())


Later: TypeAlias = Any
"""Documented in `Station.md`."""


Tagged: TypeAlias = Dock | Gate
"""Documented in `Station.md`."""


@made_once
def _shapes_of_tagged() -> Shapes[Tagged]:
    return (
        Shape(
            Dock.decode,
            "object",
            {"kind": "string", "size": "integer"},
            required=("size",),
            enums={"kind": Status},
        ),
        Shape(
            Gate.decode,
            "object",
            {"kind": "string", "size": "string"},
            enums={"kind": Kind},
        ),
    )


def decode_tagged(data: Any, strict: bool) -> Tagged:
    return best_fit(data, strict, _shapes_of_tagged(), "kind")


@made_once
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


@made_once
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
