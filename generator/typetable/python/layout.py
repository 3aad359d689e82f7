"""Layout: brackets that may be too long for a line, broken as black breaks them.

The one rule kept here: black would leave the result alone, as far as that is known.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from typetable.python.characters import columns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

WIDTH = 88
"""Columns of a line."""

_RUNS = re.compile(r"\d+|\D+")
"""The runs of digits in a name, and those between them."""


def call(
    function: str, arguments: Sequence[str], *, indent: int, target: str = ""
) -> str:
    """Return `function(arguments)`, assigned to a target if there is one, broken as `bracketed`.

    A call that is assigned has brackets around it where not even its name would fit.
    """
    head = f"{target} = {function}" if target else function
    broken = bracketed(f"{head}(", arguments, ")", indent=indent, after=0)
    if "\n" not in broken and broken.isascii():
        return broken
    if target and indent + columns(head) >= WIDTH:
        inner = call(function, arguments, indent=indent + 4)
        text = hung(f"{target} = (", [inner], ")", indent)
        if all(columns(line) <= WIDTH for line in (" " * indent + text).split("\n")):
            return text
    return broken


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

    They stand on one line where they fit with the `after` characters that follow; else, if they are
    the arguments of a call, on one of their own; else on one each, for which `is_split` asks too.
    """
    line = ", ".join(items)
    inner, outer = "\n" + " " * (indent + 4), "\n" + " " * indent
    if not is_split and "\n" not in line:
        width = indent + len(opening) + len(line) + len(closing) + after
        if width <= WIDTH:
            return opening + line + closing
        is_call = opening[-2:-1].isidentifier() or opening[-2:-1].isdecimal()
        if is_call and indent + 4 + len(line) <= WIDTH:
            return opening + inner + line + outer + closing
    lines = (_argument(item, indent + 4) for item in items)
    return opening + "".join(f"{inner}{item}," for item in lines) + outer + closing


def _argument(item: str, indent: int) -> str:
    """Return an item of brackets; one call in it is broken where it would not fit with a comma."""
    function, bracket, argument = item[:-1].partition("(")
    is_broken = "\n" in item or indent + columns(item) < WIDTH
    if is_broken or not bracket or not argument or item[-1] != ")":
        return item
    return hung(f"{function}(", [argument], ")", indent)


def hung(opening: str, lines: Iterable[str], closing: str, indent: int) -> str:
    """Return lines between brackets, for a place that is `indent` blanks from the left."""
    inner, outer = "\n" + " " * (indent + 4), "\n" + " " * indent
    return opening + "".join(inner + line for line in lines) + outer + closing


def imported(module: str, names: Collection[str], *, indent: int = 0) -> str:
    """Return the text after `import`: names in isort's order, a line each where they are many."""
    ordered = sorted(names, key=import_order) if len(names) > 1 else names
    line = ", ".join(ordered)
    if indent + len(f"from {module} import {line}") <= WIDTH:
        return line
    inner, outer = "\n" + " " * (indent + 4), "\n" + " " * indent
    return "(" + "".join(f"{inner}{name}," for name in ordered) + outer + ")"


@lru_cache(maxsize=4096)  # most modules import the same names
def import_order(name: str) -> tuple[int, list[tuple[str, int]], str]:
    """Return isort's key of an imported name: constants, classes, others; numbers by value."""
    return _rank(name), natural_key(name.lower()), name


def export_order(name: str) -> tuple[int, list[tuple[str, int]]]:
    """Return the key that ruff sorts `__all__` by: as imports, but capitals go first."""
    return _rank(name), natural_key(name)


def _rank(name: str) -> int:
    if name.isupper() and len(name) > 1:
        return 0
    return 1 if name[:1].isupper() else 2


def natural_key(text: str) -> list[tuple[str, int]]:
    """Return a key that sorts `Part2` before `Part10`."""
    runs = _RUNS.findall(text)
    return [("", int(run)) if run.isdecimal() else (run, 0) for run in runs]
