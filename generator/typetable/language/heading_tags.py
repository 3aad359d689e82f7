"""Headings in tags: a component of MDX, or HTML, whose text is a heading, and lines in bold.

The one rule kept here: what is no whole tag around one line of text stays what it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.language.sections import BOLD
from typetable.markdown import tags
from typetable.markdown.document import Heading, Other, Paragraph, Table
from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from typetable.language.sections import HeadingTag
    from typetable.markdown.document import Block, Document

_TAG = re.compile(rf"\s*(?P<tag>{tags.TAG})(?P<behind>[^<]*)(?P<close></[\w.]+>)?\s*\Z")
_NAME = re.compile(r"</?(?P<name>[\w.]+)")


def with_headings(document: Document, known: Sequence[HeadingTag]) -> Document:
    """Return a page in which the text in tags of some names is headings."""
    levels = {each.name: each.level for each in known}
    return replace(document, blocks=tuple(_blocks(document.blocks, levels)))


def _blocks(blocks: Sequence[Block], levels: Mapping[str, int]) -> Iterator[Block]:
    at = 0
    while at < len(blocks):
        heading, taken = _heading(blocks[at : at + 3], levels)
        yield heading or blocks[at]
        at += taken


def _heading(
    blocks: Sequence[Block], levels: Mapping[str, int]
) -> tuple[Heading | None, int]:
    """Return the heading that some blocks begin with, and how many of them it takes."""
    first, *others = blocks
    if BOLD in levels and (title := _in_bold(first, others)):
        return Heading(levels[BOLD], title, first.span), 1
    name, text, is_closed = _opened(first)
    if name not in levels or (is_closed and not text):
        return None, 1
    if is_closed:
        return Heading(levels[name], text, first.span), 1
    inner = others[0] if others else None
    behind = [_closed(each) for each in others[1:2]]
    if not text and isinstance(inner, Paragraph) and behind == [name]:
        words = " ".join(line.text.strip() for line in inner.lines)
        return Heading(levels[name], words, inner.span), 3
    return None, 1


def _in_bold(block: Block, behind: Sequence[Block]) -> str:
    """Return a line that is bold as a whole and a link, or right above a table; or nothing."""
    if not isinstance(block, Paragraph) or len(block.lines) > 1:
        return ""
    inline = seen(block.lines[0].text)
    whole = inline.text.strip(_AROUND)
    bold, links = (
        [each.strip(_AROUND) for each in inline.marked(mark)]
        for mark in ("strong", "link")
    )
    is_title = links == [whole] or isinstance(next(iter(behind), None), Table)
    return whole if bold == [whole] and is_title else ""


_AROUND = " :\uff1a"
"""What stands around the text of a heading."""


def _opened(block: Block) -> tuple[str, str, bool]:
    """Return the tag that a block is, the text in it, and whether it ends there."""
    found = _TAG.match(_text(block))
    name = _NAME.match(found["tag"]) if found else None
    if found is None or name is None or found["tag"].startswith("</"):
        return "", "", False
    return name["name"], found["behind"].strip(), bool(found["close"])


def _text(block: Block) -> str:
    """Return the text of a block that may be a tag."""
    match block:
        case Other():
            return block.text
        case Paragraph(lines=(line,)):
            return line.text
    return ""


def _closed(block: Block) -> str:
    """Return the tag that a block ends, or nothing."""
    text = block.text.strip() if isinstance(block, Other) else ""
    name = _NAME.match(text) if text.startswith("</") else None
    return name["name"] if name else ""
