"""The section `[listed]` of a dialect: members that have headings, instead of rows in a table.

The one rule kept here: a heading is a member where the line right below it states its type; other
headings are about the member above.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.markdown.document import Code, Heading, Other, Paragraph
from typetable.markdown.spans import seen
from typetable.wording.spelling import Spelling, first
from typetable.wording.spellings import Spellings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typetable.markdown.document import Block
    from typetable.source import Span

_QUOTE_MARK = re.compile(r"(?m)^[ \t]*>[ \t]?")


class Listed(Struct, frozen=True, kw_only=True, dict=True):
    """Members that have headings below a heading in a model, instead of rows in a table.

    What stands below such a heading, deeper than it, are its members.
    """

    members: tuple[Spelling, ...] = ()
    """Headings in a model, in any case, below which those of members are:
    `members = ["Properties"]`."""

    values: tuple[Spelling, ...] = ()
    """The same, for those of the values of an enum: `values = ["Enumeration Members"]`."""

    stated: tuple[Spelling, ...] = ()
    """The line or quote right below such a heading, as Markdown, which states the `{name}` and
    `{type}` or value, and may hold `{notes}` with blanks between them; code is in `<pre>`:
    `stated = ["**{name}**: {type}", "{notes} **{name}**: {type}", "<pre>{name}: {type}</pre>"]`."""

    @cached_property
    def known(self) -> Mapping[str, Spellings[Spelling]]:
        """The spellings of headings, in any case, by their keys."""
        return {
            key: Spellings(((each, each) for each in getattr(self, key)), fold=True)
            for key in ("members", "values")
        }


class Item(Struct, frozen=True):
    """A member, and what stands below its heading."""

    level: int
    """The level of its heading."""
    held: Mapping[str, str]
    """The raw texts in the holes of the line that states it."""
    span: Span
    """The place of that line."""
    is_struck: bool
    """Whether its heading is struck."""
    is_value: bool
    """Whether it is a value of an enum."""
    blocks: list[Block]
    """That line, and the text right below it."""
    headings: list[str]
    """Other headings below it, as readers see them."""


def said(block: Block) -> str:
    """Return the raw text of a paragraph of one line, a quote or code as one line, or nothing."""
    match block:
        case Code(text=text):
            return f"<pre>{' '.join(text.split())}</pre>"
        case Paragraph(lines=(line,)):
            return line.text
        case Other(kind="block_quote"):
            return " ".join(_QUOTE_MARK.sub("", block.text).split())
    return ""


def items(blocks: Sequence[Block], listed: Listed) -> Sequence[Item]:
    """Return the members in a section that have headings, in their order."""
    found: list[Item] = []
    top: Heading | None = None
    is_value = is_open = False
    for at, block in enumerate(blocks if listed.stated else ()):
        if not isinstance(block, Heading):
            if is_open and not found[-1].headings:
                found[-1].blocks.append(block)
        elif top is None or block.level <= top.level:
            key = _key(block, listed)
            top = block if key else None
            is_value, is_open = key == "values", False
        elif item := _item(block, blocks[at + 1 : at + 2], listed, is_value=is_value):
            found.append(item)
            is_open = True
        elif is_open:
            found[-1].headings.append(seen(block.text).text.strip(" :"))
    return found


def _key(heading: Heading, listed: Listed) -> str:
    """Return the key that has a heading, or nothing."""
    text = seen(heading.text).text.strip(" :")
    return next((key for key, each in listed.known.items() if each.find(text)), "")


def _item(
    heading: Heading, below: Sequence[Block], listed: Listed, *, is_value: bool
) -> Item | None:
    """Return the member that a heading and the line right below it are, or nothing."""
    text = said(below[0]) if below else ""
    held = first(listed.stated, text) if text else None
    if held is None:
        return None
    is_struck = any(each.mark == "struck" for each in seen(heading.text).stretches)
    return Item(heading.level, held, below[0].span, is_struck, is_value, [], [])
