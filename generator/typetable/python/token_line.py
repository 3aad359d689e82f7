"""Lines of tokens: the tokens of one line, and the places where black could break it.

The one rule kept here: a delimiter counts at the depth of the line itself, in no brackets of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.python.layout import WIDTH
from typetable.python.tokens import CLOSING, OPENING, PythonToken

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

COMMA, _LOGIC, _COMPARATOR = 18, 14, 10
_PRIORITIES = {"and": _LOGIC, "or": _LOGIC, "==": _COMPARATOR, "is": _COMPARATOR}
_PRIORITIES |= {"in": _COMPARATOR, "|": 9, "+": 5}
"""The priorities of delimiters (black's `brackets.py`); black breaks before each of the highest."""

_BEFORE_NOT = frozenset({"is", "and", "or", "(", "[", ",", "=", "|", "+", "==", "not"})
"""Tokens before a `not` that is not the beginning of `not in`."""


class TokenLine:
    """Tokens on a line of their own, at a depth of blocks and brackets."""

    def __init__(self, depth: int, *, is_inside: bool = False) -> None:
        """Start without tokens; `is_inside` lines are the body of some brackets."""
        self.depth = depth
        self.is_inside = is_inside
        self.tokens: list[PythonToken] = []
        self.delimiters: dict[int, int] = {}
        """The priorities of delimiters, by the identity of the token before each."""
        self.optional: list[PythonToken] = []
        """The brackets that need not show."""
        self.must_explode = False
        """Whether a comma at the end of some brackets asks for a line for each item."""
        self.is_list = False
        """Whether the line is items of brackets with such a comma."""
        self._open = 0

    def __str__(self) -> str:
        """Return the line with its indentation."""
        first, *others = self.tokens
        return " " * (4 * self.depth) + first.text + "".join(map(str, others))

    def fits(self, width: int = WIDTH) -> bool:
        """Return whether the line is no wider than `width`."""
        return len(str(self)) <= width

    def extend(
        self, tokens: Sequence[PythonToken], tracked: Collection[PythonToken]
    ) -> None:
        """Append tokens; the `tracked` ones count as delimiters and brackets of the line."""
        known = {id(token) for token in tracked}
        for token in tokens:
            if id(token) in known:
                self._track(token)
            self.tokens.append(token)

    def copied(self) -> TokenLine:
        """Return the line with tokens of its own."""
        copies: dict[int, PythonToken] = {}
        for token in self.tokens:
            opening = copies.get(id(token.opening)) if token.opening else None
            copy = PythonToken(token.kind, token.text, opening or token.opening)
            copy.blanks = token.blanks
            copies[id(token)] = copy
        tokens = [copies[id(token)] for token in self.tokens]
        line = TokenLine(self.depth, is_inside=self.is_inside)
        line.extend(tokens, tokens)
        line.is_list = self.is_list
        return line

    def highest(self, *, with_last: bool = True) -> int:
        """Return the highest priority of a delimiter; 0 where there is none."""
        last = 0 if with_last else id(self.tokens[-1])
        return max((p for k, p in self.delimiters.items() if k != last), default=0)

    def _track(self, token: PythonToken) -> None:
        previous = self.tokens[-1] if self.tokens else None
        if token.kind in CLOSING:
            if not self._open:
                return
            self._open -= 1
            has_comma = previous is not None and previous.kind == ","
            self.must_explode |= has_comma
        token.depth = self._open
        if not self._open:
            self._delimit(token, previous)
        if token.kind in OPENING:
            self._open += 1
        if token.kind in OPENING | CLOSING and not token.text:
            self.optional.append(token)

    def _delimit(self, token: PythonToken, previous: PythonToken | None) -> None:
        if token.kind == ",":
            self.delimiters[id(token)] = COMMA
        elif previous is not None:
            priority = _PRIORITIES.get(token.kind, 0)
            if (previous.kind, token.kind) == ("not", "in"):
                priority = 0
            if token.kind == "not" and previous.kind not in _BEFORE_NOT:
                priority = _COMPARATOR
            if priority:
                self.delimiters[id(previous)] = priority
