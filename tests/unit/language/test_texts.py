"""The text of a section."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.plain_pages import read, table

from typetable.language.dialects import packaged

PLAIN = packaged()["plain"]
MERGING = replace(PLAIN, models=replace(PLAIN.models, tables="merge"))
A = table("Name | Type", "a | string")


def _described(*parts: str) -> str:
    (model,) = read(*parts).draft.models
    return model.description


def test_paragraphs_stay_apart() -> None:
    """And the lines of one stay lines."""
    assert _described("# X", "One.\nTwo.", "Three.", A) == "One.\nTwo.\n\nThree."


@pytest.mark.parametrize(
    ("line", "required"),
    [
        ("Required attributes:", True),
        ("**Required attributes**:", True),
        ("Required attributes", False),
        ("The following are not required attributes:", False),
    ],
)
def test_a_line_with_a_colon_is_a_heading_of_the_table_below(
    line: str, *, required: bool
) -> None:
    """It says something of all rows, and of no other table."""
    more = table("Name | Type", "b | string")
    found = read("# X", line, A, "Others.", more, dialect=MERGING)
    members = found.models["X"]
    assert [members["a"].required, members["b"].required] == [required, False]


def test_text_below_a_table_is_no_description_of_it() -> None:
    """It may be about anything."""
    assert _described("# X", "One.", A, "Two.") == "One."


def test_lists_and_quotes_are_text() -> None:
    """Code is none."""
    text = _described("# X", "- one\n- two", "> three", "```\nfour\n```", A)
    assert "one" in text
    assert "three" in text
    assert "four" not in text


def test_markup_is_taken_off() -> None:
    """Entities are their characters, and lines end at `<br>`."""
    assert _described("# X", "a &amp; b<br>c", A) == "a & b\nc"


@pytest.mark.parametrize(
    "line",
    [
        "The `Bus` object has the following properties:",
        "Each `Bus` object contains:",
        "The `Bus` schema contains these members",
        "**Bus**",
        "**Bus**:",
        "**Bus:**",
        "`Bus`:",
        "`Bus` object:",
    ],
)
def test_a_line_right_above_a_table_names_it(line: str) -> None:
    """In code or bold."""
    assert [*read("# X", line, A).names] == ["Bus"]


@pytest.mark.parametrize(
    "line",
    [
        "The Bus object has the following properties:",
        "**Properties**",
        "**Note:**",
        "**This is important to know.**",
        "**A name of far too many whole words to be one**",
        "The `Bus` is red.",
    ],
)
def test_another_line_names_nothing(line: str) -> None:
    """What is generic, a sentence, or not marked is no name."""
    assert [*read("# X", line, A).names] == ["X"]


def test_a_line_that_is_not_right_above_names_nothing() -> None:
    """It may be about what stands in between."""
    assert [*read("# X", "**Bus**", "It is red.", A).names] == ["X"]


@pytest.mark.parametrize(
    ("sentence", "required"),
    [
        ("All fields are required.", True),
        ("All parameters are required:", True),
        ("It is a bus. All fields are required.", True),
        ("Not all fields are required.", False),
        ("All fields are required if the bus is red.", False),
        ("All fields are optional.", False),
    ],
)
def test_a_sentence_above_holds_for_all_rows(sentence: str, *, required: bool) -> None:
    """Where it says so and no more."""
    assert read("# X", sentence, A).models["X"]["a"].required is required


@pytest.mark.parametrize(
    ("heading", "required"),
    [("Required", True), ("Required fields", True), ("Required reading", False)],
)
def test_a_heading_holds_for_all_rows(heading: str, *, required: bool) -> None:
    """As a whole."""
    (fields,) = read("# X", f"## {heading}", A).models.values()
    assert fields["a"].required is required


def test_a_sentence_is_not_about_the_next_section() -> None:
    """Not even about one inside of its own."""
    found = read("# X", "All fields are required.", A, "## Y", A)
    assert found.models["X"]["a"].required
    assert not found.models["Y"]["a"].required


def test_headings_of_parts_describe_nothing() -> None:
    """Other headings inside a model are text of it."""
    assert _described("# X", "One.", "## Properties:", "Two.", A) == "One.\n\nTwo."
