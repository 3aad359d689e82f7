"""Whatever a text holds, its literal reads back equal and black leaves it alone."""

from __future__ import annotations

import ast
import warnings
from unicodedata import category

import black
from hypothesis import given, settings
from hypothesis import strategies as st

from typetable.python import literals

FRAGMENTS = (
    '"',
    '""',
    '"""',
    "'",
    "'''",
    "\\",
    "\\n",
    "\\N{DASH}",
    "\\x1B",
    "\n",
    "\n\n",
    " ",
    "\t",
    "\r",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\xa0",
    "\u2028",
    "\u202e",
    "\ud800",
    "\U000e0001",
    "{x}",
    "%s",
    ">>> x",
    "# noqa",
    "word",
    "x" * 90,
    "é",
    "\u0301",
)
TEXTS = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=8)), max_size=14
).map("".join)
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
BLANKS = " \t\n"


def read(literal: str) -> str:
    """Return what a literal evaluates to without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = ast.literal_eval(literal)
    assert isinstance(found, str)
    return found


def words(text: str) -> list[str]:
    """Return what stands between the blanks that Markdown knows."""
    return [
        word
        for word in "".join(" " if c in BLANKS else c for c in text).split(" ")
        if word
    ]


@given(TEXTS)
@settings(deadline=None, max_examples=400)
def test_strings_read_back(text: str) -> None:
    """A string literal evaluates to its text and holds nothing unseen."""
    literal = literals.string(text)
    assert read(literal) == text
    assert not {category(character) for character in literal} & UNSEEN


@given(TEXTS)
@settings(deadline=None, max_examples=60)
def test_black_leaves_strings_alone(text: str) -> None:
    """Black would neither change the quotes nor the escapes of a string."""
    source = f"x = {literals.string(text)}\n"
    assert black.format_str(source, mode=black.Mode()) == source


@given(TEXTS, st.integers(0, 3), st.sampled_from([20, 40, 88]))
@settings(deadline=None, max_examples=400)
def test_docstrings_read_back(text: str, depth: int, width: int) -> None:
    """A docstring has the words of its text, a guard before prompts aside, and nothing unseen."""
    literal = literals.docstring(text, indent=4 * depth, width=width)
    lines = read(literal).split("\n")
    assert not any(line.lstrip(" ").startswith(">>>") for line in lines)
    found = words(read(literal).replace("\xa0>>>", ">>>"))
    assert found == words(text.replace("\xa0>>>", ">>>"))
    assert not {category(character) for character in literal.replace("\n", "")} & UNSEEN


@given(TEXTS, st.integers(0, 2))
@settings(deadline=None, max_examples=120)
def test_black_leaves_docstrings_alone(text: str, depth: int) -> None:
    """A docstring is what black would make of it, in a class at any depth."""
    heads = [" " * 4 * level + f"class C{level}:\n" for level in range(depth)]
    indent = 4 * depth
    literal = literals.docstring(text, indent=indent)
    source = "".join(heads) + " " * indent + literal + "\n"
    assert black.format_str(source, mode=black.Mode()) == source


@given(st.lists(st.text("ab\"'\\ \n", max_size=20), max_size=20).map(" ".join))
@settings(deadline=None, max_examples=200)
def test_docstrings_keep_to_the_width(text: str) -> None:
    """A line is longer than the width only where it is a single word."""
    first, *rest = literals.docstring(text, indent=4, width=40).split("\n")
    for line in (f"    {first}", *rest):
        assert len(line) <= 40 or " " not in line.strip().strip('" ')


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
@settings(deadline=None, max_examples=100)
def test_numbers_read_back(number: float) -> None:
    """A number literal evaluates to the number, and black leaves it alone."""
    literal = literals.value(number)
    assert ast.literal_eval(literal) == number
    source = f"x = {literal}\n"
    assert black.format_str(source, mode=black.Mode()) == source
