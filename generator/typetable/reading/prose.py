"""What the prose of a row says: its description, its default, and the note on a mark of its name.

The one rule kept here: readers of prose return facts and decide nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.markdown.spans import seen
from typetable.wording.descriptions import in_description
from typetable.wording.facts import in_text, unmarked
from typetable.wording.said import Said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typetable.language.rows import Row
    from typetable.markdown.document import Cell
    from typetable.wording.facts import Facts


def on_mark(cell: Cell, notes: Mapping[str, str], facts: Facts) -> tuple[Said, ...]:
    """Return what a mark on a name says, where a note tells it: a fact, or a condition.

    Where a dialect says that marks mean nothing their notes are no conditions.
    """
    text = seen(cell.text).text.strip()
    note = notes.get(text[len(text.rstrip("*")) :])
    if note is None:
        return ()
    known = in_text([note.strip(" .")], "description", facts)
    told = tuple(replace(each, place="name") for each in known)
    if not told and unmarked(text, "name", facts) != text:
        return ()
    return told or (Said("name", "conditional", note, "the note on its mark"),)


def in_prose(row: Row, facts: Facts) -> tuple[Said, ...]:
    """Return what the other cells of a row say."""
    about = facts.description
    prose = in_description(row.description, facts) if about else ()
    kind, cell = row.cells.get("type"), row.cells.get("default")
    if kind and kind.text:
        prose = tuple(each for each in prose if each.fact != "array")
    default = seen(cell.text).text.strip() if cell else ""
    if not default:
        return prose
    said = in_text([default.rstrip(". ")], "default", facts)
    return (*(said or (Said("default", "default", default),)), *prose)


def is_nothing(raw: str, facts: Facts) -> bool:
    """Return whether a cell holds words that are no value, such as `n/a`."""
    return facts.spelled["default"].find(seen(raw).text.strip()) is not None
