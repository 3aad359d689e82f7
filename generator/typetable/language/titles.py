"""Titles: what stands above a table that says which model or member it is of.

The one rule kept here: a sentence, or a part of a model, names nothing.
"""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import TYPE_CHECKING

from typetable.language import labels, sections
from typetable.language.generic import is_whole_generic, key_of_generic
from typetable.language.labels import AROUND, COLONS, Label, is_sentence
from typetable.markdown import tags
from typetable.markdown.document import Heading, Other, Paragraph
from typetable.markdown.spans import seen
from typetable.wording.facts import in_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.language.dialect import Sections
    from typetable.markdown.document import Block
    from typetable.wording.spelling import Spelling
    from typetable.wording.spellings import Spellings


class Titles:
    """Reads the names above tables."""

    def __init__(self, dialect: Sections) -> None:
        """Take the sentences of a dialect."""
        self._models = dialect.models
        self._tables = dialect.tables
        self._facts = dialect.facts

    def named(self, blocks: Sequence[Block]) -> str:
        """Return the name of a model that the paragraph right above a table says, or nothing.

        Those that state facts of its rows stand in between, and a label below a title.
        """
        if not self._models.sentences:
            return ""
        near = [*dropwhile(self._states_facts, reversed(blocks))]
        last = near[1:2] if self._is_below_title(near[:2]) else near[:1]
        held = _held(last, self._models.said)
        is_title = held in map(self.bold, last)
        name = self.titled(last) if is_title else self._name(held)
        return name or next(filter(None, map(_typed, last)), "") or _summed_up(blocks)

    def is_marked(self, name: str, blocks: Sequence[Block]) -> bool:
        """Return whether a name is what the line right above a table marks, if it marks anything.

        One that is not, as in ``The fields of `a` in `b`:``, is a phrase.
        """
        last = blocks[-1] if blocks else None
        inline = seen(last.lines[-1].text) if isinstance(last, Paragraph) else None
        marked = inline.marked("code", "strong", "link") if inline else ()
        return bool(name) and (not marked or name in [e.strip(AROUND) for e in marked])

    def titled(self, blocks: Sequence[Block]) -> str:
        """Return the name in the last line among blocks that is bold like a heading, or nothing."""
        lines = filter(None, map(self.bold, reversed(blocks)))
        names = (self._name(sections.named(each, self._models)) for each in lines)
        return next(filter(None, names), "")

    def numbered(self, blocks: Sequence[Block]) -> str:
        """Return the name in the last bold line among blocks if it has the number of a section."""
        line = next(filter(None, map(self.bold, reversed(blocks))), "")
        spelled = (each.spelling.match(line) for each in self._models.by_weight)
        held = next(filter(None, spelled), None) if line else None
        return self._name(held[""]) if held and "number" in held else ""

    def bold(self, block: Block) -> str:
        """Return the text of a paragraph of one bold line, where sentences may name models."""
        if not self._models.sentences or not isinstance(block, Paragraph):
            return ""
        inline = seen(block.lines[0].text)
        whole = inline.text.strip(AROUND)
        bold = [each.strip(AROUND) for each in inline.marked("strong")]
        is_title = len(block.lines) == 1 and bold == [whole] and not is_sentence(whole)
        return whole if is_title else ""

    def generic(self, blocks: Sequence[Block]) -> Sequence[Label]:
        """Return the lines among blocks that stand as generic headings, the last one first.

        One above other words that stand alone is of what is between.
        """
        found: list[Label] = []
        for block in reversed(blocks if self._models.has_generic else ()):
            names = (
                e for e in labels.names(block) if is_whole_generic(e, self._models)
            )
            if name := next(names, ""):
                found.append(Label(block, name, labels.whole(block)))
            elif labels.is_bare(block):
                break
        return found

    def label(self, blocks: Sequence[Block]) -> Label | None:
        """Return the line right above a table that stands as a heading, if it is one of a model."""
        found = labels.label(blocks) if self._models.sentences else None
        return found if found and self._name(found.name) else None

    def last_title(self, blocks: Sequence[Block]) -> Block | None:
        """Return the last heading among blocks, or line that is bold like one, if there is one."""
        titles = (e for e in reversed(blocks) if isinstance(e, Heading) or self.bold(e))
        return next(titles, None)

    def _name(self, text: str) -> str:
        """Return a name, or nothing where that is a sentence or of a part of a model."""
        name = text.strip(AROUND)
        models = self._models
        is_part = key_of_generic(name, models) or models.known["parts"].find(name)
        return "" if is_part or is_sentence(name) else name

    def _is_below_title(self, blocks: Sequence[Block]) -> bool:
        """Return whether the first of two blocks is a label of tables, and the other a title."""
        label, *above = blocks or (None,)
        lines = label.lines if isinstance(label, Paragraph) else ()
        is_label = any(map(self._tables.is_label, lines))
        return is_label and any(map(self._name, map(self.bold, above)))

    def _states_facts(self, block: Block) -> bool:
        """Return whether a paragraph says something of all rows below it, and nothing else."""
        if not isinstance(block, Paragraph):
            return False
        text = _line(block).strip(" .:")
        return bool(text and in_text([text], "sentence", self._facts))

    def tab(self, blocks: Sequence[Block]) -> str:
        """Return what the tab is called that goes on behind some blocks, or nothing."""
        if not self._models.tabs:
            return ""
        names = {each.casefold() for each in self._models.tabs}
        html = (each.text for each in blocks if isinstance(each, Other))
        found = [each for text in html for each in tags.labels(text, names)]
        return found[-1] if found else ""

    def holders(self, blocks: Sequence[Block]) -> Iterator[str]:
        """Yield what the paragraph right above a table may call the member that it is of."""
        is_known = bool(self._models.members)
        name = _held(blocks, self._models.known["members"]) if is_known else ""
        yield name or self.named(blocks)
        if is_known:
            yield from _mentioned(blocks)

    def shows_example(self, blocks: Sequence[Block]) -> bool:
        """Return whether the paragraph right above a table says that it shows one of several."""
        known = self._models.known["examples"]
        return any(
            isinstance(each, Paragraph) and known.find(_line(each)) is not None
            for each in blocks[-1:]
        )


