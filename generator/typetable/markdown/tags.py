"""Tags of HTML and JSX: what one looks like, and which tables of a text they begin and end.

The one rule kept here: everything is found in one pass, whatever is left open.
"""

from __future__ import annotations

import re
from bisect import bisect
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from typetable.markdown.inline import code_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_BRACES = r"\{(?:[^{}]|\{[^{}]*+\})*+\}"
_NAME = r"[A-Za-z][\w.:-]*+"
TAG = rf"""</?{_NAME}(?:[^"'<>{{}}]|"[^"]*+"|'[^']*+'|{_BRACES})*+>"""
"""A tag; that no `<` stands between its attributes keeps the search for its end short."""

_JSX_ATTRIBUTES = rf"""(?:[^"'<>{{}}|]|"[^"\n]*+"|'[^'\n]*+'|{_BRACES})*+"""
JSX_TAG = rf"</?(?:[A-Z](?=[\w.]*[a-z])[\w.]*+{_JSX_ATTRIBUTES})?>"
"""A tag of a component, which has a large initial, or of a fragment, which has no name."""

_ONLY_TAGS = re.compile(rf"(?:\s++|{TAG}|<!--(?:[^-]|-(?!->))*+-->)*+")
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'>/={}]++)\s*+(?:=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'"""
    r"""|\{(?P<braced>[^{}]*+)\}|(?P<bare>[^\s"'>]++)))?"""
)
_TABLE_TAG = re.compile(r"<(?P<closing>/?)table(?=[ \t\n/>])", re.IGNORECASE)
_PART_TAG = re.compile(r"<t[rdh](?=[ \t\n/>])", re.IGNORECASE)


class Region(NamedTuple):
    """Where an HTML table starts and where its last tag ends, or None if it is never closed."""

    start: int
    end: int | None


def are_all(text: str) -> bool:
    """Return whether a text is nothing but tags, comments and blanks."""
    return bool(_ONLY_TAGS.fullmatch(text))


def attributes(tag: str) -> dict[str, str]:
    """Return the raw values of the attributes of a tag, by names in small letters."""
    inner = re.sub(r"^<[^\s/>]+|/?>$", "", tag)
    values: dict[str, str] = {}
    for each in _ATTRIBUTE.finditer(inner):
        said = (value for key, value in each.groupdict().items() if key != "name")
        values.setdefault(each["name"].lower(), next(filter(None, said), ""))
    return values


def tables(text: str) -> tuple[Region, ...]:
    """Return the HTML tables of a text, nested ones too, in their order.

    What stands in code spans is none, nor is a tag that no row or cell follows.
    """
    if "<t" not in text and "<T" not in text:
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
    for tag, below in pairwise(chain(_outside_code(text), (None,))):
        if tag is None:
            continue
        if tag["closing"]:
            start = opened.pop() if opened else tag.start()
            unclosed.pop(start, None)
            if bisect(parts, start) < bisect(parts, tag.start()):
                yield Region(start, text.find(">", tag.end()) + 1 or len(text))
        else:
            end = below.start() if below else len(text)
            opened.append(tag.start())
            unclosed[tag.start()] = bisect(parts, tag.start()) < bisect(parts, end)
    yield from (Region(start, None) for start, has_part in unclosed.items() if has_part)


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
