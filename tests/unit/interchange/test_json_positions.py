import json

import pytest

from typetable.interchange.json_positions import locate

TEXT = '{"a": [1, {"b}": "x,]\\"", "c": []}, null],\n "d": {}, "": true}'


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ((), "{"),
        (("a",), "["),
        (("a", 0), "1"),
        (("a", 1), "{"),
        (("a", 1, "b}"), '"x,]\\""'),
        (("a", 1, "c"), "["),
        (("a", 2), "null"),
        (("d",), "{"),
        (("",), "true"),
    ],
)
def test_a_value_is_found_by_its_path(path: tuple[str | int, ...], word: str) -> None:
    """Brackets and commas in strings are no brackets and commas."""
    json.loads(TEXT)
    start, end = locate(TEXT, path)
    assert TEXT[start:end] == word


def test_what_is_not_there_is_the_whole_text() -> None:
    """A finding has to stand somewhere."""
    assert locate(TEXT, ("z",)) == (0, len(TEXT))
