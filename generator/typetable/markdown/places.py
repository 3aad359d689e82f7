"""Places of characters: where those of some lines stand on their page.

The one rule kept here: a span stays on one line.
"""

from __future__ import annotations

import re
from bisect import bisect

from typetable.source import Span


class Places:
    """Where the characters of some lines stand on the page."""

    def __init__(self, text: str, number: int) -> None:
        """Take some lines, of which `number` is the first."""
        self._starts = [0, *(each.end() for each in re.finditer("\n", text))]
        self._ends = [*(start - 1 for start in self._starts[1:]), len(text)]
        self._number = number

    def span(self, start: int, end: int) -> Span:
        """Return the span of some characters, cut at the end of their first line."""
        index = bisect(self._starts, start) - 1
        begin, line_end = self._starts[index], self._ends[index]
        column = start - begin + 1
        return Span(self._number + index, column, min(end, line_end) - begin + 1)
