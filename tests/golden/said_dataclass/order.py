from __future__ import annotations

from typing import TypeAlias

from ._support import (
    TOOLS,
    TYPE_CHECKING,
    Converted,
    IntegerFlags,
    JsonModel,
    Nullable,
    StringEnum,
    dataclass,
)

if TOOLS and not TYPE_CHECKING:
    from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Order(JsonModel, lenient=True):
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
    limit: Nullable[int] = None
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
    colour: Converted[Colour | None, str] = Converted.NONE
    rights: Converted[Rights | None, int] = Converted.NONE
    switch: Switch | None = None
    same: Same | None = None
    lines: list[Line] | None = None


class Colour(StringEnum, lenient=True):
    """Which Colour.

    There may be other values.

    Documented in `Order.md`.
    """

    RED = "red"
    """As fire."""
    BLUE = "blue"


class Rights(IntegerFlags, lenient=True):
    """Which Rights.

    A value may be the sum of several.

    Documented in `Order.md`.
    """

    READ = 1
    WRITE = 2


@dataclass(slots=True, kw_only=True)
class Line(JsonModel):
    """Documented in `Order.md`."""

    count: int


Switch: TypeAlias = bool
"""Which Switch.

`true`: It runs.
`false`: OFF

Documented in `Order.md`.
"""


Same: TypeAlias = Line
"""Documented in `Order.md`."""
