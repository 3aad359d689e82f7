"""Splitting: a statement is broken where black breaks it, whatever is in it and how long it is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from typetable.python.black import formatted_alone
from typetable.python.line_breaks import split

WORDS = st.sampled_from(("id", "account", "balance", "delivery", "organisation"))


def joined(glue: str) -> st.SearchStrategy[str]:
    """Return names of up to ten words."""
    return st.lists(WORDS, min_size=1, max_size=10).map(glue.join)


def listed(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return several items with commas between them."""
    return st.lists(items, min_size=1, max_size=4).map(", ".join)


NAMES = joined("_")
CLASSES = joined(" ").map(lambda text: text.title().replace(" ", ""))
TEXTS = st.one_of(joined("_"), joined(" ")).map('"{}"'.format)
TYPES = st.recursive(
    st.one_of(CLASSES, listed(TEXTS).map("Literal[{}]".format)),
    lambda inner: st.one_of(
        inner.map("list[{}]".format),
        inner.map("dict[str, {}]".format),
        st.lists(inner, min_size=2, max_size=3).map(" | ".join),
    ),
    max_leaves=5,
)
FUNCTIONS = st.one_of(NAMES, NAMES.map("self.{}".format), CLASSES.map("{}.new".format))
VALUES = st.recursive(
    st.one_of(
        TEXTS, NAMES, NAMES.map("self.{}".format), st.sampled_from(("None", "1.5"))
    ),
    lambda inner: st.one_of(
        st.builds("{}({})".format, FUNCTIONS, listed(inner)),
        st.builds("{}({},)".format, FUNCTIONS, listed(inner)),
        st.builds("{}()".format, FUNCTIONS),
        st.builds("{}={}".format, NAMES, inner).map("new({})".format),
        st.builds("data[{}]".format, TEXTS),
        st.builds(
            "{} {} {}".format,
            st.one_of(NAMES, TEXTS),
            st.sampled_from(("+", "|", "is not", "==", "and", "or", "in", "not in")),
            inner,
        ),
    ),
    max_leaves=6,
)
TARGETS = st.one_of(FUNCTIONS, TEXTS.map("members[{}]".format))
STATEMENTS = st.one_of(
    st.builds("{} = {}".format, TARGETS, VALUES),
    st.builds("{} = ({})".format, TARGETS, VALUES),
    st.builds("{} = value = {}".format, TARGETS, VALUES),
    st.builds("{}: {}".format, NAMES, TYPES),
    st.builds("{}: {} = {}".format, NAMES, TYPES, VALUES),
    st.builds("{}: TypeAlias = {}".format, CLASSES, TYPES),
    st.builds("if {}:".format, VALUES),
    st.builds("return {}".format, VALUES),
    st.builds("{}({})".format, NAMES, listed(VALUES)),
)


@settings(deadline=None, max_examples=150)
@given(STATEMENTS, st.integers(0, 3))
def test_as_black_does(statement: str, depth: int) -> None:
    """Black says the same of a statement on one line, and of what became of it."""
    text = " " * (4 * depth) + statement
    found = split(text)
    assert found is not None
    assert found == formatted_alone(text, 4 * depth)
    assert split(found) == formatted_alone(found, 4 * depth)


@settings(deadline=None, max_examples=200)
@given(st.text("ab.,=:|+()[]\"'{}#\\\n -*1", max_size=40))
def test_anything(text: str) -> None:
    """What is no statement that is known is left to black; nothing is raised."""
    found = split(text)
    assert found is None or "\n\n" not in found
