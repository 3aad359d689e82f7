"""Joined rows: several rows of a table on one line, without the line breaks between them.

The one rule kept here: a line is taken apart only where each of its rows names a member and states
a type of words that the dialect knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.markdown.spans import seen
from typetable.notation.grammar import Fault, parse
from typetable.notation.type_cells import without_facts
from typetable.notation.types import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.language.columns import Role
    from typetable.markdown.document import Row
    from typetable.notation.records import Types
    from typetable.wording.facts import Facts


def apart(
    row: Row, roles: Sequence[Role | None], types: Types, facts: Facts
) -> Sequence[Row]:
    """Return the rows on the line of a row, itself where it is one."""
    wanted, count = len(roles), len(row.cells)
    if count % wanted or not {"name", "type"}.issubset(roles):
        return (row,)
    starts = range(0, count, wanted)
    rows = [replace(row, cells=row.cells[at : at + wanted]) for at in starts]
    name, kind = roles.index("name"), roles.index("type")
    are_of_members = all(
        _is_word(each.cells[name].text)
        and is_known(each.cells[kind].text, types, facts)
        for each in rows
    )
    return rows if are_of_members else (row,)


def texts(row: Row) -> tuple[str, ...]:
    """Return the raw texts of the cells of a row."""
    return tuple(cell.text for cell in row.cells)


def _is_word(name: str) -> bool:
    return len(seen(name).text.split()) == 1


def is_known(cell: str, types: Types, facts: Facts) -> bool:
    """Return whether a raw type cell holds words of the dialect, and no name of a model."""
    kind = parse(without_facts(cell, types, facts), types)
    return not isinstance(kind, Fault) and not [*names(kind)]
