"""Recognition: which of the packaged dialects some docs are written in, by reading a sample.

The one rule kept here: rows decide. The dialect that keeps most of them is taken; where none keeps
enough the answer is that there is none, never a guess.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from typetable.diagnostics import Findings
from typetable.language import dialects, sections, tables
from typetable.language.dialect import NONE
from typetable.language.draft import DraftField, rows_of
from typetable.language.listed import items
from typetable.language.texts import Texts
from typetable.markdown import document as markdown
from typetable.markdown import hazards, inline
from typetable.markdown.document import Table
from typetable.notation import grammar, types
from typetable.notation.type_cells import without_facts
from typetable.reading import page
from typetable.settings.limits import Limits
from typetable.wording.notes import are_notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeAlias

    from typetable.language.columns import Role
    from typetable.language.dialect import Dialect
    from typetable.markdown.document import Document, Row
    from typetable.source import SourceFile

    _Page: TypeAlias = tuple[SourceFile, Document]
    _Names: TypeAlias = Mapping[bool, frozenset[str]]

_SAMPLE = 64
"""Rows of a sample; one that does not single a dialect out is doubled until all is read."""

_OR = " or "
"""What stands between texts of a sign, of which one will do."""

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
    """Pages with a label, a sentence or a member in a heading that the dialect knows."""

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
        if len(best) == 1 or sample.is_whole:
            break
        size *= 2
    alike = (each for each in best if each.tables.indented == sample.is_indented)
    return next(alike, best[0] if best else NONE)


class _Sample:
    """Some pages of the docs, and how well the families that they may be of read them."""

    def __init__(self, sources: Sequence[SourceFile]) -> None:
        """Start with no page; which ones come first depends on their names alone."""
        self._waiting = iter(sorted(sources, key=_shuffled))
        names = _names(sources)
        self._families = [_Family(*each, names) for each in dialects.signs().items()]
        self._pages: list[_Page] = []
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
        for family in self._families:
            family.look_for_signs(source.text)

    @property
    def is_indented(self) -> bool:
        """Whether most rows are indented."""
        return 2 * self._indented > self._rows

    def best(self) -> list[Dialect]:
        """Return the dialects that understand most rows of those that keep enough.

        Of several those that know most are left: rows about a model itself name no member to keep.
        """
        pages = self._pages
        evident = _finest([each for each in self._families if each.is_evident(pages)])
        most, best = 0.0, set[_Family]()
        # Reading is what takes long, so whoever knows fewer types than others kept is left out.
        for each in sorted(evident, key=lambda each: -each.knows(pages)):
            if each.knows(pages) < most:
                break
            if each.is_understood(pages) and (rows := each.counts(pages)) >= most:
                best = best | {each} if rows == most else {each}
                most = rows
        known = max((each.knows(pages) for each in best), default=0)
        best = {each for each in best if each.knows(pages) == known}
        return [each.dialect for each in evident if each in best]


class _Family:
    """A family of docs, and how well its dialect reads a sample; without a sign it is not read."""

    def __init__(self, name: str, signs: tuple[str, ...], names: _Names) -> None:
        self.name = name
        self._missing = {tuple(each.split(_OR)) for each in signs}
        self._is_signed = bool(signs)
        self._names = names
        self._score = Score()
        self._scored = 0
        self._known: list[int] = []
        self._understood: list[int] = []
        self._errors = 0
        self._reads = False

    def look_for_signs(self, text: str) -> None:
        """Take note of the signs that stand on a page."""
        if self._missing:
            found = text.__contains__
            self._missing = {s for s in self._missing if not any(map(found, s))}

    @property
    def dialect(self) -> Dialect:
        """How the family writes."""
        return dialects.named(self.name)

    def is_evident(self, pages: Sequence[_Page]) -> bool:
        """Return whether the pages of a sample are evidence for the family."""
        if self._missing:
            return False
        for _, document in pages[self._scored :]:
            both = zip(self._score, _score(document, self.dialect), strict=True)
            self._score = Score(*map(sum, both))
        self._scored = len(pages)
        return self._score.is_enough

    def is_understood(self, pages: Sequence[_Page]) -> bool:
        """Return whether the dialect reads some model, and one of ten rows.

        A few may all have to be mended. Beside signs, one row for ten errors will do: tables of
        operations, of which there may be more than of models, are none.
        """
        kept = self.understands(pages)
        most = self._errors if self._is_signed else self._score.rows
        return kept >= most // 10 and self._reads

    def knows(self, pages: Sequence[_Page]) -> int:
        """Return the rows of which it may keep no more: types in the others name no model."""
        names = self._names[self.dialect.models.join_numbers]
        for source, document in pages[len(self._known) :]:
            known = _known(document, self.dialect.on(source.text), names)
            self._known.append(sum(known))
        return sum(self._known)

    def counts(self, pages: Sequence[_Page]) -> float:
        """Return what these rows count: half of them where it takes the headers of anybody.

        Such a dialect also reads what one that states the headers of its family leaves alone.
        """
        return self.understands(pages) / (2 if self.dialect.tables.guarded else 1)

    def understands(self, pages: Sequence[_Page]) -> int:
        """Return the rows that the dialect keeps, with types that name models of the docs."""
        names = self._names[self.dialect.models.join_numbers]
        for source, document in pages[len(self._understood) :]:
            draft, found = page.interpret(source, document, self.dialect, Limits())
            self._reads |= bool(draft.models)
            self._errors += sum(each.severity == "error" for each in found)
            known = names.union(model.name for model in draft.models)
            kept = (row for model in draft.models for row in rows_of(model))
            self._understood.append(sum(_is_understood(row, known) for row in kept))
        return sum(self._understood)


def _finest(families: Sequence[_Family]) -> Sequence[_Family]:
    """Return families without those that another one of them refines, whatever these keep."""
    refined = {dialects.refined(each.name) for each in families}
    return [each for each in families if each.name not in refined]


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

    Where tags say it, rows without any say nothing; beside signs, tables need not say it at all.
    """
    for table in _tables(document):
        if tables.announces(table, dialect.columns):
            roles = dialect.columns.roles(table.header)
            for row in table.rows:
                if "required" in roles:
                    yield _has_word(row, roles, dialect)
                elif "notes" not in roles:
                    is_told = dialect.signs and not dialect.columns.notes
                    yield bool(is_told) or _has_word(row, roles, dialect)
                elif text := _cell(row, roles.index("notes"), len(roles)):
                    yield are_notes(text, dialect.facts)


