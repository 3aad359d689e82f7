"""Reading: pages to drafts, each page parsed once for as long as its words stay the same.

The one rule kept here: what is recalled of a page is what reading it again would give. A
fingerprint of docs covers their words, whatever the settings make of them, and not their layout.
"""

from __future__ import annotations

from functools import cache, partial
from hashlib import sha256
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct, msgpack

from typetable import workers
from typetable.diagnostics import Diagnostic
from typetable.markdown import document as markdown
from typetable.output.seal import fingerprint
from typetable.progress import tracked
from typetable.reading import page as one_page
from typetable.reading import recognise
from typetable.reading.draft import Draft
from typetable.reading.recognise import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.cache.memory import Memory
    from typetable.markdown.document import Document
    from typetable.reading.dialect import Dialect
    from typetable.settings.package import Package
    from typetable.source import SourceFile


_TOGETHER = 256
"""Of so many pages the syntax is held at once, to know their dialect."""

_LAYOUT = "|-:"
"""What nothing but the delimiter rows of tables consists of."""


class Reading(Struct, frozen=True, kw_only=True, array_like=True):
    """What was read of a page.

    `docs` is the fingerprint of its words, `dialect` that of the one that it was read in.
    """

    docs: str
    evidence: Evidence
    dialect: str
    draft: Draft
    diagnostics: tuple[Diagnostic, ...]

    def __reduce__(self) -> str | tuple[Any, ...]:
        """Travel between processes as it is remembered, which takes a tenth of the time."""
        data = remembered(self)
        return (recalled, (data,)) if data else super().__reduce__()


def remembered(reading: Reading) -> bytes | None:
    """Return a reading as MessagePack; `None` where the name of the page is no UTF-8."""
    try:
        return msgpack.encode(reading)
    except UnicodeEncodeError:
        return None


def recalled(data: bytes) -> Reading:
    """Return the reading that was remembered so, by this very version."""
    return _decoder().decode(data)


@cache
def _decoder() -> msgpack.Decoder[Reading]:
    return msgpack.Decoder(Reading)


class Readings(Struct, frozen=True, kw_only=True):
    """The drafts of some pages, in their order, and the dialect that they are written in.

    `docs` has the fingerprints of what their words are, by the names of the pages.
    """

    docs: Mapping[str, str]
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
    wanted = [source for source in sources if source not in known]
    keys = _keys(package, wanted) if memory.lasts else {}
    kept = dict(_kept(keys, memory))
    fresh = [source for source in wanted if source not in kept]
    read = {**kept, **_read(package, fresh, shows=memory.lasts)}
    spoken, unspoken = recognise.spoken(package, [read[s].evidence for s in wanted])
    read |= dict(_read_again(package, spoken, read))
    for source, key in keys.items():
        is_new = read[source] is not kept.get(source)
        if is_new and (data := remembered(read[source])):
            memory.learn(key, data)
    found = (each for source in wanted for each in read[source].diagnostics)
    return Readings(
        docs={source.name: read[source].docs for source in wanted},
        drafts=tuple(known.get(each) or read[each].draft for each in sources),
        dialect=spoken,
        diagnostics=(*unspoken, *found),
    )


def _kept(
    keys: Mapping[SourceFile, str], memory: Memory
) -> Iterator[tuple[SourceFile, Reading]]:
    """Yield the pages that are remembered, and what they say."""
    for source, key in keys.items():
        if data := memory.get(key):
            memory.learn(key, data)
            yield source, recalled(data)


def _read(
    package: Package, sources: Sequence[SourceFile], *, shows: bool
) -> dict[SourceFile, Reading]:
    """Return what pages say, in the dialects that they seem to be written in.

    What they show of their dialect is noted if it `shows` later, or if it is asked for now.
    """
    read = workers.shared(
        partial(_read_some, package, shows=shows or package.dialect == "auto"),
        sources,
        worth=200,
        tracked=lambda own: tracked(own, "reading", len(sources)),
    )
    return dict(zip(sources, read, strict=True))


def _read_some(
    package: Package, sources: Iterable[SourceFile], *, shows: bool
) -> Iterator[Reading]:
    """Yield what pages say, some together in the dialect that those seem to be written in."""
    waiting = iter(sources)
    while together := [*islice(waiting, _TOGETHER)]:
        pages = [(source, markdown.parse(source)) for source in together]
        shown = [
            recognise.evidence(document) if shows else recognise.NOTHING
            for _, document in pages
        ]
        spoken, _ = recognise.spoken(package, shown)
        for page, evidence in zip(pages, shown, strict=True):
            yield _interpreted(package, spoken, page, evidence)


def _read_again(
    package: Package, spoken: Dialect, read: Mapping[SourceFile, Reading]
) -> Iterator[tuple[SourceFile, Reading]]:
    """Yield the pages that were read in another dialect, and what they say in this one."""
    for source, reading in read.items():
        if reading.dialect != spoken.fingerprint:
            page = (source, markdown.parse(source))
            yield source, _interpreted(package, spoken, page, reading.evidence)


def _interpreted(
    package: Package,
    spoken: Dialect,
    page: tuple[SourceFile, Document],
    evidence: Evidence,
) -> Reading:
    """Return what a page, of which its dialect is known, says."""
    draft, found = one_page.interpret(*page, spoken, package.limits)
    return Reading(
        docs=docs_of(page[0]),
        evidence=evidence,
        dialect=spoken.fingerprint,
        draft=draft,
        diagnostics=found,
    )


def _keys(package: Package, sources: Iterable[SourceFile]) -> dict[SourceFile, str]:
    """Return what pages are known by: all that reading them depends on, but for the dialect."""
    limits = repr(package.limits)
    texts = {s: f"{s.path}\0{s.name}\0{limits}\0{s.text}" for s in sources}
    return {
        source: sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        for source, text in texts.items()
    }


def docs_of(source: SourceFile) -> str:
    """Return the fingerprint of the words of a page: of its text but for blanks and layout."""
    words = (word for word in source.text.split() if word.strip(_LAYOUT))
    return fingerprint(" ".join(words))
