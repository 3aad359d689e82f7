"""Unions and maps that hold themselves."""

from __future__ import annotations

import pytest
from tests.golden.everything import INTEGER, STRING, module, ref, schema, union

from typetable.schema import Array, Map, Type, UnionModel, UnionOf
from typetable.targets.loops import Named, cut

A, B, C = (ref(name, "spec") for name in "ABC")
NAME_OF_A, NAME_OF_B = (Named("any", union=each) for each in (A, B))


def _members(*unions: UnionModel) -> list[tuple[Type, ...]]:
    """Return the members of unions as they are left."""
    models = cut(schema(module("spec", *unions))).modules[0].models
    return [each.members for each in models if isinstance(each, UnionModel)]


@pytest.mark.parametrize(
    ("member", "left"),
    [
        (Map(A), Map(NAME_OF_A)),
        (Array(Map(A)), Array(Map(NAME_OF_A))),
        (Map(UnionOf((A, STRING))), Map(UnionOf((NAME_OF_A, STRING)))),
        (UnionOf((Array(A), STRING)), UnionOf((Array(NAME_OF_A), STRING))),
        (Map(STRING), Map(STRING)),
    ],
)
def test_what_holds_itself_holds_its_name(member: Type, left: Type) -> None:
    """In arrays and maps of any depth, among others too."""
    assert _members(union("A", member)) == [(left,)]


def test_a_loop_may_have_several_parts() -> None:
    """What is beside it stays as it is."""
    found = _members(
        union("A", Map(UnionOf((B, STRING)))),
        union("B", Array(A), INTEGER),
        union("C", Array(A), Map(C), B),
    )
    assert found == [
        (Map(UnionOf((NAME_OF_B, STRING))),),
        (Array(NAME_OF_A), INTEGER),
        (Array(A), Map(Named("any", union=C)), B),
    ]


def test_members_of_each_other_are_no_loop_to_cut() -> None:
    """They are opened once when they are spelled."""
    unions = union("A", B, STRING), union("B", A, INTEGER)
    assert _members(*unions) == [(B, STRING), (A, INTEGER)]
