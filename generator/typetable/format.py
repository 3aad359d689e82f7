"""Formatting: rendered text to text in black's style.

The one rule kept here: what comes out is what `black` makes of it.
"""

from __future__ import annotations

from functools import cache

from black import Mode, format_str
from black.mode import TargetVersion


def format_module(text: str) -> str:
    """Return a module in black's style; raises `black.InvalidInput` for what is no Python."""
    return format_str(text, mode=_mode())


@cache
def _mode() -> Mode:
    versions = {TargetVersion.PY311, TargetVersion.PY312, TargetVersion.PY313}
    return Mode(target_versions=versions, line_length=88)
