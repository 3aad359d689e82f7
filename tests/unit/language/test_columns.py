"""What the columns of a table say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.plain_pages import field, read, table

from typetable.language.columns import Columns
from typetable.language.dialects import packaged
from typetable.markdown.document import split_row
from typetable.notation.types import ArrayType, ScalarType

if TYPE_CHECKING:
    from typetable.notation.types import TypeExpr

PLAIN = packaged()["plain"].columns


@pytest.mark.parametrize("title", ["Name", "NAME", "**Name**", "`name`", "[Name](#n)"])
def test_headers_are_compared_as_they_are_seen(title: str) -> None:
    """Without marks, links and case."""
    assert PLAIN.roles(split_row(f"| {title} |", 1)) == ("name",)


@pytest.mark.parametrize(
    "title", ["Names of cats", "Nam", "Not required", "Default unit"]
)
def test_a_header_is_known_as_a_whole(title: str) -> None:
    """A word of it is not enough."""
    assert PLAIN.roles(split_row(f"| {title} |", 1)) == (None,)


def test_no_title_has_two_roles() -> None:
    """Else the order of keys in a file would decide."""
    titles = [
        title.casefold()
        for role in Columns.__struct_fields__
        for title in getattr(PLAIN, role)
    ]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize(
    "header", ["Name | Type", "Type | Name", "Required | Type | Name"]
)
def test_the_order_of_columns_means_nothing(header: str) -> None:
    """Cells are read by what stands above them."""
    cells = {"Name": "a", "Type": "string", "Required": "yes"}
    line = " | ".join(cells[title] for title in header.split(" | "))
    member = field(header, line)
    assert member
    assert member.name == "a"
    assert member.required is ("Required" in header)


@pytest.mark.parametrize(
    "header",
    ["Name | Type | Kind", "Name | Name | Type", "Name | Required | Required"],
)
def test_two_columns_of_one_role_are_an_error(header: str) -> None:
    """Nobody knows which one counts, so the table becomes no fields."""
    found = read("# T", table(header, "a | string | yes"))
    assert found.models == {}
    assert found.codes == ["TT122", "TT122"]


def test_several_columns_may_describe() -> None:
    """Their texts are put together, and facts are found in each."""
    member = field(
        "Name | Type | Description | Notes", "a | string | An id. | Required."
    )
    assert member
    assert member.description == "An id.\nRequired."
    assert member.required


def test_a_column_that_is_not_known_is_told() -> None:
    """The rest of the table is read."""
    found = read("# T", table("Name | Type | Frobnication", "a | string | yes"))
    assert found.names == {"T": ["a"]}
    assert [each.message for each in found.found] == [
        "nothing is known of a column `Frobnication`"
    ]


def test_a_column_without_a_meaning_is_passed_over() -> None:
    """Where the dialect says that it has none."""
    found = read("# T", table("Name | Type | Since", "a | string | 1.0"))
    assert found.codes == []


def test_columns_of_presence_for_several_cases_are_a_condition() -> None:
    """Where they differ; a header may begin like one that the dialect knows."""
    header = "Name | Required for A | Required for B"
    lines = ["a | yes | no", "b | yes | yes", "c | no |", "d | yes | yes _*_"]
    found = read("# T", table(header, *lines))
    said = {
        name: (each.required, each.condition)
        for name, each in found.models["T"].items()
    }
    assert said == {
        "a": (False, "Required for A: yes; Required for B: no"),
        "b": (True, ""),
        "c": (False, ""),
        "d": (False, "Required for A: yes; Required for B: yes *"),
    }
    assert found.codes == []


def test_columns_of_presence_that_do_not_begin_alike_may_disagree() -> None:
    """Then it is told, and nothing is required."""
    found = read("# T", table("Name | Required | Mandatory", "a | yes | no"))
    assert not found.models["T"]["a"].required
    assert [each.message for each in found.found] == [
        "`a` is required by `Required`, optional by `Mandatory`"
    ]


@pytest.mark.parametrize("lines", [["a | ?? | yes"], ["a | yes | ??"]])
def test_an_unknown_word_of_one_of_them_is_an_error(lines: list[str]) -> None:
    """As it is where there is one column."""
    found = read("# T", table("Name | Required | Mandatory", *lines))
    assert found.codes == ["TT204"]


def test_a_column_may_ask_the_other_way_round() -> None:
    """What is not optional is required."""
    found = read("# T", table("Name | Optional", "a | yes", "b | no", "c |"))
    required = {name: each.required for name, each in found.models["T"].items()}
    assert required == {"a": False, "b": True, "c": True}


@pytest.mark.parametrize(
    ("kind", "form", "stated", "description"),
    [
        ("string", "date", ScalarType("date", format="date"), ""),
        ("string", "uuid", ScalarType("string", format="uuid"), ""),
        ("integer", "int64", ScalarType("integer", format="int64"), ""),
        ("integer", "date", ScalarType("integer", format="date"), ""),
        ("string", "-", ScalarType("string"), ""),
        ("string", "two words", ScalarType("string"), "two words"),
        ("object", "x", ScalarType("object"), "x"),
        ("string[]", "uuid", ArrayType(ScalarType("string", format="uuid")), ""),
    ],
)
def test_a_format_refines_the_type_beside_it(
    kind: str, form: str, stated: TypeExpr, description: str
) -> None:
    """What is none is a part of the description."""
    member = field("Name | Type | Format", f"a | {kind} | {form}")
    assert member
    assert (member.type, member.description) == (stated, description)


def test_a_format_alone_is_the_type() -> None:
    """It is called so by some."""
    member = field("Name | Format", "a | int64")
    assert member
    assert member.type == ScalarType("integer")
