"""Layout: the width of lines, and the order in which names stand.

The one rule kept here: names are in the order in which isort and ruff want them.
"""

from __future__ import annotations

import re
from functools import lru_cache

WIDTH = 88
"""Columns of a line."""

_RUNS = re.compile(r"\d+|\D+")
"""The runs of digits in a name, and those between them."""


@lru_cache(maxsize=4096)  # most modules import the same names
def import_order(name: str) -> tuple[int, tuple[tuple[str, int], ...], str]:
    """Return isort's key of an imported name: constants, classes, others; numbers by value."""
    return _rank(name), natural_key(name.lower()), name


def export_order(name: str) -> tuple[int, tuple[tuple[str, int], ...]]:
    """Return the key that ruff sorts `__all__` by: as imports, but capitals go first."""
    return _rank(name), natural_key(name)


def _rank(name: str) -> int:
    if name.isupper() and len(name) > 1:
        return 0
    return 1 if name[:1].isupper() else 2


@lru_cache(maxsize=4096)  # the names of modules, too
def natural_key(text: str) -> tuple[tuple[str, int], ...]:
    """Return a key that sorts `Part2` before `Part10`."""
    runs = _RUNS.findall(text)
    return tuple([("", int(run)) if run.isdecimal() else (run, 0) for run in runs])