def _known(
    document: Document, dialect: Dialect, names: frozenset[str]
) -> Iterator[bool]:
    """Yield of the rows of tables whether their types name models; members in headings may."""
    for table in _tables(document):
        roles = dialect.columns.roles(table.header)
        at = roles.index("type") if "type" in roles else len(roles)
        for row in table.rows:
            cell = row.cells[at : at + 1] if len(row.cells) == len(roles) else ()
            yield all(_is_known(each.text, dialect, names) for each in cell)
    yield from (True for _ in items(document.blocks, dialect.listed))


def _is_known(raw: str, dialect: Dialect, names: frozenset[str]) -> bool:
    """Return whether a raw cell is a type that names no other models."""
    bare = without_facts(raw, dialect.types, dialect.facts)
    kind = grammar.parse(bare, dialect.types, Limits().type_depth)
    if isinstance(kind, grammar.Fault):
        return False
    return all(named.name in names for named in types.names(kind))


def _cell(row: Row, at: int, width: int) -> str:
    """Return the text of a cell, in a row that is too long counted from its end; none at all."""
    at += max(len(row.cells) - width, 0)
    return row.cells[at].text if at < len(row.cells) else ""


def _has_word(row: Row, roles: Sequence[Role | None], dialect: Dialect) -> bool:
    """Return whether a row, ragged or not, holds a word of presence."""
    at = roles.index("required") if "required" in roles else len(roles)
    cells = row.cells[at : at + 1] if len(row.cells) == len(roles) else row.cells
    return any(dialect.facts.in_column(cell.text) is not None for cell in cells)


def _is_labelled(document: Document, dialect: Dialect) -> bool:
    texts = Texts(dialect)
    blocks = document.blocks
    return (
        any(map(dialect.tables.is_label, texts.said(blocks)))
        or texts.announces_union(blocks)
        or texts.points_elsewhere(blocks)
        or bool(items(blocks, dialect.listed))
    )


def _shuffled(source: SourceFile) -> bytes:
    """Return a key by which pages are in no order of meaning, each where it was without others."""
    return sha256(source.name.encode("utf-8", "surrogateescape")).digest()


def _names(sources: Sequence[SourceFile]) -> _Names:
    """Return the names in headings as type cells write them, and with their numbers joined."""
    texts = {text for each in sources for text in _HEADING.findall(each.text)}
    names = frozenset(map(inline.name, texts))
    return {False: names, True: frozenset(map(sections.joined, names))}


def _tables(document: Document) -> Iterator[Table]:
    return (block for block in document.blocks if isinstance(block, Table))
