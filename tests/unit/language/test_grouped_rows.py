"""Rows that begin and end the members of another one."""

from __future__ import annotations

import pytest
from tests.plain_pages import read, table

from typetable.notation.types import ANY, ArrayType, NamedType, UnionType

HEADER = "Name | Type | Description"


def test_rows_between_two_ends_are_members() -> None:
    """Of what the first one names; the second one is told."""
    lines = (r"\<data\> | | ", "a | string | A.", r"\</data\> | | ", "b | string | B.")
    found = read("# T", table(HEADER, *lines))
    assert found.names == {"T": ["data", "b"], "T data": ["a"]}
    assert found.codes == ["TT205"]
    assert (found.draft.ledger.kept, found.draft.ledger.told) == (3, 1)


def test_groups_may_be_in_groups_and_hold_marks() -> None:
    """Each is of the nearest one around it."""
    lines = (
        r"\<a\> | | ",
        "b | object | B.",
        "> c | string | C.",
        r"\<d\> | | ",
        "e | string | E.",
        r"\</d\> | | ",
        r"\</a\> | | ",
    )
    found = read("# T", table(HEADER, *lines))
    assert found.names["T a"] == ["b", "d"]
    assert found.names["T a b"] == ["c"]
    assert found.names["T a d"] == ["e"]


@pytest.mark.parametrize(
    ("kind", "stated"),
    [
        ("object array", ArrayType(NamedType("T data", 0, 0))),
        (
            "",
            UnionType(
                (NamedType("T data", 0, 0), ArrayType(NamedType("T data", 0, 0)))
            ),
        ),
    ],
)
def test_a_group_is_what_its_row_says(kind: str, stated: object) -> None:
    """Where it says nothing, it may be one or several."""
    lines = (rf"DATA\_START | {kind} | ", "a | string | A.", r"DATA\_END | | ")
    found = read("# T", table(HEADER, *lines))
    assert found.models["T"]["data"].type == stated


def test_a_list_says_by_its_name_what_it_is() -> None:
    """It is called like the attribute that it is, in capitals where others are, too."""
    lines = (
        r"\<list\>(Attribute Name: data) | | ",
        "A | string | A.",
        r"\</list\> | | ",
    )
    found = read("# T", table(HEADER, *lines))
    assert found.models["T"]["data"].type == ArrayType(NamedType("T data", 0, 0))
    lines = (r"X\_START | object | ", "A | string | A.", r"X\_END | | ")
    assert read("# T", table(HEADER, *lines)).names["T"] == ["X"]


def test_a_group_that_no_row_ends_is_an_error() -> None:
    """Nothing says how many of the rows below are in it."""
    lines = (r"DATA\_START | object array | ", "a | string | A.")
    found = read("# T", table(HEADER, *lines))
    assert found.names == {"T": ["a"]}
    assert found.codes == ["TT129"]


def test_names_that_end_alike_are_no_group() -> None:
    """They have types of their own, which hold nothing."""
    lines = ("day_START | date | From.", "a | string | A.", "day_END | date | To.")
    found = read("# T", table(HEADER, *lines))
    assert found.names == {"T": ["day_START", "a", "day_END"]}


def test_a_name_in_brackets_stands_for_any() -> None:
    """As long as no row ends it."""
    found = read("# T", table(HEADER, r"\<name\> | string | Any."))
    assert found.draft.models[0].extra != ANY  # type: ignore[union-attr]
    assert not [each for each in found.found if each.is_error]
