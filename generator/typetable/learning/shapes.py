"""Shapes: tables whose rows are values, or are members of the rows above them.

The one rule kept here: values need a type that is called like their heading, and rows that are
further in need a mark before a name, and one without it above.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from typetable.diagnostics import clipped, counted
from typetable.language.columns import folded
from typetable.language.evidence import plain
from typetable.language.section_names import shown
from typetable.learning.lessons import Lesson
from typetable.learning.words import claimed_in, unknown_types
from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from typetable.markdown.document import Cell
    from typetable.reading.reasons import PageReasons, TableReasons

_LEAST = 3
"""The cells that show what a table lists."""

_VALUE = re.compile(r"""["'`]?[\w.+\-]+["'`]?""")
_MARKED = re.compile(
    r"(?P<mark>[-\u2013\u2022\u00b7+>\u00bb\u203a\u2514\u251c\u21b3]+)[ \xa0]*[A-Za-z_$]"
)


def learn_enums(
    pages: Sequence[PageReasons], models: Collection[str]
) -> Iterator[Lesson]:
    """Yield the headers of columns whose cells are the values of types that no model is."""
    unknown = {
        plain(each.text)
        for page in pages
        for each in unknown_types([page], page.dialect, models)
    }
    found: dict[str, list[tuple[PageReasons, TableReasons]]] = defaultdict(list)
    for page in pages:
        known = {folded(each) for each in page.dialect.enums.columns}
        for table in page.tables:
            head = table.claim.table.header.cells[0]
            title = folded(seen(head.text).text)
            if title and title not in known and _lists_values(table, unknown):
                found[title].append((page, table))
    for same in found.values():
        page, first = same[0]
        head = first.claim.table.header.cells[0]
        rows = sum(len(table.claim.table.rows) for _, table in same)
        names = ", ".join(f"`{clipped(t.name, 30)}`" for _, t in same)
        if rows >= _LEAST:
            yield Lesson(
                key="enums.columns",
                value=seen(head.text).text.strip(),
                evidence=f"It has {counted(rows, 'value')} of types: {clipped(names, 60)}.",
                path=page.path,
                span=head.span,
            )


def names_of_values(
    pages: Sequence[PageReasons], headers: Collection[str]
) -> frozenset[str]:
    """Return what the tables are called that have one of some headers first, as types may."""
    wanted = {folded(each) for each in headers}
    return frozenset(
        plain(shown(table.section.raw))
        for page in pages
        for table in page.tables
        if table.section
        and folded(seen(table.claim.table.header.cells[0].text).text) in wanted
    )


def _lists_values(table: TableReasons, unknown: Collection[str]) -> bool:
    """Return whether a table that nobody reads lists words below the name of a type."""
    if table.section is None or not table.claim.reason:
        return False
    cells = [row.cells[0] for row in table.claim.table.rows if row.cells]
    is_named = plain(shown(table.section.raw)) in unknown
    return is_named and all(_VALUE.fullmatch(seen(e.text).text.strip()) for e in cells)


def learn_nesting(pages: Sequence[PageReasons]) -> Iterator[Lesson]:
    """Yield the marks before the names of members of the row above."""
    found: dict[str, list[tuple[str, Cell]]] = defaultdict(list)
    for page in pages:
        known = {*page.dialect.nesting.marks, *page.dialect.nesting.path}
        for table in claimed_in(page):
            roles = page.dialect.columns.roles(table.header)
            at = roles.index("name") if "name" in roles else 0
            cells = [row.cells[at] for row in table.rows if len(row.cells) > at]
            inner = [cell for cell in cells[1:] if _mark(cell) not in {"", *known}]
            for cell in inner if cells and not _mark(cells[0]) else ():
                found[_mark(cell)].append((page.path, cell))
    for mark, marked in found.items():
        if len(marked) >= _LEAST:
            path, first = marked[0]
            text = clipped(seen(first.text).text, 40)
            yield Lesson(
                key="nesting.marks",
                value=mark,
                evidence=f"`{mark}` is before {counted(len(marked), 'name')}, such as `{text}`.",
                path=path,
                span=first.span,
            )


def _mark(cell: Cell) -> str:
    """Return the mark before a name, written once; nothing where there is none."""
    found = _MARKED.match(seen(cell.text).text.strip())
    return found["mark"][0] if found else ""
