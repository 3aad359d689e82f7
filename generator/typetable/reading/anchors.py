"""Anchors: the places of a page that links lead to, and the models that are there.

GitHub makes one of each heading: in lower case, without punctuation, with `-` for blanks, and the
second of equal ones ends in `-1` (https://github.com/gjtorikian/html-pipeline, `TableOfContents`).
Others are written: `{#id}`, and HTML with `id` or `name`. A heading with a number such as `3.2.4`
is called by that, too, as texts do.

The one rule kept here: an anchor is of the heading that it stands in or right above, else of the
next table below it in its section.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from typetable.language.draft import rows_of
from typetable.markdown import tags
from typetable.markdown.document import Code, Heading, Other, Paragraph
from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.language.draft import DraftModel
    from typetable.language.outline import Section
    from typetable.markdown.document import Block, Document

_WRITTEN = re.compile(rf"\{{#(?P<id>[^\s{{}}]++)\}}|(?P<tag>{tags.TAG})")
_NUMBER = re.compile(r"\s*(?P<number>[0-9]++(?:\.[0-9]++)++)\.?\s")
_DROPPED = re.compile(r"[^\w\- ]")
_NAMING = ("id", "name")
"""What names an anchor in a tag."""


class SectionModels(NamedTuple):
    """A section and the models in it, in their order."""

    section: Section
    models: Sequence[DraftModel]


def slug(heading: str) -> str:
    """Return the anchor of the text of a heading."""
    return _DROPPED.sub("", heading.strip().lower()).replace(" ", "-")


def anchors(document: Document, described: Sequence[SectionModels]) -> dict[str, str]:
    """Return the models that the anchors of a page lead to; no name where that is none."""
    models = _Models(described)
    found: dict[str, str] = {}
    for anchor, line in _anchors(document.blocks):
        if anchor not in found:
            found[anchor] = models.at(line)
    return found


def _anchors(blocks: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """Yield the anchors of a page, and the lines of what they are of."""
    times: dict[str, int] = {}
    waiting: list[str] = []
    for block in blocks:
        written = [*_written(block)]
        if _is_only_anchors(block, written):
            waiting += written
            continue
        yield from ((anchor, block.span.line) for anchor in (*waiting, *written))
        waiting = []
        if isinstance(block, Heading):
            text = seen(block.text).text
            if number := _NUMBER.match(text):
                yield number["number"], block.span.line
            own = slug(text)
            count = times[own] = times.get(own, -1) + 1
            yield (f"{own}-{count}" if count else own), block.span.line


def _written(block: Block) -> Iterator[str]:
    """Yield the anchors that are written in a block."""
    for each in _WRITTEN.finditer(_text(block)):
        values = tags.attributes(each["tag"]) if each["tag"] else {}
        names = (each["id"], *(values.get(name) for name in _NAMING))
        yield from (name for name in names if name)


def _text(block: Block) -> str:
    """Return the raw text of a block in which an anchor may stand."""
    match block:
        case Heading() | Other():
            return block.text
        case Paragraph():
            return "\n".join(line.text for line in block.lines)
    return ""


def _is_only_anchors(block: Block, written: Sequence[str]) -> bool:
    """Return whether a block shows nothing, so that its anchors are of the next one."""
    if isinstance(block, Heading | Code) or not written:
        return False
    return tags.are_all(_text(block)) or not seen(_text(block)).text.strip()


class _Models:
    """The models of a page by their lines."""

    def __init__(self, described: Sequence[SectionModels]) -> None:
        """Take the sections of a page in their order."""
        self._described = described
        self._starts = [each.section.span.line for each in described]
        self._rows: dict[int, list[tuple[int, str]]] = {}

    def at(self, line: int) -> str:
        """Return the model that is at a line, or nothing.

        On the line of a heading it is the first of its section, else the next one below.
        """
        at = bisect_right(self._starts, line) - 1
        if at < 0:
            return ""
        if self._starts[at] < line and (rows := self._rows_of(at)):
            below = bisect_right(rows, (line, ""))
            return rows[below][1] if below < len(rows) else ""
        models = self._described[at].models or self._generic(at)
        return models[0].name if models else ""

    def _rows_of(self, at: int) -> list[tuple[int, str]]:
        """Return the lines of the rows of a section, each with its model."""
        if at not in self._rows:
            self._rows[at] = sorted(
                (row.span.line, model.name)
                for model in self._described[at].models
                for row in rows_of(model)
            )
        return self._rows[at]

    def _generic(self, at: int) -> Sequence[DraftModel]:
        """Return the models of the section below that needs the name of the one above."""
        below = [*self._described[at + 1 : at + 2]]
        outer = self._described[at].section.raw
        is_part = below and below[0].section.is_generic
        is_below = is_part and below[0].section.around[-1:] == (outer,)
        return below[0].models if is_below else ()
