"""Graphs: strongly connected components and cycles.

The one rule kept here: no recursion, because the docs decide how deep a graph is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def components(edges: Mapping[Node, Sequence[Node]]) -> list[tuple[Node, ...]]:
    """Return the strongly connected components, those that depend on others last (Tarjan 1972).

    Every target of an edge must be a key. A node without a cycle is a component of its own.
    """
    order: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    open_nodes: dict[Node, None] = {}
    closed: list[tuple[Node, ...]] = []
    for root in edges:
        pending: list[tuple[Node, Iterator[Node]]] = []
        if root not in order:
            pending.append(_enter(root, edges, order, lowest, open_nodes))
        while pending:
            node, following = pending[-1]
            target = next(following, None)
            if target is None:
                pending.pop()
                if pending:
                    parent = pending[-1][0]
                    lowest[parent] = min(lowest[parent], lowest[node])
                if lowest[node] == order[node]:
                    closed.append(_close(node, open_nodes))
            elif target not in order:
                pending.append(_enter(target, edges, order, lowest, open_nodes))
            elif target in open_nodes:
                lowest[node] = min(lowest[node], order[target])
    return closed


def cycles(edges: Mapping[Node, Sequence[Node]]) -> list[tuple[Node, ...]]:
    """Return the components that hold a cycle, a node that points to itself included."""
    return [
        component
        for component in components(edges)
        if len(component) > 1 or component[0] in edges[component[0]]
    ]


def _enter(
    node: Node,
    edges: Mapping[Node, Sequence[Node]],
    order: dict[Node, int],
    lowest: dict[Node, int],
    open_nodes: dict[Node, None],
) -> tuple[Node, Iterator[Node]]:
    order[node] = lowest[node] = len(order)
    open_nodes[node] = None
    return node, iter(edges[node])


def _close(node: Node, open_nodes: dict[Node, None]) -> tuple[Node, ...]:
    """Take a finished component off the open nodes, in the order in which it was entered."""
    component: list[Node] = []
    while not component or component[-1] != node:
        component.append(open_nodes.popitem()[0])
    return tuple(reversed(component))
