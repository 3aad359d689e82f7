"""Columns: what those say whose headers nobody knows, by the cells below them.

The one rule kept here: cells of all tables with a header are judged together, and what yes and no
are about is never guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable.diagnostics import clipped, counted
from typetable.language.columns import Role, folded
from typetable.language.evidence import plain
from typetable.learning.lessons import Lesson
from typetable.markdown.document import Heading, Table
from typetable.markdown.spans import seen
from typetable.notation import grammar, types

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from typetable.language.dialect import Dialect
    from typetable.markdown.document import Cell, Document
    from typetable.source import SourceFile

    Pages = Sequence[tuple[SourceFile, Document]]

LEAST = 3
"""The cells that show what a column says."""

_TYPES, _READABLE = 0.5, 0.9
"""The shares of cells that are known types, and that might be types, in a column of types."""

_WORDED = 0.3
"""The share of known types that are words, and no names of models, which anything may be."""

_PRESENCE, _NAMES, _PROSE = 0.8, 0.9, 0.6
"""The shares of cells that make a column one of presence, names or descriptions."""

_SPELLINGS, _WORDS = 4, 3
"""The spellings of presence that a column has at most, and the words of prose at least."""

_SPEAKING: frozenset[Role] = frozenset(("type", "required"))
"""What beside a first column speaks for names in it."""

_NAME = re.compile(r"[A-Za-z_$@][\w$@.\-\[\]]*[?*]?")
_FILE = re.compile(
    r"\.(?:csv|geojson|html?|jsx?|json|md|proto|py|sh|sql|toml|tsx?|txt|xml|ya?ml)$"
)
"""How the names of files end, which are no members."""


class Column(Struct, frozen=True):
    """The columns of all tables that have a header in common."""

    title: str
    """The header as it is seen."""
    cells: tuple[str, ...]
    """The raw cells below it, but for empty ones."""
    is_first: bool
    """Whether it is the first column wherever it stands."""
    is_beside_names: bool
    """Whether it stands behind a first column of names everywhere."""
    beside: frozenset[Role]
    """What the dialect knows other columns to say in each of its tables."""
    titles: frozenset[str]
    """The headers in all of its tables, folded."""
    path: str
    """The page on which it stands first."""
    head: Cell
    """The header there."""


def learn_columns(pages: Pages, dialect: Dialect) -> Iterator[Lesson]:
    """Yield what unknown headers mean; names come last, since types beside them speak for them."""
    models = _models(pages)
    found: dict[str, Role] = {}
    columns = [*_unknown(pages, dialect)]
    for column in columns:
        for role, lesson in _judged(column, dialect, models):
            if lesson.is_sure:
                found[folded(column.title)] = role
            yield lesson
    for column in columns:
        if folded(column.title) not in found:
            yield from _named(column, dialect, _companions(column, found))


def _unknown(pages: Pages, dialect: Dialect) -> Iterator[Column]:
    """Yield the columns whose headers a dialect does not know, in the order of the docs."""
    pooled: dict[str, Column] = {}
    for source, table in _tables(pages):
        for own in _unknown_in(table, dialect, source.path):
            known = pooled.get(folded(own.title))
            pooled[folded(own.title)] = _together(known, own) if known else own
    for column in pooled.values():
        filled = tuple(each for each in column.cells if seen(each).text.strip())
        if len(filled) >= LEAST:
            yield replace(column, cells=filled)


def _unknown_in(table: Table, dialect: Dialect, path: str) -> Iterator[Column]:
    """Yield the columns of a table on a page."""
    roles = dialect.columns.roles(table.header)
    heads = [(seen(cell.text).text.strip(), cell) for cell in table.header.cells]
    others = frozenset(role for role in roles if role)
    titles = frozenset(folded(title) for title, _ in heads)
    for at, ((title, head), role) in enumerate(zip(heads, roles, strict=True)):
        # What stands below no header is a name only beside what speaks for it.
        is_headed = title or (at == 0 and not _SPEAKING.isdisjoint(others))
        if role is None and is_headed:
            yield Column(
                title,
                tuple(row.cells[at].text for row in table.rows if len(row.cells) > at),
                is_first=at == 0,
                is_beside_names=at > 0 and _lists_names(table),
                beside=others,
                titles=titles,
                path=path,
                head=head,
            )


def _tables(pages: Pages) -> Iterator[tuple[SourceFile, Table]]:
    for source, document in pages:
        for block in document.blocks:
            if isinstance(block, Table):
                yield source, block


def _lists_names(table: Table) -> bool:
    return _are_names([row.cells[0].text for row in table.rows if row.cells])


def _are_names(cells: Sequence[str]) -> bool:
    fitting = sum(_is_name(seen(cell).text.strip()) for cell in cells)
    return fitting >= _NAMES * len(cells)


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and not _FILE.search(text)


def _together(one: Column, other: Column) -> Column:
    return replace(
        one,
        cells=(*one.cells, *other.cells),
        is_first=one.is_first and other.is_first,
        is_beside_names=one.is_beside_names and other.is_beside_names,
        beside=one.beside & other.beside,
        titles=one.titles | other.titles,
    )


def _models(pages: Pages) -> frozenset[str]:
    """Return what headings are called, with or without a word at an end, as types may name it."""
    blocks = (block for _, document in pages for block in document.blocks)
    headings = (block.text for block in blocks if isinstance(block, Heading))
    words = (seen(text).text.split() for text in headings)
    parts = (part for each in words for part in (each, each[1:], each[:-1]))
    return frozenset(plain(" ".join(part)) for part in parts if part)


def _judged(
    column: Column, dialect: Dialect, models: Collection[str]
) -> Iterator[tuple[Role, Lesson]]:
    """Yield what a column beside names says, where its cells are types, presence or prose."""
    if not column.is_beside_names:
        return
    typed = [cell for cell in column.cells if _is_type(cell, dialect, models)]
    prose = [cell for cell in column.cells if len(seen(cell).text.split()) >= _WORDS]
    told = _presence(column, dialect)
    if "type" not in column.beside and _are_types(column, len(typed), dialect):
        shown = f"are types, such as `{clipped(seen(typed[0]).text, 40)}`"
        yield "type", _lesson(column, "type", len(typed), shown)
    elif told and "required" not in column.beside:
        yield "required", told
    elif "description" not in column.beside and len(prose) >= _PROSE * len(
        column.cells
    ):
        yield "description", _lesson(column, "description", len(prose), "are sentences")


def _are_types(column: Column, known: int, dialect: Dialect) -> bool:
    """Return whether a column has types, of which some are known and most might be some."""
    kinds = [grammar.parse(cell, dialect.types) for cell in column.cells]
    readable = sum(not isinstance(kind, grammar.Fault) for kind in kinds)
    count = len(kinds)
    words = sum(_is_word(cell, dialect) for cell in column.cells)
    are_known = known >= _TYPES * count and words >= _WORDED * known
    return are_known and readable >= _READABLE * count


def _is_word(cell: str, dialect: Dialect) -> bool:
    """Return whether a cell has a word that is a type of its own, unlike null and `-`."""
    kind = grammar.parse(cell, dialect.types)
    is_type = not isinstance(kind, grammar.Fault) and kind not in (
        types.ANY,
        types.NULL,
    )
    return is_type and any(grammar.words(cell, dialect.types))


def _is_type(cell: str, dialect: Dialect, models: Collection[str]) -> bool:
    """Return whether a cell is a type that is known, or that a heading defines; a value is none."""
    kind = grammar.parse(cell, dialect.types)
    if isinstance(kind, grammar.Fault):
        return False
    named = [plain(each.name) for each in types.names(kind)]
    words = (
        key.startswith("[types] words") for key in grammar.keys(cell, dialect.types)
    )
    return all(each in models for each in named) if named else any(words)


def _presence(column: Column, dialect: Dialect) -> Lesson | None:
    """Return that a column says what may be absent; open where its words may be of anything."""
    said = {cell: dialect.facts.in_column(cell) for cell in column.cells}
    known = [cell for cell in column.cells if said[cell]]
    spellings = {seen(cell).text.strip().casefold() for cell in known}
    is_enough = len(known) >= _PRESENCE * len(column.cells)
    is_told = any(each and each.fact == "required" for each in said.values())
    if not is_enough or not is_told or len(spellings) > _SPELLINGS:
        return None
    telling = dialect.facts.spelled["description"]
    shown = ", ".join(f"`{clipped(each, 20)}`" for each in sorted(spellings))
    if all(telling.find(each) or telling.find(f"{each}.") for each in spellings):
        return _lesson(column, "required", len(known), f"say so: {shown}")
    of_what = f"are {shown}: if that is whether a member must be there, take this in"
    return _lesson(column, "required", len(known), of_what, is_sure=False)


def _companions(column: Column, found: Mapping[str, Role]) -> frozenset[Role]:
    """Return what is known to stand beside a column, what was learnt included."""
    return column.beside | {found[each] for each in column.titles if each in found}


def _named(
    column: Column, dialect: Dialect, beside: Collection[Role]
) -> Iterator[Lesson]:
    """Yield that a first column lists names, where types or presence beside it speak for it."""
    others = {folded(each) for each in dialect.tables.first}
    if not column.is_first or "name" in beside or folded(column.title) in others:
        return
    is_spoken_for = not _SPEAKING.isdisjoint(beside)
    is_of_types = sum(_is_word(cell, dialect) for cell in column.cells)
    if (
        is_spoken_for
        and _are_names(column.cells)
        and is_of_types < _TYPES * len(column.cells)
    ):
        first = clipped(seen(column.cells[0]).text, 40)
        shown = f"stand beside types or presence, such as `{first}`"
        yield _lesson(column, "name", len(column.cells), shown)


def _lesson(
    column: Column, role: Role, fitting: int, shown: str, *, is_sure: bool = True
) -> Lesson:
    cells = counted(len(column.cells), "cell")
    of = f"{fitting} of {cells}" if fitting != len(column.cells) else f"all {cells}"
    title = f"`{clipped(column.title, 40)}`" if column.title else "an empty header"
    return Lesson(
        key=f"columns.{role}",
        value=column.title,
        evidence=f"Below {title} {of} {shown}.",
        is_sure=is_sure,
        path=column.path,
        span=column.head.span,
    )
