"""Presence: what a member is of which nothing says whether it must be there.

The one rule kept here: members without a mark are the opposite of marked ones only where tables
without marks are the exception; else it is left to people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from typetable.diagnostics import counted
from typetable.learning.lessons import Lesson
from typetable.learning.words import claimed_in
from typetable.markdown.spans import seen
from typetable.wording.descriptions import in_description
from typetable.wording.facts import taken_off

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.language.columns import Role
    from typetable.language.dialect import Dialect
    from typetable.markdown.document import Cell, Table
    from typetable.reading.reasons import PageReasons
    from typetable.source import Span
    from typetable.wording.said import Said

_LEAST = 3
"""The tables in which members are marked, at least."""

_OFTEN = 20
"""How many more members are marked as optional than as required."""

_ON_NAMES = "[facts] name."
_COLUMNS = frozenset(("required", "optional"))


class _Mark(NamedTuple):
    """What a cell of a row says of its member, by a key of the dialect, and where."""

    fact: str
    key: str
    path: str
    span: Span


_Rows: TypeAlias = "list[list[_Mark]]"
"""The marks in each row of a table."""


def learn_presence(pages: Sequence[PageReasons]) -> Iterator[Lesson]:
    """Yield the marks that say nothing, and what members are that have no mark."""
    read = [(t, p, [*_rows(t, p)]) for p in pages for t in claimed_in(p)]
    notes = _notes([rows for _, _, rows in read])
    for key, marks in notes.items():
        spelled = key.partition('"')[2].rpartition('"')[0]
        count = counted(len(marks), "name")
        yield Lesson(
            key="facts.name",
            value=spelled,
            meaning="ignored",
            evidence=f"`{spelled}` is on {count} that another mark calls optional: a note.",
            path=marks[0].path,
            span=marks[0].span,
        )
    silent = [
        [[mark for mark in row if mark.key not in notes] for row in rows]
        for table, page, rows in read
        if _COLUMNS.isdisjoint(page.dialect.columns.roles(table.header))
    ]
    yield from _of_silent(silent)


def _notes(tables: Sequence[_Rows]) -> dict[str, list[_Mark]]:
    """Return the marks on names that would contradict others there so often that they say else."""
    found = defaultdict[str, list[_Mark]](list)
    for row in (row for rows in tables for row in rows):
        marks = [mark for mark in row if mark.key.startswith(_ON_NAMES)]
        if any(mark.fact == "optional" for mark in marks):
            for mark in marks:
                if mark.fact == "required":
                    found[mark.key].append(mark)
    return {key: marks for key, marks in found.items() if len(marks) >= _LEAST}


def _of_silent(tables: Sequence[_Rows]) -> Iterator[Lesson]:
    """Yield what members without a mark are, where the docs mark optional ones and no others."""
    first = [
        next((m for row in rows for m in row if m.fact == "optional"), None)
        for rows in tables
    ]
    marked = [mark for mark in first if mark]
    facts = Counter(mark.fact for rows in tables for row in rows for mark in row)
    if not marked or facts["required"] * _OFTEN > facts["optional"]:
        return
    is_sure = len(marked) >= _LEAST and 2 * len(marked) >= len(tables)
    others = "the others are required." if is_sure else "are the others required?"
    tables_in = counted(len(tables), "table")
    yield Lesson(
        key="facts.silent",
        value="required",
        evidence=f"{len(marked)} of {tables_in} mark members as optional; {others}",
        is_sure=is_sure,
        is_one=True,
        path=marked[0].path,
        span=marked[0].span,
    )


def _rows(table: Table, page: PageReasons) -> Iterator[list[_Mark]]:
    """Yield what the names, types and descriptions of a table say in each of its rows."""
    dialect = page.dialect
    roles = dialect.columns.roles(table.header)
    for row in table.rows:
        pairs = [*zip(roles, row.cells, strict=False)]
        yield [
            _Mark(said.fact, said.key, page.path, cell.span)
            for role, cell in pairs
            for said in _said(role, cell, dialect)
        ]


def _said(role: Role | None, cell: Cell, dialect: Dialect) -> Sequence[Said]:
    """Return what a cell says of its member."""
    match role:
        case "name" | "type":
            return taken_off(seen(cell.text).text.strip(), role, dialect.facts)[1]
        case "description":
            return in_description(cell.text, dialect.facts)
    return ()
