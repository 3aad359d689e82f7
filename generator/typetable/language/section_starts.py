"""Starts of sections: what a heading or a list item starts, by what `[models]` knows.

The one rule kept here: what a dialect refuses starts a section, too, whose tables are no models.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from typetable.language.generic import key_of_generic
from typetable.language.sections import match
from typetable.markdown import tags
from typetable.markdown.document import Line, Paragraph, Table
from typetable.markdown.spans import seen
from typetable.wording.spellings import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typetable.language.sections import HeadingSpelling, Models
    from typetable.markdown.document import Block, Heading
    from typetable.markdown.records import Within
    from typetable.source import Span

Kind = Literal["model", "ignored", "unlikely"]


class Open(Struct, frozen=True):
    """A section that goes on."""

    level: int
    """The rank of its heading."""
    kind: Kind
    """Whether it is a model, tables below it are none, or they are unless their headers differ."""
    raw: str
    """The name as the heading has it, Markdown included."""
    around: tuple[str, ...]
    """The raw names of the sections that it stands in, the nearest last."""
    span: Span
    """The place of the heading."""
    blocks: list[Block]
    """What stands below it so far."""
    key: str
    """The key of the dialect that knows the heading."""
    is_generic: bool = False
    """Whether the heading says nothing without the one around it."""
    within: Within = ()
    """The list items that it ends with, where it is one."""
    outer: Span | None = None
    """The place of the section that it stands in."""
    types: tuple[str, ...] = ()
    """The names in it that stand for any type."""


Where = Literal["", "outside", "held", "first"]
"""Whether a heading stands where no model can start, in one that starts no other, or is the first
of a page that is one model."""

_REFUSED: Mapping[Kind, str] = {"ignored": "ignore", "unlikely": "unlikely"}
"""Sections that are no models, by the keys whose headings start them."""


def opened(
    heading: Heading,
    models: Models,
    outer: tuple[str, ...],
    where: Where = "",
) -> Open | None:
    """Return the section that a heading starts, or `None` where it is a part of one.

    Where models are not, each heading starts one that is ignored; one that is held by a model
    starts no other. The first one of a page of one model may be called like what is none.
    """
    text, level, span = heading.text, heading.level, heading.span
    if where == "outside":
        key = _key("within", models.within[0].text)
        return Open(level, "ignored", text, outer, span, [], key)
    if models.ignore or models.unlikely or models.parts or models.has_generic:
        said = seen(text).text.strip().rstrip(":\uff1a")
        for kind, key in () if where == "first" else _REFUSED.items():
            if other := one_of(said, models.known[key]):
                told = _key(key, other.text)
                return Open(level, kind, text, outer, span, [], told)
        if where != "first" and one_of(said, models.known["parts"]):
            return None
        generic = key_of_generic(said, models)
        if generic and where != "held":
            key = f"[models] {generic}"
            return Open(level, "model", text, outer, span, [], key, True)
    for spelled in () if where == "held" else models.by_weight:
        if (held := _held(heading, spelled)) is not None:
            key = _key("headings", spelled.text)
            kinds = (each.strip() for each in held.get("types", "").split(","))
            types = tuple(filter(None, kinds))
            return Open(level, "model", held[""], outer, span, [], key, types=types)
    return None


def _key(name: str, spelling: str) -> str:
    return f'[models] {name} = "{spelling}"'


def _held(heading: Heading, spelled: HeadingSpelling) -> Mapping[str, str] | None:
    """Return what stands in the holes of a heading, whose name may be empty; or nothing."""
    if spelled.level not in (0, heading.level):
        return None
    texts = dict.fromkeys((heading.text, _bared(heading.text)))
    found = (match(spelled, text) for text in texts)
    first = next((held for held in found if held is not None), None)
    held = first if heading.text else {"": ""}
    return None if held is None else {"": heading.text, **held}


_LINKED = re.compile(r"\[(?P<text>[^\[\]]+)\]\([^()]*\)")


def _bared(text: str) -> str:
    """Return the text of a heading without anchors behind it, and without a link around it."""
    before, mark, behind = text.partition("<a ")
    bare = before.strip() if tags.are_all(mark + behind) else text
    link = _LINKED.fullmatch(bare)
    return link["text"] if link else bare


def is_model(heading: Heading, models: Models) -> bool:
    """Return whether a heading would start a model."""
    started = opened(heading, models, ())
    return started is not None and started.kind == "model"


def opened_by_item(block: Block, models: Models, around: Sequence[Open]) -> Open | None:
    """Return the section that the first paragraph of a list item starts, if it names a model."""
    item = block.within[-1] if block.within else None
    is_first = item and item.kind == "item" and item.span.line == block.span.line
    if not (is_first and isinstance(block, Paragraph)):
        return None
    text = " ".join(line.text for line in block.lines)
    for spelled in models.items:
        if (held := spelled.match(text)) is not None:
            note = Line(held.get("note", ""), block.span)
            return Open(
                level=_BELOW_HEADINGS,
                kind="model",
                raw=held.get("", text),
                around=tuple(section.raw for section in around),
                span=block.span,
                blocks=[replace(block, lines=(note,))] if note.text else [],
                key=_key("items", spelled.text),
                within=block.within,
            )
    return None


_BELOW_HEADINGS = 7
"""The rank of a list item: every heading ends it."""


def is_first_part(heading: Heading, around: Sequence[Open], models: Models) -> bool:
    """Return whether a heading of the level of a model, which has no table yet, is a part of it.

    Where a model is around both, it is a part of that.
    """
    *outer, section = around
    is_beside = section.kind == "model" and section.level == heading.level
    is_beside = is_beside and not any(each.kind == "model" for each in outer)
    if not is_beside or any(isinstance(each, Table) for each in section.blocks):
        return False
    said = seen(heading.text).text.strip().rstrip(":\uff1a")
    return models.known["parts"].find(said) is not None


def scope_behind(heading: Heading, scope: int | None, models: Models) -> int | None:
    """Return the level of the heading in which models are from here on, `None` outside of it."""
    if not models.within:
        return 0
    known, text = models.known["within"], heading.text
    if one_of(seen(text).text.strip(), known) or one_of(text, known):
        return heading.level if scope is None else min(scope, heading.level)
    return None if scope is None or heading.level <= scope else scope
