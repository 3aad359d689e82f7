"""HTML headings: `<h2 id="order">Order</h2>` in a block of HTML, as the headings that readers see.

The one rule kept here: every character of the block is in a heading or in the HTML around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typetable.markdown import tags
from typetable.markdown.escapes import ENTITY
from typetable.markdown.places import Places
from typetable.markdown.records import Heading, Other

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.markdown.records import Block

_HEADING = re.compile(
    r"<h(?P<level>[1-6])(?P<attributes>(?:[ \t\n](?:[^\"'<>]|\"[^\"\n]*+\"|'[^'\n]*+')*+)?+)>"
    r"(?P<text>(?:[^<]|<(?!/?h[1-6][ \t\n>]))*+)</h(?P=level)[ \t\n]*+>",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"<!--(?:[^-]|-(?!->))*+(?:-->)?"
    r"|<(?P<name>pre|script|style|textarea)(?=[ \t\n>])(?:[^<]|<(?!/(?P=name)))*+",
    re.IGNORECASE,
)
"""HTML whose text is shown as it is, or not at all."""
_UNMARKED = re.compile(
    rf"(?P<kept>{tags.TAG}|{ENTITY}|<!--[^<>]*+-->)|[\\`*_\[\]~{{}}]"
)


def blocks(lines: Sequence[str], number: int, *, closed: bool) -> Iterator[Block]:
    """Yield the headings in a block of HTML, and what stands around them.

    `number` is its first line, `closed` whether its last comment is.
    """
    text = "\n".join(lines)
    places = Places(text, number)
    shown = _HIDDEN.sub(lambda hidden: " " * len(hidden[0]), text)
    position = 0
    for found in _HEADING.finditer(shown):
        if tags.are_all(found["text"]):
            continue  # a picture is no name
        yield from _around(text, position, found.start(), places, closed=True)
        position = found.end()
        start = found.end("text") - len(found["text"].lstrip())
        span = places.span(start, found.end("text"))
        yield Heading(int(found["level"]), _text(found), span)
    yield from _around(text, position, len(text), places, closed=closed)


def _around(
    text: str, start: int, end: int, places: Places, *, closed: bool
) -> Iterator[Other]:
    """Yield what stands between headings, if there is anything."""
    inner = text[start:end]
    if stripped := inner.lstrip().rstrip("\n"):
        start += inner.index(stripped)
        span = places.span(start, start + len(stripped))
        yield Other("block_html", stripped, closed, span)


def _text(heading: re.Match[str]) -> str:
    """Return what a heading says as Markdown, behind the anchor that it is."""
    values = tags.attributes(f"<h{heading['attributes']}>")
    anchor = values.get("id") or values.get("name")
    said = " ".join(_UNMARKED.sub(_escaped, heading["text"]).split())
    is_whole = anchor and not {*anchor} & {*'"<>'}
    return f'<a id="{anchor}"></a>{said}' if is_whole else said


def _escaped(found: re.Match[str]) -> str:
    """Return a tag as it is, and a character that would be a mark of Markdown as text."""
    return found[0] if found["kept"] else f"\\{found[0]}"
