"""Values in cells."""

from __future__ import annotations

import pytest
from tests.plain_pages import field

from typetable.notation.types import (
    ANY,
    ArrayType,
    NamedType,
    OptionalType,
    ScalarType,
    TypeExpr,
)
from typetable.notation.values import default_of, examples, json_value, with_values
from typetable.schema import Json

STRING = ScalarType("string")
INTEGER = ScalarType("integer")


def _of(*values: str | None) -> ScalarType:
    return ScalarType("string", values=values)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("20", STRING, "20"),
        ("0.10", OptionalType(STRING), "0.10"),
        ("true", NamedType("string", otherwise=STRING), "true"),
        ('"20"', STRING, "20"),
        ("null", STRING, None),
        ("[1]", STRING, [1]),
        ("20", INTEGER, 20),
        ("20", ANY, 20),
    ],
)
def test_a_default_of_a_text_is_text(text: str, kind: TypeExpr, value: object) -> None:
    """Prices and numbers as text are as they are written; nothing is converted."""
    assert default_of(text, kind) == Json.of(value)


@pytest.mark.parametrize(
    "cell",
    [
        "`a`, `b`",
        "`a` or `b`",
        "a, b",
        "a / b",
        "a\\|b",
        '"a", "b"',
        "`a` (the first), `b`",
        "`a`: the first<br>`b`: the second",
        "- `a` - the first<br>- `b`",
        "`a`, `b`.",
        "\u00aba\u00bb, \u00abb\u00bb",
        "\u201ea\u201c, \u201eb\u201c",
        "\u300ca\u300d\u3001\u300cb\u300d",
    ],
)
def test_a_list_of_values(cell: str) -> None:
    """In code, in quotes, bare, or each with what it means."""
    member = field("Name | Type | Values", f"x | string | {cell}")
    assert member
    assert member.type == _of("a", "b")


@pytest.mark.parametrize(
    "cell",
    [
        "-",
        "N/A",
        "none",
        "any",
        "URL",
        "any text you like",
        "a, b, ...",
        "a, b, etc.",
        "a, b, and so on",
        "see `Foo`",
        "e.g. `a`",
        "not `a`",
        "`a`, `b`, or any URL",
        "up to 5 characters, `a`",
        "`a` - `z`",
        "<1, >2",
        "`^[a-z]+$`",
        "*",
        "`*`",
        "1, 2",
    ],
)
def test_what_is_no_closed_list_lists_nothing(cell: str) -> None:
    """Else a model would say that no other values are documented."""
    member = field("Name | Type | Values", f"x | string | {cell}")
    assert member
    assert member.type == STRING


def test_one_value_is_a_constant_where_it_is_marked() -> None:
    """A bare word may be prose."""
    assert with_values(STRING, "`a`") == _of("a")
    assert with_values(STRING, '"a"') == _of("a")
    assert with_values(STRING, "a") == STRING


@pytest.mark.parametrize(
    ("kind", "cell", "values"),
    [
        ("integer", "1, 2", (1, 2)),
        ("integer", "1-5", ()),
        ("integer", "1, 2.5", ()),
        ("number", "1, 2.5", (1, 2.5)),
        ("boolean", "true, false", (True, False)),
        ("boolean", "yes, no", ()),
        ("integer", "0, 1, 2..10", ()),
        ("any", "a, b", ()),
        ("object", "a, b", ()),
    ],
)
def test_values_are_of_the_type(kind: str, cell: str, values: tuple[object]) -> None:
    """Where one is not, none is taken."""
    scalar = ScalarType(kind)  # type: ignore[arg-type]
    kept = with_values(scalar, cell)
    assert isinstance(kept, ScalarType)
    assert kept.values == values


def test_values_of_an_array_are_those_of_its_items() -> None:
    """And so are those of what may be null."""
    assert with_values(ArrayType(STRING), "a, b") == ArrayType(_of("a", "b"))
    assert with_values(OptionalType(STRING), "a, b") == OptionalType(_of("a", "b"))


@pytest.mark.parametrize("kind", [STRING, OptionalType(STRING)])
def test_a_null_among_values_is_null(kind: ScalarType | OptionalType) -> None:
    """It makes the type optional, once, and is no string."""
    assert with_values(kind, "a, b, null") == OptionalType(_of("a", "b"))


def test_a_value_that_is_listed_twice_is_one() -> None:
    """In the order of the docs."""
    assert with_values(STRING, "b, a, b") == _of("b", "a")


def test_very_many_values_are_no_list() -> None:
    """Nobody wrote so many down as values."""
    assert with_values(STRING, ", ".join(f"v{n}" for n in range(101))) == STRING


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", Json("5")),
        ("1.5", Json("1.5")),
        ("true", Json("true")),
        ("[]", Json("[]")),
        ("null", Json("null")),
        ("'x'", Json('"x"')),
        ("\u201cx\u201d", Json('"x"')),
        ("True", Json("true")),
        ("x", "x"),
        ("5s", "5s"),
        ("NaN", "NaN"),
        ("the current time", "the current time"),
        ("'a' or 'b'", "'a' or 'b'"),
        ("[\u201cUSD\u201d, \u201eEUR\u201c]", Json.of(["USD", "EUR"])),
    ],
)
def test_a_value_is_json_or_the_text_of_the_docs(text: str, value: Json | str) -> None:
    """A word is no string: nobody knows whether it is meant as one."""
    assert json_value(text) == value


@pytest.mark.parametrize(
    ("cell", "default"),
    [
        ("`5`", Json("5")),
        ("`'x'`", Json('"x"')),
        ("**the current time**", "the current time"),
        ("-", None),
        ("`-`", None),
        ("N/A", None),
        ("none", None),
        ("undefined", None),
        ("", None),
    ],
)
def test_a_column_of_defaults(cell: str, default: Json | str | None) -> None:
    """What says that there is none is no value."""
    member = field("Name | Default", f"a | {cell}")
    assert member
    assert member.default == default
    assert not member.required


@pytest.mark.parametrize(
    "cell", ["required", "**Required**", "(required)", "Required."]
)
def test_a_default_that_says_required_is_none(cell: str) -> None:
    """The word stands where the value would."""
    member = field("Name | Default", f"a | {cell}")
    assert member
    assert member.required
    assert member.default is None


def test_a_condition_in_place_of_a_default() -> None:
    """It is neither a value nor required."""
    member = field("Name | Default", "a | required if b")
    assert member
    assert (member.required, member.default) == (False, None)
    assert member.condition == "required if b"


@pytest.mark.parametrize(
    ("cell", "values"),
    [("`5`", (Json("5"),)), ("x y", ()), ("-", ()), ("", ()), ("[1]", (Json("[1]"),))],
)
def test_an_example_is_json_or_none(cell: str, values: tuple[Json, ...]) -> None:
    """Text may be an example or talk about one."""
    assert examples(cell) == values


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
