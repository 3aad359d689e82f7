"""Inner headings: those in a section that tables are models of, where a dialect keeps them apart.

The one rule kept here: a table is of the heading above it where a label says so, or where a member
occurs twice in the section, so that its tables cannot be one model.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from typetable.language.tables import members_in
from typetable.markdown.document import Heading, Paragraph, Table
from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typetable.language.columns import Columns
    from typetable.language.dialect import Sections
    from typetable.language.outline import Section
    from typetable.markdown.document import Block
    from typetable.source import Span


def inner_headings(
    section: Section, tables: Sequence[Table], dialect: Sections
) -> Mapping[Span, Heading]:
    """Return the headings inside of a section that tables are of, by the places of these."""
    if dialect.models.tables != "apart":
        return {}
    labelled: list[Table] = []
    others: list[Table] = []
    for each in tables:
        is_own = _is_labelled(section, each, dialect)
        (labelled if is_own else others).append(each)
    apart = tables if _have_alike(others, dialect.columns) else labelled
    above = {each.span: _above(section, each, dialect) for each in apart}
    return {span: heading for span, heading in above.items() if heading}


def between(section: Section, table: Table) -> Sequence[Block]:
    """Return what stands between a table and the one above it in its section."""
    above = section.blocks[: section.blocks.index(table)]
    tables = (at for at, each in enumerate(above) if isinstance(each, Table))
    return above[max(tables, default=-1) + 1 :]


def _is_labelled(section: Section, table: Table, dialect: Sections) -> bool:
    above = between(section, table)[-1:]
    return any(
        isinstance(each, Paragraph) and all(map(dialect.tables.is_label, each.lines))
        for each in above
    )


def _have_alike(tables: Iterable[Table], columns: Columns) -> bool:
    """Return whether two tables have a member of one name."""
    names = ({name for name, _ in members_in(each, columns)} for each in tables)
    return max(Counter(n for each in names for n in each).values(), default=0) > 1


def _above(section: Section, table: Table, dialect: Sections) -> Heading | None:
    """Return the heading inside of a section that a table stands below, parts aside."""
    level = 7
    for block in reversed(section.blocks[: section.blocks.index(table)]):
        if isinstance(block, Heading) and block.level < level:
            said = seen(block.text).text.strip().rstrip(":")
            if dialect.models.known["parts"].find(said) is None:
                return block
            level = block.level
    return None
