"""Tokens of statements as black sees them: its leaves, with brackets that show only where needed.

The one rule kept here: a statement with a token that is not listed here is unknown.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from typetable.python import shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OPENING, CLOSING = frozenset("(["), frozenset(")]")
_PAIRS = frozenset({"()", "[]"})
_TOKEN = re.compile(
    rf"\s*(?:(?P<text>{shapes.STRING})|(?P<operand>{shapes.NUMBER}|\.\.\.)"
    r"|(?P<word>[^\W\d]\w*)|(?P<sign>==|[()\[\],=:|+.]))"
)
_DEEPEST = 32
"""The most brackets in each other; splitting is recursive in them."""

_AFTER = {"if": ":", "elif": ":", "while": ":", "return": ""}
"""Words that an expression follows, and the token that ends it."""

_OPERATORS = frozenset({"|", "+", "==", "is", "not", "in", "and", "or"})
_UNKNOWN = shapes.KEYWORDS - _OPERATORS


class PythonToken:
    """A token: its kind, its text, empty for a bracket that does not show, and blanks before it.

    `opening` is the bracket that it closes, `depth` the number of brackets of its line around it.
    """

    __slots__ = ("blanks", "depth", "kind", "opening", "text")

    def __init__(
        self, kind: str, text: str, opening: PythonToken | None = None
    ) -> None:
        """Make a token without blanks."""
        self.kind = kind
        self.text = text
        self.opening = opening
        self.blanks = ""
        self.depth = 0

    def __str__(self) -> str:
        """Return the token with the blanks before it."""
        return self.blanks + self.text


def statement(text: str) -> list[PythonToken] | None:
    """Return the tokens of a statement, of one line or several; None where it is unknown."""
    tokens = _tokens(text)
    if not tokens or not _are_paired(tokens) or not _are_known(tokens):
        return None
    bracketed = _bracketed(tokens)
    if bracketed:
        _set_blanks(bracketed)
    return bracketed


def _tokens(text: str) -> list[PythonToken]:
    """Return the tokens of a text; none where one is unknown."""
    tokens: list[PythonToken] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position, end)
        if match is None:
            return []
        kind, word = match.lastgroup or "", match[0].lstrip()
        is_sign = kind == "sign" or word in _OPERATORS or word in _AFTER
        tokens.append(PythonToken(word if is_sign else kind, word))
        position = match.end()
    return tokens


def _are_paired(tokens: Sequence[PythonToken]) -> bool:
    """Link the brackets; return whether each has another and follows its name."""
    opened: list[PythonToken] = []
    commas = [0]
    before = ""
    for token in tokens:
        commas[-1] += token.kind == ","
        if token.kind in CLOSING:
            is_single = commas.pop() == 1 and before == "," and token.kind == "]"
            if is_single or not opened or opened[-1].kind + token.kind not in _PAIRS:
                return False
            token.opening = opened.pop()
        token.depth = len(opened)
        if token.kind in OPENING:
            is_trailer = before in CLOSING or before == "word"
            is_atom = not is_trailer and (token.kind == "[" or opened)
            if is_atom or len(opened) == _DEEPEST:
                return False
            opened.append(token)
            commas.append(0)
        before = token.kind
    return not opened


def _are_known(tokens: Sequence[PythonToken]) -> bool:
    """Return whether each token may follow the one before, and no keyword is unknown."""
    if any(token.text in _UNKNOWN for token in tokens[tokens[0].kind in _AFTER :]):
        return False
    if any(token.kind == ":" and token.depth for token in tokens):
        return False
    return all(_follows(before, token) for before, token in pairwise(tokens))


def _follows(before: PythonToken, token: PythonToken) -> bool:
    """Return whether a token may follow another."""
    starts = token.kind in _OPERANDS or token.kind in OPENING
    if before.kind in _OPERANDS or before.kind in CLOSING:
        is_dotted = token.kind == "." and before.kind != "word"
        is_called = token.kind in OPENING and before.kind in {"word", *CLOSING}
        return is_called or not (starts or is_dotted or token.kind in _AFTER)
    if before.kind == ",":
        return starts or token.kind in CLOSING
    if before.kind in OPENING:
        return starts or token.kind in {"not", ")"}
    if before.kind == ".":
        return token.kind == "word"
    return starts or token.kind == "not" or (before.kind, token.kind) == ("not", "in")


_OPERANDS = frozenset({"word", "text", "operand"})


def _bracketed(tokens: list[PythonToken]) -> list[PythonToken] | None:
    """Return a statement with brackets that do not show around each of its expressions."""
    first, last = tokens[0], tokens[-1]
    if first.kind not in _AFTER:
        return _assigned(tokens)
    end = _AFTER[first.kind]
    if end and last.kind != end:
        return None
    inner = _around(tokens[1:-1] if end else tokens[1:])
    return inner and [first, *inner, *([last] if end else ())]


def _assigned(tokens: list[PythonToken]) -> list[PythonToken] | None:
    """Return an assignment, whose first target needs no brackets, or an expression alone."""
    bracketed: list[PythonToken] = []
    part: list[PythonToken] = []
    signs = ""
    for token in [*tokens, PythonToken("", "")]:
        if token.depth or token.kind not in {":", "=", ""}:
            part.append(token)
            continue
        around = _around(part) if signs else _alone(part)
        if around is None:
            return None
        bracketed += [*around, token]
        part = []
        signs += token.kind
    is_known = signs in {":", ":="} or not signs.strip("=")
    return bracketed[:-1] if is_known else None


def _alone(tokens: list[PythonToken]) -> list[PythonToken] | None:
    """Return the tokens at the beginning of a line; None where they are an operation."""
    is_operation = any(
        not token.depth and token.kind in {",", *_OPERATORS} for token in tokens
    )
    is_known = tokens and tokens[0].kind == "word" and not is_operation
    return tokens if is_known else None


def _around(tokens: list[PythonToken]) -> list[PythonToken] | None:
    """Return an expression in brackets that do not show; None for a tuple and the like."""
    if not tokens:
        return None
    first, last = tokens[0], tokens[-1]
    if first.kind == "(":
        inner = tokens[1:-1]
        is_tuple = any(token.kind == "," and token.depth == 1 for token in inner)
        if last.opening is not first or is_tuple or not inner or inner[0].kind == "(":
            return None
        first.text = last.text = ""
        return tokens
    if any(token.kind == "," and not token.depth for token in tokens):
        return None
    opening = PythonToken("(", "")
    return [opening, *tokens, PythonToken(")", "", opening)]


def _set_blanks(tokens: list[PythonToken]) -> None:
    """Set the blanks before tokens."""
    depth = 0
    for before, token in pairwise(tokens):
        depth += before.kind in OPENING and before.text != ""
        depth -= before.kind in CLOSING and before.text != ""
        is_trailer = token.kind in OPENING and token.text != ""
        is_trailer = is_trailer and before.kind in {"word", *CLOSING}
        is_named = depth > 0 and "=" in {before.kind, token.kind}
        is_close = token.kind in {*CLOSING, ",", ":", "."} or is_trailer or is_named
        token.blanks = "" if is_close or before.kind in {*OPENING, "."} else " "


def within(tokens: Sequence[PythonToken]) -> Iterator[PythonToken]:
    """Yield the tokens in pairs of brackets that both are there, with these brackets."""
    closed = {id(token.opening) for token in tokens if token.kind in CLOSING}
    open_ones: list[int] = []
    for token in tokens:
        if token.kind in OPENING and id(token) in closed:
            open_ones.append(id(token))
        if open_ones:
            yield token
        if token.kind in CLOSING and open_ones and id(token.opening) == open_ones[-1]:
            open_ones.pop()
