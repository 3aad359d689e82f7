"""JSON as people write it in docs, with places."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told_values import told

from typetable.interchange.json_values import (
    DEEPEST,
    JsonValue,
    NotJsonError,
    values,
    values_of_json5,
)


def read(text: str) -> JsonValue:
    """Return the one value of a text."""
    (value,) = values(text)
    return value


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet='ab"\\/é\n# ', max_size=5),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("ab"), inner),
    max_leaves=10,
)


@given(JSON)
def test_json_is_what_it_says(value: object) -> None:
    """Each JSON text is the value that it is for everybody."""
    assert told(read(json.dumps(value, indent=1))) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1, // why\n "b": [1, 2,],}', {"a": 1, "b": [1, 2]}),
        ('# first\n{"a": /* no */ "http://x"}', {"a": "http://x"}),
        ('{"a": ..., "b": "<name>"}', {"a": ..., "b": ...}),
    ],
)
def test_comments_and_last_commas_are_tolerated(text: str, value: object) -> None:
    """Comments and a comma at an end change nothing; what is left out may be anything."""
    assert told(read(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, ...}',
        '{... "a": 1}',
        '{"a": 1 … }',
        '{"...", "a": 1}',
        '{"a": 1, "...": "..."}',
        '{"a": 1 // ...\n}',
        '{ /* ... */ "a": 1}',
    ],
)
def test_dots_leave_something_out(text: str) -> None:
    """However dots are written, the object is in part, and what stands there is read."""
    value = read(text)
    assert value.partial
    assert told(value) == {"a": 1}


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ('{"a" 1}', 5),
        ('{"a": 1 "b": 2}', 8),
        ("{a: 1}", 1),
        ("[,]", 1),
        ("[1,,2]", 3),
        ("[1", 2),
        ("GET /a", 0),
        ("{'a': 1}", 1),
        ("[2020-01-01]", 1),
        ('["\\x"]', 1),
        ("}", 0),
        ("[" * (DEEPEST + 1), DEEPEST + 1),
    ],
)
def test_what_is_no_json_is_told_at_its_place(text: str, at: int) -> None:
    """All else is refused where it begins to be no JSON."""
    with pytest.raises(NotJsonError) as caught:
        values(text)
    assert caught.value.at == at


def test_values_may_follow_each_other() -> None:
    """Several values are several, as a stream has them."""
    assert [told(each) for each in values('{"a": 1}\n{"b": 2}')] == [{"a": 1}, {"b": 2}]


@pytest.mark.parametrize("part", ['"', "/*", "[", "{", "//", "#", "\\", ' "a"', "1"])
def test_no_text_takes_long(part: str) -> None:
    """The time for a text is a matter of its length, whatever it repeats."""
    with pytest.raises(NotJsonError):
        values("{" + part * 20_000)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a: 1, $b_2: null,}", {"a": 1, "$b_2": None}),
        ("{'a b': 'it\\'s \"so\"'}", {"a b": 'it\'s "so"'}),
        ('{a: "b", "c": true}', {"a": "b", "c": True}),
    ],
)
def test_json5_has_names_without_quotes(text: str, value: object) -> None:
    """And single ones; in JSON neither is any."""
    (found,) = values_of_json5(text)
    assert told(found) == value
    with pytest.raises(NotJsonError):
        values(text)


@pytest.mark.parametrize("text", ["{a: b}", "a", "{a b}", "{'a: 1}", "{1: 2}"])
def test_json5_has_no_other_words(text: str) -> None:
    """A value is none without quotes."""
    with pytest.raises(NotJsonError):
        values_of_json5(text)


def test_a_spread_says_that_something_is_left_out() -> None:
    """As dots do that stand alone."""
    (found,) = values('{"a": 1, ...otherFields, "b": 2}')
    assert (found.partial, told(found)) == (True, {"a": 1, "b": 2})


def test_a_member_alone_is_no_json() -> None:
    """The reason is told at its colon."""
    with pytest.raises(NotJsonError, match="a member stands in no object") as found:
        values('"mission": {}')
    assert found.value.at == len('"mission"')
