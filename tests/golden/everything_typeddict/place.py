from typing import Literal, NotRequired, TypeAlias, TypedDict


class Point(TypedDict):
    """Documented in `Place.md`."""

    lat: float
    lon: NotRequired[int]


Level: TypeAlias = Literal[1, 2] | int
"""Which Level.

Documented in `Place.md`.
"""


Rate: TypeAlias = float
"""Which Rate.

Documented in `Place.md`.
"""
