from __future__ import annotations

import pytest

from typetable.reading.dialect import packaged
from typetable.reading.types import (
    ArrayType,
    Fault,
    MapType,
    NamedType,
    OptionalType,
    ScalarType,
    UnionType,
    names,
    parse,
)

PYTHON, CSHARP, GO = (
    packaged()[name].notation for name in ("liblab", "liblab-csharp", "liblab-go")
)
STRING, INTEGER = ScalarType("string"), ScalarType("integer")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("str | int", UnionType((STRING, INTEGER))),
        ("Union[str, Union[int, str]]", UnionType((STRING, INTEGER))),
        ("Union[str, None, int]", OptionalType(UnionType((STRING, INTEGER)))),
        ("Optional[None]", ScalarType("null")),
        ("Union[str]", STRING),
        ("Dict[str, int]", MapType(INTEGER)),
    ],
)
def test_unions_are_flat(cell: str, expected: object) -> None:
    """Members occur once, and a null among them makes the union optional."""
    assert parse(cell, PYTHON) == expected


def test_names_know_where_they_stand() -> None:
    """In the order in which they are written, as offsets in the cell."""
    cell = r"Union[List\[Dock\], [My\_Part](Part.md)]"
    found = parse(cell, PYTHON)
    assert not isinstance(found, Fault)
    assert [(each.name, cell[each.start : each.end]) for each in names(found)] == [
        ("Dock", "Dock"),
        ("My_Part", r"[My\_Part](Part.md)"),
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("[]byte", ScalarType("bytes")),
        ("[][]byte", ArrayType(ScalarType("bytes"))),
        ("[]*pkg.Dock", ArrayType(NamedType("Dock", 0, 0))),
        ("map[string][]int64", MapType(ArrayType(INTEGER))),
    ],
)
def test_prefixes_of_go(cell: str, expected: object) -> None:
    """`[]byte` is one word, and pointers and packages mean nothing."""
    assert parse(cell, GO) == expected


@pytest.mark.parametrize(
    "cell", ["[", "[]", "[ x byte", "map[int64]string", "map[string]", "*", "a b"]
)
def test_faults_of_go(cell: str) -> None:
    """Whatever is cut off or out of place is told."""
    assert isinstance(parse(cell, GO), Fault)


@pytest.mark.parametrize("part", ["[]", "map[string]", "*[]"])
def test_every_form_counts_as_depth(part: str) -> None:
    """Arrays by prefix and maps nest like arguments do."""
    found = parse(part * 8 + "string", GO, depth=8)
    assert isinstance(found, Fault)
    assert found.too_deep
    assert not isinstance(parse(part * 7 + "string", GO, depth=8), Fault)


def test_suffixes_nest_too() -> None:
    """But `byte[]` is one word."""
    assert parse("byte[][]", CSHARP) == ArrayType(ScalarType("bytes"))
    assert isinstance(parse("Dock" + "[]" * 8, CSHARP, depth=8), Fault)


def test_a_fault_points_at_the_word() -> None:
    """Its offsets are those of what cannot stand there."""
    found = parse("List[Dock, Dock!]", PYTHON)
    assert isinstance(found, Fault)
    assert (found.start, found.message) == (15, "`!]` cannot stand in a type")
