from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import UNSET, UnsetType, field

from ._support import (
    Constant,
    Converted,
    JsonModel,
    ListOf,
    StringEnum,
    constant,
    fitted,
    union_of,
)
from .place import Level, Point

if TYPE_CHECKING:
    from . import owner as _owner


class Station(JsonModel, kw_only=True, rename="camel"):
    """A station with a \"\"\" in it.

    Documented in `Station.md`.
    """

    id_: str
    """The ID."""
    class_: str | None = None
    """Ends in a quote: "x" """
    type: str | None = None
    """Escapes: \\ and \"\"\" and \u202e."""
    list_: list[list[str]] | None = None
    """**DEPRECATED** A grid."""
    dict_: dict[str, int] | None = None
    from_dict: bool | None = field(default=None, name="from_dict")
    """Named like a method."""
    extra_members: dict[str, Any] | None = field(default=None, name="extra_members")
    status: Converted[Status, str]
    """What it does."""
    levels: Converted[list[Level] | None, list[int]] = Converted.NONE
    rate: float | None = None
    parent: Station | None = None
    """First paragraph.

    Second paragraph.
    """
    at: Point | None | UnsetType = UNSET
    since: str | None
    image: bytes | None = None
    anything: Any
    nothing: None | UnsetType = UNSET
    share: float | None = None
    details: Details | None = None
    later: Later | None | UnsetType = UNSET
    owner: _owner.Owner | None = None
    either: _StringOrIntegerOrArrayOfPoint | None = None
    mixed: Converted[list[_StatusOrPoint] | None, ListOf[_StatusOrPoint | str]] = (
        Converted.NONE
    )
    a_name_that_is_as_long_as_forty_characters: list[dict[str, Point]] | None = None

    def __post_init__(self) -> None:
        self.details = fitted(self.details, Details, "details")
        self.either = fitted(self.either, _StringOrIntegerOrArrayOfPoint, "either")
        self.mixed = fitted(self.mixed, list[_StatusOrPoint], "mixed")


class Status(StringEnum):
    """Which Status.

    Documented in `Station.md`.
    """

    OPEN = "open"
    NAME = "name"
    VALUE = ""
    MRO = "m'r\"o"


class Dock(JsonModel, kw_only=True):
    """Documented in `Station.md`."""

    kind: Converted[Status | None, str] = Converted.NONE
    size: int


class Gate(JsonModel, kw_only=True):
    """Documented in `Station.md`."""

    kind: Converted[Kind | None, str] = Converted.NONE
    size: str | None = None


class Kind(StringEnum):
    """Which Kind.

    Documented in `Station.md`.
    """

    GATE = "gate"


class Bare(JsonModel, kw_only=True):
    """Documented in `Station.md`."""


class Holder(JsonModel, kw_only=True):
    """Documented in `Station.md`."""

    tagged: Tagged
    group: Group | None = None

    def __post_init__(self) -> None:
        self.tagged = fitted(self.tagged, Tagged, "tagged")
        self.group = fitted(self.group, Group, "group")


class Only(JsonModel, kw_only=True):
    """Documented in `Station.md`."""

    kind: Constant[Literal["gate"]] = constant("gate")


if not TYPE_CHECKING:
    from . import owner as _owner


if TYPE_CHECKING:
    Details: TypeAlias = Dock | Gate | list[Dock] | list[int] | dict[str, Gate]
else:
    Details = union_of(Dock | Gate | list[Dock] | list[int] | dict[str, Gate])
"""Documented in `Station.md`."""


if TYPE_CHECKING:
    Nested: TypeAlias = list[Dock] | list[int] | dict[str, Gate]
else:
    Nested = union_of(list[Dock] | list[int] | dict[str, Gate])
"""Documented in `Station.md`."""


Later: TypeAlias = Any
"""Documented in `Station.md`."""


if TYPE_CHECKING:
    Tagged: TypeAlias = Dock | Gate
else:
    Tagged = union_of(
        Dock | Gate,
        "kind",
        {"open": "Dock", "name": "Dock", "": "Dock", "m'r\"o": "Dock", "gate": "Gate"},
    )
"""Documented in `Station.md`."""


if TYPE_CHECKING:
    Group: TypeAlias = Dock | list["Group"]
else:
    Group = union_of(Dock | list["Group"])
"""Documented in `Station.md`."""


if TYPE_CHECKING:
    _StringOrIntegerOrArrayOfPoint: TypeAlias = str | int | list[Point]
else:
    _StringOrIntegerOrArrayOfPoint = union_of(str | int | list[Point])


if TYPE_CHECKING:
    _StatusOrPoint: TypeAlias = Status | Point
else:
    _StatusOrPoint = union_of(Status | Point)
