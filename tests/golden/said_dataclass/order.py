"""Models of `Order.md`."""

from __future__ import annotations

from typing import Any, Self, TypeAlias

from ._support import (
    LISTED,
    PLAIN,
    IntegerEnum,
    JsonModel,
    Shape,
    Shapes,
    StringEnum,
    best_fit,
    decode_boolean,
    decode_integer,
    decode_number,
    decode_string,
    encode,
    encode_array,
    encode_enum,
    lazy_dataclass,
    left_over,
    made_once,
    new,
    nullable,
    optional,
    optional_array,
    optional_enum,
    required,
)


@lazy_dataclass
class Order(JsonModel):
    """What somebody buys.

    Other members: array of integer.
    At most 9 characters.

    Documented in `Order.md`.
    """

    id_: str | None = None
    """The ID.

    Read-only.
    """
    state: str | None = None
    """Default: `"open"`.
    Values: `"open"`, `"closed"`.
    Examples: `"open"`, `` "half `open`" ``.
    """
    token: str | None = None
    """Format: uuid.
    At most 36 characters.
    """
    size: int | None = None
    """How much.

    Default: whatever fits
    """
    limit: int | None = None
    """Default: `null`."""
    old: float | None = None
    """Not used.

    Deprecated.
    """
    paid: bool | None = None
    """Condition: if `state` is `closed`"""
    tags: list[str] | None = None
    """Values: `"a"`, `"b"`."""
    mixed: str | int | None = None
    """Values: `"auto"`."""
    colour: Colour | None = None
    rights: Rights | None = None
    switch: Switch | None = None
    same: Same | None = None
    lines: list[Line] | None = None

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        self = new(cls)
        absent = 0
        self.id_ = value = data.get("id")
        if value is None:
            absent += 1
        elif value.__class__ is not str:
            self.id_ = optional(value, decode_string, strict)
        self.state = value = data.get("state")
        if value is None:
            absent += 1
        elif value.__class__ is not str:
            self.state = optional(value, decode_string, strict)
        self.token = value = data.get("token")
        if value is None:
            absent += 1
        elif value.__class__ is not str:
            self.token = optional(value, decode_string, strict)
        self.size = value = data.get("size")
        if value is None:
            absent += 1
        elif value.__class__ is not int:
            self.size = optional(value, decode_integer, strict)
        self.limit = value = data.get("limit")
        if value is None:
            absent += 1
        elif value.__class__ is not int:
            self.limit = nullable(value, decode_integer, strict)
        self.old = value = data.get("old")
        if value is None:
            absent += 1
        elif value.__class__ is not float and value.__class__ is not int:
            self.old = optional(value, decode_number, strict)
        self.paid = value = data.get("paid")
        if value is None:
            absent += 1
        elif value.__class__ is not bool:
            self.paid = optional(value, decode_boolean, strict)
        self.tags = value = data.get("tags")
        if value is None:
            absent += 1
        else:
            self.tags = optional_array(value, decode_string, strict)
        self.mixed = value = data.get("mixed")
        if value is None:
            absent += 1
        else:
            self.mixed = optional(value, _decode_string_or_integer, strict)
        value = data.get("colour")
        self.colour = listed_colour.get(value)
        if value is None:
            absent += 1
        elif self.colour is None:
            self.colour = optional_enum(value, Colour, strict)
        self.rights = value = data.get("rights")
        if value is None:
            absent += 1
        else:
            self.rights = optional_enum(value, Rights, strict)
        self.switch = value = data.get("switch")
        if value is None:
            absent += 1
        else:
            self.switch = optional(value, decode_switch, strict)
        self.same = value = data.get("same")
        if value is None:
            absent += 1
        else:
            self.same = optional(value, decode_same, strict)
        self.lines = value = data.get("lines")
        if value is None:
            absent += 1
        else:
            self.lines = optional_array(value, Line.decode, strict)
        self._extra_members = None
        if len(data) + absent != 14:
            self._extra_members = left_over(cls, data, strict)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        if self.id_ is not None:
            members["id"] = self.id_
        if self.state is not None:
            members["state"] = self.state
        if self.token is not None:
            members["token"] = self.token
        if self.size is not None:
            members["size"] = self.size
        if self.limit is not None:
            members["limit"] = self.limit
        if self.old is not None:
            members["old"] = self.old
        if self.paid is not None:
            members["paid"] = self.paid
        if self.tags is not None:
            members["tags"] = encode(self.tags)
        if self.mixed is not None:
            members["mixed"] = encode(self.mixed)
        if self.colour is not None:
            members["colour"] = PLAIN + self.colour
        if self.rights is not None:
            members["rights"] = encode_enum(self.rights)
        if self.switch is not None:
            members["switch"] = encode(self.switch)
        if self.same is not None:
            members["same"] = encode(self.same)
        if self.lines is not None:
            members["lines"] = encode_array(self.lines)
        if self._extra_members:
            return {**self._extra_members, **members}
        return members


class Colour(StringEnum):
    """Which Colour.

    There may be other values.

    Documented in `Order.md`.
    """

    RED = "red"
    """As fire."""
    BLUE = "blue"

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        return super().decode(data, False)


listed_colour = LISTED[Colour]


class Rights(IntegerEnum):
    """Which Rights.

    A value may be the sum of several.

    Documented in `Order.md`.
    """

    READ = 1
    WRITE = 2

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        return super().decode(data, False)


@lazy_dataclass
class Line(JsonModel):
    """Documented in `Order.md`."""

    count: int

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        self = new(cls)
        self.count = value = data["count"]
        if value.__class__ is not int:
            self.count = required(value, decode_integer, strict)
        self._extra_members = None
        if len(data) != 1:
            self._extra_members = left_over(cls, data, strict)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        members["count"] = self.count
        if self._extra_members:
            return {**self._extra_members, **members}
        return members


Switch: TypeAlias = bool
"""Which Switch.

`true`: It runs.
`false`: OFF

Documented in `Order.md`.
"""


@made_once
def _shapes_of_switch() -> Shapes[Switch]:
    return (Shape(decode_boolean, "boolean"),)


def decode_switch(data: Any, strict: bool) -> Switch:
    return best_fit(data, strict, _shapes_of_switch())


Same: TypeAlias = Line
"""Documented in `Order.md`."""


@made_once
def _shapes_of_same() -> Shapes[Same]:
    return (Shape(Line.decode, "object", {"count": "integer"}, required=("count",)),)


def decode_same(data: Any, strict: bool) -> Same:
    return best_fit(data, strict, _shapes_of_same())


@made_once
def _shapes_of_string_or_integer() -> Shapes[Any]:
    return (
        Shape(decode_string, "string"),
        Shape(decode_integer, "integer"),
    )


def _decode_string_or_integer(data: Any, strict: bool) -> Any:
    return best_fit(data, strict, _shapes_of_string_or_integer())
