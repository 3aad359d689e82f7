"""Matching of things in two states: by equal keys first, then by similarity.

The one rule kept here: matching is the same in both directions, and similarity is computed only
for the few candidates that share an uncommon trait, so that the work stays linear in the input.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

COMMON = 16
"""The most things that share a trait by which candidates are looked up."""

CANDIDATES = 16
"""The most candidates that are compared with one thing, those with the rarest traits first."""


class Traits(Protocol):
    """The traits of a thing; things that share one of the `tokens` are candidates for a match."""

    @property
    def tokens(self) -> frozenset[Hashable]:
        """The traits by which candidates are looked up."""


Thing = TypeVar("Thing")
Known = TypeVar("Known", bound=Traits)


class Match(Struct, Generic[Thing], frozen=True, kw_only=True):
    """The same thing in two states; `sure` is the certainty in percent."""

    old: Thing
    new: Thing
    sure: int = 100


class Matching(Generic[Thing]):
    """The pairs so far, and the rest of either state, in the given order."""

    def __init__(self, old: Sequence[Thing], new: Sequence[Thing]) -> None:
        self.matches: list[Match[Thing]] = []
        self.removed = list(old)
        self.added = list(new)

    def by(self, key: Callable[[Thing], Hashable]) -> None:
        """Pair things of equal keys; the first with the first where several have one."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for index in range(len(self.added) - 1, -1, -1):
            waiting[key(self.added[index])].append(index)
        self._take(
            (index, positions.pop(), 100)
            for index, thing in enumerate(self.removed)
            if (positions := waiting.get(key(thing)))
        )

    def by_similarity(
        self,
        traits: tuple[Sequence[Known], Sequence[Known]],
        similarity: Callable[[Known, Known], float],
        floor: int,
    ) -> None:
        """Pair similar things, the surest first, down to `floor` percent.

        `traits` are those of `removed` and of `added`, in their order.
        """
        old, new = traits
        # both ways, so that the outcome is the same whichever state is the old one
        near = {*_near(old, new), *((i, j) for j, i in _near(new, old))}
        scored = ((round(100 * similarity(old[i], new[j])), i, j) for i, j in near)
        ranked = sorted((-sure, i, j) for sure, i, j in scored if sure >= floor)
        self._take(_greedy(ranked))

    def _take(self, indices: Iterator[tuple[int, int, int]]) -> None:
        taken = list(indices)
        self.matches += [
            Match(old=self.removed[i], new=self.added[j], sure=sure)
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
    for position, other in enumerate(others):
        for token in other.tokens:
            holders[token].append(position)
    for position, thing in enumerate(things):
        groups = (holders[token] for token in thing.tokens if token in holders)
        rare = sorted((len(group), group) for group in groups if len(group) <= COMMON)
        candidates = chain.from_iterable(group for _, group in rare)
        for candidate in islice(dict.fromkeys(candidates), CANDIDATES):
            yield position, candidate


def _without(things: list[Thing], positions: set[int]) -> list[Thing]:
    return [thing for position, thing in enumerate(things) if position not in positions]


def dice(one: frozenset[Thing], other: frozenset[Thing]) -> float:
    """Return the Dice coefficient of two sets, from 0 to 1; 0 for two empty ones."""
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
