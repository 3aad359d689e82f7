"""Observations: changes as a rule sees them, without places, levels and fingerprint.

The one rule kept here: text from the docs goes into a message through `quoted` and no other way, so
that it is cut, printable, and cannot leave its backticks.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from typetable.changes.change import Effect
    from typetable.changes.match_models import PlacedModel
    from typetable.changes.types import NumberedTypes
    from typetable.rules import Rule
    from typetable.schema import Model, Value
    from typetable.source import Span

Item_co = TypeVar("Item_co", covariant=True)

MESSAGE = 72
"""The most characters of a message; words that it quotes are cut until it fits, but no names."""

_MOST = 200
"""The most characters of any quoted name, which are those that models may have by default."""

_WIDEST, _LEAST = 36, 14
"""The most and the least characters of a quoted name in a message that is cut."""


class Observation(Struct, frozen=True, kw_only=True):
    """A change as one rule sees it.

    An observation is no finding: a policy makes findings of changes.
    """

    rule: Rule
    """The kind of change."""
    subject: str
    """The name of the part that changed, as in `Change`."""
    message: str
    """The fact, with quoted names in full."""
    text: str = ""
    """The fact with all names, where the message tells the first ones only."""
    was: str = ""
    """The old meaning; empty for an added part."""
    now: str = ""
    """The new meaning; empty for a removed part."""
    old: Span | None = None
    """The old place on its page."""
    new: Span | None = None
    """The new place on its page."""
    sure: int = 100
    """The certainty of a rename, in percent."""
    effect: Effect | None = None
    """The effect, where the one of the rule is not exact."""


class Pair(Struct, Generic[Item_co], frozen=True, kw_only=True):
    """One thing in both states, as rules see it."""

    old: Item_co
    """The thing before."""
    new: Item_co
    """The thing after."""
    sure: int = 100
    """The certainty that they are the same, in percent."""
    models: tuple[PlacedModel, PlacedModel]
    """The model that it is in or is, before and after."""
    types: tuple[NumberedTypes, NumberedTypes]
    """All models of both states."""

    @property
    def owner(self) -> str:
        """The name of the model now."""
        return self.models[1].model.name


def of_pair(
    pair: Pair[Model], rule: Rule, message: str, meaning: tuple[str, str]
) -> Observation:
    """Return a change of one thing from one meaning to another."""
    was, now = meaning
    return Observation(
        rule=rule,
        subject=pair.owner,
        message=message,
        was=was,
        now=now,
        old=pair.old.span,
        new=pair.new.span,
    )


def quoted(text: str) -> str:
    """Return text from the docs in backticks: printable, and cut in the middle if it is huge."""
    return f"`{''.join(map(_printable, _cut(text, _MOST))) or ' '}`"


def reworded(old: str, new: str) -> str:
    """Return the words that differ between two texts, as the end of a message."""
    was, now = old.split(), new.split()
    same = sum(1 for _ in takewhile(_are_equal, zip(was, now, strict=False)))
    was, now = was[same:], now[same:]
    ends = zip(reversed(was), reversed(now), strict=False)
    end = sum(1 for _ in takewhile(_are_equal, ends))
    gone, came = (" ".join(words[: len(words) - end]) for words in (was, now))
    if gone and came:
        return f": {quoted(gone)} became {quoted(came)}"
    return (
        f": {quoted(gone or came)} is {'gone' if gone else 'new'}"
        if gone or came
        else ""
    )


def _are_equal(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def shortened(text: str) -> str:
    """Return a message in which quoted words are cut in the middle where it is too long."""
    width = _WIDEST
    message = text
    while len(message) > MESSAGE and width >= _LEAST:
        parts = text.split("`")
        words = ((part, " " in part) for part in parts[1::2])
        parts[1::2] = (_cut(part, width) if cut else part for part, cut in words)
        message, width = "`".join(parts), width - 1
    return message


def _cut(text: str, width: int) -> str:
    if len(text) <= width:
        return text
    end = width // 3
    return f"{text[: width - end - 1]}…{text[-end:]}"


def _printable(character: str) -> str:
    if character == "`":
        return "'"
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def in_json(value: Value) -> str:
    """Return an enum's value as it stands in JSON, without escapes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def certainty(sure: int) -> str:
    """Return the certainty of a guess as the end of a message; empty for 100 percent."""
    return "" if sure == 100 else f" ({sure} % sure)"
