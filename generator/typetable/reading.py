"""Reading: pages to drafts, each page parsed once for as long as its words stay the same.

The one rule kept here: what is recalled of a page is what reading it again would give.
"""

from __future__ import annotations

from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable import interpret, markdown, recognise
from typetable.draft_json import Reading, recalled, remembered
from typetable.progress import tracked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typetable.cache.memory import Memory
    from typetable.diagnostics import Diagnostic
    from typetable.dialect import Dialect
    from typetable.draft import Draft
    from typetable.recognise import Evidence
    from typetable.settings import Package
    from typetable.source import SourceFile


class Readings(Struct, frozen=True, kw_only=True):
    """The drafts of some pages, in their order, and the dialect that they are written in."""

    drafts: tuple[Draft, ...]
    dialect: Dialect
    diagnostics: tuple[Diagnostic, ...]


def read_all(
    package: Package,
    sources: Sequence[SourceFile],
    memory: Memory,
    known: Mapping[SourceFile, Draft] = MappingProxyType({}),
) -> Readings:
    """Return what pages say, one by one.

    `known` has drafts of pages that were read under the same settings already; what was found
    there is not told again.
    """
    fresh = [_Page(package, each, memory) for each in sources if each not in known]
    for page in tracked(fresh, "reading", len(fresh)):
        page.look()
    shown = (page.evidence() for page in fresh)
    spoken, unspoken = recognise.spoken(package, shown)
    told = sha256(spoken.wording.encode()).hexdigest()
    read = {page.source: page.read(spoken, told) for page in fresh}
    found = (each for reading in read.values() for each in reading.diagnostics)
    return Readings(
        drafts=tuple(known.get(each) or read[each].draft for each in sources),
        dialect=spoken,
        diagnostics=(*unspoken, *found),
    )


class _Page:
    """A page on its way to a draft: recalled, or parsed and then interpreted."""

    def __init__(self, package: Package, source: SourceFile, memory: Memory) -> None:
        self.source = source
        self._package = package
        self._memory = memory
        self._document: markdown.Document | None = None
        self._key = _key(package, source) if memory.lasts else ""
        self._text = memory.get(self._key)
        self._recalled = recalled(self._text, source) if self._text else None

    def look(self) -> None:
        """Parse what is not recalled."""
        if self._recalled is None:
            self._document = markdown.parse(self.source)

    def evidence(self) -> Evidence:
        """Return what the page shows of its dialect."""
        if self._recalled:
            return self._recalled.evidence
        return recognise.evidence(self._parsed())

    def read(self, spoken: Dialect, told: str) -> Reading:
        """Return what the page says in a dialect, which is `told` by a fingerprint."""
        reading, text = self._recalled, self._text
        if reading is None or reading.dialect != told:
            reading, text = self._interpreted(spoken, told), None
        if self._key:
            self._memory.learn(self._key, text or remembered(reading))
        return reading

    def _interpreted(self, spoken: Dialect, told: str) -> Reading:
        document, limits = self._parsed(), self._package.limits
        draft, found = interpret.interpret(self.source, document, spoken, limits)
        return Reading(
            evidence=recognise.evidence(document) if self._key else recognise.NOTHING,
            dialect=told,
            draft=draft,
            diagnostics=found,
        )

    def _parsed(self) -> markdown.Document:
        return self._document or markdown.parse(self.source)


def _key(package: Package, source: SourceFile) -> str:
    """Return what a page is known by: all that reading it depends on, but for the dialect."""
    parts = (source.name, repr(package.limits), source.text)
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
