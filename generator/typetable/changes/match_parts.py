"""Parts of one model in two states: which fields, values and union members are the same.

The one rule kept here: fields are the same by name, values of enums by their JSON, members of
unions by shape; only a field is ever guessed, and only among those of its type.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from msgspec import Struct

from typetable.changes.similarity import Matching, dice, letters, words
from typetable.changes.types import shape

if TYPE_CHECKING:
    from collections.abc import Hashable

    from typetable.changes.similarity import Match
    from typetable.changes.types import NumberedTypes, Shape
    from typetable.schema import Field, Member, Type

Part = TypeVar("Part")

Numbered: TypeAlias = tuple[int, Part]
"""A part of a model behind its index among the others, from 0."""

FLOOR = 60
"""The least similarity at which two fields of different names are one, in percent."""


class _Traits(Struct, frozen=True, kw_only=True):
    """The traits of a field: its name, its description, and its distance to paired neighbours."""

    letters: frozenset[str]
    description: str
    neighbours: frozenset[Hashable]
    tokens: frozenset[Hashable]


def match_fields(
    old: tuple[tuple[Field, ...], NumberedTypes],
    new: tuple[tuple[Field, ...], NumberedTypes],
) -> Matching[Numbered[Field]]:
    """Pair the fields of an object: by names, then by similarity among those of one type."""
    matching = _rows(old[0], new[0])
    matching.by(lambda row: (row[1].name, row[1].wire_name))
    matching.by(lambda row: row[1].wire_name)
    matching.by(lambda row: row[1].name)
    if matching.removed and matching.added:
        indices = [(match.old[0], match.new[0]) for match in matching.matches]
        removed = _field_traits(matching.removed, *old, [one for one, _ in indices])
        added = _field_traits(matching.added, *new, [other for _, other in indices])
        matching.by_similarity((removed, added), _similarity, FLOOR)
    return matching


def match_members(
    old: tuple[Member, ...], new: tuple[Member, ...]
) -> Matching[Numbered[Member]]:
    """Pair the members of an enum: by value, and by name where a value changed."""
    matching = _rows(old, new)
    matching.by(lambda row: (value_key(row[1]), row[1].name))
    matching.by(lambda row: value_key(row[1]))
    matching.by(lambda row: row[1].name)
    return matching


def match_alternatives(
    old: tuple[tuple[Type, ...], NumberedTypes],
    new: tuple[tuple[Type, ...], NumberedTypes],
) -> Matching[Numbered[tuple[Type, Shape]]]:
    """Pair the members of a union by their shapes."""
    matching = _rows(_shaped(*old), _shaped(*new))
    matching.by(lambda row: row[1][1])
    return matching


def is_reordered(matches: list[Match[Numbered[Part]]]) -> bool:
    """Return whether parts of both states stand in another order."""
    order = sorted((match.old[0], match.new[0]) for match in matches)
    indices = [new for _, new in order]
    return indices != sorted(indices)


def value_key(member: Member) -> Hashable:
    """Return the key of a value in JSON: 1 is equal to 1.0, and to no text and not to true."""
    kind = type(member.value) if isinstance(member.value, str | bool) else float
    return kind, member.value


def _shaped(
    members: tuple[Type, ...], types: NumberedTypes
) -> tuple[tuple[Type, Shape], ...]:
    return tuple((member, shape(member, types)) for member in members)


def _rows(old: tuple[Part, ...], new: tuple[Part, ...]) -> Matching[Numbered[Part]]:
    return Matching(list(enumerate(old)), list(enumerate(new)))


def _field_traits(
    rows: list[Numbered[Field]],
    fields: tuple[Field, ...],
    types: NumberedTypes,
    paired: list[int],
) -> list[_Traits]:
    """Return the traits of unpaired rows, of which `paired` are the indices of the others."""
    inner = sorted((index, number) for number, index in enumerate(paired))
    # the beginning and the end of an object are neighbours, too
    anchors = [(-1, -1), *inner, (len(fields), -2)]
    return [_traits(field, types, _neighbours(index, anchors)) for index, field in rows]


def _neighbours(index: int, anchors: list[tuple[int, int]]) -> frozenset[Hashable]:
    """Return the distances of a row from the pairs above and below it, each behind its pair."""
    following = bisect_left(anchors, (index, -1))
    (above, upper), (below, lower) = anchors[following - 1], anchors[following]
    return frozenset({(upper, index - above), (lower, index - below)})


def _traits(
    field: Field, types: NumberedTypes, neighbours: frozenset[Hashable]
) -> _Traits:
    type_ = shape(field.type, types)
    tokens = {*neighbours, *words(field.name)}
    return _Traits(
        letters=letters(field.name),
        description=field.description,
        neighbours=neighbours,
        tokens=frozenset((type_, token) for token in tokens),
    )


def _similarity(old: _Traits, new: _Traits) -> float:
    """Return how similar two fields of one type are: by name, neighbours and description."""
    name = 2 * dice(old.letters, new.letters)
    near = not old.neighbours.isdisjoint(new.neighbours)
    described = bool(old.description) and old.description == new.description
    return max((name + near) / 3, (name + near + 2) / 5 if described else 0.0)
