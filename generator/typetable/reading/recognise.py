"""Recognition: which of the packaged dialects some docs are written in, by reading a sample.

The one rule kept here: rows decide. The dialect that keeps most of them is taken; where none keeps
enough the answer is that there is none, never a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from typetable import rules
from typetable.diagnostics import Findings, clipped, counted, finding, has_errors
from typetable.language import dialects, sections, tables
from typetable.language.dialect import NONE
from typetable.language.draft import DraftField, rows_of
from typetable.language.texts import Texts
from typetable.markdown import document as markdown
from typetable.markdown import hazards, inline
from typetable.markdown.document import Table
from typetable.notation import types
from typetable.reading import page
from typetable.settings.limits import Limits
from typetable.wording.notes import are_notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.language.columns import Role
    from typetable.language.dialect import Dialect
    from typetable.markdown.document import Document, Row
    from typetable.source import SourceFile

_SAMPLE = 64
"""Rows of a sample; one that tells no two dialects apart is doubled until all is read."""

_INDENTED = 4
"""Rows that start so many blanks in would be code, were they not below a table's header."""

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE)


class Score(NamedTuple):
    """How well the words of a dialect fit a sample."""

    fitting: int = 0
    """Rows of property tables in which the dialect has a word for the presence of the member."""

    rows: int = 0
    """Rows of tables that it takes for property tables."""

    labels: int = 0
    """Pages with a label or a sentence of the dialect."""

    @property
    def is_enough(self) -> bool:
        """Whether the sample is evidence for the dialect; pages that need mending have one, too."""
        return 2 * self.fitting >= self.rows > 0 or (not self.rows and self.labels > 0)


def recognise(sources: Sequence[SourceFile]) -> Dialect:
    """Return the dialect that keeps most rows of a sample of pages, `NONE` where that are few."""
    sample = _Sample(sources)
    size = _SAMPLE
    while True:
        sample.grow(size)
        best = sample.best()
        if len(best) < 2 or sample.is_whole:
            break
        size *= 2
    alike = (each for each in best if each.tables.indented == sample.is_indented)
    return next(alike, best[0] if best else NONE)


class _Sample:
    """Some pages of the docs, and how well each dialect reads them."""

    def __init__(self, sources: Sequence[SourceFile]) -> None:
        """Start with no page; which ones come first depends on their names alone."""
        self._waiting = iter(sorted(sources, key=_shuffled))
        self._names = _names(sources)
        self._pages: list[tuple[SourceFile, Document]] = []
        self._scores = dict.fromkeys(dialects.families(), Score())
        self._understood: dict[str, list[int]] = {name: [] for name in self._scores}
        self._rows = self._indented = 0
        self.is_whole = False

    def grow(self, size: int) -> None:
        """Read more pages until there are as many rows, or all are read."""
        while self._rows < size:
            source = next(self._waiting, None)
            if source is None:
                self.is_whole = True
                return
            document = markdown.parse(source)
            self._add(source, hazards.uncovered(document, source, Findings("")))

    def _add(self, source: SourceFile, document: Document) -> None:
        self._pages.append((source, document))
        rows = [row for each in _tables(document) for row in each.rows]
        self._rows += len(rows)
        self._indented += sum(row.span.column > _INDENTED for row in rows)
        for name, dialect in dialects.families().items():
            both = zip(self._scores[name], _score(document, dialect), strict=True)
            self._scores[name] = Score(*map(sum, both))

    @property
    def is_indented(self) -> bool:
        """Whether most rows are indented."""
        return 2 * self._indented > self._rows

    def best(self) -> list[Dialect]:
        """Return the dialects that understand most rows of those that keep enough."""
        families = dialects.families()
        enough = [families[name] for name, s in self._scores.items() if s.is_enough]
        understood = {each.name: self._reads(each) for each in enough}
        most = max(understood.values(), default=0)
        return [each for each in enough if understood[each.name] == most]

    def _reads(self, dialect: Dialect) -> int:
        """Return the rows that a dialect keeps, with types that name models of these docs alone."""
        names, counts = self._names[dialect.name], self._understood[dialect.name]
        for source, document in self._pages[len(counts) :]:
            draft, _ = page.interpret(source, document, dialect, Limits())
            kept = (row for model in draft.models for row in rows_of(model))
            counts.append(sum(_is_understood(row, names) for row in kept))
        return sum(counts)


