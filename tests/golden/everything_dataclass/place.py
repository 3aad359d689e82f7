"""Models of `Place.md`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from ._support import (
    At,
    IntegerEnum,
    JsonModel,
    NumberEnum,
    left_over,
    optional_integer,
    put_members,
    required_number,
    take_members,
)


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Point(JsonModel):
    """Documented in `Place.md`."""

    lat: float
    lon: int | None = None

    @classmethod
    def decode(cls, data: Any, at: At) -> Self:
        members = take_members(data, at)
        self = object.__new__(cls)
        self.lat = required_number(members, "lat", at)
        self.lon = optional_integer(members, "lon", at)
        self.extra_members = left_over(members, at)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {
            "lat": self.lat,
            "lon": self.lon,
        }
        return put_members(members, self.extra_members)


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
