"""Anchors: the places of a page that links lead to, and the models that are there.

GitHub makes one of each heading: in lower case, without punctuation, with `-` for blanks, and the
second of equal ones ends in `-1` (https://github.com/gjtorikian/html-pipeline, `TableOfContents`).
Others are written: `{#id}`, and HTML with `id` or `name`. A heading with a number such as `3.2.4`
is called by that, too, as texts do.

Sites may also put that of the heading around in front: `order-fields` for `Fields` below `Order`.
GitLab, MkDocs and Slate leave one hyphen of several, as in `a - b`; of `é`, MkDocs leaves `e` and
Slate a hyphen.

The one rule kept here: an anchor is of the heading that it stands in or right above, else of the
next table below it in its section.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.language.draft import DraftObject, rows_of
from typetable.language.evidence import plain
from typetable.markdown import tags
from typetable.markdown.document import Code, Heading, Other, Paragraph
from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.language.draft import DraftModel
    from typetable.language.outline import Section
    from typetable.markdown.document import Block, Document

_WRITTEN = re.compile(rf"\{{#(?P<id>[^\s{{}}]++)\}}|(?P<tag>{tags.TAG})")
_NUMBER = re.compile(r"\s*(?:[A-Za-z]++\s++)?(?P<number>[0-9]++(?:\.[0-9]++)++)\.?\s")
_HYPHENS = re.compile(r"-{2,}")
_OTHERS = re.compile(r"[^a-z0-9_]+")
_DROPPED = re.compile(r"[^\w\- ]")
_NAMING = ("id", "name")
"""What names an anchor in a tag."""


class SectionModels(Struct, frozen=True):
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
    every = [*_anchors(document.blocks), *_behind_others(document.blocks)]
    every += [(each, line) for anchor, line in every for each in _otherwise(anchor)]
    for anchor, line in every:
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


def _behind_others(blocks: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """Yield the anchors of headings with that of the one around in front, and their lines."""
    around: list[Heading] = []
    for block in (each for each in blocks if isinstance(each, Heading)):
        while around and around[-1].level >= block.level:
            around.pop()
        own = slug(seen(block.text).text)
        for outer in around[-1:]:
            yield f"{slug(seen(outer.text).text)}-{own}", block.span.line
        around.append(block)


def _otherwise(anchor: str) -> Iterator[str]:
    """Yield an anchor as other sites than GitHub spell it, where they do."""
    if "--" in anchor:
        yield _HYPHENS.sub("-", anchor)
    bare = unicodedata.normalize("NFKD", anchor).encode("ascii", "ignore").decode()
    # Other scripts have no such letters: what is left of a heading could be of any.
    if bare != anchor and len(bare) == len(anchor):
        yield _HYPHENS.sub("-", bare)
        yield _OTHERS.sub("-", anchor)


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
        self._inner: dict[int, str] = {}

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
        if models := self._described[at].models:
            return models[0].name
        if at not in self._inner:
            self._inner[at] = self._below(at)
        return self._inner[at]

    def _rows_of(self, at: int) -> list[tuple[int, str]]:
        """Return the lines of the rows of a section, each with its model."""
        if at not in self._rows:
            self._rows[at] = sorted(
                (row.span.line, model.name)
                for model in self._described[at].models
                for row in rows_of(model)
            )
        return self._rows[at]

    def _below(self, at: int) -> str:
        """Return the model of a section without one: that of its name in the sections in it.

        Without such a one it is the only object there, or else what comes first, if that is an
        object whose name has all of its words, unless several are kinds of it by their names.
        """
        own = self._described[at].section
        inner = [*takewhile(lambda each: _is_in(each, own), self._described[at + 1 :])]
        found = [model for each in inner for model in each.models]
        alike = (each for each in found if plain(each.name) == plain(own.raw))
        objects = [each for each in found if isinstance(each, DraftObject)]
        is_told = _is_told(own, found) and not _has_kinds(own, objects)
        only = objects[:1] if len(objects) == 1 or is_told else ()
        return next((each.name for each in (*alike, *only)), "")


def _is_told(section: Section, models: Sequence[DraftModel]) -> bool:
    """Return whether the first of some models is an object with all words of a heading."""
    first = models[0] if models else None
    wanted = {plain(word) for word in section.raw.split()}
    return isinstance(first, DraftObject) and wanted <= {
        *map(plain, first.name.split())
    }


def _has_kinds(section: Section, objects: Sequence[DraftObject]) -> bool:
    """Return whether the names of two objects end with a heading, as `Round Hat` and `Hat` do."""
    ending = plain(section.raw)
    return sum(plain(each.name).endswith(ending) for each in objects) > 1


def _is_in(described: SectionModels, outer: Section) -> bool:
    """Return whether a section stands in another one."""
    section: Section | None = described.section
    while section and section is not outer:
        section = section.outer
    return section is outer
