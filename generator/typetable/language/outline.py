"""The outline of a page: its sections, cut at the headings that `[models]` knows.

A heading ends what stands below the last one of its rank or a lower one. A table belongs to the
nearest heading around it that is a model.

The one rule kept here: every block of a page stands outside of all models or in one section.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable.language.section_starts import (
    Open,
    is_first_part,
    is_model,
    opened,
    opened_by_item,
    scope_behind,
)
from typetable.markdown.document import Heading, Line, Other, Paragraph, Table
from typetable.markdown.spans import seen
from typetable.wording.spellings import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.language.section_starts import Kind, Where
    from typetable.language.sections import Models
    from typetable.markdown.document import Block, Document
    from typetable.source import Span


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


class Outline(Struct, frozen=True):
    """The blocks outside of all sections of a page, and its sections."""

    outside: tuple[Block, ...]
    sections: tuple[Section, ...]


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
    sections: list[Open] = []
    around: list[Open] = []
    scope: int | None = None
    waits = False
    for block in document.blocks:
        while around and not _holds(around[-1], block):
            around.pop()
        started = opened_by_item(block, models, around) if models.items else None
        waits = waits and not _is_awaited(block, models)
        if isinstance(block, Heading) and not (
            _is_another(block, models, sections) or (waits and is_model(block, models))
        ):
            while around and around[-1].level >= block.level:
                if is_first_part(block, around, models):
                    break
                around.pop()
            outer = tuple(section.raw for section in around)
            scope = scope_behind(block, scope, models)
            is_held = not models.nested and any(s.kind == "model" for s in around)
            where: Where = "outside" if scope is None else "held" if is_held else ""
            if not where and not sections and models.per_page == "one":
                where = "first"
            started = opened(block, models, outer, where)
        if started:
            waits = bool(models.needs) and started.kind == "model"
            started = replace(started, outer=around[-1].span if around else None)
            sections.append(started)
            around.append(started)
        else:
            (around[-1].blocks if around else outside).append(block)
    closed: dict[Span | None, Section] = {}
    for each in sections:
        closed[each.span] = _closed(each, closed.get(each.outer))
    return Outline(tuple(outside), tuple(closed.values()))


def _holds(section: Open, block: Block) -> bool:
    """Return whether a block may stand in a section, which ends with its list item."""
    return block.within[: len(section.within)] == section.within


def _is_another(heading: Heading, models: Models, sections: Sequence[Open]) -> bool:
    """Return whether a heading would start the second model of a page that has one."""
    named = (each for each in sections if each.kind == "model" and each.raw.strip())
    return models.per_page == "one" and any(named) and is_model(heading, models)


def _is_awaited(block: Block, models: Models) -> bool:
    """Return whether a block is what each model has: a table, or a text that it needs."""
    match block:
        case Heading(text=text) | Paragraph(lines=(Line(text=text),)):
            known = models.known["needs"]
            return one_of(seen(text).text.strip(), known) is not None
    return isinstance(block, Table)


def _closed(section: Open, outer: Section | None) -> Section:
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
