from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from ._support import (
    TOOLS,
    TYPE_CHECKING,
    Converted,
    JsonModel,
    JsonName,
    ListOf,
    Nullable,
    Recursive,
    StringEnum,
    TaggedBy,
    dataclass,
)
from .place import Level, Point, Rate

if TOOLS and not TYPE_CHECKING:
    from dataclasses import dataclass

if TYPE_CHECKING:
    from . import owner as _owner


@dataclass(slots=True, kw_only=True)
class Station(JsonModel):
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
    from_dict_: bool | None = None
    """Named like a method."""
    extra_members_: dict[str, Any] | None = None
    status: Converted[Status, str]
    """What it does."""
    levels: Converted[list[Level] | None, list[int]] = Converted.NONE
    rate: Converted[Rate | None, float] = Converted.NONE
    parent: Station | None = None
    """First paragraph.

    Second paragraph.
    """
    at: Nullable[Point] = None
    since: str | None
    image: bytes | None = None
    anything: Any
    nothing: None = None
    share: float | None = None
    details: Details | None = None
    later: Nullable[Later] = None
    owner: _owner.Owner | None = None
    either: str | int | list[Point] | None = None
    mixed: Converted[list[Status | Point] | None, ListOf[Status | Point | str]] = (
        Converted.NONE
    )
    a_name_that_is_as_long_as_forty_characters: Annotated[
        list[dict[str, Point]] | None, JsonName("aNameThatIsAsLongAsFortyCharacters")
    ] = None


class Status(StringEnum):
    """Which Status.

    Documented in `Station.md`.
    """

    OPEN = "open"
    NAME = "name"
    VALUE = ""
    MRO = "m'r\"o"


@dataclass(slots=True, kw_only=True)
class Dock(JsonModel):
    """Documented in `Station.md`."""

    kind: Converted[Status | None, str] = Converted.NONE
    size: int


@dataclass(slots=True, kw_only=True)
class Gate(JsonModel):
    """Documented in `Station.md`."""

    kind: Converted[Kind | None, str] = Converted.NONE
    size: str | None = None


class Kind(StringEnum):
    """Which Kind.

    Documented in `Station.md`.
    """

    GATE = "gate"


@dataclass(slots=True, kw_only=True)
class Bare(JsonModel):
    """Documented in `Station.md`."""


@dataclass(slots=True, kw_only=True)
class Holder(JsonModel):
    """Documented in `Station.md`."""

    tagged: Tagged
    group: Group | None = None


@dataclass(slots=True, kw_only=True)
class Only(JsonModel):
    """Documented in `Station.md`."""

    kind: Literal["gate"] = "gate"


if not TYPE_CHECKING:
    from . import owner as _owner


Details: TypeAlias = Dock | Gate | list[Dock] | list[int] | dict[str, Gate]
"""Documented in `Station.md`."""


Nested: TypeAlias = list[Dock] | list[int] | dict[str, Gate]
"""Documented in `Station.md`."""


Later: TypeAlias = Any
"""Documented in `Station.md`."""


Tagged: TypeAlias = Annotated[
    Dock | Gate,
    TaggedBy(
        "kind",
        {"open": "Dock", "name": "Dock", "": "Dock", "m'r\"o": "Dock", "gate": "Gate"},
    ),
]
"""Documented in `Station.md`."""


Group: TypeAlias = Recursive[Dock | list["Group"]]
"""Documented in `Station.md`."""
