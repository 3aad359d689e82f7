"""Recognition: which of the packaged dialects a set of pages is written in.

The one rule kept here: the dialect that understands most type cells wins, layout decides the rest.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from typetable import dialect as dialects
from typetable import inline, rules, tables, typeexpr
from typetable.diagnostics import finding, shown
from typetable.markdown import Heading, Table
from typetable.settings import Location
from typetable.toml_reader import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.dialect import Dialect
    from typetable.markdown import Document
    from typetable.settings import Package

Kind = TypeVar("Kind")

_INDENTED = 4
"""Rows that start so many blanks in would be code, were they not below a table's header."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a table shows of its dialect.

    `titles` are raw, `rows` and `indented` are counts, and `columns` are the raw cells of each
    column, by position, that some dialect takes for types.
    """

    titles: tuple[str, ...]
    rows: int
    indented: int
    columns: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a page shows of its dialect: the names that it describes, and its tables."""

    headings: tuple[str, ...] = ()
    samples: tuple[Sample, ...] = ()


NOTHING = Evidence()
"""What is shown by a page that nobody looked at."""


def evidence(document: Document) -> Evidence:
    """Return what a page shows of its dialect."""
    return Evidence(
        headings=tuple(inline.name(h.text) for h in _blocks(document, Heading)),
        samples=tuple(map(_sample, _blocks(document, Table))),
    )


def _sample(table: Table) -> Sample:
    titles = tuple(cell.text for cell in table.header.cells)
    return Sample(
        titles=titles,
        rows=len(table.rows),
        indented=sum(row.span.column > _INDENTED for row in table.rows),
        columns=tuple(
            (
                position,
                tuple(
                    r.cells[position].text
                    for r in table.rows
                    if len(r.cells) > position
                ),
            )
            for position in _typed(titles)
        ),
    )


@lru_cache(maxsize=256)
def _typed(titles: tuple[str, ...]) -> tuple[int, ...]:
    """Return the positions of the columns that some dialect takes for types."""
    all_roles = (tables.roles_of(titles, each) for each in dialects.packaged().values())
    return tuple(
        sorted({roles.index("type") for roles in all_roles if "type" in roles})
    )


def spoken(
    package: Package, shown_by: Iterable[Evidence]
) -> tuple[Dialect, tuple[Diagnostic, ...]]:
    """Return the dialect that the settings name, or the one that the pages are written in."""
    if package.dialect == "auto":
        return recognise([*shown_by]), ()
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


def recognise(pages: Sequence[Evidence]) -> Dialect:
    """Return the dialect that fits the pages best; the first one where none fits."""
    headings = {name for page in pages for name in page.headings}
    samples = [sample for page in pages for sample in page.samples]
    alike: dict[tuple[str, ...], list[Sample]] = {}
    for sample in samples:
        alike.setdefault(sample.titles, []).append(sample)
    rows = sum(sample.rows for sample in samples)
    indented = 2 * sum(sample.indented for sample in samples) > rows
    return max(
        dialects.packaged().values(),
        key=lambda dialect: (
            _understood(alike, dialect, headings),
            dialect.indented_rows == indented,
        ),
    )


def _understood(
    alike: Mapping[tuple[str, ...], Sequence[Sample]],
    dialect: Dialect,
    headings: set[str],
) -> int:
    """Return in how many type cells every word is a type of the dialect or a heading.

    Tables that are `alike` have the same titles.
    """
    cells: Counter[str] = Counter()
    for titles, samples in alike.items():
        roles = tables.roles_of(titles, dialect)
        if "type" in roles:
            position = roles.index("type")
            for sample in samples:
                cells.update(dict(sample.columns)[position])
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


def _blocks(document: Document, kind: type[Kind]) -> Iterator[Kind]:
    yield from (block for block in document.blocks if isinstance(block, kind))
