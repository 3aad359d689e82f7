"""Unspaced headings: `##Order`, which older Markdown takes for one.

The one rule kept here: a line is one by two marks or more; `#1` is a number, and `#order` a tag.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.markdown.document import Heading, Paragraph
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.markdown.document import Block, Document, Line

_HEADING = re.compile(r"(?P<marks>#{2,6})(?P<text>[^\s#].*?)[ \t]*#*\Z")


def with_unspaced(document: Document) -> Document:
    """Return a page in which lines of marks without a blank behind them are headings."""
    blocks = (part for block in document.blocks for part in _parts(block))
    return replace(document, blocks=tuple(blocks))


def _parts(block: Block) -> Iterator[Block]:
    """Yield a block, or the headings in a paragraph and the text around them."""
    is_apart = isinstance(block, Paragraph) and any(map(_heading, block.lines))
    if not (isinstance(block, Paragraph) and is_apart):
        yield block
        return
    text: list[Line] = []
    for line in block.lines:
        heading = _heading(line)
        if heading is None:
            text.append(line)
            continue
        yield from _text(block, text)
        text = []
        yield replace(heading, within=block.within)
    yield from _text(block, text)


def _text(block: Paragraph, lines: Sequence[Line]) -> Iterator[Paragraph]:
    if lines:
        yield replace(block, lines=tuple(lines), span=lines[0].span)


def _heading(line: Line) -> Heading | None:
    found = _HEADING.match(line.text)
    if found is None:
        return None
    level, text = len(found["marks"]), found["text"]
    start = line.span.column + level
    span = Span(line.span.line, start, start + len(text))
    return Heading(level, text, span)
