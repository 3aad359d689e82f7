"""Assignments laid out once more, to see whether they stand as `layout` has them.

The one rule kept here: `layout` knows how black breaks them, and this only takes them apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typetable.format import shapes
from typetable.targets.layout import WIDTH, assigned, columns, declared

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIMPLE = {shapes.OPERAND, f"-{shapes.OPERAND}"}
_HUNG = re.compile(rf" *{shapes.OPERAND} = \(")
_TYPES = frozenset(f"{shapes.OPERAND}[], |")


def are_laid_out(lines: Sequence[str]) -> bool:
    """Return whether an assignment of one line or several stands as `layout` would have it."""
    line = _on_one_line(lines)
    bare = line.lstrip(" ")
    indent = len(line) - len(bare)
    target, colon, rest = bare.partition(": ")
    if colon and _shape(target) == shapes.OPERAND:
        annotation, _, value = rest.partition(" = ")
        laid_out = declared(target, annotation, value, indent=indent)
        shape = _shape(annotation + value)
        is_broken = len(lines) > 1 or (not value and shape == shapes.OPERAND)
        is_known = is_broken and _TYPES.issuperset(shape)
    else:
        target, _, value = bare.partition(" = ")
        laid_out = assigned(target, value, indent=indent)
        is_known = _shape(target) == shapes.OPERAND and _shape(value) in _SIMPLE
    return is_known and " " * indent + laid_out == "\n".join(lines)


def is_hung(lines: Sequence[str], shaped: Sequence[str]) -> bool:
    """Return whether an assigned call has brackets around it because its name would not fit."""
    function, bracket, _ = lines[1].lstrip(" ").partition("(")
    return (
        _HUNG.fullmatch(shaped[0]) is not None
        and lines[-1] == ")".rjust(len(shaped[0]) - len(shaped[0].lstrip(" ")) + 1)
        and shaped[1].lstrip(" ").startswith(f"{shapes.OPERAND}(")
        and columns(f"{lines[0][:-1]}{function}{bracket}") > WIDTH
        and all(columns(line) <= WIDTH for line in lines)
    )


def _on_one_line(lines: Sequence[str]) -> str:
    """Return a statement without the line ends in its brackets, and without those if redundant."""
    first, *inner, last = lines if len(lines) > 1 else (lines[0], "")
    middle, last = " ".join(line.strip(" ") for line in inner), last.strip(" ")
    if first.endswith(" (") and last.startswith(")"):
        return first[:-1] + middle + last[1:]
    return first + middle + last


def _shape(text: str) -> str:
    return shapes.without_names(text)[1]
