"""The section `[models]` of a dialect: which headings are models, as an outline of the page.

The one rule kept here: every block of a page stands before the first model or in one section.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

from typetable.markdown.document import Heading
from typetable.reading.spelling import Spelling

if TYPE_CHECKING:
    from typetable.markdown.document import Block, Document
    from typetable.source import Span

_JOIN = re.compile(r"_(?<=[A-Za-z]_)(?=[0-9])")
_MARKED = re.compile(r"(?P<marks>#{1,6}) +(?P<text>.+)")


class HeadingSpelling(Struct, frozen=True):
    """How a heading is spelled that starts a model; `level` is 0 where any level does."""

    text: str
    level: int
    spelling: Spelling

    @classmethod
    def of(cls, text: str) -> HeadingSpelling:
        """Return the spelling that a dialect file states, such as `# {}`, or raise `ValueError`."""
        marked = _MARKED.fullmatch(text)
        inner, level = (marked["text"], len(marked["marks"])) if marked else (text, 0)
        spelling = Spelling.of(inner)
        if not spelling.holds(""):
            message = "a heading needs `{}` where the name of the model stands"
            raise ValueError(message)
        return cls(text, level, spelling)


class Models(Struct, frozen=True, kw_only=True):
    """`[models]` of a dialect."""

    headings: tuple[HeadingSpelling, ...] = (HeadingSpelling.of("# {}"),)
    """Headings that are models: `# {}` of one level, `{} Object` of any."""

    join_numbers: bool = False
    """Whether type cells write `Details1` for the heading `Details_1`."""

    without_table: Literal["error", "union"] = "error"
    """What a heading without a table is."""

    elsewhere: tuple[Spelling, ...] = ()
    """Paragraphs that say that a model is described on another page."""


class Section(Struct, frozen=True):
    """A heading that is a model, and what stands below it up to the next one.

    `raw` is the name as the heading has it, Markdown included.
    """

    raw: str
    span: Span
    blocks: tuple[Block, ...]


class Outline(NamedTuple):
    """The blocks before the first model of a page, and its models."""

    before: tuple[Block, ...]
    sections: tuple[Section, ...]


def outline(document: Document, models: Models) -> Outline:
    """Cut a page at the headings that are models."""
    blocks = document.blocks
    starts = [
        (at, raw, block.span)
        for at, block in enumerate(blocks)
        if isinstance(block, Heading) and (raw := _named(block, models)) is not None
    ]
    ends = [at for at, _, _ in starts] + [len(blocks)]
    sections = (
        Section(raw, span, blocks[at + 1 : end])
        for (at, raw, span), end in zip(starts, ends[1:], strict=True)
    )
    return Outline(blocks[: ends[0]], tuple(sections))


def _named(heading: Heading, models: Models) -> str | None:
    """Return the raw name in a heading, which may be empty; `None` where it is no model."""
    for spelled in models.headings:
        if spelled.level in (0, heading.level):
            if not heading.text:
                return ""
            if held := spelled.spelling.match(heading.text):
                return held[""]
    return None


def joined(name: str) -> str:
    """Return the name of a heading as type cells write it where dialects `join_numbers`."""
    return _JOIN.sub("", name)


def example(models: Models) -> str:
    """Return a heading that would be a model, for people."""
    return models.headings[0].text.replace("{}", "Name")
