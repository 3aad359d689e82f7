"""Recognition: which of the packaged dialects a set of pages is written in.

The one rule kept here: the dialect that understands most type cells wins, layout decides the rest.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from typetable import dialect as dialects
from typetable import inline, rules, tables, typeexpr
from typetable.diagnostics import finding, shown
from typetable.markdown import Heading, Table
from typetable.settings import Location
from typetable.toml_reader import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.dialect import Dialect
    from typetable.markdown import Document
    from typetable.settings import Package

Kind = TypeVar("Kind")

_INDENTED = 4
"""Rows that start so many blanks in would be code, were they not below a table's header."""


def spoken(
    package: Package, documents: Sequence[Document]
) -> tuple[Dialect, tuple[Diagnostic, ...]]:
    """Return the dialect that the settings name, or the one that the documents are written in."""
    if package.dialect == "auto":
        return recognise(documents), ()
    if isinstance(package.dialect, Location):
        found, diagnostics = dialects.read(package.dialect)
        return found or _first(), diagnostics
    named = dialects.packaged().get(package.dialect)
    return named or _first(), () if named else (_unknown(package),)


def _first() -> Dialect:
    return next(iter(dialects.packaged().values()))


def _unknown(package: Package) -> Diagnostic:
    hint = nearest(str(package.dialect), dialects.packaged())
    message = f"no dialect is named `{shown(str(package.dialect))}`"
    hint = hint or f"there are: {', '.join(dialects.packaged())}"
    return finding(
        rules.BAD_VALUE, package.path, package.span("dialect"), message, hint=hint
    )


def recognise(documents: Sequence[Document]) -> Dialect:
    """Return the dialect that fits the documents best; the first one where none fits."""
    headings = {inline.name(h.text) for h in _blocks(documents, Heading)}
    found = list(_blocks(documents, Table))
    rows = [row for table in found for row in table.rows]
    indented = 2 * sum(row.span.column > _INDENTED for row in rows) > len(rows)
    return max(
        dialects.packaged().values(),
        key=lambda dialect: (
            _understood(found, dialect, headings),
            dialect.indented_rows == indented,
        ),
    )


def _understood(found: Iterable[Table], dialect: Dialect, headings: set[str]) -> int:
    """Return in how many type cells every word is a type of the dialect or a heading."""
    cells = Counter(cell for table in found for cell in _type_cells(table, dialect))
    return sum(
        count
        for cell, count in cells.items()
        if _is_understood(cell, dialect, headings)
    )


def _is_understood(cell: str, dialect: Dialect, headings: set[str]) -> bool:
    found = typeexpr.parse(cell, dialect.notation)
    if isinstance(found, typeexpr.Fault):
        return False
    return all(named.name in headings for named in typeexpr.names(found))


def _type_cells(table: Table, dialect: Dialect) -> Iterator[str]:
    roles = tables.roles(table, dialect)
    if "type" in roles:
        position = roles.index("type")
        yield from (
            row.cells[position].text for row in table.rows if len(row.cells) > position
        )


def _blocks(documents: Iterable[Document], kind: type[Kind]) -> Iterator[Kind]:
    for document in documents:
        yield from (block for block in document.blocks if isinstance(block, kind))
