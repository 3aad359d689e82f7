"""A cursor over the tokens of a type cell, and the fault that it stops with.

The one rule kept here: a token that stands in no type of the notation is refused before any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct

from typetable.diagnostics import clipped
from typetable.notation.notation import CLOSERS
from typetable.notation.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.notation.notation import Form, Notation, Word
    from typetable.wording.spelling import Hole

SHOWN = 24
"""So many characters of a cell are shown in a message."""


class Fault(Struct, frozen=True):
    """Why a cell is no type: offsets in the cell and a fact."""

    start: int
    end: int
    message: str
    too_deep: bool = False


class FaultError(Exception):
    """Carries a fault out of the recursive descent; never leaves the descent."""

    def __init__(self, fault: Fault) -> None:
        """Take the fault."""
        super().__init__(fault.message)
        self.fault = fault


def refuse(token: Token, message: str) -> NoReturn:
    """Stop at a token."""
    raise FaultError(Fault(token.start, token.end, message))


class Cursor:
    """Stands before a token of one cell, and steps over words, marks and forms."""

    def __init__(self, cell: str, ahead: Sequence[Token], notation: Notation) -> None:
        """Start at the first token; raises `FaultError` where one stands in no type."""
        self._notation = notation
        self._cell = cell
        end = Token("end", "", len(cell), len(cell))
        self._tokens = [*notation.without_lines(ahead), end]
        self._keys = [notation.key(token.text) for token in self._tokens]
        self._next = 0
        self.known: list[Word | Form | str] = []
        inside = 0
        for token in self._tokens:
            inside += (token.text in notation.skipped) - (token.text in notation.behind)
            if inside <= 0 and self._is_odd(token):
                message = (
                    f"`{clipped(cell[token.start :], SHOWN)}` cannot stand in a type"
                )
                raise FaultError(Fault(token.start, len(cell), message))

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self, text: str) -> bool:
        """Step over a word or mark if it comes next."""
        is_next = self._token.kind != "end" and self._keys[self._next] == text
        self._next += is_next
        return is_next

    def _refuse_token(self, form: Form | None = None) -> NoReturn:
        """Stop at the next token, which stands neither here nor in a form that was begun."""
        token = self._token
        if token.kind == "end":
            refuse(token, "the type ends too early")
        place = f"in `{clipped(form.text, SHOWN)}`" if form else "here"
        refuse(token, f"`{clipped(token.text, SHOWN)}` is not expected {place}")

    def _form(self, table: dict[str, list[Form]]) -> Form | None:
        """Return the form whose head comes next, of several the longest."""
        for form in table.get(self._keys[self._next], ()):
            if self._comes_next(form.head):
                return form
        return None

    def _begin(self, form: Form) -> None:
        self.known.append(form)
        self._next += len(form.head)

    def _comes_next(self, texts: tuple[str, ...]) -> bool:
        return tuple(self._keys[self._next : self._next + len(texts)]) == texts

    def _word_length(self) -> int:
        """Return how many tokens the longest word has that comes next."""
        words = self._notation.words
        keys = tuple(self._keys[self._next : self._next + self._notation.longest])
        return next((n for n in range(len(keys), 0, -1) if keys[:n] in words), 0)

    def _skip(self, stop: str | Hole) -> None:
        """Step over what has no meaning, brackets whole, up to a text."""
        closers: list[str] = []
        while self._token.kind != "end":
            text = self._keys[self._next]
            if not closers and text == stop:
                return
            if closers and text == closers[-1]:
                closers.pop()
            elif text in CLOSERS:
                closers.append(CLOSERS[text])
            self._next += 1

    def _is_odd(self, token: Token) -> bool:
        """Return whether a token stands in no type of this notation."""
        if token.kind == "value":
            return not self._notation.literals
        return token.kind == "mark" and token.text not in self._notation.marks
