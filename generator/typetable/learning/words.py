"""Words: headers, and words of presence and types, that nobody knows, for people to decide.

The one rule kept here: a word is never guessed; it is counted, and shown where it stands first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from typetable.diagnostics import clipped, counted
from typetable.language.columns import folded
from typetable.language.evidence import plain
from typetable.learning.lessons import Lesson
from typetable.markdown.spans import seen
from typetable.notation import grammar, types
from typetable.notation.type_cells import without_facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from typetable.language.columns import Role
    from typetable.language.dialect import Dialect
    from typetable.markdown.document import Cell, Table
    from typetable.reading.reasons import PageReasons
    from typetable.source import Span

_PHRASE = re.compile(r"[^\W\d_][\w-]*(?: [^\W\d_][\w-]*){1,3}")
"""Words of a cell that together may be a type."""

_MOST = 20
"""The words of a kind that are shown."""


class Word(NamedTuple):
    """A text, and where it stands."""

    text: str
    path: str
    span: Span


def learn_words(
    pages: Sequence[PageReasons], dialect: Dialect, models: Collection[str]
) -> Iterator[Lesson]:
    """Yield the words that a dialect leaves to decide, those that stand in most cells first.

    Names in types that `models` have are none of them.
    """
    columns = "what does it say? If nothing of models:"
    yield from _open("columns.ignored", "", columns, _of_columns(pages))
    presence = "required or optional?"
    yield from _open("facts.column", "optional", presence, _of_presence(pages))
    yield from _open(
        "types.words",
        "string",
        "which type is it?",
        unknown_types(pages, dialect, models),
    )


def titles_of(pages: Sequence[PageReasons]) -> frozenset[str]:
    """Return the headers of property tables, folded."""
    tables = (table for page in pages for table in claimed_in(page))
    cells = (cell for table in tables for cell in table.header.cells)
    return frozenset(folded(seen(cell.text).text) for cell in cells)


def _open(
    key: str, meaning: str, question: str, words: Iterator[Word]
) -> Iterator[Lesson]:
    """Yield a question about each word, with how often it stands where."""
    found: dict[str, list[Word]] = {}
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


def _of_columns(pages: Sequence[PageReasons]) -> Iterator[Word]:
    """Yield the headers of property tables that nobody knows."""
    for page in pages:
        for table in claimed_in(page):
            roles = page.dialect.columns.roles(table.header)
            for head, role in zip(table.header.cells, roles, strict=True):
                title = seen(head.text).text.strip()
                if role is None and title:
                    yield Word(title, page.path, head.span)


def _of_presence(pages: Sequence[PageReasons]) -> Iterator[Word]:
    """Yield the cells of presence columns that say nothing that is known."""
    for page in pages:
        for cell in cells_of(page, "required"):
            text = seen(cell.text).text.strip()
            if text and page.dialect.facts.in_column(cell.text) is None:
                yield Word(text, page.path, cell.span)


def unknown_types(
    pages: Sequence[PageReasons], dialect: Dialect, models: Collection[str]
) -> Iterator[Word]:
    """Yield names in types that no model has and that lead nowhere, and words that are no type."""
    for page in pages:
        for cell in cells_of(page, "type"):
            text = without_facts(cell.text, dialect.types, dialect.facts)
            kind = grammar.parse(text, dialect.types)
            if isinstance(kind, grammar.Fault):
                phrase = " ".join(seen(text).text.split())
                if _PHRASE.fullmatch(phrase):
                    yield Word(phrase, page.path, cell.span)
                continue
            for named in types.names(kind):
                is_known = named.otherwise or named.target
                if not is_known and plain(named.name) not in models:
                    yield Word(named.name, page.path, cell.span)


def claimed_in(page: PageReasons) -> Iterator[Table]:
    """Yield the property tables of a page."""
    claims = (each.claim for each in page.tables)
    return (each.table for each in claims if not each.reason and not each.values)


def cells_of(page: PageReasons, wanted: Role) -> Iterator[Cell]:
    """Yield the cells of the property tables of a page that have a role."""
    for table in claimed_in(page):
        roles = page.dialect.columns.roles(table.header)
        for row in table.rows:
            pairs = zip(roles, row.cells, strict=False)
            yield from (cell for role, cell in pairs if role == wanted)