def _score(document: Document, dialect: Dialect) -> Score:
    fitting = [*_fitting(document, dialect)]
    labels = _is_labelled(document, dialect)
    return Score(fitting=sum(fitting), rows=len(fitting), labels=labels)


def _is_understood(row: object, names: frozenset[str]) -> bool:
    return not isinstance(row, DraftField) or all(
        named.name in names for named in types.names(row.type)
    )


def _fitting(document: Document, dialect: Dialect) -> Iterator[bool]:
    """Yield of rows of property tables whether the dialect knows what they say of presence.

    Where tags say it, rows without any say nothing.
    """
    for table in _tables(document):
        if tables.announces(table, dialect.columns):
            roles = dialect.columns.roles(table.header)
            notes = roles.index("notes") if "notes" in roles else -1
            for row in table.rows:
                if "required" in roles or notes < 0:
                    yield _has_word(row, roles, dialect)
                elif row.cells[notes:] and (text := _cell(row, notes, len(roles))):
                    yield are_notes(text, dialect.facts)


def _cell(row: Row, at: int, width: int) -> str:
    """Return the text of a cell, in a row that is too long counted from its end."""
    return row.cells[at + max(len(row.cells) - width, 0)].text


def _has_word(row: Row, roles: Sequence[Role | None], dialect: Dialect) -> bool:
    """Return whether a row, ragged or not, holds a word of presence."""
    at = roles.index("required") if "required" in roles else len(roles)
    cells = row.cells[at : at + 1] if len(row.cells) == len(roles) else row.cells
    words = dialect.facts.spelled["column"]
    return any(words.find(cell.text) is not None for cell in cells)


def _is_labelled(document: Document, dialect: Dialect) -> bool:
    texts = Texts(dialect)
    blocks = document.blocks
    return (
        any(map(dialect.tables.is_label, texts.said(blocks)))
        or texts.announces_union(blocks)
        or texts.points_elsewhere(blocks)
    )


def _shuffled(source: SourceFile) -> bytes:
    """Return a key by which pages are in no order of meaning, each where it was without others."""
    return sha256(source.name.encode("utf-8", "surrogateescape")).digest()


def _names(sources: Sequence[SourceFile]) -> dict[str, frozenset[str]]:
    """Return, for each dialect, the names in the headings of pages as type cells write them."""
    texts = {text for each in sources for text in _HEADING.findall(each.text)}
    names = frozenset(map(inline.name, texts))
    joined = frozenset(map(sections.joined, names))
    return {
        name: joined if dialect.models.join_numbers else names
        for name, dialect in dialects.families().items()
    }


def _tables(document: Document) -> Iterator[Table]:
    return (block for block in document.blocks if isinstance(block, Table))


def unrecognised(sources: Sequence[SourceFile]) -> tuple[Diagnostic, ...]:
    """Return the finding that no dialect reads the tables of some docs (TT108)."""
    seen: Counter[str] = Counter()
    first: tuple[SourceFile, Table] | None = None
    for source in sources:
        for table in _tables(markdown.parse(source)):
            first = first or (source, table)
            seen[" | ".join(cell.text for cell in table.header.cells)] += 1
    if first is None:
        return ()
    headers = "; ".join(
        f"`{clipped(header, 60)}` ({count})" for header, count in seen.most_common(3)
    )
    share = _read_by(dialects.packaged()["plain"], sources)
    cure = f"try `typetable schema --dialect plain`, which {share}"
    if not share:
        cure = "say how they are written, see `typetable explain dialect`"
    told = finding(
        rules.UNKNOWN_DIALECT,
        first[0].path,
        first[1].header.span,
        "no family of docs that is known writes such tables",
        hint=f"{cure}; the headers here are {headers}",
    )
    return (told,)


def _read_by(dialect: Dialect, sources: Sequence[SourceFile]) -> str:
    """Return how many rows of pages a dialect reads, in words; nothing where it takes no table."""
    read = [page.interpret(s, markdown.parse(s), dialect, Limits()) for s in sources]
    kept = sum(draft.ledger.kept for draft, _ in read)
    rows = sum(draft.ledger.rows for draft, _ in read)
    is_any = kept or any(has_errors(found) for _, found in read)
    return f"reads {kept:,} of {counted(rows, 'row')}" if is_any else ""
