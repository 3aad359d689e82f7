"""Blank lines: the number that black puts between two statements.

The one rule kept here: where black would look at more than the two statements and the block that
they stand in, the answer is that it is unknown.
"""

from __future__ import annotations

from msgspec import Struct

_DEFINING = frozenset({"klass", "define"})
_OPENING = frozenset({"decorator", *_DEFINING})


class Statement(Struct, frozen=True):
    """A statement, or the first line of one with a block.

    A plain one may stand for a row of plain ones with no empty line between.
    """

    kind: str
    """The kind, as `shapes` names it."""
    indent: int
    """The indent of the statement."""
    last_indent: int
    """The indent of the last one of the row."""
    blanks: int
    """The number of empty lines before it."""
    start: int
    """The index of its first line."""
    end: int
    """The index after its last line."""


class Blanks:
    """The blank lines of a module as black would have them, statement by statement."""

    def __init__(self) -> None:
        """Start before the first statement."""
        self._last: Statement | None = None
        self._before_last: Statement | None = None
        self._defined: list[int] = []

    @property
    def around(self) -> int:
        """The indent of the class or function that the last statement stands in, or is."""
        return self._defined[-1] if self._defined else -1

    def kept(self, statement: Statement) -> int | None:
        """Return the number of empty lines that black leaves before the next statement."""
        wanted = self._wanted(statement)
        if statement.kind in _DEFINING:
            self._defined.append(statement.indent)
        self._before_last, self._last = self._last, statement
        if not wanted or statement.blanks in wanted:
            return statement.blanks if wanted else None
        return wanted[-1]

    def _wanted(self, now: Statement) -> range | tuple[int, ...]:
        """Return the numbers that black would leave; nothing where they are unknown."""
        last, is_after_definition = self._last, self._has_left(now.indent)
        if last is None:
            return (0,)
        if last.last_indent < now.indent:
            is_nested = now.kind in _OPENING and last.kind not in _DEFINING
            is_known = (
                not is_nested and now.blanks == 0 == now.indent - last.last_indent - 4
            )
            return (0,) if is_known else ()
        if last.kind == "decorator" or now.kind == "clause":
            is_known = now.kind in _OPENING or not is_after_definition
            return (0,) if is_known and now.blanks == 0 else ()
        if now.kind in _OPENING or is_after_definition:
            is_module_docstring = last.kind == "docstring" and self._before_last is None
            separated = 2 if now.indent == 0 else 1
            return () if is_module_docstring else (separated,)
        return self._between(last, now)

    def _between(self, last: Statement, now: Statement) -> range | tuple[int, ...]:
        """Return the numbers that black would leave between statements that define nothing."""
        is_first = self._before_last is None or self._before_last.kind == "klass"
        if last.kind == "docstring" and is_first:
            return (1,)
        if last.kind == "imports" != now.kind and last.last_indent == now.indent:
            return (1,)
        return range(3 if now.indent == 0 else 2)

    def _has_left(self, indent: int) -> bool:
        """Return whether a class or function ends here, and close those that do."""
        has_left = False
        while self._defined and self._defined[-1] >= indent:
            self._defined.pop()
            has_left = True
        return has_left
