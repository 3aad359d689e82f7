from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import Field

from ._support import (
    Base64,
    BestFit,
    Constant,
    Converted,
    JsonModel,
    ListOf,
    Recursive,
    StringEnum,
    TaggedModel,
)
from .place import Level, Point, Rate

if TYPE_CHECKING:
    from . import owner as _owner


class Status(StringEnum):
    """Which Status.

    Documented in `Station.md`.
    """

    OPEN = "open"
    NAME = "name"
    VALUE = ""
    MRO = "m'r\"o"


class Dock(JsonModel):
    """Documented in `Station.md`."""

    kind: Converted[Status | None, str] = Converted.NONE
    size: int


class Kind(StringEnum):
    """Which Kind.

    Documented in `Station.md`.
    """

    GATE = "gate"


class Gate(JsonModel):
    """Documented in `Station.md`."""

    kind: Converted[Kind | None, str] = Converted.NONE
    size: str | None = None


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
    from_dict: bool | None = None
    """Named like a method."""
    extra_members: dict[str, Any] | None = None
    status: Converted[Status, str]
    """What it does."""
    levels: Converted[list[Level] | None, list[int]] = Converted.NONE
    rate: Converted[Rate | None, float] = Converted.NONE
    parent: Station | None = None
    """First paragraph.

    Second paragraph.
    """
    at: Point | None = None
    since: str | None
    image: Base64 | None = None
    anything: Any
    nothing: None = None
    share: float | None = None
    details: Details | None = None
    later: Later | None = None
    owner: _owner.Owner | None = None
    either: Annotated[str | int | list[Point], BestFit()] | None = None
    mixed: Converted[
        list[Annotated[Status | Point, BestFit()]] | None,
        ListOf[Annotated[Status | Point, BestFit()] | str],
    ] = Converted.NONE
    a_name_that_is_as_long_as_forty_characters: Annotated[
        list[dict[str, Point]] | None, Field(alias="aNameThatIsAsLongAsFortyCharacters")
    ] = None


class Bare(JsonModel):
    """Documented in `Station.md`."""


class Holder(JsonModel):
    """Documented in `Station.md`."""

    tagged: Tagged
    group: Group | None = None


class Only(TaggedModel):
    """Documented in `Station.md`."""

    kind: Constant[Literal["gate"]] = "gate"


if not TYPE_CHECKING:
    from . import owner as _owner


Details: TypeAlias = Annotated[
    Dock | Gate | list[Dock] | list[int] | dict[str, Gate], BestFit()
]
"""Documented in `Station.md`."""


Nested: TypeAlias = Annotated[list[Dock] | list[int] | dict[str, Gate], BestFit()]
"""Documented in `Station.md`."""


Later: TypeAlias = Any
"""Documented in `Station.md`."""


Tagged: TypeAlias = Annotated[
    Dock | Gate,
    BestFit(
        "kind",
        {"open": "Dock", "name": "Dock", "": "Dock", "m'r\"o": "Dock", "gate": "Gate"},
    ),
]
"""Documented in `Station.md`."""


Group: TypeAlias = Recursive[Annotated[Dock | list["Group"], BestFit()]]
"""Documented in `Station.md`."""
