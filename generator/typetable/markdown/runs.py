"""Runs: an inline text as stretches that are marked alike.

The one rule kept here: a run knows where it stands in the raw text, so that a place in what readers
see is a place on the page.
"""

from __future__ import annotations

from bisect import bisect
from functools import cached_property
from itertools import accumulate
from typing import Literal, TypeAlias

from msgspec import Struct

Mark: TypeAlias = Literal[
    "code", "strong", "emphasis", "struck", "link", "image", "anchor", "break", "tag"
]
"""How a text is marked; an `anchor` is empty, a `break` a line end, a `tag` HTML of other kinds."""

_NO_MARKS: frozenset[Mark] = frozenset()


class Run(Struct, frozen=True):
    """A text that is marked alike."""

    text: str
    """The text without its marks."""
    start: int
    """The offset of its first character in the raw text."""
    end: int
    """The offset behind its last character."""
    marks: frozenset[Mark] = _NO_MARKS
    """The marks of all of it."""
    target: str = ""
    """The address of a link, or the name of an anchor."""


class Inline(Struct, frozen=True, dict=True):
    """A raw text, scanned."""

    runs: tuple[Run, ...]

    @cached_property
    def text(self) -> str:
        """The text without its marks; what an escape or an entity stands for, and code verbatim."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(accumulate((len(run.text) for run in self.runs), initial=0))

    def place(self, index: int) -> int:
        """Return where character `index` of the text stands in the raw one."""
        number = bisect(self._starts, index) - 1
        if number == len(self.runs):
            return self.runs[-1].end if self.runs else 0
        run = self.runs[number]
        return min(run.start + index - self._starts[number], run.end)
