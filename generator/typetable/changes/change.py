"""Changes as records: the changed part, its two places, and the levels for code and for JSON.

The one rule kept here: a change has two independent levels, for code that uses the models
(`source`) and for JSON (`read`, `write`); a policy decides which of them are tolerable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Collection

    from typetable.rules import Rule
    from typetable.source import Span

Level: TypeAlias = Literal["none", "info", "warning", "breaking"]
"""The severity of a change; `LEVELS` has them from harmless to worst."""

Side: TypeAlias = Literal["read", "write"]
"""The side that reads responses of the API, and the one that writes requests."""

LEVELS: tuple[Level, ...] = ("none", "info", "warning", "breaking")
SIDES: tuple[Side, ...] = ("read", "write")


def worst(*levels: Level) -> Level:
    """Return the worst of some levels; `none` where there are none."""
    return max(levels, key=LEVELS.index, default="none")


class Effect(Struct, frozen=True):
    """The levels of a kind of change: for code and for JSON, each for readers and for writers.

    It is made positionally, as a row of the table in `levels`.
    """

    source_read: Level
    """For code that reads values of models."""
    source_write: Level
    """For code that makes models."""
    wire_read: Level
    """For JSON that the API sends."""
    wire_write: Level
    """For JSON that the API accepts."""
    note: str = ""
    """The behaviour of tolerant models at run time, for those who read."""

    def among(self, sides: Collection[Side]) -> Effect:
        """Return the effect on some sides only; the note goes with those who read.

        Tests and fakes make what the API sends, so that what breaks makers warns those who read.
        """
        read, write = "read" in sides, "write" in sides
        faked: Level = "warning" if self.source_write == "breaking" else "none"
        return Effect(
            worst(self.source_read, faked) if read else "none",
            self.source_write if write else "none",
            self.wire_read if read else "none",
            self.wire_write if write else "none",
            self.note if read else "",
        )


class PageSpan(Struct, frozen=True, kw_only=True):
    """A span on a page, which has the path that messages use."""

    path: str
    span: Span


class Change(Struct, frozen=True, kw_only=True):
    """One change between two states of the docs."""

    rule: Rule
    """The kind of change."""
    subject: str
    """The name of the changed part (`Model`, `Model.field`, `Enum "value"`), the new one if any."""
    text: str
    """The fact; quoted names stand in backticks and hold none."""
    message: str
    """The fact with names cut to fit a message."""
    note: str
    """The behaviour of tolerant models at run time; empty where there is nothing to say."""
    was: str
    """The old meaning in full; empty for an added part."""
    now: str
    """The new meaning in full; empty for a removed part."""
    source: Level
    """The level for code that uses the models."""
    read: Level
    """The level for those who read JSON."""
    write: Level
    """The level for those who write JSON."""
    sure: int
    """The certainty in percent, less than 100 where a rename was guessed."""
    old: PageSpan | None
    """The old place; absent for an added part."""
    new: PageSpan | None
    """The new place; absent for a removed part. There is always one of the two."""
    fingerprint: str
    """The identity of the change, without lines, so that it survives a moved row."""

    @property
    def code(self) -> str:
        """The rule's code, such as `TT613`."""
        return self.rule.code

    @property
    def wire(self) -> Level:
        """The level on the wire, the worse one of both sides."""
        return worst(self.read, self.write)

    @property
    def level(self) -> Level:
        """The level on the worse of the two axes."""
        return worst(self.source, self.wire)

    @property
    def directions(self) -> tuple[Side, ...]:
        """The sides that feel the change on the wire."""
        levels = {"read": self.read, "write": self.write}
        return tuple(side for side in SIDES if levels[side] != "none")

    @property
    def place(self) -> PageSpan:
        """The new place, or the old one of a removed part."""
        return cast("PageSpan", self.new or self.old)
