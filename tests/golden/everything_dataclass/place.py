from __future__ import annotations

from ._support import (
    TOOLS,
    TYPE_CHECKING,
    IntegerEnum,
    JsonModel,
    NumberEnum,
    dataclass,
)

if TOOLS and not TYPE_CHECKING:
    from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Point(JsonModel):
    """Documented in `Place.md`."""

    lat: float
    lon: int | None = None


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
