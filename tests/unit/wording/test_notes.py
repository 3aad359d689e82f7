"""Cells of tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typetable.wording.notes import tags, tags_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("[optional]", ["[optional]"]),
        ("[optional] [readonly]", ["[optional]", "[readonly]"]),
        ("[optional][default to [1, [2]]]", ["[optional]", "[default to [1, [2]]]"]),
        ("[default to 'a, b']", ["[default to 'a, b']"]),
        ("optional, read only; new", ["optional", "read only", "new"]),
        ("(optional) rest", ["(optional)", "rest"]),
        ("] [a", ["]", "[a"]),
    ],
)
def test_tags_are_in_brackets_or_apart(text: str, expected: list[str]) -> None:
    """What brackets hold is one tag, whatever it is."""
    assert [tag for tag in tags(text) if tag] == expected


@given(st.text("[](),; ab"))
def test_no_letter_is_lost(text: str) -> None:
    """Every letter is in one tag."""
    letters = [each for each in text if each.isalpha()]
    assert [each for tag in tags(text) for each in tag if each.isalpha()] == letters


def test_two_tags_are_no_link() -> None:
    """Also where no blank stands between them."""
    assert tags_in("[optional][default to &#39;a&#39;]") == [
        "[optional]",
        "[default to 'a']",
    ]
