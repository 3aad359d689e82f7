"""Groups: equal models that were renamed, merged or split together, which is one change.

The one rule kept here: models of a group differ in nothing but their names and words, and the way
in which they are named or used shows that they belong together.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from typetable.changes.directions import mentioned
from typetable.changes.equality import classes_of
from typetable.changes.similarity import CANDIDATES, words
from typetable.schema import ObjectModel

if TYPE_CHECKING:
    from collections.abc import (
        Collection,
        Hashable,
        Iterable,
        Iterator,
        Mapping,
        Sequence,
    )

    from typetable.changes.equality import Classes
    from typetable.changes.match_models import PlacedModel
    from typetable.changes.similarity import Match, Matching
    from typetable.changes.types import NumberedTypes
    from typetable.schema import Model, ModelKey, Type
    from typetable.source import Span

_Heirs: TypeAlias = "Mapping[ModelKey, set[ModelKey]]"
"""The models of the other state that stand where a model stands in one state."""


class Link(NamedTuple):
    """A model of the old state, and one of the new state that it became."""

    old: PlacedModel
    new: PlacedModel
    sure: int


class Group(Struct, frozen=True, kw_only=True):
    """Equal models of the old state, and those that they became."""

    links: tuple[Link, ...]
    """Which became which, in the order of the pages."""

    pairs: tuple[ModelKey, ...]
    """The old models of pairs; none where the pair that all belong to kept its name."""

    @property
    def old(self) -> tuple[PlacedModel, ...]:
        """The models that became others, each once."""
        return tuple({link.old.key: link.old for link in self.links}.values())

    @property
    def new(self) -> tuple[PlacedModel, ...]:
        """The models that they became, each once."""
        return tuple({link.new.key: link.new for link in self.links}.values())

    @property
    def sure(self) -> int:
        """The certainty in percent."""
        return min(link.sure for link in self.links)


class _Side(NamedTuple):
    """A pair, seen from one state."""

    own: PlacedModel
    other: PlacedModel
    match: Match[PlacedModel]


class _View(NamedTuple):
    """Models of one state that have no pair, and the pairs that they may belong to."""

    alone: Sequence[PlacedModel]
    sides: Sequence[_Side]
    heirs: _Heirs

    def seen(self) -> set[ModelKey]:
        """Return the old models of the pairs of heirs."""
        keys = {key for some in self.heirs.values() for key in some}
        return {each.match.old.key for each in self.sides if each.other.key in keys}


def groups(matching: Matching[PlacedModel]) -> tuple[Group, ...]:
    """Return the groups among the models of two states; most models are in none."""
    merged = [_Side(each.old, each.new, each) for each in matching.matches]
    split = [_Side(each.new, each.old, each) for each in matching.matches]
    views = (_view(matching.removed, merged), _view(matching.added, split))
    known = views[0].seen() | views[1].seen()
    near = [m for m in matching.matches if _is_renamed(m) or m.old.key in known]
    before = classes_of([*matching.removed, *(each.old for each in near)])
    after = classes_of([*matching.added, *(each.new for each in near)])
    found: dict[Hashable, list[Link]] = defaultdict(list)
    for match in filter(_is_renamed, near):
        link = Link(match.old, match.new, match.sure)
        found[_pattern(match, before, after)].append(link)
    pairs = {key: tuple(e.old.key for e in links) for key, links in found.items()}
    for match, link in _joined(views, before, after):
        found[_pattern(match, before, after)].append(link)
    return tuple(
        Group(links=tuple(sorted(links, key=_place)), pairs=pairs.get(pattern, ()))
        for pattern, links in found.items()
        if len(links) > 1 or pattern not in pairs
    )


def _view(alone: Sequence[PlacedModel], sides: Sequence[_Side]) -> _View:
    return _View(alone, sides, _heirs(sides, {placed.key for placed in alone}))


def _place(link: Link) -> tuple[tuple[str, Span, str], ...]:
    return tuple(
        (placed.module.name, placed.model.span, placed.model.name)
        for placed in (link.old, link.new)
    )


def _is_renamed(match: Match[PlacedModel]) -> bool:
    return match.old.model.name != match.new.model.name


def _pattern(match: Match[PlacedModel], before: Classes, after: Classes) -> Hashable:
    """Return what pairs of equal models share that were renamed in one way."""
    classes = before[match.old.key], after[match.new.key]
    was, is_now = _unnumbered(match.old), _unnumbered(match.new)
    return classes, _is_renamed(match), was - is_now, is_now - was


def _unnumbered(placed: PlacedModel) -> frozenset[str]:
    """Return the words of the name of a model; documents number models as they come."""
    return frozenset(each for each in words(placed.model.name) if not each.isdigit())


def _joined(
    views: tuple[_View, _View], before: Classes, after: Classes
) -> Iterator[tuple[Match[PlacedModel], Link]]:
    """Yield the links of models without a pair, each with the pair that it belongs to."""
    for placed, side in _beside(views[0], before):
        yield side.match, Link(placed, side.other, side.match.sure)
    for placed, side in _beside(views[1], after):
        yield side.match, Link(side.other, placed, side.match.sure)


def _beside(view: _View, classes: Classes) -> Iterator[tuple[PlacedModel, _Side]]:
    """Yield models without a pair, each with the pair of an equal model that it belongs to."""
    by_other = {side.other.key: side for side in view.sides}
    renamed: dict[int, list[_Side]] = defaultdict(list)
    for side in view.sides:
        if _unnumbered(side.own) != _unnumbered(side.other):
            renamed[classes[side.own.key]].append(side)
    for placed in view.alone:
        heirs = sorted(view.heirs.get(placed.key, ()))
        used = (by_other[key] for key in heirs if key in by_other)
        number = classes[placed.key]
        alike = (side for side in renamed[number][:CANDIDATES] if _share(placed, side))
        near = used if heirs else alike
        equal = (side for side in near if classes[side.own.key] == number)
        yield from ((placed, side) for side in islice(equal, 1))


def _share(placed: PlacedModel, side: _Side) -> bool:
    """Return whether a model and one side of a pair have a word of their names in common."""
    return not words(placed.model.name).isdisjoint(words(side.own.model.name))


def _heirs(sides: Iterable[_Side], alone: Collection[ModelKey]) -> _Heirs:
    """Return which models of the other state stand where those without a pair did."""
    found: dict[ModelKey, set[ModelKey]] = defaultdict(set)
    for side in sides if alone else ():
        for own, other in _types(side.own.model, side.other.model):
            before = {*mentioned(own)}
            if len(before) == 1 and not before.isdisjoint(alone):
                found[before.pop()].update(mentioned(other))
    return found


def _types(own: Model, other: Model) -> Iterator[tuple[Type, Type]]:
    """Yield the types of the fields that two object models have."""
    if not (isinstance(own, ObjectModel) and isinstance(other, ObjectModel)):
        return
    types = {each.wire_name: each.type for each in other.fields}
    for each in own.fields:
        if each.wire_name in types:
            yield each.type, types[each.wire_name]


def numbered(
    types: tuple[NumberedTypes, NumberedTypes], found: Iterable[Group]
) -> tuple[NumberedTypes, NumberedTypes]:
    """Return the types of both states in which all models of a group have one number."""
    old, new = ({**each.numbers} for each in types)
    for group in found:
        before = dict.fromkeys(each.key for each in group.old)
        after = dict.fromkeys(each.key for each in group.new)
        # those of pairs are the least ones
        number = min(*(old[key] for key in before), *(new[key] for key in after))
        old.update(dict.fromkeys(before, number))
        new.update(dict.fromkeys(after, number))
    return replace(types[0], numbers=old), replace(types[1], numbers=new)
