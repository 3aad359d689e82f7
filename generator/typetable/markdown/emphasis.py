"""Emphasis: which runs of `*`, `_` and `~` in a text open and close what.

The one rule kept here: https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis, in time
that grows with the number of runs.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Emphasis = Literal["strong", "emphasis", "struck"]


class Pair(NamedTuple):
    """Two runs, by number, and what they make of the text between them."""

    opener: int
    closer: int
    mark: Emphasis


class Delimiters:
    """A run of marks, `left` of which are not yet part of a pair."""

    def __init__(self, index: int, run: str, before: str, after: str) -> None:
        """Look at what stands before and after the run; the empty string is an end of the text."""
        self.index = index
        self.sign = run[0]
        self.length = self.left = len(run)
        self.taken = 0
        """How many of the marks that are gone stood at the start of the run."""
        opens = _flanks(after, before)
        closes = _flanks(before, after)
        is_word = self.sign != "_"
        self.opens = opens and (is_word or not closes or _is_punctuation(before))
        self.closes = closes and (is_word or not opens or _is_punctuation(after))

    def matches(self, closer: Delimiters) -> bool:
        """Return whether this run may open what another one closes."""
        if self.sign != closer.sign or not self.opens:
            return False
        if self.sign == "~":
            return self.left == closer.left
        both = self.closes or closer.opens
        multiple = self.length % 3 == closer.length % 3 == 0
        return not both or multiple or (self.length + closer.length) % 3 != 0

    @property
    def kind(self) -> tuple[str, bool, int]:
        """What decides, beside the openers, whether a search for one is in vain."""
        return self.sign, self.opens, self.left if self.sign == "~" else self.length % 3


def pairs(runs: Sequence[Delimiters]) -> Iterator[Pair]:
    """Yield what runs open and close; inner pairs come before those around them."""
    openers: list[Delimiters] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        while run.closes and run.left:
            opener = _opener(openers, run, bottoms.get(run.kind, 0))
            if opener < 0:
                bottoms[run.kind] = len(openers)
                break
            del openers[opener + 1 :]
            bottoms = {kind: min(low, opener) for kind, low in bottoms.items()}
            yield _pair(openers[opener], run)
            if not openers[opener].left:
                openers.pop()
        if run.opens and run.left:
            openers.append(run)


def _opener(openers: Sequence[Delimiters], closer: Delimiters, bottom: int) -> int:
    """Return the position of the last opener of a run, not below `bottom`; -1 if there is none."""
    for position in range(len(openers) - 1, bottom - 1, -1):
        if openers[position].matches(closer):
            return position
    return -1


def _pair(opener: Delimiters, closer: Delimiters) -> Pair:
    """Take marks from two runs, as many as make one pair."""
    most = 2 if opener.left > 1 and closer.left > 1 else 1
    count = closer.left if closer.sign == "~" else most
    opener.left -= count
    closer.left -= count
    closer.taken += count
    mark: Emphasis = "strong" if count == 2 else "emphasis"
    return Pair(opener.index, closer.index, "struck" if closer.sign == "~" else mark)


def _flanks(near: str, far: str) -> bool:
    """Return whether a run stands right before or after `near`, and `far` is beyond it."""
    if not near or near.isspace():
        return False
    return not _is_punctuation(near) or not far or far.isspace() or _is_punctuation(far)


def _is_punctuation(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "PS"
