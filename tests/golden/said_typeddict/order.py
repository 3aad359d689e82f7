from typing import Literal, NotRequired, TypeAlias, TypedDict


class Order(TypedDict):
    """What somebody buys.

    Other members: array of integer.
    At most 9 characters.

    Documented in `Order.md`.
    """

    id: NotRequired[str]
    """The ID.

    Read-only.
    """
    state: NotRequired[str]
    """Default: `"open"`.
    Values: `"open"`, `"closed"`.
    Examples: `"open"`, `` "half `open`" ``.
    """
    token: NotRequired[str]
    """Format: uuid.
    At most 36 characters.
    """
    size: NotRequired[int]
    """How much.

    Default: whatever fits
    """
    limit: NotRequired[int | None]
    """Default: `null`."""
    old: NotRequired[float]
    """Not used.

    Deprecated.
    """
    paid: NotRequired[bool]
    """Condition: if `state` is `closed`"""
    tags: NotRequired[list[str]]
    """Values: `"a"`, `"b"`."""
    mixed: NotRequired[str | int]
    """Values: `"auto"`."""
    colour: NotRequired["Colour"]
    rights: NotRequired["Rights"]
    switch: NotRequired["Switch"]
    same: NotRequired["Same"]
    lines: NotRequired["list[Line]"]


class Line(TypedDict):
    """Documented in `Order.md`."""

    count: int


Colour: TypeAlias = Literal["red", "blue"] | str
"""Which Colour.

There may be other values.

Documented in `Order.md`.

`"red"`: As fire.
"""


Rights: TypeAlias = Literal[1, 2] | int
"""Which Rights.

A value may be the sum of several.

Documented in `Order.md`.
"""


Switch: TypeAlias = bool
"""Which Switch.

`true`: It runs.
`false`: OFF

Documented in `Order.md`.
"""


Same: TypeAlias = Line
"""Documented in `Order.md`."""
