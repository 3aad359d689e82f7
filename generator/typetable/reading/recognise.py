"""Recognition: which of the packaged dialects a set of pages is written in.

The one rule kept here: the dialect that understands most type cells wins, layout decides the rest.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import finding, shown
from typetable.markdown import inline
from typetable.markdown.document import Heading, Table
from typetable.reading import dialect as dialects
from typetable.reading import rows as tables
from typetable.reading import types
from typetable.settings.package import Location
from typetable.settings.toml import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.markdown.document import Document
    from typetable.reading.dialect import Dialect
    from typetable.settings.package import Package

Kind = TypeVar("Kind")

_INDENTED = 4
"""Rows that start so many blanks in would be code, were they not below a table's header."""


class Sample(Struct, frozen=True, array_like=True):
    """What a table shows of its dialect.

    `titles` are raw, `rows` and `indented` are counts, and `columns` are the raw cells of each
    column, by position, that some dialect takes for types.
    """

    titles: tuple[str, ...]
    rows: int
    indented: int
    columns: tuple[tuple[int, tuple[str, ...]], ...]


class Evidence(Struct, frozen=True, kw_only=True, array_like=True):
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
    counted: dict[tuple[int, ...], Counter[str]] = {}
    contenders: list[_Contender] = []
    for dialect in dialects.packaged().values():
        positions = tuple(_type_position(titles, dialect) for titles in alike)
        if positions not in counted:
            counted[positions] = _cells(alike.values(), positions)
        contenders.append(_Contender(dialect, counted[positions]))
    rows = sum(sample.rows for sample in samples)
    indented = 2 * sum(sample.indented for sample in samples) > rows
    best = [each.dialect for each in _best(contenders, headings)]
    fitting = (dialect for dialect in best if dialect.indented_rows == indented)
    return next(fitting, best[0])


def _type_position(titles: tuple[str, ...], dialect: Dialect) -> int:
    """Return which column a dialect takes for types, or -1."""
    roles = tables.roles_of(titles, dialect)
    return roles.index("type") if "type" in roles else -1


def _cells(alike: Iterable[Sequence[Sample]], positions: Iterable[int]) -> Counter[str]:
    """Count the type cells; tables that are `alike` have the same titles."""
    columns = (
        dict(sample.columns).get(position, ())
        for samples, position in zip(alike, positions, strict=True)
        for sample in samples
    )
    return Counter(chain.from_iterable(columns))


class _Contender:
    """A dialect, in how many cells it has understood every word, and how many are `left`."""

    def __init__(self, dialect: Dialect, cells: Counter[str]) -> None:
        """Start with nothing read."""
        self.dialect = dialect
        self.understood = 0
        self.left = cells.total()
        self._cells = iter(cells.most_common())

    def read(self, headings: set[str]) -> None:
        """Read the most common cell that is left; its words are types or `headings`."""
        for cell, count in islice(self._cells, 1):
            self.left -= count
            self.understood += count * _is_understood(cell, self.dialect, headings)


def _best(contenders: list[_Contender], headings: set[str]) -> list[_Contender]:
    """Return those who understand most; who cannot win any more reads no further."""
    while len(contenders) > 1 and any(each.left for each in contenders):
        for each in contenders:
            each.read(headings)
        most = max(each.understood for each in contenders)
        contenders = [
            each for each in contenders if each.understood + each.left >= most
        ]
    return contenders


def _is_understood(cell: str, dialect: Dialect, headings: set[str]) -> bool:
    found = types.parse(cell, dialect.notation)
    if isinstance(found, types.Fault):
        return False
    return all(named.name in headings for named in types.names(found))


def _blocks(document: Document, kind: type[Kind]) -> Iterator[Kind]:
    yield from (block for block in document.blocks if isinstance(block, kind))
