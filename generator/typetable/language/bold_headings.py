"""Headings in bold: paragraphs that stand above a list or a table as headings do.

The one rule kept here: a paragraph is one below headings that a dialect names, and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.markdown.document import Heading, Paragraph
from typetable.markdown.spans import seen
from typetable.wording.spelling import Spelling, first
from typetable.wording.spellings import one_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.language.sections import Models
    from typetable.markdown.document import Block, Document

_BOLD = tuple(map(Spelling.of, ("{bold}", "{bold}:", "{bold}\uff1a")))


def with_bold(document: Document, models: Models) -> Document:
    """Return a page in which paragraphs in bold are headings where `models.bold` says so."""
    if not models.bold:
        return document
    return replace(document, blocks=tuple(_headed(document.blocks, models)))


def _headed(blocks: Sequence[Block], models: Models) -> Iterator[Block]:
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            text = seen(block.text).text.strip(" :")
            is_around = one_of(text, models.known["bold"]) is not None
            level = block.level + 1 if is_around else 0
        yield _heading(block, level) or block


def _heading(block: Block, level: int) -> Heading | None:
    """Return the heading of a level that a block is, if it is in bold and there is a level."""
    if not level or not isinstance(block, Paragraph):
        return None
    line = block.lines[0]
    text = seen(line.text)
    held = first(_BOLD, text.text.strip(), text.stretches)
    if held is None or len(block.lines) > 1:
        return None
    return Heading(level, held["bold"].strip(" :\uff1a"), line.span, block.within)
