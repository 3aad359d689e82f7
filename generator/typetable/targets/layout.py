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
    """Return `head(arguments)`, broken as `bracketed` does it.

    A call that is assigned has brackets around it where not even its name would fit.
    """
    broken = bracketed(f"{head}(", arguments, ")", indent=indent, after=after)
    target, equals, function = head.rpartition(" = ")
    if equals and indent + columns(head) >= WIDTH:
        inner = call(function, arguments, indent=indent + 4)
        hung = _hung(f"{target} = (", [inner], ")", indent)
        if all(columns(line) <= WIDTH for line in (" " * indent + hung).split("\n")):
            return hung
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
    return _hung(f"{function}(", [argument], ")", indent)


def assigned(target: str, value: str, *, indent: int) -> str:
    """Return `target = value` for a value that nothing can break, in brackets where that helps."""
    line = f"{target} = {value}"
    if indent + columns(line) <= WIDTH or indent + 4 + columns(value) > WIDTH:
        return line
    return _hung(f"{target} = (", [value], ")", indent)


def enclosed(opening: str, items: Sequence[str], closing: str) -> str:
    """Return what stands between the brackets of `opening(items)closing`, with its blanks."""
    bare = opening.lstrip(" ")
    indent = len(opening) - len(bare)
    text = bracketed(f"{bare}(", items, f"){closing}", indent=indent, after=0)
    return text[len(bare) + 1 : len(text) - len(closing) - 1]


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


def returned(head: str, annotation: str) -> str:
    """Return what stands between `head -> ` and the colon, for a function without parameters."""
    if columns(f"{head} -> {annotation}:") <= WIDTH:
        return annotation
    return _hung("(", [annotation], ")", 0)


def aliased(name: str, annotation: str, value: str, *, indent: int) -> str:
    """Return what follows `name: annotation = ` in the declaration of a value."""
    head = f"{name}: {annotation} = "
    text = declared(name, annotation, value, indent=indent)
    return text.removeprefix(head) if text.startswith(head) else value


def columns(text: str) -> int:
    """Return how many columns a text takes; those of other scripts may take two, or none."""
    if text.isascii():
        return len(text)
    import unicodedata  # noqa: PLC0415  # most texts do not need it

    return sum(
        (
            0
            if unicodedata.combining(each)
            else 1 + (unicodedata.east_asian_width(each) in "WF")
        )
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
        return _hung(f"{head}{name}[", [inner], f"]{tail}", indent) * (
            is_clear and fits
        )
    if indent + 4 + columns(expression) <= WIDTH:
        return _hung(f"{head}(", [expression], f"){tail}", indent)
    lines = [members[0], *(f"| {member}" for member in members[1:])]
    is_clear = len(lines) > 1 and all(
        "[" not in line or indent + 4 + columns(line) <= WIDTH for line in lines
    )
    return _hung(f"{head}(", lines, f"){tail}", indent) * is_clear


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
