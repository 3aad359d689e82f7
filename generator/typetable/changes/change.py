"""Changes as records: what changed, where on both sides, and how bad it is for whom.

The one rule kept here: a change states two independent facts, what happens to code that uses the
models (`source`) and what happens to JSON (`read`, `write`), and says nothing of what is tolerable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Collection

    from typetable.rules import Rule
    from typetable.source import Span

Level: TypeAlias = Literal["none", "info", "warning", "breaking"]
"""How bad a change is; `LEVELS` has them from harmless to worst."""

Side: TypeAlias = Literal["read", "write"]
"""Those who read what the API sends, and those who write what it accepts."""

LEVELS: tuple[Level, ...] = ("none", "info", "warning", "breaking")
SIDES: tuple[Side, ...] = ("read", "write")


def worst(*levels: Level) -> Level:
    """Return the worst of some levels; `none` where there are none."""
    return max(levels, key=LEVELS.index, default="none")


class Effect(Struct, frozen=True):
    """How bad a kind of change is: for code and for JSON, each for readers and for writers.

    `note` says what tolerant models make of it at runtime, for those who read.
    """

    source_read: Level
    source_write: Level
    wire_read: Level
    wire_write: Level
    note: str = ""

    def among(self, met: Collection[Side]) -> Effect:
        """Return the effect on some sides only; the note goes with those who read."""
        read, write = "read" in met, "write" in met
        return Effect(
            self.source_read if read else "none",
            self.source_write if write else "none",
            self.wire_read if read else "none",
            self.wire_write if write else "none",
            self.note if read else "",
        )


class Place(Struct, frozen=True, kw_only=True):
    """Where something stands: the page as people are shown it, and the words on it."""

    path: str
    span: Span


class Change(Struct, frozen=True, kw_only=True):
    """One change between two states of the docs.

    `subject` is what changed (`Model`, `Model.field`, `Enum "value"`), in the new words where there
    are any. `was` and `now` hold the old and the new meaning in full, `text` the fact, `message`
    the same with names cut; what both quote stands in backticks and holds none. `read`
    and `write` are the levels on the wire. `sure` is less than 100 where a rename was guessed, in
    percent. `old` is absent for what was added, `new` for what was removed; one is always there.
    `fingerprint` holds no lines, so that it survives a moved row.
    """

    rule: Rule
    subject: str
    text: str
    message: str
    note: str
    was: str
    now: str
    source: Level
    read: Level
    write: Level
    sure: int
    old: Place | None
    new: Place | None
    fingerprint: str

    @property
    def code(self) -> str:
        """The rule's code, such as `TT613`."""
        return self.rule.code

    @property
    def wire(self) -> Level:
        """How bad the change is on the wire, for whichever side is hit harder."""
        return worst(self.read, self.write)

    @property
    def level(self) -> Level:
        """How bad the change is on the worse of the two axes."""
        return worst(self.source, self.wire)

    @property
    def directions(self) -> tuple[Side, ...]:
        """The sides that feel the change on the wire."""
        levels = {"read": self.read, "write": self.write}
        return tuple(side for side in SIDES if levels[side] != "none")

    @property
    def place(self) -> Place:
        """Where to look: the new place, or the old one of what is gone."""
        return cast("Place", self.new or self.old)
