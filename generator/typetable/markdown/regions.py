"""Regions: where the HTML tables of a text start and end, blank lines or not.

The one rule kept here: all are found in one pass, whatever is left open.
"""

from __future__ import annotations

import re
from bisect import bisect
from typing import TYPE_CHECKING, NamedTuple

from typetable.markdown.escapes import code_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_TABLE_TAG = re.compile(r"<(?P<closing>/?)table(?=[ \t\n/>])|<!--", re.IGNORECASE)
_PART_TAG = re.compile(r"<t[rdh](?=[ \t\n/>])", re.IGNORECASE)


class Region(NamedTuple):
    """Where an HTML table starts and where its last tag ends, or None if it is never closed."""

    start: int
    end: int | None


def tables(text: str) -> tuple[Region, ...]:
    """Return the HTML tables of a text, nested ones too, in their order.

    What stands in code spans is none, nor is a tag that no row or cell follows.
    """
    if "<" not in text or not _TABLE_TAG.search(text):
        return ()
    return tuple(sorted(_regions(text)))


def by_lines(text: str, regions: Iterable[Region]) -> Mapping[int, Region]:
    """Return the first table of each line by where the line starts."""
    firsts: dict[int, Region] = {}
    line_end = 0
    for region in regions:
        if region.start >= line_end:
            line, line_end = _line_around(text, region.start)
            firsts[line] = region
    return firsts


def _regions(text: str) -> Iterator[Region]:
    """Yield the tables of a text, nested ones too, which end before those around them."""
    parts = [part.start() for part in _PART_TAG.finditer(text)]
    opened: list[int] = []
    unclosed: dict[int, bool] = {}
    for tag, end in _table_tags(text):
        if not tag["closing"]:
            opened.append(tag.start())
            unclosed[tag.start()] = bisect(parts, tag.start()) < bisect(parts, end)
        elif opened:
            start = opened.pop()
            del unclosed[start]
            if bisect(parts, start) < bisect(parts, tag.start()):
                yield Region(start, text.find(">", tag.end()) + 1 or len(text))
    yield from (Region(start, None) for start, has_part in unclosed.items() if has_part)


def _table_tags(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the tags of tables, and where the next one starts; no comment in a table has any."""
    commented = depth = 0
    tags: list[re.Match[str]] = []
    for tag in _outside_code(text):
        if tag.start() < commented:
            continue
        if tag["closing"] is not None:
            depth = max(depth + (-1 if tag["closing"] else 1), 0)
            tags.append(tag)
        elif depth and commented >= 0:
            commented = text.find("-->", tag.end())
    yield from zip(tags, [*(tag.start() for tag in tags[1:]), len(text)], strict=False)


def _outside_code(text: str) -> Iterator[re.Match[str]]:
    """Yield the tags of tables that stand in no code span of their line."""
    line_end = 0
    spans: list[tuple[int, int]] = []
    for tag in _TABLE_TAG.finditer(text):
        if tag.start() >= line_end:
            line, line_end = _line_around(text, tag.start())
            codes = code_spans(text[line:line_end])
            spans = [(line + start, line + end) for start, end in codes]
        index = bisect(spans, (tag.start(), len(text)))
        if index == 0 or spans[index - 1][1] <= tag.start():
            yield tag


def _line_around(text: str, position: int) -> tuple[int, int]:
    """Return where the line of a position starts and ends, its line end included."""
    end = text.find("\n", position) + 1
    return text.rfind("\n", 0, position) + 1, end or len(text)
