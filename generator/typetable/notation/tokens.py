"""Tokens of type cells: words, marks and values, and links that are one name.

The one rule kept here: every character of a cell but blanks, backticks and escapes is in a token;
the end of a line is one, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.markdown.spans import Seen, Stretch
    from typetable.notation.notation import Notation
    from typetable.schema import ScalarName


class Token(Struct, frozen=True):
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


_ESCAPE = re.compile(r"\\([^a-zA-Z0-9])")
"""A backslash that escapes; before a letter it is one, as in `\\DateTime`."""

LINE = "\n"
"""The text of a token that is the end of a line."""

_TOKEN = re.compile(
    r"[ \t\xa0`]++"
    r"|(?P<line>\n[ \t\n\xa0`]*+)"
    r"|\[(?P<link>(?:[\w.-]|\\[_.-])++)\]\([^()\s]*+\)"
    r"|(?P<name>(?:[\w.]|\\(?=[\w])|(?<=\w)-(?=\w))++)"
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
            yield Token("name", _ESCAPE.sub(r"\1", name), *match.span())
        elif match["value"]:
            yield Token("value", match["value"], *match.span())
        elif match["line"]:
            yield Token("mark", LINE, *match.span())
        elif mark := "[]" if match["array"] else match["mark"] or match["odd"]:
            yield Token("mark", mark, *match.span())


def linked(inline: Seen, notation: Notation) -> Iterator[Token]:
    """Yield the tokens of a text; what a link calls by name is one, with where it leads to.

    Words that stand against a link are none of its name, but for the ending of a plural.
    """
    text, at = inline.text.rstrip(" ."), 0
    links = (each for each in inline.stretches if each.mark == "link")
    names = [*filter(None, (_called(text, link, notation) for link in links))]
    quoted = [each for each in tokens(text) if each.kind == "value"] if names else ()
    for name in names:
        if at <= name.start and not any(q.start < name.start < q.end for q in quoted):
            yield from _between(text, at, name.start, notation)
            yield name
            plural = _PLURAL.match(text, name.end)
            at = plural.end() if plural else name.end
    yield from _between(text, at, len(text), notation)


_PLURAL = re.compile(r"e?s\b")


def _between(text: str, start: int, end: int, notation: Notation) -> Iterator[Token]:
    """Yield the tokens of a part of a text."""
    for token in tokens(text[start:end]):
        moved = (
            replace(token, start=token.start + start, end=token.end + start)
            if start
            else token
        )
        yield from (moved,) if moved.text.isascii() else _apart(moved, notation)


_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]+")


def _apart(token: Token, notation: Notation) -> Iterator[Token]:
    """Yield a word, and the marks that it ends with, in languages without blanks between words."""
    text, behind = token.text, []
    if token.kind == "name" and _EAST_ASIAN.fullmatch(text):
        while mark := _mark_behind(text, notation):
            behind.append(mark)
            text = text.removesuffix(mark)
    end = token.start
    for each in (text, *reversed(behind)):
        start, end = end, end + len(each)
        yield replace(token, text=each, start=start, end=end) if behind else token


def _mark_behind(text: str, notation: Notation) -> str:
    """Return the longest mark of types that a word ends with, if that is not all of it."""
    if notation.key(text) in notation.marks:
        return ""
    ends = (text[at:] for at in range(1, len(text)))
    return next((each for each in ends if each in notation.marks), "")


def _called(text: str, link: Stretch, notation: Notation) -> Token | None:
    """Return what a link calls by name: all of its text, or the only name in a type."""
    inner = text[link.start : link.end]
    if _is_name(inner, link.target) and not notation.begins(inner):
        is_word = notation.is_word(inner) and len([*tokens(inner)]) > 1
        name = Token("name", inner, link.start, link.end, link.target)
        return None if is_word else name
    within = [*tokens(inner)]
    names = [at for at, each in enumerate(within) if _is_called(each, notation)]
    if not names or names[-1] - names[0] >= len(names):
        return None
    start, end = within[names[0]].start, within[names[-1]].end
    offset = link.start
    return Token("name", inner[start:end], offset + start, offset + end, link.target)


def _is_called(token: Token, notation: Notation) -> bool:
    """Return whether a token is a word that no type is spelled with."""
    is_word = token.kind == "name" and scalar_of(token) is None
    return is_word and notation.key(token.text) not in notation.marks


def _is_name(text: str, target: str) -> bool:
    """Return whether a text is the very end of where it leads to, or holds nothing but words."""
    is_word = all(character.isalnum() or character in " _-./" for character in text)
    return is_word or target.casefold().endswith(text.casefold())


_NUMBER = re.compile(r"-?[0-9]+(?P<fraction>\.[0-9]+)?(?:-[0-9]+(?P<upper>\.[0-9]+)?)?")
"""A number, or the least and the greatest of a range."""


def scalar_of(token: Token) -> ScalarName | None:
    """Return the scalar that a literal value is, or nothing where it is none."""
    if token.kind == "value":
        return "string"
    if number := _NUMBER.fullmatch(token.text):
        return "number" if number["fraction"] or number["upper"] else "integer"
    return "boolean" if token.text.lower() in {"true", "false"} else None
