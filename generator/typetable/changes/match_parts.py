"""Which fields, values and alternatives of one model in two states are the same.

The one rule kept here: fields are the same by name, values of enums by what stands in JSON, members
of unions by what they are; only a field is ever guessed, and only among those of its type.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from msgspec import Struct

from typetable.changes.similarity import Pairing, dice, letters, words
from typetable.changes.types import shape

if TYPE_CHECKING:
    from collections.abc import Hashable

    from typetable.changes.similarity import Pair
    from typetable.changes.types import Shape, World
    from typetable.schema import Field, Member, Type

Part = TypeVar("Part")

Row: TypeAlias = tuple[int, Part]
"""A part of a model with its place among the others, from 0."""

FLOOR = 60
"""From which certainty on two fields of different names are taken for one, in percent."""


class _Traits(Struct, frozen=True, kw_only=True):
    """What tells a field: its name, its description, and how far from which neighbours it is."""

    letters: frozenset[str]
    description: str
    places: frozenset[Hashable]
    tokens: frozenset[Hashable]


def match_fields(
    old: tuple[tuple[Field, ...], World], new: tuple[tuple[Field, ...], World]
) -> Pairing[Row[Field]]:
    """Pair the fields of an object: by names, then by likeness among those of one type."""
    pairing = _rows(old[0], new[0])
    pairing.by(lambda row: (row[1].name, row[1].wire_name))
    pairing.by(lambda row: row[1].wire_name)
    pairing.by(lambda row: row[1].name)
    if pairing.removed and pairing.added:
        removed = _field_traits(
            pairing.removed, *old, [p.old[0] for p in pairing.pairs]
        )
        added = _field_traits(pairing.added, *new, [p.new[0] for p in pairing.pairs])
        pairing.by_likeness((removed, added), _likeness, FLOOR)
    return pairing


def match_members(
    old: tuple[Member, ...], new: tuple[Member, ...]
) -> Pairing[Row[Member]]:
    """Pair the members of an enum: by value, and by name where a value changed."""
    pairing = _rows(old, new)
    pairing.by(lambda row: (value_key(row[1]), row[1].name))
    pairing.by(lambda row: value_key(row[1]))
    pairing.by(lambda row: row[1].name)
    return pairing


def match_alternatives(
    old: tuple[tuple[Type, ...], World], new: tuple[tuple[Type, ...], World]
) -> Pairing[Row[tuple[Type, Shape]]]:
    """Pair the members of a union by what they are."""
    pairing = _rows(_shaped(*old), _shaped(*new))
    pairing.by(lambda row: row[1][1])
    return pairing


def is_reordered(pairs: list[Pair[Row[Part]]]) -> bool:
    """Return whether what is on both sides stands in another order."""
    places = [new for _, new in sorted((pair.old[0], pair.new[0]) for pair in pairs)]
    return places != sorted(places)


def value_key(member: Member) -> Hashable:
    """Return what two members have in common that stand for one JSON value."""
    return isinstance(member.value, str), member.value


def _shaped(types: tuple[Type, ...], world: World) -> tuple[tuple[Type, Shape], ...]:
    return tuple((type_, shape(type_, world)) for type_ in types)


def _rows(old: tuple[Part, ...], new: tuple[Part, ...]) -> Pairing[Row[Part]]:
    return Pairing(list(enumerate(old)), list(enumerate(new)))


def _field_traits(
    rows: list[Row[Field]], fields: tuple[Field, ...], world: World, paired: list[int]
) -> list[_Traits]:
    """Return the traits of unpaired rows; `paired` holds the places of the paired ones."""
    inner = sorted((place, number) for number, place in enumerate(paired))
    anchors = [(-1, -1), *inner, (len(fields), -2)]
    return [_traits(field, world, _near(place, anchors)) for place, field in rows]


def _near(place: int, anchors: list[tuple[int, int]]) -> frozenset[Hashable]:
    """Return how far below and how far above which pair a row stands."""
    following = bisect_left(anchors, (place, -1))
    (above, upper), (below, lower) = anchors[following - 1], anchors[following]
    return frozenset({(upper, place - above), (lower, place - below)})


def _traits(field: Field, world: World, places: frozenset[Hashable]) -> _Traits:
    type_ = shape(field.type, world)
    return _Traits(
        letters=letters(field.name),
        description=field.description,
        places=places,
        tokens=frozenset((type_, token) for token in {*places, *words(field.name)}),
    )


def _likeness(old: _Traits, new: _Traits) -> float:
    """Return how alike two fields of one type are: by name, place and description."""
    name = 2 * dice(old.letters, new.letters)
    place = not old.places.isdisjoint(new.places)
    described = bool(old.description) and old.description == new.description
    return max((name + place) / 3, (name + place + 2) / 5 if described else 0.0)
