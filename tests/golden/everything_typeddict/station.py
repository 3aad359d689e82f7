from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypeAlias, TypedDict

from .place import Level, Point, Rate

if TYPE_CHECKING:
    from . import owner as _owner


Station = TypedDict(
    "Station",
    {
        "id": str,
        "class": NotRequired[str],
        "type": NotRequired[str],
        "list": NotRequired[list[list[str]]],
        "dict": NotRequired[dict[str, int]],
        "from_dict": NotRequired[bool],
        "extra_members": NotRequired[dict[str, Any]],
        "status": "Status",
        "levels": NotRequired[list[Level]],
        "rate": NotRequired[Rate],
        "parent": NotRequired["Station"],
        "at": NotRequired[Point | None],
        "since": str | None,
        "image": NotRequired[str],
        "anything": Any,
        "nothing": NotRequired[None],
        "share": NotRequired[float],
        "details": NotRequired["Details"],
        "later": NotRequired["Later"],
        "owner": NotRequired["_owner.Owner"],
        "either": NotRequired[str | int | list[Point]],
        "mixed": NotRequired["list[Status | Point]"],
        "aNameThatIsAsLongAsFortyCharacters": NotRequired[list[dict[str, Point]]],
    },
)
"""A station with a \"\"\" in it.

Documented in `Station.md`.

`id`: The ID.

`class`: Ends in a quote: "x"

`type`: Escapes: \\ and \"\"\" and \u202e.

`list`: **DEPRECATED** A grid.

`from_dict`: Named like a method.

`status`: What it does.

`parent`: First paragraph.

Second paragraph.
"""


class Dock(TypedDict):
    """Documented in `Station.md`."""

    kind: NotRequired["Status"]
    size: int


class Gate(TypedDict):
    """Documented in `Station.md`."""

    kind: NotRequired["Kind"]
    size: NotRequired[str]


class Bare(TypedDict):
    """Documented in `Station.md`."""


class Holder(TypedDict):
    """Documented in `Station.md`."""

    tagged: "Tagged"
    group: NotRequired["Group"]


class Only(TypedDict):
    """Documented in `Station.md`."""

    kind: Literal["gate"]


if not TYPE_CHECKING:
    from . import owner as _owner


Status: TypeAlias = Literal["open", "name", "", "m'r\"o"] | str
"""Which Status.

Documented in `Station.md`.
"""


Kind: TypeAlias = Literal["gate"] | str
"""Which Kind.

Documented in `Station.md`.
"""


Details: TypeAlias = Dock | Gate | list[Dock] | list[int] | dict[str, Gate]
"""Documented in `Station.md`."""


Nested: TypeAlias = list[Dock] | list[int] | dict[str, Gate]
"""Documented in `Station.md`."""


Later: TypeAlias = Any
"""Documented in `Station.md`."""


Tagged: TypeAlias = Dock | Gate
"""Documented in `Station.md`."""


if TYPE_CHECKING:
    Group: TypeAlias = Dock | list["Group"]
else:
    Group = Dock | list[Any]
"""Documented in `Station.md`."""
