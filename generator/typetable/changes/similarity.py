"""Pairing things of two states: by equal keys first, then by likeness.

The one rule kept here: pairing is the same in both directions, and likeness is asked only of the
few candidates that share an uncommon trait, so that the work stays linear in the input.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

COMMON = 16
"""A trait that more things than this share says nothing about any of them."""

CANDIDATES = 16
"""How many candidates are looked at for one thing, those with the rarest traits first."""


class Traits(Protocol):
    """What is known of a thing before it is paired; `tokens` bring candidates together."""

    @property
    def tokens(self) -> frozenset[Hashable]:
        """The traits that are worth looking up."""


Thing = TypeVar("Thing")
Known = TypeVar("Known", bound=Traits)


class Pair(Struct, Generic[Thing], frozen=True, kw_only=True):
    """The same thing in two states; `sure` says how likely it is the same, in percent."""

    old: Thing
    new: Thing
    sure: int = 100


class Pairing(Generic[Thing]):
    """What is paired so far, and what is left on either side, in the order it came."""

    def __init__(self, old: Sequence[Thing], new: Sequence[Thing]) -> None:
        self.pairs: list[Pair[Thing]] = []
        self.removed = list(old)
        self.added = list(new)

    def by(self, key: Callable[[Thing], Hashable]) -> None:
        """Pair what has an equal key; the first with the first where several have."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for index in range(len(self.added) - 1, -1, -1):
            waiting[key(self.added[index])].append(index)
        self._take(
            (index, places.pop(), 100)
            for index, thing in enumerate(self.removed)
            if (places := waiting.get(key(thing)))
        )

    def by_likeness(
        self,
        traits: tuple[Sequence[Known], Sequence[Known]],
        likeness: Callable[[Known, Known], float],
        floor: int,
    ) -> None:
        """Pair what is alike, the surest first, down to `floor` percent.

        `traits` are those of `removed` and of `added`, in their order.
        """
        old, new = traits
        near = {*_near(old, new), *((i, j) for j, i in _near(new, old))}
        scored = ((round(100 * likeness(old[i], new[j])), i, j) for i, j in near)
        ranked = sorted((-sure, i, j) for sure, i, j in scored if sure >= floor)
        self._take(_greedy(ranked))

    def _take(self, found: Iterator[tuple[int, int, int]]) -> None:
        taken = list(found)
        self.pairs += [
            Pair(old=self.removed[i], new=self.added[j], sure=sure)
            for i, j, sure in taken
        ]
        self.removed = _without(self.removed, {i for i, _, _ in taken})
        self.added = _without(self.added, {j for _, j, _ in taken})


def _greedy(ranked: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    old_taken: set[int] = set()
    new_taken: set[int] = set()
    for negative, i, j in ranked:
        if i not in old_taken and j not in new_taken:
            old_taken.add(i)
            new_taken.add(j)
            yield i, j, -negative


def _near(
    things: Sequence[Traits], others: Sequence[Traits]
) -> Iterator[tuple[int, int]]:
    """Yield index pairs of things and the few others that share their rarest traits."""
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for place, other in enumerate(others):
        for token in other.tokens:
            holders[token].append(place)
    for place, thing in enumerate(things):
        groups = (holders[token] for token in thing.tokens if token in holders)
        rare = sorted((len(group), group) for group in groups if len(group) <= COMMON)
        candidates = chain.from_iterable(group for _, group in rare)
        for candidate in islice(dict.fromkeys(candidates), CANDIDATES):
            yield place, candidate


def _without(things: list[Thing], places: set[int]) -> list[Thing]:
    return [thing for place, thing in enumerate(things) if place not in places]


def dice(one: frozenset[Thing], other: frozenset[Thing]) -> float:
    """Return how much two sets share, from 0 to 1; two empty ones share nothing."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def letters(name: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters and digits of a name, in any case."""
    plain = "".join(filter(str.isalnum, name.casefold()))
    return frozenset(map("".join, pairwise(plain))) or frozenset({plain})


def words(name: str) -> frozenset[str]:
    """Return the words of a name: `GetPath12_old` has get, path, 12 and old."""
    spaced = []
    for before, char in zip(f" {name}", name, strict=False):
        if char.isupper() > before.isupper() or char.isdigit() != before.isdigit():
            spaced.append(" ")
        spaced.append(char if char.isalnum() else " ")
    return frozenset("".join(spaced).casefold().split())
