"""Layout: statements that may be too long for a line, broken as black breaks them.

The one rule kept here: what comes out is what black would leave alone, as far as it is known.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH = 88
"""Columns of a line."""


def call(head: str, arguments: Sequence[str], *, indent: int, after: int = 0) -> str:
    """Return `head(arguments)`, broken as `bracketed` does it."""
    return bracketed(f"{head}(", arguments, ")", indent=indent, after=after)


def bracketed(
    opening: str,
    items: Sequence[str],
    closing: str,
    *,
    indent: int,
    after: int = 1,
    is_split: bool = False,
) -> str:
    """Return `items` between brackets, for a place that is `indent` blanks from the left.

    They stand on one line where they fit with the `after` characters that follow, else on one of
    their own, else on one each; `is_split` asks for the last.
    """
    line = ", ".join(items)
    inner, outer = "\n" + " " * (indent + 4), "\n" + " " * indent
    if not is_split and "\n" not in line:
        width = indent + len(opening) + len(line) + len(closing) + after
        if width <= WIDTH:
            return opening + line + closing
        if indent + 4 + len(line) <= WIDTH:
            return opening + inner + line + outer + closing
    return opening + "".join(f"{inner}{item}," for item in items) + outer + closing


def imported(module: str, names: Iterable[str], *, indent: int = 0) -> str:
    """Return what follows `import`: the names in isort's order, a line each where they are many."""
    ordered = sorted(names, key=import_order)
    line = ", ".join(ordered)
    if indent + len(f"from {module} import {line}") <= WIDTH:
        return line
    inner, outer = "\n" + " " * (indent + 4), "\n" + " " * indent
    return "(" + "".join(f"{inner}{name}," for name in ordered) + outer + ")"


def import_order(name: str) -> tuple[int, list[tuple[str, int]], str]:
    """Return isort's key of an imported name: constants, classes, others; numbers by value."""
    return _rank(name), natural(name.lower()), name


def export_order(name: str) -> tuple[int, list[tuple[str, int]]]:
    """Return the key that ruff sorts `__all__` by: as imports, but capitals go first."""
    return _rank(name), natural(name)


def _rank(name: str) -> int:
    if name.isupper() and len(name) > 1:
        return 0
    return 1 if name[:1].isupper() else 2


def natural(text: str) -> list[tuple[str, int]]:
    """Return a key that sorts `Part2` before `Part10`."""
    runs = ("".join(run) for _, run in groupby(text, str.isdecimal))
    return [("", int(run)) if run.isdecimal() else (run, 0) for run in runs]
