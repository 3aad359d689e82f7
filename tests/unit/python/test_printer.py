"""The printer: statements of trees stand as black leaves them."""

import pytest

from typetable.python import trees
from typetable.python.printer import Printer
from typetable.python.style import formatted
from typetable.python.trees import NONE, Atom

KINDS = {
    "name": Atom("Parcel"),
    "attribute": trees.attribute("_parcel", "Parcel"),
    "array": trees.subscript("list", Atom("Parcel")),
    "union": trees.alternatives((Atom("Parcel"), trees.subscript("list", Atom("A")))),
    "mark": trees.subscript("Annotated", Atom("Parcel"), trees.call("BestFit")),
}
VALUES = {
    "none": NONE,
    "text": trees.text("a text with some words"),
    "number": trees.value(-1),
    "call": trees.call("field", trees.keyword("default", NONE), trees.text("a")),
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_lengths(kind: trees.Tree, value: trees.Tree) -> None:
    """A declaration stands as black writes it, however long its name is."""
    lines = [
        Printer().declared("a" * length, kind, value, indent=4)
        for length in range(44, 92, 3)
    ]
    text = "class A:\n    " + "\n    ".join(lines) + "\n"
    assert formatted(text) == text


def test_widths() -> None:
    """A statement fills the lines that the package has, and no others."""
    call = trees.call("union_of", Atom("Parcel" * 4), trees.text("kind"))
    assert Printer(50).assigned("A", call, indent=4).count("\n") == 0
    assert Printer(49).assigned("A", call, indent=4) == (
        'A = union_of(\n        ParcelParcelParcelParcel, "kind"\n    )'
    )


@pytest.mark.parametrize("length", range(45, 85, 8))
def test_imported(length: int) -> None:
    """A long import has a line for each name, in isort's order."""
    names = ["b", "TYPE_CHECKING", "c" * length, "Part10", "Part2"]
    printed = Printer().imported(".a", names)
    text = f"from .a import {printed}\n"
    assert formatted(text) == text
    ordered = [name.strip(" ,") for name in printed.strip("()\n").splitlines()]
    assert ordered == ["TYPE_CHECKING", "Part2", "Part10", "b", "c" * length]


def test_what_has_no_room_is_left() -> None:
    """Nothing helps a name or a text that is longer than a line."""
    long = "a" * 100
    assert Printer().assigned("b", Atom(long), indent=0) == f"b = {long}"
    assert Printer().item(trees.entry(long, NONE), indent=0) == f'"{long}": None'
