"""Brackets over several lines, in the forms in which black leaves them.

The one rule kept here: a form is stable only where the lines themselves prove it. Either each item
has a line and a comma of its own, which black keeps for that comma, or a single line stands between
the brackets, and all together would not fit on one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.python import shapes
from typetable.python.layout import WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNBREAKABLE = {
    form.format(shapes.OPERAND) for form in ("{0},", "{0}: {0},", "{0}={0},", "{0}(),")
}
"""Items that black leaves too long, because nothing in them can be broken."""

_RETURNING = f") -> {shapes.OPERAND}:"
"""A last line that black leaves too long."""

_ENDS = {"klass": "header", "define": "header", "returns": "header"}
"""The part of a statement that its last bracket ends, by its kind; else the statement."""

_UNAVOIDABLE = frozenset({"imports", *_ENDS})
"""Kinds of statements whose first bracket black breaks, with any text before it."""


def is_stable(lines: Sequence[str], shaped: Sequence[str]) -> bool:
    """Return whether black would leave a statement of several lines alone."""
    first = shaped[0].lstrip(" ")
    kind = shapes.head_kind(first)
    if not kind or not (kind in _UNAVOIDABLE or shapes.fits(lines[0])):
        return False
    stack = [_Bracket(lines[0], first, kind)]
    return all(
        stack and _continues(stack, line, shape)
        for line, shape in zip(lines[1:], shaped[1:], strict=True)
    )


class _Bracket:
    """An open bracket and the lines in it so far; `columns` is the width of all on one line."""

    def __init__(self, line: str, shape: str, kind: str) -> None:
        self.kind = kind
        self.indent = len(line) - len(line.lstrip(" "))
        self.columns = self.opened = len(line)
        self.is_called = shape[-2:-1] == shapes.OPERAND
        self.opening = shape[-1]
        self.items = 0
        self.body = ""
        self.clauses = 0
        self.must_break = False

    def holds(self, kind: str, columns: int) -> bool:
        """Take in a line within the bracket; return whether it may stand there."""
        self.columns += columns
        if kind == "clause":
            self.columns += 1
            self.clauses += 1
            return self.body == "single"
        if self.body:
            return False
        if kind == "item":
            self.items += 1
        else:
            self.body = kind
        return kind != ""

    def is_left_long(self, shape: str) -> bool:
        """Return whether black leaves a line too long as the only thing in a subscript."""
        return shape == shapes.OPERAND and self.is_called and self.opening == "["

    def closes_well(self, columns: int) -> bool:
        """Return whether black would leave the bracket as it is; its last line has `columns`."""
        if self.body:
            is_known = not self.items and self._may_hold_body()
        else:
            is_known = self.items > 0
            self.must_break |= self.items > 1 or self.kind == "imports"
            self.must_break |= self.opening != "(" and not self.is_called
        if self.clauses:
            body = self.indent + 4 + self.columns - self.opened
            return is_known and body > WIDTH
        return is_known and (self.must_break or self.columns + columns > WIDTH)

    def _may_hold_body(self) -> bool:
        if self.kind == "define":
            return self.body == "several"
        if self.kind == "returns":
            return self.body == "single"
        if self.is_called:
            return self.kind != "imports"
        return self.opening != "(" and self.body in {"single", "nested"}


def _continues(stack: list[_Bracket], line: str, shape: str) -> bool:
    """Take in one more line; return whether it stands where and as black would have it."""
    bracket, bare = stack[-1], shape.lstrip(" ")
    indent = len(shape) - len(bare)
    if bare and indent == bracket.indent:
        is_short = shapes.fits(line) or bare == _RETURNING
        return is_short and _closes(stack, bare, len(line) - indent)
    if not bare or indent != bracket.indent + 4:
        return False
    if not (shapes.fits(line) or bare in _UNBREAKABLE or bracket.is_left_long(bare)):
        return False
    kind = shapes.inner_kind(bare)
    if kind == "nested" and not bracket.body:
        stack.append(_Bracket(line, bare, kind))
        return True
    return bracket.holds(kind, len(line) - indent)


def _closes(stack: list[_Bracket], shape: str, columns: int) -> bool:
    """Close the innermost bracket; return whether that is done as black would do it."""
    bracket, end = stack.pop(), shapes.closing_kind(shape)
    if not bracket.closes_well(columns):
        return False
    if not stack:
        return end == _ENDS.get(bracket.kind, "statement")
    outer = stack[-1]
    outer.columns += bracket.columns - bracket.indent + columns
    outer.must_break |= bracket.must_break
    if end == "item":
        outer.items += 1
    else:
        outer.body = "nested"
    return end in {"item", "statement"}
