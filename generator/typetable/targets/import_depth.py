"""Import depth: how far references lead at once, and where they have to stop for Python to follow.

The one rule kept here: imports nest as deep as references do, and so do the types that a library
builds; neither may need more stack than there is, however the docs are knit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from typetable.graph import components

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    Edges = Mapping["Node", Sequence["Node"]]

Node = TypeVar("Node", bound="Hashable")

MODULES = 50
"""How many modules may import each other in a row; each takes eight of a thousand frames."""

RING = 80
"""How many may where nothing parts them, as each leads to itself; each takes ten frames."""

_NEAR = 10
"""How many modules more may be imported from within a large ring."""

_UNITS = 60
"""How far a library may follow references; pydantic takes seven of a thousand frames for each."""


def entered_first(
    groups: Sequence[Sequence[Node]], edges: Edges[Node]
) -> Iterator[Node]:
    """Yield the modules to import first, in order, so that no other import leads too deep.

    `groups` are the components of `edges`.
    """
    depths: dict[Node, int] = {}
    for group in groups:
        outer = {t: depths[t] for each in group for t in edges[each] if t in depths}
        depth = len(group) + max(outer.values(), default=0)
        if depth > MODULES:
            yield from (each for each in outer if outer[each] > _NEAR < len(group))
            yield group[0]
            depth = 0
        depths.update(dict.fromkeys(group, depth))


def depth_from(root: Node, edges: Edges[Node]) -> int:
    """Return how deep imports nest if a module is imported before all others."""
    entered = {root}
    pending = [iter(edges[root])]
    deepest = 1
    while pending:
        target = next(pending[-1], None)
        if target is None:
            pending.pop()
        elif target not in entered:
            entered.add(target)
            pending.append(iter(edges[target]))
            deepest = max(deepest, len(pending))
    return deepest


def too_deep(edges: Edges[Node], weights: Mapping[Node, int]) -> frozenset[Node]:
    """Return models of which those that refer to them may not wait to be built.

    Whatever the others refer to in a row has no more weight than a library can bear.
    """
    found: set[Node] = set()
    depths: dict[Node, int] = {}
    for group in components(edges):
        targets = (target for each in group for target in edges[each])
        outer = (depths[t] for t in targets if t in depths and t not in found)
        depth = sum(weights[each] for each in group) + max(outer, default=0)
        depths.update(dict.fromkeys(group, depth))
        if depth > _UNITS:
            _part(group, edges, weights, depths, found)
    return frozenset(found)


def _part(
    group: Sequence[Node],
    edges: Edges[Node],
    weights: Mapping[Node, int],
    depths: dict[Node, int],
    found: set[Node],
) -> None:
    """Open every cycle of a group, and part what is still too long."""
    places = {node: place for place, node in enumerate(group)}
    for node in group:
        found.update(t for t in edges[node] if places.get(t, len(group)) < places[node])
    for node in reversed(group):
        below = (depths[t] for t in edges[node] if t not in found and t != node)
        depths[node] = weights[node] + max(below, default=0)
        if depths[node] > _UNITS:
            found.add(node)
