"""Words: headers, and words of presence and types, that nobody knows, for people to decide.

The one rule kept here: a word is never guessed; it is counted, and shown where it stands first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from typetable.diagnostics import clipped, counted
from typetable.language.columns import folded
from typetable.language.draft import DraftObject
from typetable.language.evidence import plain
from typetable.learning.lessons import Lesson
from typetable.markdown.spans import seen
from typetable.notation import types

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.language.columns import Role
    from typetable.markdown.document import Cell, Table
    from typetable.reading.reasons import PageReasons
    from typetable.source import Span

_MOST = 20
"""The words of a kind that are shown."""


class _Word(NamedTuple):
    """A text, and where it stands."""

    text: str
    path: str
    span: Span


def learn_words(pages: Sequence[PageReasons]) -> Iterator[Lesson]:
    """Yield the words that are left to decide, those that stand in most cells first."""
    columns = "what does it say? If nothing of models:"
    yield from _open("columns.ignored", "", columns, _of_columns(pages))
    presence = "required or optional?"
    yield from _open("facts.column", "optional", presence, _of_presence(pages))
    yield from _open("types.words", "string", "which type is it?", _of_types(pages))


def titles_of(pages: Sequence[PageReasons]) -> frozenset[str]:
    """Return the headers of property tables, folded."""
    tables = (table for page in pages for table in _claimed(page))
    cells = (cell for table in tables for cell in table.header.cells)
    return frozenset(folded(seen(cell.text).text) for cell in cells)


def _open(
    key: str, meaning: str, question: str, words: Iterator[_Word]
) -> Iterator[Lesson]:
    """Yield a question about each word, with how often it stands where."""
    found: dict[str, list[_Word]] = {}
    for word in words:
        found.setdefault(word.text, []).append(word)
    for each in sorted(found.values(), key=len, reverse=True)[:_MOST]:
        text, path, span = each[0]
        where = f"{counted(len(each), 'cell')}, first at {path}:{span.line}"
        yield Lesson(
            key=key,
            value=text,
            meaning=meaning,
            evidence=f"`{clipped(text)}` is in {where}: {question}",
            is_sure=False,
            path=path,
            span=span,
        )


def _of_columns(pages: Sequence[PageReasons]) -> Iterator[_Word]:
    """Yield the headers of property tables that nobody knows."""
    for page in pages:
        for table in _claimed(page):
            roles = page.dialect.columns.roles(table.header)
            for head, role in zip(table.header.cells, roles, strict=True):
                title = seen(head.text).text.strip()
                if role is None and title:
                    yield _Word(title, page.path, head.span)


def _of_presence(pages: Sequence[PageReasons]) -> Iterator[_Word]:
    """Yield the cells of presence columns that say nothing that is known."""
    for page in pages:
        for cell in _cells(page, "required"):
            text = seen(cell.text).text.strip()
            if text and page.dialect.facts.in_column(cell.text) is None:
                yield _Word(text, page.path, cell.span)


def _of_types(pages: Sequence[PageReasons]) -> Iterator[_Word]:
    """Yield the names in types that no model has, and that lead nowhere."""
    models = {plain(model.name) for page in pages for model in page.draft.models}
    for page in pages:
        objects = (each for each in page.draft.models if isinstance(each, DraftObject))
        for field in (field for each in objects for field in each.fields):
            for named in types.names(field.type):
                is_known = named.otherwise or named.target
                if not is_known and plain(named.name) not in models:
                    yield _Word(named.name, page.path, field.type_span)


def _claimed(page: PageReasons) -> Iterator[Table]:
    """Yield the property tables of a page."""
    claims = (each.claim for each in page.tables)
    return (each.table for each in claims if not each.reason and not each.values)


def _cells(page: PageReasons, wanted: Role) -> Iterator[Cell]:
    """Yield the cells of the property tables of a page that have a role."""
    for table in _claimed(page):
        roles = page.dialect.columns.roles(table.header)
        for row in table.rows:
            pairs = zip(roles, row.cells, strict=False)
            yield from (cell for role, cell in pairs if role == wanted)
