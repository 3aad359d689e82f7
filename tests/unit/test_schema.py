from __future__ import annotations

import pytest

from typetable.schema import Json


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("true", "true"),
        (" 1.0 ", "1.0"),
        ('{ "a": [1, null] }', '{"a":[1,null]}'),
        ('"\\u00e9"', '"é"'),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
    ],
)
def test_json_is_kept_as_its_text(text: str, kept: str) -> None:
    """Only blanks and needless escapes are lost."""
    assert Json.read(text) == Json(kept)


@pytest.mark.parametrize(
    "text", ["", "now", "NaN", "1e999", "True", "[" * 9999, '"\\ud800"', "1 2"]
)
def test_other_text_is_no_json(text: str) -> None:
    """However near it comes."""
    assert Json.read(text) is None


def test_equal_values_of_python_are_told_apart() -> None:
    """A default of true is none of 1."""
    assert len({Json.of(True), Json.of(1), Json.of(1.0), Json.of("1")}) == 4
    assert Json.of({"a": [None]}).value == {"a": [None]}
