"""Letters that are marks: a circle for yes and a cross for no."""

from __future__ import annotations

import pytest
from tests.plain_pages import read, table


def _required(header: str, *letters: str) -> list[bool]:
    rows = (f"f{at} | string | {each}" for at, each in enumerate(letters))
    found = read("# X", table(f"Name | Type | {header}", *rows))
    assert found.codes == []
    return [field.required for field in found.models["X"].values()]


@pytest.mark.parametrize("header", ["필수", "必須", "必填"])
@pytest.mark.parametrize("letters", ["O", "X", "OX", "o-", "**O**"])
def test_below_a_header_of_east_asia_a_circle_is_yes(header: str, letters: str) -> None:
    """And a cross is no, whatever stands beside them."""
    cells = [letters] if "*" in letters else [*letters]
    told = [each.strip("*").casefold() == "o" for each in cells]
    assert _required(header, *cells) == told


def test_both_marks_in_one_column_are_a_circle_and_a_cross() -> None:
    """As is a circle beside empty cells."""
    assert _required("Required", "O", "X", "") == [True, False, False]
    assert _required("Required", "O", "", "-") == [True, False, False]


def test_letters_among_other_words_are_letters() -> None:
    """Of `M/O`, where `O` is optional, and of a cross alone, which is a mark of what is there."""
    assert _required("M/O", "M", "O") == [True, False]
    assert _required("M/O", "O", "") == [False, False]
    assert _required("Required", "x", "") == [True, False]


def test_other_columns_of_presence_have_marks_too() -> None:
    """Also those that ask the other way round."""
    rows = ("a | string | O", "b | string | X")
    found = read("# X", table("Name | Type | Optional", *rows)).models["X"]
    assert [found["a"].required, found["b"].required] == [False, True]


def test_a_broken_row_turns_no_mark_of_east_asia_around() -> None:
    """It is told, and the others say what they say."""
    rows = ("a | string | `5`", "b | string | X", "c | string | M")
    header = "Name | Type | \ud544\uc218"
    found = read("# X", table(header, *rows[:2]))
    assert ([*found.models["X"]], found.codes) == (["b"], ["TT204"])
    assert not found.models["X"]["b"].required
    assert read("# X", table(header, *rows[1:])).models["X"]["b"].required
