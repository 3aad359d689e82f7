"""Statements that may be too long for a line: assignments and heads of classes and functions.

The one rule kept here: they are broken where black breaks them. Where that is not known, they are
left too long, and `style` asks black. Expressions are types, names, literals and simple calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.python.characters import columns
from typetable.python.layout import WIDTH, bracketed, hung

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OPENING, _CLOSING = "([{", ")]}"


def assigned(target: str, value: str, *, indent: int) -> str:
    """Return `target = value`; a value is broken in its brackets, or gets some if that helps."""
    head = f"{target} = "
    return head + value_after(head, value, indent=indent)


def value_after(head: str, value: str, *, indent: int) -> str:
    """Return a value that stands behind `head`, such as `name = `, so far from the left."""
    if indent + columns(head + value) <= WIDTH:
        return value
    return _broken(head, value, "", indent) or value


def declared(target: str, annotation: str, value: str = "", *, indent: int) -> str:
    """Return `target: annotation = value`, or without the value where that is empty.

    Black breaks the value where all that is before it fits, else the annotation.
    """
    head, tail = f"{target}: ", f" = {value}" if value else ""
    line = head + annotation + tail
    if indent + columns(line) <= WIDTH:
        return line
    if value and indent + columns(f"{head}{annotation} = (") <= WIDTH:
        return assigned(f"{head}{annotation}", value, indent=indent)
    is_clear = " | " not in value
    broken = _broken(head, annotation, tail, indent) if is_clear else ""
    return head + broken if broken else line


def enclosed(
    opening: str, items: Sequence[str], closing: str = "", *, indent: int = 0
) -> str:
    """Return the items in the brackets of `opening(items)closing`, with the blanks around."""
    text = bracketed(f"{opening}(", items, f"){closing}", indent=indent, after=0)
    return text[len(opening) + 1 : len(text) - len(closing) - 1]


def returned(head: str, annotation: str) -> str:
    """Return the annotation between `head -> ` and the colon of a function without parameters."""
    if columns(f"{head} -> {annotation}:") <= WIDTH:
        return annotation
    return hung("(", [annotation], ")", 0)


def _broken(head: str, expression: str, tail: str, indent: int) -> str:
    """Return an expression that does not fit behind `head`, broken, and its tail.

    Nothing where it is not known how black would break it.
    """
    opening, inner, closing = _bracket(expression)
    if inner and indent + columns(head + opening) <= WIDTH:
        lines = [*_inner(expression, indent + 4)]
        ends = (opening, closing + tail)
    else:
        lines = [*_lines(expression, indent + 4)]
        ends = ("(", f"){tail}")
        if len(lines) == 1 and indent + 4 + columns(expression) > WIDTH:
            return ""
    if any(indent + columns(end) > WIDTH for end in (head + ends[0], ends[1])):
        return ""
    return hung(ends[0], lines, ends[1], indent)


def _lines(expression: str, indent: int, after: str = "") -> Iterator[str]:
    """Yield the lines of an expression and the text after it, so far from the left."""
    first, *others = _parts(expression, " | ")
    opening, inner, closing = _bracket(expression)
    if indent + columns(expression + after) <= WIDTH:
        yield expression + after
    elif others:
        *members, last = (first, *(f"| {member}" for member in others))
        yield from (line for member in members for line in _lines(member, indent))
        yield from _lines(last, indent, after)
    elif inner:
        yield opening
        yield from (f"    {line}" for line in _inner(expression, indent + 4))
        yield closing + after
    else:
        yield expression + after


def _inner(expression: str, indent: int) -> Iterator[str]:
    """Yield the lines inside of the brackets that end an expression."""
    _, inner, _ = _bracket(expression)
    items = [*_parts(inner, ", ")]
    if len(items) == 1 or indent + columns(inner) <= WIDTH:
        yield from _lines(inner, indent)
        return
    for item in items:
        yield from _lines(item, indent, ",")


def _bracket(expression: str) -> tuple[str, str, str]:
    """Cut an expression at the brackets that end it: up to them, in them, the last of them."""
    is_one = expression[-1:] in _CLOSING and len([*_parts(expression, " | ")]) == 1
    starts = [start for start in map(expression.find, _OPENING) if start >= 0]
    if not is_one or not starts:
        return "", "", ""
    start = min(starts) + 1
    return expression[:start], expression[start:-1], expression[-1]


def _parts(expression: str, separator: str) -> Iterator[str]:
    """Yield the parts of an expression between separators outside of brackets and literals."""
    start = depth = 0
    quote = before = ""
    for place, character in enumerate(expression):
        if quote:
            quote = quote * (character != quote or before == "\\")
            before = "" if before == "\\" else character
        elif character in "\"'":
            quote = character
        elif depth == 0 and expression.startswith(separator, place):
            yield expression[start:place]
            start = place + len(separator)
        else:
            depth += (character in _OPENING) - (character in _CLOSING)
    yield expression[start:]
