"""Statements as black sees them: leaves, with brackets that show only where they are needed.

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


class Leaf:
    """A token: its kind, its text, empty for a bracket that does not show, and blanks before it.

    `opening` is the bracket that it closes, `depth` the number of brackets of its line around it.
    """

    __slots__ = ("blanks", "depth", "kind", "opening", "text")

    def __init__(self, kind: str, text: str, opening: Leaf | None = None) -> None:
        """Make a leaf without blanks."""
        self.kind = kind
        self.text = text
        self.opening = opening
        self.blanks = ""
        self.depth = 0

    def __str__(self) -> str:
        """Return the leaf with the blanks before it."""
        return self.blanks + self.text


def statement(text: str) -> list[Leaf] | None:
    """Return the leaves of a statement, of one line or several; None where it is unknown."""
    leaves = _tokens(text)
    if not leaves or not _are_paired(leaves) or not _are_known(leaves):
        return None
    bracketed = _bracketed(leaves)
    if bracketed:
        _set_blanks(bracketed)
    return bracketed


def _tokens(text: str) -> list[Leaf]:
    """Return the tokens of a text; none where one is unknown."""
    leaves: list[Leaf] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        token = _TOKEN.match(text, position, end)
        if token is None:
            return []
        kind, word = token.lastgroup or "", token[0].lstrip()
        is_sign = kind == "sign" or word in _OPERATORS or word in _AFTER
        leaves.append(Leaf(word if is_sign else kind, word))
        position = token.end()
    return leaves


def _are_paired(leaves: Sequence[Leaf]) -> bool:
    """Link the brackets; return whether each has another and follows its name."""
    opened: list[Leaf] = []
    commas = [0]
    before = ""
    for leaf in leaves:
        commas[-1] += leaf.kind == ","
        if leaf.kind in CLOSING:
            is_single = commas.pop() == 1 and before == "," and leaf.kind == "]"
            if is_single or not opened or opened[-1].kind + leaf.kind not in _PAIRS:
                return False
            leaf.opening = opened.pop()
        leaf.depth = len(opened)
        if leaf.kind in OPENING:
            is_trailer = before in CLOSING or before == "word"
            is_atom = not is_trailer and (leaf.kind == "[" or opened)
            if is_atom or len(opened) == _DEEPEST:
                return False
            opened.append(leaf)
            commas.append(0)
        before = leaf.kind
    return not opened


def _are_known(leaves: Sequence[Leaf]) -> bool:
    """Return whether each leaf may follow the one before, and no keyword is unknown."""
    if any(leaf.text in _UNKNOWN for leaf in leaves[leaves[0].kind in _AFTER :]):
        return False
    if any(leaf.kind == ":" and leaf.depth for leaf in leaves):
        return False
    return all(_follows(before, leaf) for before, leaf in pairwise(leaves))


def _follows(before: Leaf, leaf: Leaf) -> bool:
    """Return whether a leaf may follow another."""
    starts = leaf.kind in _OPERANDS or leaf.kind in OPENING
    if before.kind in _OPERANDS or before.kind in CLOSING:
        is_dotted = leaf.kind == "." and before.kind != "word"
        is_called = leaf.kind in OPENING and before.kind in {"word", *CLOSING}
        return is_called or not (starts or is_dotted or leaf.kind in _AFTER)
    if before.kind == ",":
        return starts or leaf.kind in CLOSING
    if before.kind in OPENING:
        return starts or leaf.kind in {"not", ")"}
    if before.kind == ".":
        return leaf.kind == "word"
    return starts or leaf.kind == "not" or (before.kind, leaf.kind) == ("not", "in")


_OPERANDS = frozenset({"word", "text", "operand"})


def _bracketed(leaves: list[Leaf]) -> list[Leaf] | None:
    """Return a statement with brackets that do not show around each of its expressions."""
    first, last = leaves[0], leaves[-1]
    if first.kind not in _AFTER:
        return _assigned(leaves)
    end = _AFTER[first.kind]
    if end and last.kind != end:
        return None
    inner = _around(leaves[1:-1] if end else leaves[1:])
    return inner and [first, *inner, *([last] if end else ())]


def _assigned(leaves: list[Leaf]) -> list[Leaf] | None:
    """Return an assignment, whose first target needs no brackets, or an expression alone."""
    bracketed: list[Leaf] = []
    part: list[Leaf] = []
    signs = ""
    for leaf in [*leaves, Leaf("", "")]:
        if leaf.depth or leaf.kind not in {":", "=", ""}:
            part.append(leaf)
            continue
        around = _around(part) if signs else _alone(part)
        if around is None:
            return None
        bracketed += [*around, leaf]
        part = []
        signs += leaf.kind
    is_known = signs in {":", ":="} or not signs.strip("=")
    return bracketed[:-1] if is_known else None


def _alone(leaves: list[Leaf]) -> list[Leaf] | None:
    """Return the leaves at the beginning of a line; None where they are an operation."""
    is_operation = any(
        not leaf.depth and leaf.kind in {",", *_OPERATORS} for leaf in leaves
    )
    is_known = leaves and leaves[0].kind == "word" and not is_operation
    return leaves if is_known else None


def _around(leaves: list[Leaf]) -> list[Leaf] | None:
    """Return an expression in brackets that do not show; None for a tuple and the like."""
    if not leaves:
        return None
    first, last = leaves[0], leaves[-1]
    if first.kind == "(":
        inner = leaves[1:-1]
        is_tuple = any(leaf.kind == "," and leaf.depth == 1 for leaf in inner)
        if last.opening is not first or is_tuple or not inner or inner[0].kind == "(":
            return None
        first.text = last.text = ""
        return leaves
    if any(leaf.kind == "," and not leaf.depth for leaf in leaves):
        return None
    opening = Leaf("(", "")
    return [opening, *leaves, Leaf(")", "", opening)]


def _set_blanks(leaves: list[Leaf]) -> None:
    """Set the blanks before leaves."""
    depth = 0
    for before, leaf in pairwise(leaves):
        depth += before.kind in OPENING and before.text != ""
        depth -= before.kind in CLOSING and before.text != ""
        is_trailer = leaf.kind in OPENING and leaf.text != ""
        is_trailer = is_trailer and before.kind in {"word", *CLOSING}
        is_named = depth > 0 and "=" in {before.kind, leaf.kind}
        is_close = leaf.kind in {*CLOSING, ",", ":", "."} or is_trailer or is_named
        leaf.blanks = "" if is_close or before.kind in {*OPENING, "."} else " "


def within(leaves: Sequence[Leaf]) -> Iterator[Leaf]:
    """Yield the leaves in pairs of brackets that both are there, with these brackets."""
    closed = {id(leaf.opening) for leaf in leaves if leaf.kind in CLOSING}
    open_ones: list[int] = []
    for leaf in leaves:
        if leaf.kind in OPENING and id(leaf) in closed:
            open_ones.append(id(leaf))
        if open_ones:
            yield leaf
        if leaf.kind in CLOSING and open_ones and id(leaf.opening) == open_ones[-1]:
            open_ones.pop()
