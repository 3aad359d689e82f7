from __future__ import annotations

from typetable.graph import components, cycles


def test_components_stand_after_what_they_depend_on() -> None:
    """A cycle is one component, in the order in which it is entered."""
    edges = {"a": ["b"], "b": ["c", "d"], "c": ["b"], "d": [], "e": ["e"]}
    assert components(edges) == [("d",), ("b", "c"), ("a",), ("e",)]


def test_cycles_are_components_that_come_back() -> None:
    """A node that points to itself is one."""
    assert cycles({"a": ["b"], "b": ["a"], "c": ["c"], "d": ["c"]}) == [
        ("a", "b"),
        ("c",),
    ]


def test_a_long_chain_needs_no_recursion() -> None:
    """The docs decide how deep a graph is."""
    chain = {number: [number + 1] for number in range(50_000)} | {50_000: [0]}
    assert len(components(chain)) == 1
