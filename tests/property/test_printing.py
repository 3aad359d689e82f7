"""Printing: a tree is broken where black breaks it, whatever it is, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from typetable.python import trees
from typetable.python.black import formatted
from typetable.python.layout import import_order
from typetable.python.printer import Printer
from typetable.python.trees import NONE, Atom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.python.trees import Bracketed, Labelled, Tree

Drawn = TypeVar("Drawn")

WORDS = st.sampled_from(
    ("id", "account", "balance", "delivery", "organisation", "Größe", "日本語")
)


def joined(glue: str, most: int = 10) -> st.SearchStrategy[str]:
    """Return names of some words."""
    return st.lists(WORDS, min_size=1, max_size=most).map(glue.join)


def several(items: st.SearchStrategy[Drawn]) -> st.SearchStrategy[list[Drawn]]:
    """Return some items, at least one."""
    return st.lists(items, min_size=1, max_size=4)


def subscripted(name: str, items: Sequence[Tree]) -> Tree:
    """Return a subscript of some items."""
    return trees.subscript(name, *items)


NAMES = joined("_")
CLASSES = joined(" ", 8).map(lambda text: text.title().replace(" ", ""))
ATOMS = CLASSES.map(Atom)
CONTENTS = st.one_of(joined("_"), joined(" "))
TEXTS = CONTENTS.map(trees.text)
VALUES = st.one_of(
    TEXTS, st.sampled_from((-1, 2, 10**90, -(10**90), 1.5)).map(trees.value)
)
ENTRIES = st.builds(trees.entry, st.one_of(CONTENTS, st.integers(0, 9)), TEXTS)
MARKS = st.one_of(
    st.just(trees.call("BestFit")),
    st.builds(lambda text: trees.call("JsonName", text), TEXTS),
    st.builds(lambda text: trees.call("Field", trees.keyword("alias", text)), TEXTS),
    st.builds(
        lambda text, entries: trees.call("TaggedBy", text, trees.dictionary(*entries)),
        TEXTS,
        several(ENTRIES),
    ),
)
TYPES: st.SearchStrategy[Tree] = st.recursive(
    st.one_of(
        ATOMS,
        st.builds(trees.attribute, NAMES, CLASSES),
        st.builds(subscripted, st.just("Literal"), several(VALUES)),
    ),
    lambda inner: st.one_of(
        st.builds(subscripted, st.sampled_from(("list", "Nullable")), st.tuples(inner)),
        inner.map(lambda kind: trees.subscript("dict", Atom("str"), kind)),
        st.builds(
            lambda kind, mark: trees.subscript("Annotated", kind, mark), inner, MARKS
        ),
        st.lists(inner, min_size=2, max_size=4).map(trees.alternatives),
    ),
    max_leaves=6,
)


CALLS = st.one_of(
    st.builds(
        lambda text: trees.call(
            "field",
            trees.keyword("default", Atom("UNSET")),
            trees.keyword("name", text),
        ),
        TEXTS,
    ),
    several(VALUES).map(lambda values: trees.call("constant", *values)),
    st.builds(
        lambda name, kind, text: trees.call(
            "fitted", trees.attribute("self", name), kind, text
        ),
        NAMES,
        TYPES,
        TEXTS,
    ),
)
WIDTHS = st.sampled_from((88, 88, 40, 60, 79, 100))
INDENTS = st.sampled_from((0, 4, 8))


def is_as_black_has_it(printed: str, line: str, indent: int, width: int) -> bool:
    """Return whether black makes a text of a line, and leaves it alone."""
    around = "".join(f"{' ' * blanks}if x:\n" for blanks in range(0, indent, 4))
    text = f"{around}{' ' * indent}{printed}\n"
    wanted = formatted(f"{around}{' ' * indent}{line}\n", width)
    return text == wanted == formatted(text, width)


@settings(deadline=None, max_examples=30)
@given(NAMES, st.one_of(TYPES, VALUES, CALLS), INDENTS, WIDTHS)
def test_assigned(target: str, value: Tree, indent: int, width: int) -> None:
    """A value is broken in its own brackets, or stands in some that it does not need."""
    printed = Printer(width).assigned(target, value, indent=indent)
    assert is_as_black_has_it(printed, f"{target} = {value.line}", indent, width)
    after = Printer(width).value_after(f"{target} = ", value, indent=indent)
    assert printed == f"{target} = {after}"


@settings(deadline=None, max_examples=30)
@given(NAMES, TYPES, INDENTS, WIDTHS)
def test_declared(target: str, kind: Tree, indent: int, width: int) -> None:
    """An annotation is broken as a value is."""
    printed = Printer(width).declared(target, kind, indent=indent)
    assert is_as_black_has_it(printed, f"{target}: {kind.line}", indent, width)


@settings(deadline=None, max_examples=100)
@given(
    NAMES,
    st.one_of(TYPES, st.just(Atom("TypeAlias"))),
    st.one_of(st.just(NONE), TYPES, VALUES, CALLS),
    INDENTS,
    WIDTHS,
)
def test_declared_with_a_value(
    target: str, kind: Tree, value: Tree, indent: int, width: int
) -> None:
    """Either the value is broken or the annotation; where neither fits, black says how."""
    printed = Printer(width).declared(target, kind, value, indent=indent)
    line = f"{target}: {kind.line} = {value.line}"
    assert is_as_black_has_it(printed, line, indent, width)


@settings(deadline=None, max_examples=30)
@given(
    CLASSES,
    ATOMS,
    st.lists(st.builds(trees.keyword, joined("_", 2), TEXTS), max_size=3),
    WIDTHS,
)
def test_class(name: str, base: Tree, keywords: list[Labelled], width: int) -> None:
    """The bases of a class stand on a line of their own, or on one each."""
    bases = [base, *keywords]
    printed = f"class {name}({Printer(width).bases(name, bases)}):\n    pass"
    line = f"class {name}({', '.join(each.line for each in bases)}):\n    pass"
    assert is_as_black_has_it(printed, line, 0, width)


@settings(deadline=None, max_examples=30)
@given(NAMES, st.lists(CLASSES, min_size=1, max_size=4, unique=True), INDENTS, WIDTHS)
def test_imported(module: str, names: list[str], indent: int, width: int) -> None:
    """A long import has a line for each name."""
    printed = Printer(width).imported(f".{module}", names, indent=indent)
    ordered = ", ".join(sorted(names, key=import_order))
    head = f"from .{module} import "
    assert is_as_black_has_it(head + printed, head + ordered, indent, width)


@settings(deadline=None, max_examples=30)
@given(CLASSES, several(st.builds(trees.entry, CONTENTS, TYPES)), WIDTHS)
def test_split(name: str, entries: list[Labelled], width: int) -> None:
    """What is split has a line for each item, and stays so."""
    table = trees.split(trees.dictionary(*entries))
    call: Bracketed = trees.split(trees.call("TypedDict", trees.text(name), table))
    printed = Printer(width).assigned(name, call, indent=0)
    assert is_as_black_has_it(printed, printed, 0, width)
    assert printed.count("\n") >= len(entries) + 4
