"""Import depth: the depth to which references nest, and where it has to be limited for Python.

The one rule kept here: imports nest as deep as references do, and so do the types that a library
builds; neither may need more stack than there is, for any docs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from typetable.graph import components

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    Edges = Mapping["Node", Sequence["Node"]]

Node = TypeVar("Node", bound="Hashable")

MODULES = 50
"""The most modules that import each other in a row; each takes eight of a thousand frames."""

RING = 80
"""The most in a ring, where each leads to itself; each takes ten frames."""

_NEAR = 10
"""The most modules in a row that may be imported from within a large ring."""

_UNITS = 60
"""The most references that a library follows; pydantic takes seven of a thousand frames each."""


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
            # a large ring takes most of the stack, so deep modules behind it are entered before it
            yield from (each for each in outer if outer[each] > _NEAR < len(group))
            yield group[0]
            depth = 0
        depths.update(dict.fromkeys(group, depth))


def depth_from(root: Node, edges: Edges[Node]) -> int:
    """Return the depth of imports if a module is imported before all others."""
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
    """Return models that have to be built separately from those that refer to them.

    Without them no references in a row have more weight than a library can bear.
    """
    separate: set[Node] = set()
    depths: dict[Node, int] = {}
    for group in components(edges):
        targets = (target for each in group for target in edges[each])
        outer = (depths[t] for t in targets if t in depths and t not in separate)
        depth = sum(weights[each] for each in group) + max(outer, default=0)
        depths.update(dict.fromkeys(group, depth))
        if depth > _UNITS:
            _separate(group, edges, weights, depths, separate)
    return frozenset(separate)


def _separate(
    group: Sequence[Node],
    edges: Edges[Node],
    weights: Mapping[Node, int],
    depths: dict[Node, int],
    separate: set[Node],
) -> None:
    """Open every cycle of a group, and cut chains that are still too long."""
    order = {node: index for index, node in enumerate(group)}
    for node in group:
        own = order[node]
        separate.update(t for t in edges[node] if order.get(t, len(group)) < own)
    for node in reversed(group):
        below = (depths[t] for t in edges[node] if t not in separate and t != node)
        depths[node] = weights[node] + max(below, default=0)
        if depths[node] > _UNITS:
            separate.add(node)
