"""Reading: pages to drafts, each page parsed once for as long as its words stay the same.

The one rule kept here: what is recalled of a page is what reading it again would give. A
fingerprint of docs covers their words, whatever the settings make of them, and not their layout.
"""

from __future__ import annotations

from functools import cache, partial
from hashlib import sha256
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, msgpack

from typetable import rules, workers
from typetable.diagnostics import Diagnostic, clipped, finding
from typetable.language import dialects
from typetable.language.dialect import NONE, Dialect
from typetable.language.draft import Draft
from typetable.markdown import document as markdown
from typetable.output.seal import fingerprint
from typetable.progress import tracked
from typetable.reading import page
from typetable.reading.recognise import recognise
from typetable.reading.unrecognised import unrecognised
from typetable.settings.package import Location
from typetable.settings.toml import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.cache.memory import Memory
    from typetable.diagnostics import AcceptedError
    from typetable.reading.reasons import PageReasons
    from typetable.settings.limits import Limits
    from typetable.settings.package import Package
    from typetable.source import SourceFile


_LAYOUT = "|-:"
"""What nothing but the delimiter rows of tables consists of."""


_Accepted: TypeAlias = "Mapping[str, tuple[AcceptedError, ...]]"


class Reading(Struct, frozen=True, kw_only=True, array_like=True):
    """What was read of a page; `docs` is the fingerprint of its words."""

    docs: str
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
    """What some pages say."""

    docs: Mapping[str, str]
    """The fingerprints of the words of each, by the names of the pages."""

    drafts: tuple[Draft, ...]
    """The pages, in their order."""

    dialect: Dialect
    """What they are written in; `NONE` where that is not known and they were not read."""

    diagnostics: tuple[Diagnostic, ...]
    """What is wrong with them, and with the dialect."""


def read_all(
    package: Package,
    sources: Sequence[SourceFile],
    memory: Memory,
    known: Mapping[SourceFile, Draft] = MappingProxyType({}),
    dialect: Dialect | None = None,
) -> Readings:
    """Return what pages say, one by one.

    `known` has drafts of pages that were read under the same settings already; what was found
    there is not told again. A `dialect` holds instead of that of the settings.
    """
    wanted = [source for source in sources if source not in known]
    unknown: tuple[Diagnostic, ...] = ()
    if dialect is None:
        dialect, unknown = _dialect(package, wanted)
    if dialect is NONE and wanted:
        return _unread(wanted, unknown)
    accepted = _by_page(package.accept)
    keys = _keys(package, dialect, wanted, accepted) if memory.lasts else {}
    kept = dict(_kept(keys, memory))
    fresh = [source for source in wanted if source not in kept]
    read = {**kept, **_read(package, dialect, fresh, accepted)}
    for source, key in keys.items():
        if source not in kept and (data := remembered(read[source])):
            memory.learn(key, data)
    found = (each for source in wanted for each in read[source].diagnostics)
    return Readings(
        docs={source.name: read[source].docs for source in wanted},
        drafts=tuple(known.get(each) or read[each].draft for each in sources),
        dialect=dialect,
        diagnostics=tuple(found),
    )


def explained(
    package: Package, sources: Iterable[SourceFile], dialect: Dialect
) -> tuple[PageReasons, ...]:
    """Read pages once more and return why they say what they say; nothing of an unknown dialect."""
    if dialect is NONE:
        return ()
    limits, accepted = package.limits, _by_page(package.accept)
    return tuple(
        page.explained(
            each, markdown.parse(each), dialect, limits, accepted.get(each.name, ())
        )
        for each in sources
    )


def _dialect(
    package: Package, sources: Sequence[SourceFile]
) -> tuple[Dialect, tuple[Diagnostic, ...]]:
    """Return the dialect that the settings name, or the one that pages are written in."""
    if package.dialect == "auto":
        dialect = recognise(sources)
        return dialect, unrecognised(sources) if dialect is NONE else ()
    if isinstance(package.dialect, Location):
        stated, diagnostics = dialects.read(package.dialect)
        return stated or NONE, diagnostics
    if package.dialect in dialects.names():
        return dialects.named(package.dialect), ()
    return NONE, (_no_such_dialect(package),)


def _no_such_dialect(package: Package) -> Diagnostic:
    known = dialects.names()
    message = f"no dialect is named `{clipped(str(package.dialect))}`"
    hint = nearest(str(package.dialect), known) or f"there are: {', '.join(known)}"
    place = package.span("dialect")
    return finding(rules.BAD_VALUE, package.path, place, message, hint=hint)


def _unread(
    sources: Sequence[SourceFile], diagnostics: tuple[Diagnostic, ...]
) -> Readings:
    """Return pages that nobody can read, each row of their tables told by a finding."""
    reason = next(iter(diagnostics), None)
    unread = [page.unreadable(each, markdown.parse(each), reason) for each in sources]
    return Readings(
        docs={source.name: docs_of(source) for source in sources},
        drafts=tuple(draft for draft, _ in unread),
        dialect=NONE,
        diagnostics=(*diagnostics, *chain.from_iterable(told for _, told in unread)),
    )


def _kept(
    keys: Mapping[SourceFile, str], memory: Memory
) -> Iterator[tuple[SourceFile, Reading]]:
    """Yield the pages that are remembered, and what they say."""
    for source, key in keys.items():
        if data := memory.get(key):
            memory.learn(key, data)
            yield source, recalled(data)


def _by_page(entries: Iterable[AcceptedError]) -> _Accepted:
    """Return the entries of a configuration about each page, by its name."""
    pages: dict[str, tuple[AcceptedError, ...]] = {}
    for entry in entries:
        page = entry.subject.page
        pages[page] = (*pages.get(page, ()), entry)
    return pages


def _read(
    package: Package,
    dialect: Dialect,
    sources: Sequence[SourceFile],
    accepted: _Accepted,
) -> dict[SourceFile, Reading]:
    """Return what pages say."""
    read = workers.shared(
        partial(_read_some, dialect, package.limits, accepted),
        sources,
        worth=200,
        tracked=lambda own: tracked(own, "reading", len(sources)),
    )
    return dict(zip(sources, read, strict=True))


def _read_some(
    dialect: Dialect,
    limits: Limits,
    accepted: _Accepted,
    sources: Iterable[SourceFile],
) -> Iterator[Reading]:
    """Yield what pages say."""
    for source in sources:
        document, entries = markdown.parse(source), accepted.get(source.name, ())
        draft, found = page.interpret(source, document, dialect, limits, entries)
        yield Reading(docs=docs_of(source), draft=draft, diagnostics=found)


def _keys(
    package: Package,
    dialect: Dialect,
    sources: Iterable[SourceFile],
    accepted: _Accepted,
) -> dict[SourceFile, str]:
    """Return what pages are known by: all that reading them depends on."""
    settings = f"{dialect.fingerprint}\0{package.limits!r}"
    texts = {
        s: f"{s.path}\0{s.name}\0{settings}{accepted.get(s.name, '')!r}\0{s.text}"
        for s in sources
    }
    return {
        source: sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        for source, text in texts.items()
    }


def docs_of(source: SourceFile) -> str:
    """Return the fingerprint of the words of a page: of its text but for blanks and layout."""
    words = (word for word in source.text.split() if word.strip(_LAYOUT))
    return fingerprint(" ".join(words))
