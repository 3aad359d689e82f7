"""Inline Markdown as one text with marked stretches, for whoever compares texts.

The one rule kept here: what a reader of the page does not see is not in the text: HTML of other
kinds than marks, references to footnotes, raised ones too, and where links lead to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.markdown import inline

if TYPE_CHECKING:
    from collections.abc import Callable

    from typetable.markdown.inline import Mark, Run

_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,40}+\]")
_REFERENCE = re.compile(r"(?<![\w\]])\[([^\[\]]{2,}+)\]\[([^\[\]]*+)\]")

_RAISED = re.compile(r"<sup>((?:(?!</?sup>).)*+)</sup>", re.IGNORECASE | re.DOTALL)


class Stretch(Struct, frozen=True):
    """A marked stretch of a text; `target` is that of a link, or what an anchor is called."""

    mark: Mark
    start: int
    end: int
    target: str = ""


class Seen(Struct, frozen=True):
    """A text as a reader sees it, and its marked stretches, the outer ones of a start last."""

    text: str
    stretches: tuple[Stretch, ...]

    def marked(self, *marks: Mark) -> tuple[str, ...]:
        """Return the stretches that are marked in one of some ways."""
        return tuple(
            self.text[each.start : each.end]
            for each in self.stretches
            if each.mark in marks
        )


def _ends(mark: Mark, target: str, run: Run) -> bool:
    """Return whether a run is no more of what is marked so."""
    return mark not in run.marks or (mark == "link" and target != run.target)


def _lowered(raised: re.Match[str]) -> str:
    """Return a power as `2^31`; what is raised behind a word leads to a note."""
    is_power = raised.string[: raised.start()][-1:].isdigit()
    return f"^{raised[1]}" if is_power else ""


@lru_cache(maxsize=4096)  # headers, marks and types repeat
def seen(raw: str) -> Seen:
    """Return what a reader sees of a raw text; an entity is its character, `<br>` a line end."""
    if raw.isalnum():
        return Seen(raw, ())
    raw = _without_notes(raw)
    text = ""
    stretches: list[Stretch] = []
    opened: dict[Mark, tuple[int, str]] = {}
    for run in inline.scan(raw).runs:
        ended = (m for m, (_, to) in opened.items() if _ends(m, to, run))
        for mark in [*ended]:
            start, target = opened.pop(mark)
            stretches.append(Stretch(mark, start, len(text), target))
        for mark in run.marks:
            opened.setdefault(mark, (len(text), run.target))
        if "tag" not in run.marks:
            text += run.text
    stretches += [
        Stretch(mark, start, len(text), target)
        for mark, (start, target) in opened.items()
    ]
    return Seen(text, tuple(stretches))


def _without_notes(raw: str) -> str:
    """Return a raw text without what leads to notes, and with the targets of its links in it."""
    if "<" in raw:
        raw = _RAISED.sub(_lowered, raw)
    if "[" in raw:
        raw = _REFERENCE.sub(r"[\1](#\2)", _FOOTNOTE.sub("", raw))
    return raw


def origins(raw: str) -> Callable[[int], int]:
    """Return the offsets in a raw text of what a reader sees, by offsets in what is seen.

    They are the same where notes are left out of the text.
    """
    if _without_notes(raw) != raw:
        return int
    runs = [run for run in inline.scan(raw).runs if "tag" not in run.marks]
    ends = [*accumulate(len(run.text) for run in runs)]

    def origin(place: int) -> int:
        at = bisect_right(ends, place)
        if at == len(runs):
            return len(raw)
        run = runs[at]
        behind = place - (ends[at] - len(run.text))
        return min(run.start + behind, run.end - 1)

    return origin
