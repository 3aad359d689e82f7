"""Labels: lines above tables that stand as headings, without the marks of one.

The one rule kept here: a label is one line, alone, the only item of a list perhaps; a sentence is
none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from typetable.markdown.document import Code, Line, Other, Paragraph
from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.markdown.document import Block

AROUND = " :\uff1a"
"""What stands around the name in a label."""


class Label(NamedTuple):
    """A line that stands as a heading."""

    block: Block
    name: str
    whole: str
    """All that it says."""


def is_sentence(name: str) -> bool:
    """Return whether a text is more than a name."""
    return len(name.split()) > _WORDS or name[-1:] in {".", "!", "?", "\u3002"}


_WORDS = 8
"""A name of more words is a sentence."""


def label(blocks: Sequence[Block]) -> Label | None:
    """Return the line right above a table, samples aside, if it stands as a heading."""
    texts = [each for each in blocks if not isinstance(each, Code)]
    block = texts[-1] if texts else None
    line = line_of(block) if block else None
    if block is None or line is None:
        return None
    name = _standing(line) or ("" if isinstance(block, Other) else _bare(line))
    is_name = not is_sentence(name) and len(name.split()) <= _MOST and _is_noun(name)
    return Label(block, name, name) if is_name else None


def _is_noun(name: str) -> bool:
    """Return whether a name may be one of a thing: `And:` is none."""
    is_long = max(map(len, name.split()), default=0) > _CONJUNCTION
    return is_long or not name.isascii()


_CONJUNCTION = 3
"""Words of so many letters join what is above to what is below."""

_MOST = 6
"""A line of more words is a sentence, even where no point ends it."""


def line_of(block: Block) -> Line | None:
    """Return the only line of a paragraph or of the only item of a list, or nothing."""
    if isinstance(block, Paragraph):
        return block.lines[0] if len(block.lines) == 1 else None
    if not isinstance(block, Other) or block.kind != "list":
        return None
    text = _ITEM.sub("", block.text.strip())
    return None if "\n" in text else Line(text, block.span)


_ITEM = re.compile(r"\A(?:[*+-]|[0-9]{1,9}[.)])\s+")


def whole(block: Block) -> str:
    """Return all that a block of one line says."""
    line = line_of(block)
    return seen(line.text).text.strip(AROUND) if line else ""


def names(block: Block) -> Sequence[str]:
    """Return what a block may be called by where it is one line: all of it, or how it begins."""
    line = line_of(block)
    found = (_standing(line), _lead(line)) if line else ()
    return [each for each in found if each]


def is_bare(block: Block) -> bool:
    """Return whether a block is a few words, without marks and points."""
    line = line_of(block) if isinstance(block, Paragraph) else None
    return line is not None and len(_bare(line).split()) in range(2, _MOST + 1)


def _bare(line: Line) -> str:
    """Return a line of several words that no mark of a sentence ends or parts, or nothing."""
    inline = seen(line.text)
    is_name = not inline.stretches and len(inline.text.split()) > 1
    return inline.text.strip() if is_name and not _POINTS.search(inline.text) else ""


_POINTS = re.compile(r"[.,:;!?<>{}|=/]|[\u3002\uff0c\uff1a]")


def _standing(line: Line) -> str:
    """Return a line that is marked as a whole or ends in a colon, or nothing."""
    inline = seen(line.text)
    name = inline.text.strip(AROUND)
    marked = (each.strip(AROUND) for each in inline.marked("strong", "emphasis"))
    is_marked = name in marked
    return name if is_marked or inline.text.rstrip().endswith(COLONS) else ""


COLONS = (":", "\uff1a")

_REST = re.compile(
    r"(?:\s+[1-5][0-9]{2})?\s*(?:[(\uff08][^()\uff08\uff09]*[)\uff09])?\Z"
)
"""What a line of a generic name may end with: a status, and a remark."""


def _lead(line: Line) -> str:
    """Return what a line begins with, in bold or before a colon, or nothing.

    So does `**Response 200:** as JSON` with `Response`; a sentence behind it is none.
    """
    inline = seen(line.text)
    text = inline.text.strip()
    bold = next((e for e in inline.stretches if e.mark == "strong"), None)
    at = len(_COLON.split(text)[0])
    if bold and not bold.start:
        at = bold.end
    name, rest = text[:at].strip(AROUND), text[at:].strip(AROUND)
    is_short = len(rest.split()) <= _REMARKED and not _NO_REMARK.search(rest)
    return _REST.sub("", name) if is_short or text.endswith(COLONS) else ""


_COLON = re.compile("[:\uff1a]")

_NO_REMARK = re.compile(r"[/{]|[.\u3002]\Z")
"""What a sentence, a path or an address has, and a remark has not."""

_REMARKED = 3
"""So many words behind the word of a line are a remark; more are a sentence."""
