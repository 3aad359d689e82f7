"""Values to Python source text."""

from __future__ import annotations

import ast

import pytest

from typetable.python import literals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", '"plain"'),
        ("", '""'),
        ("it's", '"it\'s"'),
        ('a "b"', "'a \"b\"'"),
        ("'\"", '"\'\\""'),
        ("a\\b", r'"a\\b"'),
        ("\n\r\t\x1b\x00", r'"\n\r\t\x1b\x00"'),
        ("\u202e\u2028\ufeff", r'"\u202e\u2028\ufeff"'),
        ("\U000e0001", r'"\U000e0001"'),
        ("\xa0\u3000\u3164", r'"\xa0\u3000\u3164"'),
        ("naïve 日本 🚀", '"naïve 日本 🚀"'),
        ("\ud800", r'"\ud800"'),
        ("{x} %s {{", '"{x} %s {{"'),
    ],
)
def test_strings(text: str, expected: str) -> None:
    """A string is written on one line, in the quotes that need fewer escapes."""
    assert literals.string(text) == expected
    assert ast.literal_eval(expected) == text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (-7, "-7"),
        (1.5, "1.5"),
        (-0.0, "-0.0"),
        (1e16, "1e16"),
        (1e-7, "1e-07"),
        ("x", '"x"'),
        (16**400 - 1, "0x" + "F" * 400),
    ],
)
def test_values(value: str | float, expected: str) -> None:
    """Numbers read back as the same number of the same type."""
    assert literals.value(value) == expected
    read = ast.literal_eval(expected)
    assert (read, type(read)) == (value, type(value))


def test_numbers_beyond_the_digit_limit() -> None:
    """A number with more digits than Python reads in decimal is written in hexadecimal."""
    assert ast.literal_eval(literals.value(-(10**5000))) == -(10**5000)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One item.", '"""One item."""'),
        ("  One\t item.  \n", '"""One item."""'),
        ("", '""""""'),
        ('say "x"', '"""say "x" """'),
        ('"x" is', '""" "x" is"""'),
        ('a"""b', r'"""a\"\"\"b"""'),
        ("C:\\", r'"""C:\\"""'),
        ("a\x0cb\u202e", r'"""a\x0cb\u202e"""'),
        (">>> import os", r'"""\xa0>>> import os"""'),
        ("a\nb", '"""a\n    b\n    """'),
        ("a\n\n\n\nb", '"""a\n\n    b\n    """'),
    ],
)
def test_docstrings(text: str, expected: str) -> None:
    """Paragraphs and line breaks stay, blanks collapse, quotes cannot close the literal."""
    assert literals.docstring(text, indent=4) == expected


def test_docstrings_are_filled() -> None:
    """Lines break at blanks before the width; closing quotes get a line of their own."""
    text = "aaaa bbbb cccc dddd"
    assert literals.docstring(text, indent=2, width=17) == (
        '"""aaaa bbbb\n  cccc dddd\n  """'
    )


def test_a_line_breaks_for_the_closing_quotes() -> None:
    """A line that fits only without its closing quotes breaks at its last blank."""
    assert literals.docstring("aaaa bbbb", indent=0, width=14) == '"""aaaa\nbbbb\n"""'


def test_long_words_stay_whole() -> None:
    """A word longer than the line, such as a link, is not broken."""
    link = "https://example.com/" + "x" * 100
    assert literals.docstring(link, indent=4) == f'"""{link}"""'
    assert link in literals.docstring(f"See {link} for more.", indent=4).split("\n    ")


def test_lists_stay_lists() -> None:
    """Items stand in each other as they did, and text that is broken off below its own item."""
    text = "Intro:\n- one two three\n  1. four five six\n- seven\n\nafter all of it"
    assert literals.docstring(text, indent=0, width=14).split("\n") == [
        '"""Intro:',
        "- one two",
        "  three",
        "  1. four five",
        "     six",
        "- seven",
        "",
        "after all of",
        "it",
        '"""',
    ]
