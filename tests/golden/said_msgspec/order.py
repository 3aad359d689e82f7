from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import UNSET, UnsetType, field

from ._support import Converted, IntegerFlags, JsonModel, StringEnum, fitted, union_of


class Order(JsonModel, kw_only=True):
    """What somebody buys.

    Other members: array of integer.
    At most 9 characters.

    Documented in `Order.md`.
    """

    id_: str | None = field(default=None, name="id")
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
    limit: int | None | UnsetType = UNSET
    """Default: `null`."""
    old: float | None = None
    """Not used.

    Deprecated.
    """
    paid: bool | None = None
    """Condition: if `state` is `closed`"""
    tags: list[str] | None = None
    """Values: `"a"`, `"b"`."""
    mixed: _StringOrInteger | None = None
    """Values: `"auto"`."""
    colour: Converted[Colour | None, str] = Converted.NONE
    rights: Converted[Rights | None, int] = Converted.NONE
    switch: Switch | None = None
    same: Same | None = None
    lines: list[Line] | None = None

    def __post_init__(self) -> None:
        self.mixed = fitted(self.mixed, _StringOrInteger, "mixed")


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


class Line(JsonModel, kw_only=True):
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


if TYPE_CHECKING:
    _StringOrInteger: TypeAlias = str | int
else:
    _StringOrInteger = union_of(str | int)
