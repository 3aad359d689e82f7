"""Unified diffs for the terminal.

The one rule kept here: a diff is shown, never obeyed: it holds no escape of its own but colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.report.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typetable.report.palette import Palette

_ROLES = (
    ("--- ", "header"),
    ("+++ ", "header"),
    ("@@", "hunk"),
    ("+", "added"),
    ("-", "removed"),
)
"""The role of a line of a diff by its beginning; the first that fits counts."""


def diff_lines(lines: Iterable[str], palette: Palette) -> Iterator[str]:
    """Return the lines of a unified diff, escaped and coloured."""
    for line in lines:
        yield palette.paint(_role(line), visible(line.rstrip("\r\n")))


def _role(line: str) -> str:
    return next((role for start, role in _ROLES if line.startswith(start)), "context")
