"""What a rule found, before it is known where that stands and whom it hits.

The one rule kept here: text from the docs goes into a message through `quoted` and no other way, so
that it is cut, printable, and cannot leave its backticks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from typetable.changes.change import Effect
    from typetable.changes.match_models import Home
    from typetable.changes.types import World
    from typetable.rules import Rule
    from typetable.schema import Value
    from typetable.source import Span

Item_co = TypeVar("Item_co", covariant=True)

MESSAGE = 72
"""How long a message may be; names that it quotes are cut until it is."""

_MOST, _WIDEST, _LEAST = 120, 36, 14
"""How much is kept of any name, and the most and the least of one in a message that is cut."""


class Found(Struct, frozen=True, kw_only=True):
    """What one rule found: the change without its places, levels and fingerprint.

    `effect` replaces the one of the rule's kind of change where that is not exact.
    """

    rule: Rule
    subject: str
    message: str
    was: str = ""
    now: str = ""
    old: Span | None = None
    new: Span | None = None
    sure: int = 100
    effect: Effect | None = None


class Sight(Struct, Generic[Item_co], frozen=True, kw_only=True):
    """What a rule looks at: one thing in both states, the model it is in, and both worlds."""

    old: Item_co
    new: Item_co
    sure: int = 100
    homes: tuple[Home, Home]
    worlds: tuple[World, World]

    @property
    def owner(self) -> str:
        """The name of the model now."""
        return self.homes[1].model.name


def quoted(text: str) -> str:
    """Return text from the docs in backticks: printable, and cut in the middle if it is huge."""
    return f"`{''.join(map(_shown, _cut(text, _MOST))) or ' '}`"


def fitted(text: str) -> str:
    """Return a message in which quoted names are cut in the middle where it is too long."""
    width = _WIDEST
    message = text
    while len(message) > MESSAGE and width >= _LEAST:
        parts = text.split("`")
        parts[1::2] = (_cut(part, width) for part in parts[1::2])
        message, width = "`".join(parts), width - 1
    return message


def _cut(text: str, width: int) -> str:
    if len(text) <= width:
        return text
    end = width // 3
    return f"{text[: width - end - 1]}…{text[-end:]}"


def _shown(character: str) -> str:
    if character == "`":
        return "'"
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def in_json(value: Value) -> str:
    """Return an enum's value as it looks in JSON, without escapes."""
    return f'"{value}"' if isinstance(value, str) else str(value)


def certainty(sure: int) -> str:
    """Return how sure a guess is, as the end of a message."""
    return "" if sure == 100 else f" ({sure} % sure)"
