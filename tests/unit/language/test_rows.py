"""Rows of a table, and the lines below it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.plain_pages import read, rows, table

from typetable.language.dialects import packaged
from typetable.language.texts import TextRules
from typetable.wording.spelling import Spelling

HEADER = "Name | Type | Required | Description"


def test_cells_of_one_role_that_say_nothing_are_left_out() -> None:
    """Those of several columns of text stand on lines of their own."""
    nothing = TextRules(nothing=(Spelling.of("-"),))
    dialect = replace(packaged()["plain"], texts=nothing)
    lines = ("a | string | x | y", "b | string | x | -", "c | string | - | y")
    page = table("Name | Type | Description | Notes", *lines)
    found = read("# T", page, dialect=dialect)
    texts = [each.description for each in found.models["T"].values()]
    assert texts == ["x\ny", "x", "y"]


def test_a_padded_row_is_as_any() -> None:
    """Blanks around cells mean nothing, and neither do outer pipes."""
    found = read(
        "# T", "Name   |   Type  \n-------|-----\n  `a`   |   string  \nb|string"
    )
    assert found.names == {"T": ["a", "b"]}


def test_a_row_without_a_name_is_an_error() -> None:
    """Even where it has nothing else."""
    fields, codes = rows(HEADER, " | string | yes | x", " | | | ", "b | string | | ")
    assert [*fields] == ["b"]
    assert codes == ["TT205", "TT205"]


def test_a_second_row_of_a_name_is_an_error() -> None:
    """The first one counts, and the finding shows where it stands."""
    found = read("# T", table("Name | Type", "a | string", "`a` | integer"))
    (second,) = found.found
    assert second.code == "TT206"
    assert [label.span.line for label in second.labels] == [5]
    assert found.names == {"T": ["a"]}


def test_a_line_of_text_below_a_row_goes_on_with_it() -> None:
    """Markdown takes it for a row, and it is told."""
    lines = table(HEADER, "b | string | yes | ", "a | string | yes | One.")
    found = read("# T", lines.rstrip() + "\nTwo words.")
    assert found.models["T"]["a"].description == "One.\nTwo words."
    assert found.codes == ["TT112"]


def test_a_line_break_below_a_row_is_no_text() -> None:
    """Though Markdown takes it for a row, and it is told."""
    lines = table(HEADER, "b | string | yes | ", "a | string | yes | One.")
    found = read("# T", lines.rstrip() + "\n<br>")
    assert found.models["T"]["a"].description == "One."
    assert found.codes == ["TT112"]


def test_text_behind_a_blank_line_is_none_of_the_row() -> None:
    """However it may look."""
    found = read(
        "# T", table("Name | Type | Required", "a | string | yes"), "b | c | no"
    )
    assert found.names == {"T": ["a"]}
    assert found.codes == []


@pytest.mark.parametrize("row", ["|", "| | |", "|  |  |  |"])
def test_a_row_without_any_text_says_nothing(row: str) -> None:
    """It is told, and is none of the model's."""
    found = read(
        "# T", f"| Name | Type | Required |\n| - | - | - |\n| a | string | yes |\n{row}"
    )
    assert found.names == {"T": ["a"]}
    assert [(each.code, each.severity) for each in found.found] == [("TT205", "note")]
    assert found.draft.ledger.told == 1
