"""Lines of leaves: the tokens of one line, and the places where black could break it.

The one rule kept here: a delimiter counts at the depth of the line itself, in no brackets of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.python.layout import WIDTH
from typetable.python.tokens import CLOSING, OPENING, Leaf

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

COMMA, _LOGIC, _COMPARATOR = 18, 14, 10
_PRIORITIES = {"and": _LOGIC, "or": _LOGIC, "==": _COMPARATOR, "is": _COMPARATOR}
_PRIORITIES |= {"in": _COMPARATOR, "|": 9, "+": 5}
"""The priorities of delimiters (black's `brackets.py`); black breaks before each of the highest."""

_BEFORE_NOT = frozenset({"is", "and", "or", "(", "[", ",", "=", "|", "+", "==", "not"})
"""Leaves before a `not` that is not the beginning of `not in`."""


class LeafLine:
    """Leaves on a line of their own, at a depth of blocks and brackets."""

    def __init__(self, depth: int, *, is_inside: bool = False) -> None:
        """Start without leaves; `is_inside` lines are the body of some brackets."""
        self.depth = depth
        self.is_inside = is_inside
        self.leaves: list[Leaf] = []
        self.delimiters: dict[int, int] = {}
        """The priorities of delimiters, by the identity of the leaf before each."""
        self.optional: list[Leaf] = []
        """The brackets that need not show."""
        self.must_explode = False
        """Whether a comma at the end of some brackets asks for a line for each item."""
        self.is_list = False
        """Whether the line is items of brackets with such a comma."""
        self._open = 0

    def __str__(self) -> str:
        """Return the line with its indentation."""
        first, *others = self.leaves
        return " " * (4 * self.depth) + first.text + "".join(map(str, others))

    def fits(self, width: int = WIDTH) -> bool:
        """Return whether the line is no wider than `width`."""
        return len(str(self)) <= width

    def extend(self, leaves: Sequence[Leaf], tracked: Collection[Leaf]) -> None:
        """Append leaves; the `tracked` ones count as delimiters and brackets of the line."""
        known = {id(leaf) for leaf in tracked}
        for leaf in leaves:
            if id(leaf) in known:
                self._track(leaf)
            self.leaves.append(leaf)

    def copied(self) -> LeafLine:
        """Return the line with leaves of its own."""
        copies: dict[int, Leaf] = {}
        for leaf in self.leaves:
            opening = copies.get(id(leaf.opening)) if leaf.opening else None
            copy = Leaf(leaf.kind, leaf.text, opening or leaf.opening)
            copy.blanks = leaf.blanks
            copies[id(leaf)] = copy
        leaves = [copies[id(leaf)] for leaf in self.leaves]
        line = LeafLine(self.depth, is_inside=self.is_inside)
        line.extend(leaves, leaves)
        line.is_list = self.is_list
        return line

    def highest(self, *, with_last: bool = True) -> int:
        """Return the highest priority of a delimiter; 0 where there is none."""
        last = 0 if with_last else id(self.leaves[-1])
        return max((p for k, p in self.delimiters.items() if k != last), default=0)

    def _track(self, leaf: Leaf) -> None:
        previous = self.leaves[-1] if self.leaves else None
        if leaf.kind in CLOSING:
            if not self._open:
                return
            self._open -= 1
            has_comma = previous is not None and previous.kind == ","
            self.must_explode |= has_comma
        leaf.depth = self._open
        if not self._open:
            self._delimit(leaf, previous)
        if leaf.kind in OPENING:
            self._open += 1
        if leaf.kind in OPENING | CLOSING and not leaf.text:
            self.optional.append(leaf)

    def _delimit(self, leaf: Leaf, previous: Leaf | None) -> None:
        if leaf.kind == ",":
            self.delimiters[id(leaf)] = COMMA
        elif previous is not None:
            priority = _PRIORITIES.get(leaf.kind, 0)
            if (previous.kind, leaf.kind) == ("not", "in"):
                priority = 0
            if leaf.kind == "not" and previous.kind not in _BEFORE_NOT:
                priority = _COMPARATOR
            if priority:
                self.delimiters[id(previous)] = priority
