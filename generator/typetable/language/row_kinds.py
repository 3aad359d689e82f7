"""Rows that state no member: those that say nothing, and text that goes on with the row above.

The one rule kept here: a row whose cells state anything is one of its own.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.language.columns import Role
    from typetable.markdown.document import Row
    from typetable.wording.facts import Facts

STATING: frozenset[Role | None] = frozenset(("name", "type", "required", "notes"))
"""The columns of which one that is not empty makes a row one of its own."""


def says_nothing(row: Row, roles: Sequence[Role | None], facts: Facts) -> bool:
    """Return whether all cells are empty, or hold words that are no value, such as `-`.

    A column that is not read may say something, such as a version.
    """
    if not any(each.text for each in row.cells):
        return True
    cells = zip_longest(row.cells, roles[: len(row.cells)])
    read = [cell for cell, role in cells if role != "ignored"]
    return bool(read) and all(is_word_of_nothing(each.text, facts) for each in read)


def is_filled_in(row: Row) -> bool:
    """Return whether a row is a tag of a template, for which others stand in what is published."""
    return len(row.cells) == 1 and row.cells[0].text.startswith(_TAGS)


_TAGS = ("{%", "{{<", "{{%", "{{ ")
"""How tags begin."""


def is_word_of_nothing(raw: str, facts: Facts) -> bool:
    """Return whether a raw cell holds a word that is no value."""
    known = facts.spelled["default"].find(raw) if facts.default else None
    return known is not None and known.fact == "ignored"


def text_of(row: Row, roles: Sequence[Role | None], *, may_lack_name: bool) -> str:
    """Return the text of a row that goes on with the one above it, or nothing.

    It is a line without a pipe or a sentence between two; or one without a name and any fact.
    """
    if len(row.cells) == 1:
        cell = row.cells[0]
        first = seen(cell.text).text.strip().split("\n")[0]
        is_prose = {" ", "\xa0"}.intersection(first) or row.span == cell.span
        return cell.text if is_prose else ""
    cells = zip(roles, row.cells, strict=False)
    if not may_lack_name or any(each.text for role, each in cells if role in STATING):
        return ""
    return " | ".join(each.text for each in row.cells if each.text)
