"""Trees: an expression is known by its parts, not by its text."""

import pytest

from typetable.python import trees
from typetable.python.trees import NONE, Atom

PARCEL = Atom("Parcel")

TREES = {
    "list[Parcel]": trees.subscript("list", PARCEL),
    "Parcel | None": trees.alternatives((PARCEL, NONE)),
    "BestFit()": trees.call("BestFit"),
    'field(name="a", default=-1)': trees.call(
        "field",
        trees.keyword("name", trees.text("a")),
        trees.keyword("default", trees.value(-1)),
    ),
    'TaggedBy("a", {1: "Parcel"})': trees.call(
        "TaggedBy",
        trees.text("a"),
        trees.dictionary(trees.entry(1, trees.text("Parcel"))),
    ),
    "_parcel.Parcel": trees.attribute("_parcel", "Parcel"),
}


@pytest.mark.parametrize(("line", "tree"), TREES.items(), ids=TREES)
def test_line(line: str, tree: trees.Tree) -> None:
    """A tree has the text that it is on one line."""
    assert tree.line == line


def test_unions_are_flat() -> None:
    """A union of unions has the members of each; a union of one type is that type."""
    union = trees.alternatives((PARCEL, NONE))
    assert trees.members_of(trees.alternatives((Atom("A"), union))) == (
        Atom("A"),
        PARCEL,
        NONE,
    )
    assert trees.alternatives([PARCEL]) is PARCEL


def test_a_text_is_no_union() -> None:
    """Signs in a text are not those of the expression around it."""
    literal = trees.subscript("Literal", trees.text("a | None"))
    assert not trees.has_alternatives(literal)
    assert trees.members_of(literal) == (literal,)
    union = trees.alternatives((PARCEL, NONE))
    marked = trees.call("f", trees.keyword("a", trees.subscript("list", union)))
    assert trees.has_alternatives(marked)
