"""Repeated titles: lines above tables of several sections, as in `**Event data**` below each event.

The one rule kept here: what type cells call a model is one, however often its table stands.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from typetable.language.evidence import plain
from typetable.markdown.document import Table
from typetable.reading.inner_headings import between

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typetable.language.evidence import Evidence
    from typetable.language.outline import Section
    from typetable.language.titles import Titles


def repeated(
    sections: Iterable[Section], titles: Titles, evidence: Evidence
) -> frozenset[str]:
    """Return the names above tables of several sections that differ, so that each needs more."""
    found: defaultdict[str, dict[int, tuple[str, ...]]] = defaultdict(dict)
    for section in sections:
        for table in section.blocks:
            if isinstance(table, Table):
                name = titles.named(between(section, table))
                found[name][section.span.line] = _texts(table)
    again = {name for name, each in found.items() if name and len({*each.values()}) > 1}
    return frozenset(name for name in again if plain(name) not in evidence.types)


def _texts(table: Table) -> tuple[str, ...]:
    return tuple(cell.text for row in table.rows for cell in row.cells)
