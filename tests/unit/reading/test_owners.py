"""Members whose members another table of their section lists."""

from __future__ import annotations

import pytest
from tests.plain_pages import read, table

from typetable.notation.types import ANY, ArrayType, NamedType, ScalarType

INNER = table("Field | Type", "size | integer")


@pytest.mark.parametrize("kind", ["object", "", "any"])
def test_a_sentence_says_which_member_has_the_members_of_a_table(kind: str) -> None:
    """They are a model of their own, which is called like both."""
    outer = table("Field | Type", "id | string", f"data | {kind}")
    line = "The data object has the following properties:"
    found = read("# Event log", outer, line, INNER)
    assert found.names == {"Event log": ["id", "data"], "Event log data": ["size"]}
    member = found.models["Event log"]["data"]
    assert member.type == NamedType("Event log data", 0, 0)
    assert found.codes == []


def test_members_may_be_those_of_the_items_of_an_array() -> None:
    """A line in bold may say so, with a remark."""
    outer = table("Field | Type", "parts | array of objects")
    found = read("# Car", outer, "**Parts** (see above):", INNER)
    assert found.names == {"Car": ["parts"], "Parts": ["size"]}
    kind = found.models["Car"]["parts"].type
    assert kind == ArrayType(NamedType("Parts", 0, 0))


def test_a_member_of_a_member_of_a_member_has_a_table_too() -> None:
    """Each is looked for in all tables above."""
    outer = table("Field | Type", "data | object")
    middle = table("Field | Type", "target | object")
    found = read(
        "# Log",
        outer,
        "The data object has the following properties:",
        middle,
        "The target object has the following properties:",
        INNER,
    )
    assert [*found.names] == ["Log", "Log data", "Log data target"]


@pytest.mark.parametrize("kind", ["string", "Car", "integer[]"])
def test_a_member_of_another_kind_has_no_members(kind: str) -> None:
    """The table goes on with the one above."""
    outer = table("Field | Type", f"data | {kind}")
    line = "The data object has the following properties:"
    assert read("# Log", outer, line, INNER).names == {"Log": ["data", "size"]}


def test_a_sentence_about_no_member_names_nothing() -> None:
    """As where no table stands above."""
    line = "The data object has the following properties:"
    outer = table("Field | Type", "id | object")
    assert read("# Log", outer, line, INNER).names == {"Log": ["id", "size"]}
    assert read("# Log", line, INNER).names == {"Log": ["size"]}


def test_the_docs_may_call_the_model_of_a_member_like_it() -> None:
    """In code it is the name of the model."""
    outer = table("Field | Type", "summary | object", "rest | any")
    line = "The `summary` object has the following properties:"
    found = read("# Log", outer, line, INNER)
    assert found.names == {"Log": ["summary", "rest"], "summary": ["size"]}
    kinds = [each.type for each in found.models["Log"].values()]
    assert kinds == [NamedType("summary", 0, 0), ANY]
    assert ScalarType("object") not in kinds
