"""How a dialect spells types, and what cells then mean."""

from __future__ import annotations

import pytest
from tests.plain_pages import rows

from typetable.language.dialects import packaged
from typetable.notation.grammar import Fault, parse
from typetable.notation.records import Types
from typetable.notation.tokens import tokens
from typetable.notation.type_spelling import TypeSpelling, UnionSpelling
from typetable.notation.types import (
    ANY,
    ArrayType,
    MapType,
    NamedType,
    OptionalType,
    ScalarType,
    TypeExpr,
    UnionType,
)

PLAIN = packaged()["plain"].types
STRING, INTEGER, NUMBER = (
    ScalarType("string"),
    ScalarType("integer"),
    ScalarType("number"),
)
BUS = NamedType("Bus", 0, 0)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("string", STRING),
        ("**String**", STRING),
        ("`STRING`", STRING),
        ("strings", STRING),
        ("string.", STRING),
        ("[string](https://example.com)", STRING),
        ("non-negative integer", INTEGER),
        ("string[]", ArrayType(STRING)),
        ("array of strings", ArrayType(STRING)),
        ("Array<String>", ArrayType(STRING)),
        ("Array\\<String\\>", ArrayType(STRING)),
        ("`Array<String>`", ArrayType(STRING)),
        ("Array<Array<Bus>>", ArrayType(ArrayType(BUS))),
        ("string<span>", STRING),
        ("string array", ArrayType(STRING)),
        ("array of arrays of string", ArrayType(ArrayType(STRING))),
        ("array", ArrayType(ANY)),
        ("string \\| null", OptionalType(STRING)),
        ("string?", OptionalType(STRING)),
        ("nullable string", OptionalType(STRING)),
        ("string or number", UnionType((STRING, NUMBER))),
        ("string, number or null", OptionalType(UnionType((STRING, NUMBER)))),
        ("string \\| string", STRING),
        ("Map<string, integer>", MapType(INTEGER)),
        ("map of integers", MapType(INTEGER)),
        ("Bus", BUS),
        ("Bus object", BUS),
        ("[Bus](#bus)", BUS),
        ("array of [Bus](#bus)", ArrayType(BUS)),
        ("list of Bus objects", ArrayType(BUS)),
        ("(a: string) => void", ANY),
        ("", ANY),
    ],
)
def test_types_as_people_write_them(cell: str, kind: TypeExpr) -> None:
    """In any case, marks and links aside."""
    fields, codes = rows("Name | Type", f"a | {cell}")
    assert codes == []
    assert fields["a"].type == kind


@pytest.mark.parametrize(
    "cell",
    [
        "Order direction of it",
        "string to Bus",
        "int > 0",
        "int 0-100",
        "array of",
        "Bus[",
        "string number",
        "string -",
    ],
)
def test_what_is_no_type_is_an_error(cell: str) -> None:
    """Never half of a type; the row becomes no field."""
    fields, codes = rows("Name | Type", f"a | {cell}", "b | string")
    assert [*fields] == ["b"]
    assert codes == ["TT202"]


@pytest.mark.parametrize(
    ("cell", "required", "kind"),
    [
        ("string, optional", False, STRING),
        ("string (optional)", False, STRING),
        ("string, required", True, STRING),
        ("string (required)", True, STRING),
        ("string (nullable)", False, OptionalType(STRING)),
        ("string, default 5", False, STRING),
    ],
)
def test_what_stands_beside_a_type_is_none_of_it(
    cell: str, *, required: bool, kind: TypeExpr
) -> None:
    """It says something of the member."""
    fields, codes = rows("Name | Type", f"a | {cell}")
    assert codes == []
    assert (fields["a"].required, fields["a"].type) == (required, kind)


def test_a_type_is_looked_up_by_its_dialect() -> None:
    """Equal sections are not the same one."""
    assert Types() != Types()


def test_a_word_is_no_part_of_another() -> None:
    """`stringent` and `int_id` are names."""
    assert parse("stringent", PLAIN) == NamedType("stringent", 0, 0)
    assert parse("int_id", PLAIN) == NamedType("int_id", 0, 0)


def test_types_are_no_deeper_than_allowed() -> None:
    """Arrays of arrays end somewhere."""
    fault = parse("array of " * 40 + "string", PLAIN)
    assert isinstance(fault, Fault)
    assert fault.too_deep


def test_nothing_but_unions_stands_between_two_types() -> None:
    """Nobody knows what another one would build."""
    assert UnionSpelling.of("{} & {}").text == "{} & {}"
    with pytest.raises(ValueError, match="only unions"):
        TypeSpelling.of("{} & {}")


@pytest.mark.parametrize("text", ["{}", "{_} of {}", "{, }"])
def test_a_spelling_begins_with_something(text: str) -> None:
    """A hole for anything would match every cell."""
    with pytest.raises(ValueError, match="begins with"):
        TypeSpelling.of(text)


def test_tokens_have_places() -> None:
    """Of the cell, escapes and marks of code aside."""
    found = [*tokens("`List`\\[a-b]")]
    assert [each.text for each in found] == ["List", "[", "a-b", "]"]
    assert [(each.start, each.end) for each in found][:2] == [(1, 5), (6, 8)]
