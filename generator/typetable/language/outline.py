"""The outline of a page: its sections, cut at the headings that `[models]` knows.

A heading ends what stands below the last one of its rank or a lower one. A table belongs to the
nearest heading around it that is a model.

The one rule kept here: every block of a page stands outside of all models or in one section.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from typetable.markdown.document import Heading, Line, Other, Paragraph, Table
from typetable.markdown.spans import seen
from typetable.wording.spellings import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typetable.language.sections import HeadingSpelling, Models
    from typetable.markdown.document import Block, Document
    from typetable.markdown.records import Within
    from typetable.source import Span

_REMARK = re.compile(r"\s*[(\uff08][^()\uff08\uff09]*[)\uff09]\Z")

Kind = Literal["model", "ignored", "unlikely"]


class Section(Struct, frozen=True, eq=False):
    """A heading and what stands below it up to the next section."""

    kind: Kind
    """Whether it is a model, tables below it are none, or they are unless their headers differ."""

    raw: str
    """The name as the heading has it, Markdown included."""

    around: tuple[str, ...]
    """The raw names of the sections that this one stands in, the nearest last."""

    is_generic: bool
    """Whether the heading says nothing without the one around it."""

    span: Span
    """The place of the heading."""

    blocks: tuple[Block, ...]
    """What stands below it."""

    key: str = ""
    """The key of the dialect that knows the heading."""

    types: tuple[str, ...] = ()
    """The names in it that stand for any type."""

    outer: Section | None = None
    """The section that it stands in."""


class Outline(NamedTuple):
    """The blocks outside of all sections of a page, and its sections."""

    outside: tuple[Block, ...]
    sections: tuple[Section, ...]


class _Open(NamedTuple):
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


_TITLE = re.compile(
    r"""^title:[ \t]*(?P<mark>["']?)(?P<text>\S.*?)(?P=mark)[ \t]*$""", re.MULTILINE
)


def titled(document: Document) -> Document:
    """Return a page that begins with the title in its front matter, if it has one."""
    first = document.blocks[0] if document.blocks else None
    text = (
        first.text if isinstance(first, Other) and first.kind == "front_matter" else ""
    )
    title = _TITLE.search(text)
    if first is None or title is None:
        return document
    heading = Heading(0, title["text"], first.span)
    return replace(document, blocks=(heading, *document.blocks))


def outline(document: Document, models: Models) -> Outline:
    """Cut a page at the headings that are models."""
    outside: list[Block] = []
    sections: list[_Open] = []
    around: list[_Open] = []
    scope: int | None = None
    waits = False
    for block in document.blocks:
        while around and not _holds(around[-1], block):
            around.pop()
        started = _item(block, models, around) if models.items else None
        waits = waits and not _is_awaited(block, models)
        if isinstance(block, Heading) and not (
            _is_another(block, models, sections) or (waits and _is_one(block, models))
        ):
            while around and around[-1].level >= block.level:
                if _is_first_part(block, around, models):
                    break
                around.pop()
            outer = tuple(section.raw for section in around)
            scope = _scope(block, scope, models)
            is_held = not models.nested and any(s.kind == "model" for s in around)
            where: _Where = "outside" if scope is None else "held" if is_held else ""
            started = _started(block, models, outer, where)
        if started:
            waits = bool(models.needs) and started.kind == "model"
            started = started._replace(outer=around[-1].span if around else None)
            sections.append(started)
            around.append(started)
        else:
            (around[-1].blocks if around else outside).append(block)
    closed: dict[Span | None, Section] = {}
    for each in sections:
        closed[each.span] = _closed(each, closed.get(each.outer))
    return Outline(tuple(outside), tuple(closed.values()))


def _holds(section: _Open, block: Block) -> bool:
    """Return whether a block may stand in a section, which ends with its list item."""
    return block.within[: len(section.within)] == section.within


def _item(block: Block, models: Models, around: Sequence[_Open]) -> _Open | None:
    """Return the section that the first paragraph of a list item starts, if it names a model."""
    item = block.within[-1] if block.within else None
    is_first = item and item.kind == "item" and item.span.line == block.span.line
    if not (is_first and isinstance(block, Paragraph)):
        return None
    text = " ".join(line.text for line in block.lines)
    for spelled in models.items:
        if (held := spelled.match(text)) is not None:
            note = Line(held.get("note", ""), block.span)
            return _Open(
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


def _is_first_part(heading: Heading, around: Sequence[_Open], models: Models) -> bool:
    """Return whether a heading of the level of a model, which has no table yet, is a part of it.

    Where a model is around both, it is a part of that.
    """
    *outer, section = around
    is_beside = section.kind == "model" and section.level == heading.level
    is_beside = is_beside and not any(each.kind == "model" for each in outer)
    if not is_beside or any(isinstance(each, Table) for each in section.blocks):
        return False
    said = seen(heading.text).text.strip().rstrip(":")
    return models.known["parts"].find(said) is not None


def _is_another(heading: Heading, models: Models, sections: Sequence[_Open]) -> bool:
    """Return whether a heading would start the second model of a page that has one."""
    named = (each for each in sections if each.kind == "model" and each.raw.strip())
    return models.per_page == "one" and any(named) and _is_one(heading, models)


def _is_one(heading: Heading, models: Models) -> bool:
    """Return whether a heading would start a model."""
    started = _started(heading, models, ())
    return started is not None and started.kind == "model"


def _is_awaited(block: Block, models: Models) -> bool:
    """Return whether a block is what each model has: a table, or a text that it needs."""
    match block:
        case Heading(text=text) | Paragraph(lines=(Line(text=text),)):
            known = models.known["needs"]
            return one_of(seen(text).text.strip(), known) is not None
    return isinstance(block, Table)


def _closed(section: _Open, outer: Section | None) -> Section:
    return Section(
        kind=section.kind,
        raw=section.raw,
        around=section.around,
        is_generic=section.is_generic,
        span=section.span,
        blocks=tuple(section.blocks),
        key=section.key,
        outer=outer,
        types=section.types,
    )


def _scope(heading: Heading, scope: int | None, models: Models) -> int | None:
    """Return the level of the heading in which models are from here on, `None` outside of it."""
    if not models.within:
        return 0
    known, text = models.known["within"], heading.text
    if one_of(seen(text).text.strip(), known) or one_of(text, known):
        return heading.level if scope is None else min(scope, heading.level)
    return None if scope is None or heading.level <= scope else scope


_Where = Literal["", "outside", "held"]
"""Whether a heading stands where no model can start, or in one that starts no other."""

_REFUSED: Mapping[Kind, str] = {"ignored": "ignore", "unlikely": "unlikely"}
"""Sections that are no models, by the keys whose headings start them."""


def _started(
    heading: Heading,
    models: Models,
    outer: tuple[str, ...],
    where: _Where = "",
) -> _Open | None:
    """Return the section that a heading starts, or `None` where it is a part of one.

    Where models are not, each heading starts one that is ignored; one that is held by a model
    starts no other.
    """
    text, level, span = heading.text, heading.level, heading.span
    if where == "outside":
        key = _key("within", models.within[0].text)
        return _Open(level, "ignored", text, outer, span, [], key)
    if models.ignore or models.unlikely or models.parts or models.generic:
        said = seen(text).text.strip().rstrip(":")
        for kind, key in _REFUSED.items():
            if other := one_of(said, models.known[key]):
                told = _key(key, other.text)
                return _Open(level, kind, text, outer, span, [], told)
        if one_of(said, models.known["parts"]):
            return None
        known, bare = models.known["generic"], _REMARK.sub("", said)
        generic = one_of(said, known) or one_of(bare, known)
        if generic and not where:
            key = _key("generic", generic.text)
            return _Open(level, "model", text, outer, span, [], key, True)
    for spelled in () if where else models.by_weight:
        if (held := _held(heading, spelled)) is not None:
            key = _key("headings", spelled.text)
            kinds = tuple(each.strip() for each in held.get("types", "").split(","))
            return _Open(level, "model", held[""], outer, span, [], key, types=kinds)
    return None


def _key(name: str, spelling: str) -> str:
    return f'[models] {name} = "{spelling}"'


def _held(heading: Heading, spelled: HeadingSpelling) -> Mapping[str, str] | None:
    """Return what stands in the holes of a heading, whose name may be empty; or nothing."""
    if spelled.level not in (0, heading.level):
        return None
    held = spelled.spelling.match(heading.text) if heading.text else {"": ""}
    return None if held is None else {"": heading.text, **held}
