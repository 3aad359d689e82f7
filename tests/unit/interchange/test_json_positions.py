import json

import pytest

from typetable.interchange.json_positions import (
    locate,
    repeated_name,
    string_at,
    too_deep,
)

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


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ('{"a": 1, "a": 2}', 9),
        ('{"a": {"b": 1, "b": 2}}', 15),
        ('[{"a": {"a": "a"}}, {"a": ["a", "a"], "\\u0061": 1}]', 38),
        ('{"a": "{", "b": {}, "a" : 1}', 20),
    ],
)
def test_a_name_is_found_where_it_stands_again(text: str, start: int) -> None:
    """In its own object, and however it is spelled; values and other objects do not count."""
    assert json.loads(text[slice(*repeated_name(text))]) in {"a", "b"}
    assert repeated_name(text)[0] == start


def test_without_a_repeated_name_it_is_the_whole_text() -> None:
    """A finding has to stand somewhere."""
    assert repeated_name(TEXT) == (0, len(TEXT))


def test_the_first_bracket_that_is_too_deep_is_found() -> None:
    """Brackets in strings do not count, nor those that are closed."""
    assert too_deep('[[], {"[[[": [1]}]', 2) == (13, 14)
    assert too_deep('[[], {"[[[": [1]}]', 3) == (0, 18)
    assert too_deep("[" * 10, 4) == (4, 5)


@pytest.mark.parametrize(
    ("offset", "string"),
    [
        (0, None),
        (1, '"a"'),
        (2, '"a"'),
        (3, '"a"'),
        (5, None),
        (6, '"b c"'),
        (11, None),
    ],
)
def test_the_string_around_a_character_is_found(
    offset: int, string: str | None
) -> None:
    """With its quotes, also where what follows is no JSON."""
    text = '{"a": "b c" ]'
    place = string_at(text, offset)
    assert (place and text[slice(*place)]) == string
