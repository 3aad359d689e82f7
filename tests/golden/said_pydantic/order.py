from __future__ import annotations

from typing import Annotated, TypeAlias

from ._support import BestFit, Converted, IntegerFlags, JsonModel, StringEnum


class Colour(StringEnum):
    """Which Colour.

    There may be other values.

    Documented in `Order.md`.
    """

    RED = "red"
    """As fire."""
    BLUE = "blue"


class Rights(IntegerFlags):
    """Which Rights.

    A value may be the sum of several.

    Documented in `Order.md`.
    """

    READ = 1
    WRITE = 2


class Line(JsonModel):
    """Documented in `Order.md`."""

    count: int


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
    mixed: Annotated[str | int, BestFit()] | None = None
    """Values: `"auto"`."""
    colour: Converted[Colour | None, str] = Converted.NONE
    rights: Converted[Rights | None, int] = Converted.NONE
    switch: Switch | None = None
    same: Same | None = None
    lines: list[Line] | None = None


Switch: TypeAlias = bool
"""Which Switch.

`true`: It runs.
`false`: OFF

Documented in `Order.md`.
"""


Same: TypeAlias = Line
"""Documented in `Order.md`."""
