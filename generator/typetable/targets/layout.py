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


def assigned(target: str, value: str, *, indent: int) -> str:
    """Return `target = value` for a value that nothing can break, in brackets where that helps."""
    line = f"{target} = {value}"
    if indent + columns(line) <= WIDTH or indent + 4 + columns(value) > WIDTH:
        return line
    return _hung(f"{target} = (", [value], ")", indent)


def declared(target: str, annotation: str, value: str = "", *, indent: int) -> str:
    """Return `target: annotation = value`, or without the value where that is empty.

    Black breaks the value where what is before it fits, else the annotation; an annotation is
    broken between the members of a union, or in its brackets.
    """
    head, tail = f"{target}: ", f" = {value}" if value else ""
    line = head + annotation + tail
    if indent + columns(line) <= WIDTH:
        return line
    if value and indent + columns(f"{head}{annotation} = (") <= WIDTH:
        return _broken(f"{head}{annotation} = ", value, "", indent) or line
    return _broken(head, annotation, tail, indent) or line


def columns(text: str) -> int:
    """Return how many columns a text takes; those of other scripts may take two, or none."""
    if text.isascii():
        return len(text)
    import unicodedata  # noqa: PLC0415  # most texts do not need it

    return sum(
        0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in "WF")
        for each in text
    )


def _broken(head: str, expression: str, tail: str, indent: int) -> str:
    """Return an expression that does not fit behind `head`, broken; nothing where it is unclear."""
    name, bracket, _ = expression.partition("[")
    members = _members(expression)
    if len(members) == 1 and bracket:
        inner = expression[len(name) + 1 : -1]
        is_clear = expression.endswith("]") and _members(inner, ",") == [inner]
        fits = indent + 4 + columns(inner) <= WIDTH
        return _hung(f"{head}{name}[", [inner], f"]{tail}", indent) * (is_clear and fits)
    lines = [expression]
    if indent + 4 + columns(expression) > WIDTH:
        lines = [members[0], *(f"| {member}" for member in members[1:])]
    fits = all(indent + 4 + columns(line) <= WIDTH for line in lines)
    return _hung(f"{head}(", lines, f"){tail}", indent) * fits


def _hung(opening: str, lines: Sequence[str], closing: str, indent: int) -> str:
    inner, outer = "\n" + " " * (indent + 4), "\n" + " " * indent
    return opening + "".join(inner + line for line in lines) + outer + closing


def _members(expression: str, separator: str = " |") -> list[str]:
    """Return the parts of an expression that stand between separators outside of brackets."""
    parts: list[str] = []
    for part in expression.split(f"{separator} "):
        if parts and parts[-1].count("[") > parts[-1].count("]"):
            parts[-1] += f"{separator} {part}"
        else:
            parts.append(part)
    return parts


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
