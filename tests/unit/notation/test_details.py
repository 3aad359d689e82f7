"""What says more of a type than the column of types."""

from __future__ import annotations

import pytest

from typetable.language.dialects import packaged
from typetable.notation.details import Detailed, Details
from typetable.notation.grammar import Fault, parse
from typetable.notation.types import ANY, in_words

TYPES = packaged()["jsonschema-markdown"].types
DETAILS = Details(TYPES, 32, frozenset(["Tags"]))
OLDER = Details(packaged()["jsonschema-markdown-2024"].types, 32, frozenset())


def _read(kind: str, raw: str, details: Details = DETAILS) -> Detailed:
    expression = parse(kind, TYPES)
    assert not isinstance(expression, Fault)
    return details.read(expression, raw)


def _kind(kind: str, raw: str) -> str:
    return in_words(_read(kind, raw).kind)


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        ("object", "[A](#a)", "A"),
        ("object", "[A](#a) and/or [B](#b)", "A or B"),
        ("array", "string", "array of string"),
        ("array", "[A](#a) or integer", "array of A or integer"),
        ("array", "Any type", "array of any"),
        ("string", "[A](#a)", "A"),
        ("number", "integer", "integer"),
        ("string or null", "[A](#a)", "A or null"),
        ("integer or string", "string or integer", "string or integer"),
        ("Missing type", "[A](#a)", "A"),
        ("string", "Format: date", "date"),
        ("string", "Format: [`email`](https://a.example)", "string (email)"),
        ("array", "Format: date-time", "array of date-time"),
    ],
)
def test_a_detail_narrows_a_type(kind: str, raw: str, expected: str) -> None:
    """Models, items of arrays and formats, each of which is of the type."""
    assert sorted(_kind(kind, raw).split(" or ")) == sorted(expected.split(" or "))
    assert _read(kind, raw).left == ""


def test_the_model_that_is_an_array_is_not_in_one() -> None:
    """What the column of types calls an array is the model itself."""
    assert _kind("array", "[Tags](#tags)") == "Tags"
    both = _read("array", "[Tags](#tags) or [A](#a)").kind
    assert in_words(both) == "Tags or array of A"


def test_several_types_share_a_detail() -> None:
    """Nobody knows which of them each part is of, so any may be."""
    assert _kind("array or object", "[A](#a)") == "array of A or A"
    assert _kind("array or string", "array or string") == "array of any or string"
    assert _kind("object or string", "[A](#a) or string") == "A or string"


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        ("string", "`a` `b c` `1`", "a, b c, 1"),
        ("integer", "`1` `2`", "1, 2"),
        ("number", "`1` `2.5`", "1, 2.5"),
        ("boolean", "`True` `false`", "True, False"),
        ("const", "`a`", "a"),
        ("array", "`a` `b`", "a, b"),
        ("string or null", "`a` `None`", "a"),
        ("string", "`object`", "object"),
    ],
)
def test_code_is_values_of_the_type(kind: str, raw: str, expected: str) -> None:
    """Each whole, blanks and commas in it too."""
    words = in_words(_read(kind, raw).kind).removeprefix("array of ")
    listed = words.removesuffix(" or null").replace('"', "").split(" or ")
    assert ", ".join(listed) == expected.replace("True, False", "true, false")


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("integer", "`0 <= x `"),
        ("array", "`0 <= x `"),
        ("string", "Length: `1 <= string`"),
        ("string", "[`a|b`](https://example.com/?x)"),
        ("string", "[string](https://example.com)"),
        ("string", "word"),
        ("object", "[A](#a) and [B](#b)"),
        ("object", "string"),
        ("const", "`1`"),
        ("array", "`1` `a`"),
        ("array", "`string`"),
        ("integer or string", "`1` `a`"),
        ("array", "`['a']`"),
        ("string", "`a` to `b`"),
    ],
)
def test_what_says_no_such_thing_is_text(kind: str, raw: str) -> None:
    """And the type stays what it was."""
    kept = _read(kind, raw)
    assert kept.kind == parse(kind, TYPES)
    assert kept.left == raw


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        ("string", "integer or string", "integer or string"),
        ("string", "`red` `blue` and/or boolean", '"red" or "blue" or boolean'),
        ("string", "Format: date and/or [A](#a)", "date or A"),
        ("integer", "`0 <= x <= 9` or string", "integer or string"),
        ("object", "[A](#a), string", "A or string"),
    ],
)
def test_a_type_that_is_but_the_first_of_its_alternatives_is_any_of_them(
    kind: str, raw: str, expected: str
) -> None:
    """Those of another type may be what an array holds; none that the docs allow is refused."""
    words = _kind(kind, raw)
    assert words.startswith(expected)
    assert words.endswith(("or A", f"array of {expected}"))


def test_an_alternative_that_nobody_knows_is_any() -> None:
    """It stays text; the first one is what the column of types says."""
    assert _read("integer", "string or `a < b`") == Detailed(ANY, "string or `a < b`")
    assert _kind("string", "`a < b` or [A](#a)") == "string or A"


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        ("string", "string, string", "string or array of string"),
        ("array", "`a` or boolean", '"a" or boolean or array of "a" or boolean'),
        ("array", "string", "array of string"),
        ("integer", "`1` `2`", "1 or 2"),
    ],
)
def test_where_the_first_is_named_arrays_may_be_meant(
    kind: str, raw: str, expected: str
) -> None:
    """A column of types that names but one of several says no more."""
    assert in_words(_read(kind, raw, OLDER).kind) == expected


def test_code_and_links_hold_no_alternatives() -> None:
    """What stands in them is a value, or a pattern."""
    assert TYPES.apart("`a or b` or [`c, d`](x)") == ["`a or b`", "[`c, d`](x)"]
    assert packaged()["plain"].types.apart("a or b") == ["a or b"]


@pytest.mark.parametrize("kind", ["string", "object", "array"])
def test_a_detail_that_says_the_same_says_nothing(kind: str) -> None:
    """It is no text either, in code or not."""
    assert _read(kind, kind) == _read(kind, f"`{kind}`") == _read(kind, "")
