"""Suggestions: the known name that was probably meant by an unknown one.

The one rule kept here: the work for all suggestions of a run is limited, for any names.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOOKED_UP = 20
"""The most unknown names that get a suggestion; the reader of more has another problem."""

_NEAR = 0.6
"""The least share of characters that a name and its suggestion have in common."""

_COMPARED = 10_000_000
"""The most pairs of characters that are compared, for two names the product of their lengths.

That is half a second at worst, when all characters are the same.
"""


class Suggestions:
    """Known names by their first letter, in which typing errors are seldom."""

    def __init__(self, known: Iterable[str]) -> None:
        """Take the known names; of equally near ones the first is suggested."""
        self._alike: defaultdict[str, list[str]] = defaultdict(list)
        for name in known:
            self._alike[_begin(name)].append(name)
        self._lookups, self._room = _LOOKED_UP, _COMPARED

    def nearest(self, name: str) -> str:
        """Return the known name nearest to another one; empty for none, and after too much work."""
        alike = self._alike.get(_begin(name))
        if not alike or not self._lookups:
            return ""
        self._lookups -= 1
        effort = len(name) * sum(map(len, alike))
        if effort > self._room:
            return ""
        self._room -= effort
        return _nearest(name, alike)


def _nearest(name: str, known: Iterable[str]) -> str:
    """Return the first of `difflib.get_close_matches`, which ranks all that are near enough."""
    best = (_NEAR, "")
    matcher = SequenceMatcher(b=name)
    for each in known:
        matcher.set_seq1(each)
        if matcher.real_quick_ratio() >= best[0] <= matcher.quick_ratio():
            best = max(best, (matcher.ratio(), each))
    return best[1]


def _begin(name: str) -> str:
    return name[:1].casefold()
