"""The text of a section: what describes a model, and what lines below a table may belong to it.

The one rule kept here: a line that a dialect gives a meaning is no text.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.language.titles import Titles
from typetable.language.unions import alias_in
from typetable.markdown import inline, tags, unread
from typetable.markdown.document import Code, Heading, Other, Paragraph, Table, lines
from typetable.markdown.spans import seen
from typetable.notation.types import NamedType
from typetable.wording.facts import in_text
from typetable.wording.spelling import Spelling  # msgspec evaluates it

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.language.dialect import Sections
    from typetable.language.draft import Title
    from typetable.language.outline import Section
    from typetable.markdown.document import Block, Line
    from typetable.source import SourceFile
    from typetable.wording.facts import Facts
    from typetable.wording.said import Said


class TextRules(Struct, frozen=True, kw_only=True):
    """Text that describes nothing, in any case."""

    nothing: tuple[Spelling, ...] = ()
    """Whole descriptions of members that say nothing: `nothing = ["n/a"]`."""

    noise: tuple[Spelling, ...] = ()
    """Paragraphs and lines of HTML that describe no model and no member:
    `noise = ["Back to {_}"]`."""

    def described(self, raw: str) -> str:
        """Return the description in a cell as text, or nothing where it says nothing."""
        text = inline.plain(raw)
        return "" if self.nothing and _is_spelled(text, self.nothing) else text


def _is_spelled(text: str, spellings: Iterable[Spelling]) -> bool:
    return any(each.match(text, fold=True) is not None for each in spellings)


_QUOTE_MARK = re.compile(r"(?m)^ {0,3}> ?")
_NOTE = re.compile(r"\\?(?P<mark>\*+)(?::|[ \t]|[ \t]*=)[ \t]*(?P<text>[^ \t*].*)")
"""A line such as `*: only in answers`; one that is set in italics has no blank there."""


class Texts:
    """Tells the text of sections from the lines and paragraphs that have a meaning."""

    def __init__(self, dialect: Sections) -> None:
        """Take the labels and sentences of a dialect."""
        tables, unions, models = dialect.tables, dialect.unions, dialect.models
        self._noise = dialect.texts.noise
        self._tables = tables
        self._unions = unions.sentences
        self._elsewhere = models.elsewhere
        self._models = models
        self._facts = dialect.facts
        self._above: dict[Section, tuple[Said, ...]] = {}
        self.titles = Titles(dialect)
        self._combined = dialect.combined
        self._listed = dialect.listed
        self._typing = tuple(e for e in dialect.unions.aliases if e.holds(""))

    def announces_union(self, blocks: Iterable[Block]) -> bool:
        """Return whether a paragraph announces the members of a union."""
        said = _paragraphs(blocks) if self._unions else ()
        return any(_is_one_of(each, self._unions) for each in said)

    def points_elsewhere(self, blocks: Iterable[Block]) -> bool:
        """Return whether a paragraph says that a model is described on another page."""
        return any(_is_one_of(each, self._elsewhere) for each in _paragraphs(blocks))

    def bases(self, blocks: Iterable[Block]) -> tuple[NamedType, ...]:
        """Return the models whose members the text of a model says that it has, too."""
        lines = [*self.said(blocks)] if self._models.extends else ()
        found = (
            each
            for line in lines
            for mention in self._models.extends
            for each in mention.found(seen(line.text))
        )
        named = (NamedType(each.name, target=each.target) for each in found)
        return tuple(dict.fromkeys(named))

    def says_empty(self, blocks: Iterable[Block]) -> bool:
        """Return whether a paragraph says that a model has no members."""
        return self._says(blocks, "empty")

    def says_open(self, blocks: Iterable[Block]) -> bool:
        """Return whether a paragraph says that a model may have members of any other names."""
        return bool(self._models.open) and self._says(blocks, "open")

    def says_tuple(self, blocks: Iterable[Block]) -> bool:
        """Return whether a paragraph says that a model is an array of its members."""
        return bool(self._models.tuples) and self._says(blocks, "tuples")

    def _says(self, blocks: Iterable[Block], key: str) -> bool:
        """Return whether a paragraph is one that `[models]` knows by a key."""
        known = self._models.known[key]
        found = (known.find(_plain(each)) for each in _paragraphs(blocks))
        return any(each is not None for each in found)

    def facts(self, section: Section, title: Title, facts: Facts) -> tuple[Said, ...]:
        """Return what the heading and the text of a model say of all its members."""
        if not (facts.heading or facts.sentence):
            return ()
        heading = seen(section.raw).text.strip()
        return (
            *in_text([heading], "heading", facts),
            *self._introduced(section),
            *_in_sentences(title.description, facts),
        )

    def _introduced(self, section: Section) -> tuple[Said, ...]:
        """Return what the text below the heading around a generic one says of all members in it.

        It is looked at once, however many sections stand below.
        """
        outer = section.outer
        if outer is None or not section.is_generic:
            return ()
        if self._models.known["answers"].find(seen(section.raw).text.strip()):
            return ()
        if outer not in self._above:
            has_table = any(isinstance(each, Table) for each in outer.blocks)
            text = "" if has_table else self.description(outer.blocks)
            self._above[outer] = _in_sentences(text, self._facts)
        return self._above[outer]

    def part(self, blocks: Sequence[Block], facts: Facts) -> tuple[Said, ...]:
        """Return what is said of the table below blocks, by the last heading inside a model.

        A paragraph right above the table that ends in a colon is such a heading.
        """
        if not facts.heading:
            return ()
        label = _label(blocks[-1]) if blocks else ""
        headings = (each.text for each in reversed(blocks) if isinstance(each, Heading))
        last = label or next(headings, "")
        return in_text([seen(last).text.strip(" :")], "heading", facts) if last else ()

    def said(self, blocks: Iterable[Block]) -> Iterator[Line]:
        """Yield the lines of the paragraphs among blocks."""
        for paragraph in _paragraphs(blocks):
            yield from paragraph.lines

    def description(self, blocks: Iterable[Block]) -> str:
        """Return the text of a model: paragraphs apart by an empty line."""
        texts = []
        for block in blocks:
            match block:
                case _ if alias_in(block, self._typing):
                    pass
                case Paragraph() if not self._is_none(block):
                    texts.append(
                        "\n".join(line.text for line in self._unlabelled(block))
                    )
                case Other(kind="list"):
                    texts.append(block.text.strip())
                case Other(kind="block_quote"):
                    texts.append(self._quoted(block.text))
                case Heading() if not self._is_part(block):
                    texts.append(block.text)
        return "\n\n".join(inline.plain(text) for text in texts if text)

    def _quoted(self, raw: str) -> str:
        """Return the text of a quote, without a first line that says what kind of quote it is."""
        text = _QUOTE_MARK.sub("", raw).strip()
        first, _, rest = text.partition("\n")
        return rest.strip() if self._is_noise(first) else text

    def _is_part(self, heading: Heading) -> bool:
        """Return whether a heading says no more than that a part of a model follows."""
        said = seen(heading.text).text.strip().rstrip(":\uff1a")
        known = (self._models.known["parts"], *self._listed.known.values())
        return any(each.find(said) is not None for each in known)

    def _is_none(self, text: Paragraph) -> bool:
        """Return whether a paragraph describes nothing, as anchors alone do not."""
        if _is_one_of(text, self._unions) or self._combined.label(text):
            return True
        if self.titles.bold(text):
            return True
        if all(tags.are_all(line.text) for line in text.lines):
            return True
        return self._is_noise(" ".join(line.text for line in text.lines))

    def _is_noise(self, text: str) -> bool:
        return bool(self._noise) and _is_spelled(seen(text).text.strip(), self._noise)

    def notes(self, blocks: Iterable[Block]) -> Mapping[str, str]:
        """Return what lines of a section say of the members that bear a mark such as `*`."""
        found = (_NOTE.match(line.text) for line in self.said(blocks))
        return {note["mark"]: note["text"] for note in found if note}

    def below(self, blocks: Sequence[Block]) -> list[Block]:
        """Return the blocks below a table up to the next heading or table."""
        return [*takewhile(lambda each: not isinstance(each, Heading | Table), blocks)]

    def lines(self, blocks: Sequence[Block], source: SourceFile) -> Iterator[Line]:
        """Yield the lines below a table that may be rows or text of it.

        A broken description may look like a list or like code, with rows in it.
        """
        for block in blocks:
            match block:
                case Paragraph() if not (
                    self._is_none(block) or _is_one_of(block, self._elsewhere)
                ):
                    yield from self._unlabelled(block)
                case Code() | Other() if not _stands_alone(block, source):
                    found = lines(block.text, block.span.line)
                    yield from (each for each in found if not self._is_noise(each.text))

    def _unlabelled(self, text: Paragraph) -> Iterator[Line]:
        return (line for line in text.lines if not self._tables.is_label(line))


def _plain(paragraph: Paragraph) -> str:
    """Return a paragraph on one line as readers see it, without what ends a sentence."""
    text = seen(" ".join(line.text for line in paragraph.lines)).text
    return text.strip(" .\u3002")


def _in_sentences(text: str, facts: Facts) -> tuple[Said, ...]:
    sentences = _SENTENCE_END.split(seen(text).text)
    bare = (each.strip(" .:\u3002\uff1a") for each in sentences)
    return in_text(bare, "sentence", facts)


_SENTENCE_END = re.compile(r"(?<=[.:!])\s+|(?<=\u3002)\s*|\n+")
"""What stands between two sentences; those of East Asia need no blank."""


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    return (block for block in blocks if isinstance(block, Paragraph))


def _label(block: Block) -> str:
    """Return a paragraph that ends in a colon, or nothing."""
    lines = block.lines if isinstance(block, Paragraph) else ()
    text = " ".join(line.text for line in lines)
    return text if text.endswith(":") else ""


def _is_one_of(text: Paragraph, spellings: Sequence[Spelling]) -> bool:
    """Return whether a paragraph is spelled in one of some ways."""
    said = " ".join(line.text for line in text.lines)
    return any(spelling.match(said) is not None for spelling in spellings)


def _stands_alone(block: Code | Other, source: SourceFile) -> bool:
    """Return whether a block below a table is no part of it: a fence, tags, a ruler."""
    if unread.hides_table(block):
        return True
    if isinstance(block, Other):
        is_comment = block.text.lstrip(" \t").startswith("<!--")
        is_text = block.kind in {"list", "block_quote", "block_html"}
        return is_comment or not is_text or tags.are_all(block.text)
    first = source.line(block.span.line).lstrip(" \t")
    return first.startswith(("```", "~~~"))
