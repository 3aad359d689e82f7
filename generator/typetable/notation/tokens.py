"""Tokens of type cells: words, marks and values, and links that are one name.

The one rule kept here: every character of a cell but blanks, backticks and escapes is in a token.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.markdown.spans import Seen
    from typetable.notation.records import Notation
    from typetable.schema import ScalarName


class Token(NamedTuple):
    """A word or a mark of a type."""

    kind: Literal["name", "mark", "value", "end"]
    """Whether it is a word."""
    text: str
    """What stands there, without escapes."""
    start: int
    """The offset in the cell where it starts."""
    end: int
    """The offset behind it."""
    target: str = ""
    """Where the link leads to that it is the text of."""


_TOKEN = re.compile(
    r"[ \t\n\xa0`]++"
    r"|\[(?P<link>(?:[\w.-]|\\[_.-])++)\]\([^()\s]*+\)"
    r"|(?P<name>(?:[\w.]|\\_|(?<=\w)-(?=\w))++)"
    r"|(?P<array>\\?\[[ \t]*+\\?\])"
    r"|(?P<value>\"[^\"]*+\"|'[^']*+')"
    r"|\\?(?P<mark>[^\w\s`])"
    r"|(?P<odd>.)",
    re.DOTALL,
)


def tokens(cell: str) -> Iterator[Token]:
    """Yield the words and marks of a cell; escapes, blanks and backticks mean nothing in a type."""
    for match in _TOKEN.finditer(cell):
        if name := match["link"] or match["name"]:
            yield Token("name", name.replace("\\", ""), *match.span())
        elif match["value"]:
            yield Token("value", match["value"], *match.span())
        elif mark := "[]" if match["array"] else match["mark"] or match["odd"]:
            yield Token("mark", mark, *match.span())


def linked(inline: Seen, notation: Notation) -> Iterator[Token]:
    """Yield the tokens of a text; that of a link is one, if it is no type of several words."""
    names = {
        mark.start: mark
        for mark in inline.stretches
        if mark.mark == "link"
        and _is_name(text := inline.text[mark.start : mark.end])
        and not (notation.is_word(text) and len([*tokens(text)]) > 1)
    }
    end = 0
    for token in tokens(inline.text.rstrip(" .")):
        if token.start in names and token.start >= end:
            end = names[token.start].end
            text = inline.text[token.start : end]
            yield Token("name", text, token.start, end, names[token.start].target)
        elif token.start >= end:
            yield token


def _is_name(text: str) -> bool:
    """Return whether a text holds nothing but words."""
    return all(character.isalnum() or character in " _-./" for character in text)


_NUMBER = re.compile(r"-?[0-9]+(?P<fraction>\.[0-9]+)?(?:-[0-9]+(?P<upper>\.[0-9]+)?)?")
"""A number, or the least and the greatest of a range."""


def scalar_of(token: Token) -> ScalarName | None:
    """Return the scalar that a literal value is, or nothing where it is none."""
    if token.kind == "value":
        return "string"
    if number := _NUMBER.fullmatch(token.text):
        return "number" if number["fraction"] or number["upper"] else "integer"
    return "boolean" if token.text.lower() in {"true", "false"} else None
