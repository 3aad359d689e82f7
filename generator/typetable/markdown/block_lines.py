"""Lines of a page while mistune scans it: how far they go, how deep they stand, what takes them.

The one rule kept here: a line ends where the next one begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.markdown import patterns

if TYPE_CHECKING:
    from mistune.core import BlockState


def take_line(state: BlockState, kind: str, *onto: str) -> int:
    """Let the line at hand continue a block of the kinds in `onto`, or start one of `kind`."""
    if last_kind(state) not in onto:
        state.append_token({"type": kind})
    return state.find_line_end()


def last_kind(state: BlockState) -> str:
    """Return the kind of the block above, or nothing."""
    return state.last_token()["type"] if state.tokens else ""


def next_line(state: BlockState, position: int) -> int:
    """Return where the line behind that of a position starts."""
    return state.src.index("\n", position) + 1


def columns(text: str) -> int:
    """Return how wide a text is, tabs counted to the next of four columns."""
    return len(text.expandtabs(4))


def indent(state: BlockState, position: int) -> int:
    """Return how many columns of blanks stand at a position."""
    blanks = patterns.INDENTATION.match(state.src, position)
    return columns(blanks[0]) if blanks else 0
