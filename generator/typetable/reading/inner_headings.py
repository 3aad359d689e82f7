"""Inner headings: those in a section that tables are models of, where a dialect keeps them apart.

The one rule kept here: a table is of the heading above it, unless a heading says that its members
are shared, or it stands around all others, whose tables are then of the section.
"""

from __future__ import annotations

from collections import Counter
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, NamedTuple

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


class Inner(NamedTuple):
    """The headings inside of a section that its tables are of."""

    headings: Mapping[Span, Heading]
    """The heading of a table by the place of that, but for tables of the section itself."""

    is_shared: bool
    """Whether the tables of the section itself are one."""


def inner_headings(
    section: Section, tables: Sequence[Table], dialect: Sections
) -> Inner:
    """Return the headings inside of a section that tables are of; none unless they are apart."""
    if dialect.models.tables != "apart":
        return Inner({}, is_shared=False)
    above = {each.span: _above(section, each, dialect) for each in tables}
    others = [each for each in tables if not _is_labelled(section, each, dialect)]
    headings = [above[each.span] for each in others]
    is_shared = _are_shared(headings, dialect) and not _have_alike(
        others, dialect.columns
    )
    whole = headings if is_shared else _around(section, headings)
    places = {heading.span for heading in whole if heading}
    spans = {each.span for each in others}
    own = {
        span: heading
        for span, heading in above.items()
        if heading and not (span in spans and heading.span in places)
    }
    return Inner(own, is_shared)


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


def _are_shared(headings: Iterable[Heading | None], dialect: Sections) -> bool:
    """Return whether a heading says that its members are those of what others describe, too."""
    shared = dialect.models.known["shared"]
    texts = (seen(heading.text).text.strip() for heading in headings if heading)
    return any(shared.find(text) is not None for text in texts)


def _around(section: Section, headings: Sequence[Heading | None]) -> Sequence[Heading]:
    """Return the heading around all others, if there is one; the only one is."""
    first = headings[0] if headings else None
    if first is None:
        return ()
    behind = dropwhile(lambda each: each is not first, section.blocks)
    inside = takewhile(lambda each: each is first or not _ends(first, each), behind)
    within = {each.span for each in inside if isinstance(each, Heading)}
    return [first] if all(each and each.span in within for each in headings) else ()


def _ends(heading: Heading, block: Block) -> bool:
    """Return whether what stands below a heading ends at a block."""
    return isinstance(block, Heading) and block.level <= heading.level


def _have_alike(tables: Iterable[Table], columns: Columns) -> bool:
    """Return whether two tables have a member of one name."""
    names = ({name for name, _ in members_in(each, columns)} for each in tables)
    return max(Counter(n for each in names for n in each).values(), default=0) > 1


def _above(section: Section, table: Table, dialect: Sections) -> Heading | None:
    """Return the heading inside of a section that a table stands below, parts aside."""
    level = 7
    for block in reversed(section.blocks[: section.blocks.index(table)]):
        if isinstance(block, Heading) and block.level < level:
            said = seen(block.text).text.strip().rstrip(":\uff1a")
            if dialect.models.known["parts"].find(said) is None:
                return block
            level = block.level
    return None
