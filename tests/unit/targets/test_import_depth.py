from __future__ import annotations

import pytest

from typetable.graph import components
from typetable.targets.import_depth import MODULES, depth_from, entered_first, too_deep

COUNT = 300

CHAIN = {n: [n + 1] for n in range(COUNT)} | {COUNT: []}
RING = {n: [(n + 1) % COUNT] for n in range(COUNT)}
LADDER = {n: [*range(max(0, n - 3), min(COUNT, n + 4))] for n in range(COUNT)}
"""Each node refers to those near it, and to itself."""


def first(edges: dict[int, list[int]]) -> list[int]:
    """Return the modules that are imported first."""
    return [*entered_first(components(edges), edges)]


def test_near_modules_are_imported_when_they_are_used() -> None:
    """The package imports none, whether they are in a row or a ring."""
    assert first({n: [n + 1] for n in range(MODULES - 1)} | {MODULES - 1: []}) == []
    assert first({n: [(n + 1) % MODULES] for n in range(MODULES)}) == []


def test_no_import_leads_too_deep() -> None:
    """If some are imported first in the order given, each nests a bounded number of others."""
    done: set[int] = set()
    for module in [*first(CHAIN), 0]:
        left = {n: [t for t in CHAIN[n] if t not in done] for n in CHAIN}
        assert depth_from(module, left) <= MODULES + 1
        done.update(range(module, COUNT + 1))


def test_the_depth_of_a_ring_is_its_length() -> None:
    """Each module imports the next before it is done."""
    assert depth_from(0, RING) == COUNT
    assert depth_from(0, {0: [1, 2], 1: [], 2: []}) == 2


@pytest.mark.parametrize(
    "edges", [CHAIN, RING, LADDER], ids=["chain", "ring", "ladder"]
)
def test_libraries_never_follow_references_far(edges: dict[int, list[int]]) -> None:
    """What is left when those too far are taken off has short ways, and no long cycles."""
    weights = dict.fromkeys(edges, 2)
    far = too_deep(edges, weights)
    left = {n: [t for t in edges[n] if t not in far] for n in edges}
    assert 0 < len(far) < len(edges)
    assert max(depth_from(n, left) for n in left) <= 31


def test_what_is_near_is_never_too_far() -> None:
    """Small cycles are left to the libraries."""
    near = {n: [(n + 1) % 20, n] for n in range(20)}
    assert too_deep(near, dict.fromkeys(near, 2)) == frozenset()


def test_heavy_types_count_more() -> None:
    """A library needs stack for what stands around a reference too."""
    chain = {n: [n + 1] for n in range(20)} | {20: []}
    assert too_deep(chain, dict.fromkeys(chain, 2)) == frozenset()
    assert too_deep(chain, dict.fromkeys(chain, 20))