def _held(blocks: Sequence[Block], spellings: Spellings[Spelling]) -> str:
    """Return the name in a paragraph or bullet right above a table, marked or not, or nothing."""
    inline = seen(next(map(_said, blocks[-1:]), ""))
    found = spellings.find(inline.text.strip(), inline.stretches)
    held = found.held if found else {}
    keys = (key for key in ("code", "bold", "link", "") if key in held)
    return held.get(next(keys, ""), "").strip(AROUND)


def _said(block: Block) -> str:
    """Return the raw text of a paragraph, or of a list of one line, without its bullet."""
    match block:
        case Paragraph(lines=lines):
            return " ".join(line.text for line in lines)
        case Other(kind="list", text=text) if bullet := _BULLET.match(text):
            return bullet["text"]
    return ""


_BULLET = re.compile(r"\s*[-*+]\s+(?P<text>[^\n]+)\s*\Z")


def _mentioned(blocks: Sequence[Block]) -> Sequence[str]:
    """Return what stands in code in a line right above a table, as in ``Where `sender` is:``."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph) or not _line(last).endswith(COLONS):
        return ()
    return seen(last.lines[-1].text).marked("code")[::-1]


def _line(text: Paragraph) -> str:
    """Return a paragraph as it is read, on one line."""
    return seen(" ".join(line.text for line in text.lines)).text.strip()


_TYPE = re.compile(r"[A-Z]\w*[a-z]\w*")


def _typed(block: Block) -> str:
    """Return the only code in a line that begins in bold, if types are called so, or nothing.

    So does a line that is such a name and a colon.
    """
    if not isinstance(block, Paragraph) or len(block.lines) > 1:
        return ""
    inline = seen(block.lines[0].text)
    if alone := _ALONE.fullmatch(inline.text.strip()):
        return alone["name"]
    first, *others = inline.stretches or (None,)
    is_bold = first is not None and first.mark == "strong" and not first.start
    code = [e for e in others if e is not None and e.mark == "code"]
    if not (is_bold and first and len(code) == 1 and code[0].start >= first.end):
        return ""
    name = inline.text[code[0].start : code[0].end]
    is_all = not inline.text[first.end : code[0].start].strip(_BESIDE)
    is_last = not inline.text[code[0].end :].strip(_BESIDE)
    return name if is_all and is_last and _TYPE.fullmatch(name) else ""


_ALONE = re.compile(r"(?P<name>[A-Z][a-z0-9]+[A-Z]\w*)[ \t]*[:\uff1a]")
"""A name of several words that are one, and a colon."""

_BESIDE = " :\uff1a()-\u2013\u2014"
"""What stands beside the type in a line that says of what type something is."""

_SUMMARY = re.compile(r"<summary\b[^>]*>((?:(?!</?summary\b).)*+)</summary>", re.DOTALL)


def _summed_up(blocks: Sequence[Block]) -> str:
    """Return the type that the last part that opens above a table is called, or nothing."""
    html = (each.text for each in reversed(blocks) if isinstance(each, Other))
    opened = next((text for text in html if "<summary" in text), "")
    names = [seen(each).text.strip() for each in _SUMMARY.findall(opened)]
    return names[-1] if names and _TYPE.fullmatch(names[-1]) else ""
