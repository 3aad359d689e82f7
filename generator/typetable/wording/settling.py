"""What holds of a member of which several places say something.

The one rule kept here: of each kind of fact the first in the order of places counts, and of what
disagrees with it is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.wording.said import PRESENCE

if TYPE_CHECKING:
    from typetable.wording.facts import Facts
    from typetable.wording.said import Fact, Place, Said

_ALONE: tuple[Fact, ...] = (
    "conditional",
    "constant",
    "default",
    "deprecated",
    "read-only",
    "array",
)
"""The facts that hold whatever else is said."""


class Settled(Struct, frozen=True):
    """What holds of a member in the end; `None` where nothing was said."""

    required: bool | None
    """Whether it is always there."""
    nullable: bool | None
    """Whether it may be null."""
    array: bool
    """Whether it is an array of what its type says."""
    deprecated: bool
    """Whether it should not be used any more."""
    read_only: bool
    """Whether only the API sets it."""
    default: str | None
    """The value where none is given, as it is written."""
    constant: str | None
    """The only value, as it is written."""
    condition: str
    """When it is there, or has to be, in the words of the docs."""
    disagreement: tuple[Said, Said] | None
    """What counts of presence, and what another place says against it."""
    counted: tuple[Said, ...]
    """What was said that holds, the first of each kind in the order of places."""


def settled(said: tuple[Said, ...], facts: Facts) -> Settled:
    """Return what holds of a member: of each kind of fact the first in the order of places."""
    ordered = sorted(said, key=lambda each: facts.places.index(each.place))
    nothing = facts.spelled["default"]
    presence = [each for each in ordered if each.fact in PRESENCE]
    other = next((each for each in presence if _disagrees(presence[0], each)), None)
    silent = {"required": True, "optional": False, "unsaid": False}.get(facts.silent)
    nulls = [each for each in ordered if "null" in each.fact]
    first = {
        each.fact: each
        for each in reversed(ordered)
        if each.fact != "default" or not nothing.find(each.value)
    }
    alone = [first[fact] for fact in _ALONE if fact in first]
    return Settled(
        required=PRESENCE[presence[0].fact] if presence else silent,
        nullable=nulls[0].fact == "nullable" if nulls else None,
        array="array" in first,
        deprecated="deprecated" in first,
        read_only="read-only" in first,
        default=first["default"].value if "default" in first else None,
        constant=first["constant"].value if "constant" in first else None,
        condition=first["conditional"].value if "conditional" in first else "",
        disagreement=(presence[0], other) if other else None,
        counted=tuple(dict.fromkeys((*presence[:1], *nulls[:1], *alone))),
    )


def is_presence(said: Said) -> bool:
    """Return whether something says whether a member has to be there."""
    return said.fact in PRESENCE


_OF_SOME: frozenset[Place] = frozenset(("sentence", "heading", "condition"))
"""Places that say what holds of many members, or at times."""


def _disagrees(one: Said, other: Said) -> bool:
    """Return whether two places say different things of presence.

    What is said of a whole table, or under a condition, has exceptions.
    """
    places = {one.place, other.place}
    is_of_members = len(places) == 2 and places.isdisjoint(_OF_SOME)
    return is_of_members and PRESENCE[one.fact] is not PRESENCE[other.fact]
