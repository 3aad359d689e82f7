"""Assignments laid out once more, to see whether they stand as `statements` has them.

The one rule kept here: `statements` knows how black breaks them; this only takes them apart.
"""

from __future__ import annotations

import re
from itertools import filterfalse
from typing import TYPE_CHECKING

from typetable.format import shapes
from typetable.targets.layout import WIDTH, columns
from typetable.targets.statements import assigned, declared

if TYPE_CHECKING:
    from collections.abc import Sequence

_HUNG = re.compile(rf" *{shapes.OPERAND} = \(")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_TYPES = frozenset(f"{shapes.OPERAND}[](), |=:")
"""What the shape of an assignment consists of that `statements` knows how to break."""

_ATOMIC = {
    f"{shapes.OPERAND} = {shapes.OPERAND}",
    f"{shapes.OPERAND}: {shapes.OPERAND}",
}
"""Assignments that black leaves too long, if brackets would not help."""


def are_laid_out(lines: Sequence[str]) -> bool:
    """Return whether an assignment of one line or several stands as `statements` would have it."""
    line = _on_one_line(lines)
    bare = line.lstrip(" ")
    indent = len(line) - len(bare)
    shape = _shape(bare)
    if shape.startswith(f"{shapes.OPERAND}: "):
        target, _, rest = bare.partition(": ")
        annotation, _, value = rest.partition(" = ")
        laid_out = declared(target, annotation, value, indent=indent)
    else:
        annotation = ""
        target, _, value = bare.partition(" = ")
        laid_out = assigned(target, value, indent=indent)
    if len(lines) == 1:
        is_hopeless = indent + 4 + columns(value or annotation) > WIDTH
        is_known = shape in _ATOMIC and is_hopeless
    else:
        is_known = _TYPES.issuperset(shape)
    is_plain = is_known and _is_measurable(line) and shapes.statement(shape) == "plain"
    return is_plain and " " * indent + laid_out == "\n".join(lines)


def _is_measurable(line: str) -> bool:
    """Return whether black finds a line as wide as we do: its tables of signs may be others."""
    return line.isascii() or all(map(str.isalnum, filterfalse(str.isascii, line)))


def is_hung(lines: Sequence[str], shaped: Sequence[str]) -> bool:
    """Return whether an assigned call has brackets around it because its name would not fit."""
    function, bracket, _ = lines[1].lstrip(" ").partition("(")
    return (
        _HUNG.fullmatch(shaped[0]) is not None
        and lines[-1] == ")".rjust(len(shaped[0]) - len(shaped[0].lstrip(" ")) + 1)
        and shaped[1].lstrip(" ").startswith(f"{shapes.OPERAND}(")
        and columns(f"{lines[0][:-1]}{function}{bracket}") > WIDTH
        and all(line.isascii() and len(line) <= WIDTH for line in lines)
    )


def _on_one_line(lines: Sequence[str]) -> str:
    """Return a statement without the line ends in its brackets, and without those if redundant."""
    joined = lines[0]
    for line in lines[1:]:
        bare = line.lstrip(" ")
        if bare[:1] in _CLOSING:
            joined = joined.removesuffix(",") + bare
        else:
            joined += bare if joined[-1:] in _OPENING else f" {bare}"
    last = lines[-1].lstrip(" ")
    if lines[0].endswith(" (") and last[:1] == ")":
        end = len(joined) - len(last)
        place = len(lines[0]) - 1
        joined = joined[:place] + joined[place + 1 : end] + joined[end + 1 :]
    return joined


def _shape(text: str) -> str:
    return shapes.without_names(text)[1]
