"""Pages of the manual in Markdown as text for a terminal, no wider than 80 columns.

The one rule kept here: nothing is left out but marks. Prose is wrapped in the page already; a
table becomes a list, because its rows are as long as they have to be.
"""

from __future__ import annotations

import re
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WIDTH = 80

_INDENT = " " * 6
_FENCE = "````"
_CODE = re.compile(r"`[^`]{1,60}`")
_LINK = re.compile(r"(?<!`)\[([^\[\]`]+)\]\([^()\s]+\)")
_PIPE = re.compile(r"(?<!\\)\|")


def plain(page: str) -> Iterator[str]:
    """Yield the lines of a page for a terminal."""
    for index, part in enumerate(re.split(rf"(?m)^{_FENCE}", page)):
        if index % 2:  # every other part is between two fences
            yield from _code(part)
        else:
            yield from _prose(part.strip("\n").split("\n"))
        yield ""


def _code(block: str) -> Iterator[str]:
    """Yield a block, the name of its file in front."""
    info, *lines = block.rstrip("\n").split("\n")
    _, _, name = info.partition(" ")
    if name:
        yield from (f"    # {name}", "")
    yield from (f"    {line}".rstrip() for line in lines)


def _prose(lines: Iterable[str]) -> Iterator[str]:
    shown = (line for line in lines if not line.startswith("<!--"))
    for is_table, some in groupby(shown, lambda line: line.startswith("|")):
        if is_table:
            titles, _, *rows = map(_cells, some)
            for row in rows:
                yield from _entry(titles, row)
        else:
            yield from (_LINK.sub(r"\1", line) for line in some)


def _cells(line: str) -> tuple[str, ...]:
    inner = _PIPE.split(line)[1:-1]
    return tuple(cell.strip().replace("\\|", "|") for cell in inner)


def _entry(titles: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    """Yield a row: its first cell, those between by their titles, and below them the last one."""
    first, *between, last = row
    named = zip(titles[1:-1], between, strict=True)
    told = [f"{title} {cell}" for title, cell in named if cell]
    yield from _wrapped(": ".join(filter(None, (first, ", ".join(told)))), "  ")
    yield from _wrapped(last, _INDENT)


def _wrapped(text: str, indent: str) -> Iterator[str]:
    """Yield the lines of a text; code breaks only where it is long."""
    whole = _CODE.sub(lambda code: code[0].replace(" ", "\0"), text)
    lines = wrap(
        whole,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=_INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return (line.replace("\0", " ") for line in lines)
