"""Models of `Place.md`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from ._support import (
    IntegerEnum,
    JsonModel,
    NumberEnum,
    left_over,
    new,
    optional_integer,
    required_number,
)


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Point(JsonModel):
    """Documented in `Place.md`."""

    lat: float
    lon: int | None = None

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        absent: list[None] = []
        self = new(cls)
        self.lat = required_number(data.get("lat"))
        self.lon = optional_integer(data.get("lon"), absent)
        self.extra_members = {}
        if len(data) + len(absent) != 2:
            self.extra_members = left_over(cls, data, strict)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        members["lat"] = self.lat
        if self.lon is not None:
            members["lon"] = self.lon
        return {**self.extra_members, **members} if self.extra_members else members


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
