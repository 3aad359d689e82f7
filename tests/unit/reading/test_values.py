from __future__ import annotations

import pytest

from typetable.reading.types import ScalarType
from typetable.reading.values import with_values

STRING = ScalarType("string")
INTEGER = ScalarType("integer")


@pytest.mark.parametrize(
    "raw",
    [
        '["fixed","sliding"]',
        "[fixed, sliding]",
        "`fixed`, `sliding`",
        '`["fixed", "sliding"]`',
        "'fixed' | 'sliding'",
        "fixed, sliding",
    ],
)
def test_values_are_what_stands_between_commas_with_or_without_brackets(
    raw: str,
) -> None:
    """Brackets and quotes belong to the list, never to a value."""
    assert with_values(STRING, raw) == ScalarType("string", values=("fixed", "sliding"))


@pytest.mark.parametrize("raw", ["non-empty", "any", "[a], [b", 'a", b', "{id}"])
def test_a_cell_that_lists_nothing_adds_no_value(raw: str) -> None:
    """One bare word says what values are like; odd marks are no part of a value."""
    assert with_values(STRING, raw) == STRING


@pytest.mark.parametrize("raw", ["`https`", '"https"'])
def test_one_value_that_is_marked_is_the_only_one(raw: str) -> None:
    """A code span or quotes tell a value from a word about values."""
    assert with_values(STRING, raw) == ScalarType("string", values=("https",))


@pytest.mark.parametrize("raw", ["[1, 65535]", "[1,...]", "(0, 5]", "[200,...,599]"])
def test_the_ends_of_a_range_are_no_values(raw: str) -> None:
    """Two numbers in brackets are a range as often as a list, so nothing is said of them."""
    assert with_values(INTEGER, raw) == INTEGER


def test_numbers_apart_by_commas_are_values() -> None:
    """Without brackets numbers are a list."""
    assert with_values(INTEGER, "1, 2, 3") == ScalarType("integer", values=(1, 2, 3))
