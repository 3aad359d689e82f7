"""Tabs and boxes: a line such as `=== "Request"` or `!!! note`, and the indented lines below it.

The one rule kept here: only those are opened that hold a table, which Markdown takes for code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typetable.markdown.blocks import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAY_OPEN = re.compile(r'^[ \t]*+(?:=== "|!!! |\?\?\?\+? )', re.MULTILINE)
"""Without which a text has none."""

_OPENS = re.compile(
    r"(?:(?P<tab>===)|!!!|\?\?\?\+?)[ \t]++(?:[\w-]++[ \t]*+){0,4}+"
    r'(?:"(?P<title>[^"]*+)")?+[ \t]*+'
)
_ROW = re.compile(r"(?: {4}|\t)[-:| \t]*+")
"""The delimiter row of a table."""


def with_tabs(stretches: Iterable[Stretch], lines: Sequence[str]) -> Iterator[Stretch]:
    """Yield blocks, of which those of a tab with a table are one."""
    opening: Stretch | None = None
    inside: list[Stretch] = []
    for each in stretches:
        if opening and each.token["type"] == "indent_code":
            inside.append(each)
            continue
        yield from _tab(opening, inside, lines)
        opening, inside = (each, []) if _opens(each, lines) else (None, [])
        if opening is None:
            yield each
    yield from _tab(opening, inside, lines)


def title(line: str) -> str:
    """Return what stands in quotes in the line that opens a tab, or nothing."""
    found = _OPENS.fullmatch(line)
    return (found["title"] or "") if found else ""


def _opens(each: Stretch, lines: Sequence[str]) -> bool:
    """Return whether a paragraph is a line that opens a tab, and perhaps lines in that."""
    if each.token["type"] != "paragraph":
        return False
    found = _OPENS.fullmatch(lines[each.first])
    is_named = found is not None and bool(found["title"] or not found["tab"])
    return is_named and all(map(_is_inside, lines[each.first + 1 : each.last]))


def _is_inside(line: str) -> bool:
    return line.startswith(("    ", "\t")) or not line.strip()


def _tab(
    opening: Stretch | None, inside: Sequence[Stretch], lines: Sequence[str]
) -> Iterator[Stretch]:
    """Yield a tab as one block if it holds a table, and as what Markdown takes it for if not."""
    if opening is None:
        return
    last = inside[-1].last if inside else opening.last
    below = lines[opening.first + 1 : last]
    if any("|" in line and "-" in line and _ROW.fullmatch(line) for line in below):
        yield Stretch({"type": "tab"}, opening.first, last)
    else:
        yield opening
        yield from inside
