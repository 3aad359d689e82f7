"""Rules that all parts of a model share: about description and order, and the effect of a type.

The one rule kept here: only words count in a description, not the blanks between them.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

from typetable import rules
from typetable.changes.change import Effect
from typetable.changes.levels import BREAK, INFO, NONE
from typetable.changes.match_parts import is_reordered
from typetable.changes.observation import Observation, quoted, reworded
from typetable.changes.types import CODE, JSON, fits, kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from typetable.changes.match_parts import Numbered, Part
    from typetable.changes.observation import Pair
    from typetable.changes.similarity import Match
    from typetable.changes.types import Shape
    from typetable.rules import Rule
    from typetable.schema import Model
    from typetable.source import Span


class DescribedPart(Protocol):
    """A model, a field or a member of an enum."""

    @property
    def description(self) -> str:
        """Its text in the docs."""

    @property
    def span(self) -> Span:
        """Its place on the page."""


def redescribed(
    subject: str, old: DescribedPart, new: DescribedPart
) -> Observation | None:
    """TT651: other words about the same thing."""
    if old.description.split() == new.description.split():
        return None
    words = reworded(old.description, new.description)
    return Observation(
        rule=rules.DESCRIPTION_CHANGED,
        subject=subject,
        message=f"the description of {quoted(subject)} changed{words}",
        was=old.description,
        now=new.description,
        old=old.span,
        new=new.span,
    )


def reordered(
    pair: Pair[Model], matches: list[Match[Numbered[Part]]], name: Callable[[Part], str]
) -> Observation | None:
    """TT652: the same parts in another order."""
    if not is_reordered(matches):
        return None
    return Observation(
        rule=rules.ORDER_CHANGED,
        subject=pair.owner,
        message=f"the parts of {quoted(pair.owner)} stand in another order",
        was=_listed((match.old for match in matches), name),
        now=_listed((match.new for match in matches), name),
        old=pair.old.span,
        new=pair.new.span,
    )


def _listed(rows: Iterable[Numbered[Part]], name: Callable[[Part], str]) -> str:
    ordered = sorted(rows, key=itemgetter(0))
    return ", ".join(name(part) for _, part in ordered)


def retyping(old: Shape, new: Shape) -> tuple[Rule, str]:
    """Return the rule about another type (TT621, TT622 or TT623), and a verb for it."""
    return _RETYPINGS[fits(old, new, JSON), fits(new, old, JSON)]


_RETYPINGS = {
    (True, False): (rules.TYPE_WIDENED, "widened"),
    (False, True): (rules.TYPE_NARROWED, "narrowed"),
    (False, False): (rules.TYPE_CHANGED, "changed"),
    (True, True): (rules.TYPE_CHANGED, "changed"),
}
"""By whether the new type takes all old values, and the old type all new ones."""


def effect_of_types(old: Shape, new: Shape) -> Effect:
    """Return the effect of a new type: readers need new in old, writers old in new.

    Models keep values of a known kind that the docs did not list, so those break no reader.
    """
    before, after = kinds(old), kinds(new)
    surprise = INFO if fits(after, before, JSON) else BREAK
    return Effect(
        INFO if fits(after, before, CODE) else BREAK,
        INFO if fits(before, after, CODE) else BREAK,
        NONE if fits(new, old, JSON) else surprise,
        NONE if fits(old, new, JSON) else BREAK,
    )
