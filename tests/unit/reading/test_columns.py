"""What the columns of a table say."""

from __future__ import annotations

import pytest
from tests.plain_pages import field, read, table

from typetable.markdown.document import split_row
from typetable.reading.columns import Columns
from typetable.reading.dialects import packaged

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
    ["Name | Type | Format", "Name | Name | Type", "Name | Required | Mandatory"],
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
