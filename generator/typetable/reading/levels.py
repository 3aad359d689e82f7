"""Levels of headings: tables below one that would start a model if it were of another level.

The one rule kept here: such a table is told, and is not taken for one of the model around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language import sections
from typetable.language.tables import refused
from typetable.markdown.document import Heading, Paragraph, Table
from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from typetable.diagnostics import Findings
    from typetable.language.dialect import Sections
    from typetable.language.ledger import Entries
    from typetable.language.outline import Section


def refused_by_level(
    section: Section, table: Table, dialect: Sections, findings: Findings
) -> Entries | None:
    """Report a table right below a heading that is of another level than models (TT116).

    Where text stands between them, or the section has no other table, the heading is one of text.
    """
    if sum(isinstance(block, Table) for block in section.blocks) < 2:
        return None
    nearest = _above(section, table, dialect)
    if nearest is None or not _is_misplaced(nearest, dialect):
        return None
    message = (
        f"this table stands below `{clipped(nearest.text)}`, which starts no model"
    )
    example = sections.example(dialect.models)
    hint = f"models start with `{example}`; `[models] headings` can say another level"
    return refused(table, rules.TABLE_WITHOUT_HEADING, message, findings, hint)


def _above(section: Section, table: Table, dialect: Sections) -> Heading | None:
    """Return the heading right above a table, labels aside."""
    for block in reversed(section.blocks[: section.blocks.index(table)]):
        if isinstance(block, Heading):
            return block
        if not isinstance(block, Paragraph):
            return None
        if not all(map(dialect.tables.is_label, block.lines)):
            return None
    return None


def _is_misplaced(heading: Heading, dialect: Sections) -> bool:
    """Return whether a heading would start a model if it were of another level."""
    models = dialect.models
    text = seen(heading.text).text.strip().rstrip(":")
    is_part = text in dialect.tables.labels or models.known["parts"].find(text)
    if not text or is_part or models.per_page == "one" or models.tables == "apart":
        return False
    return any(
        each.level not in (0, heading.level) and each.spelling.match(heading.text)
        for each in models.headings
    )
