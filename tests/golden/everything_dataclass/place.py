"""Models of `Place.md`."""

from __future__ import annotations

from typing import Any, Self

from ._support import (
    IntegerEnum,
    JsonModel,
    NumberEnum,
    decode_integer,
    decode_number,
    lazy_dataclass,
    left_over,
    new,
    optional,
    required,
)


@lazy_dataclass
class Point(JsonModel):
    """Documented in `Place.md`."""

    lat: float
    lon: int | None = None

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        self = new(cls)
        absent = 0
        self.lat = value = data["lat"]
        if value.__class__ is not float and value.__class__ is not int:
            self.lat = required(value, decode_number, strict)
        self.lon = value = data.get("lon")
        if value is None:
            absent += 1
        elif value.__class__ is not int:
            self.lon = optional(value, decode_integer, strict)
        self._extra_members = None
        if len(data) + absent != 2:
            self._extra_members = left_over(cls, data, strict)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        members["lat"] = self.lat
        if self.lon is not None:
            members["lon"] = self.lon
        if self._extra_members:
            return {**self._extra_members, **members}
        return members


class Level(IntegerEnum):
    """Which Level.

    Documented in `Place.md`.
    """

    ONE = 1
    TWO = 2


class Rate(NumberEnum):
    """Which Rate.

    Documented in `Place.md`.
    """

    HALF = 0.5
    WHOLE = 1
