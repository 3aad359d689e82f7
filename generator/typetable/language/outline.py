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
    cut = _Cut(models)
    for block in document.blocks:
        cut.add(block)
    return cut.outline()


class _Cut:
    """A page that is cut block by block."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._outside: list[Block] = []
        self._sections: list[Open] = []
        self._around: list[Open] = []
        self._scope: int | None = None
        self._waits = False  # for what the last model needs, before another may start

    def add(self, block: Block) -> None:
        """Let a block start a section, or stand in the one around it."""
        around, models = self._around, self._models
        while around and not _holds(around[-1], block):
            around.pop()
        self._waits = self._waits and not _is_awaited(block, models)
        if isinstance(block, Heading) and not self._is_kept(block):
            started = self._headed(block)
        else:
            started = opened_by_item(block, models, around) if models.items else None
        if started:
            self._start(started)
        else:
            (around[-1].blocks if around else self._outside).append(block)

    def outline(self) -> Outline:
        """Return the outline of what was added."""
        closed: dict[Span | None, Section] = {}
        for each in self._sections:
            closed[each.span] = _closed(each, closed.get(each.outer))
        return Outline(tuple(self._outside), tuple(closed.values()))

    def _is_kept(self, heading: Heading) -> bool:
        """Return whether a heading would start a model where there is no place for one."""
        models = self._models
        has_model = models.per_page == "one" and any(
            each.kind == "model" and each.raw.strip() for each in self._sections
        )
        return (has_model or self._waits) and is_model(heading, models)

    def _headed(self, heading: Heading) -> Open | None:
        """Return the section that a heading opens, if it does, and close those it ends."""
        around, models = self._around, self._models
        while around and around[-1].level >= heading.level:
            if is_first_part(heading, around, models):
                break
            around.pop()
        self._scope = scope_behind(heading, self._scope, models)
        outer = tuple(section.raw for section in around)
        return opened(heading, models, outer, self._where())

    def _where(self) -> Where:
        """Return what a heading here stands in, as far as it matters."""
        models = self._models
        if self._scope is None:
            return "outside"
        if not models.nested and any(each.kind == "model" for each in self._around):
            return "held"
        is_first = models.per_page == "one" and not self._sections
        return "first" if is_first else ""

    def _start(self, section: Open) -> None:
        around = self._around
        self._waits = bool(self._models.needs) and section.kind == "model"
        section = replace(section, outer=around[-1].span if around else None)
        self._sections.append(section)
        around.append(section)


def _holds(section: Open, block: Block) -> bool:
    """Return whether a block may stand in a section, which ends with its list item."""
    return block.within[: len(section.within)] == section.within


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
