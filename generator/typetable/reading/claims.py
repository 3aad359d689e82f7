"""Claims: what each table of a section is, by its header and by what stands beside it.

The one rule kept here: a table that nothing speaks for is told with the reason, never guessed at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.language.columns import TELLING
from typetable.language.evidence import Above
from typetable.language.generic import is_whole_generic, key_of_generic
from typetable.language.labels import AROUND
from typetable.language.tables import Claim, announces, spoken
from typetable.language.value_tables import (
    NAME_THE_MEMBER,
    Values,
    by_member,
    doubt_of_values,
    listed,
)
from typetable.markdown.document import Heading, Paragraph, Table
from typetable.markdown.spans import seen
from typetable.reading.doubts import Doubts
from typetable.wording.facts import in_text, taken_off

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.language.dialect import Dialect
    from typetable.language.evidence import Evidence
    from typetable.language.outline import Section
    from typetable.markdown.document import Block


class Claims:
    """Says of the tables of one page what they list."""

    def __init__(self, dialect: Dialect, evidence: Evidence) -> None:
        """Take what the tables of a page are judged by."""
        self._models = dialect.models
        self._facts = dialect.facts
        self._tables = dialect.tables
        self._columns = dialect.columns
        self._needed = dialect.needed
        self._enums = dialect.enums
        self._unions = dialect.unions
        self._evidence = evidence
        self._doubts = Doubts(dialect, evidence)

    def of(self, blocks: Sequence[Block], heading: str = "") -> Iterator[Claim]:
        """Yield the tables among the blocks below a raw heading, each with what was decided."""
        last: Block | None = None
        inner = ""
        for block in blocks:
            if isinstance(block, Table):
                above = self._above(heading, last)
                yield self._claim(block, replace(above, inner=inner))
            inner = block.text if isinstance(block, Heading) else inner
            last = block

    def within(self, section: Section) -> Iterator[Claim]:
        """Yield the tables of a section, of which an ignored or an unlikely one has none."""
        for claim in self.of(section.blocks, section.raw):
            is_likely = section.kind == "unlikely" and self._doubts.lists_members(
                claim.table
            )
            if section.kind == "model" or (is_likely and claim.is_of_members):
                yield claim
            else:
                yield Claim(claim.table, "is of another kind", section.key)

    def _above(self, heading: str, block: Block | None) -> Above:
        lines = block.lines if isinstance(block, Paragraph) else ()
        said = lines[-1] if lines else None
        evidence = self._tables.evidence
        speaks = (
            said is not None
            and bool(evidence)
            and not spoken(said.text).isdisjoint(evidence)
        )
        text = " ".join(line.text for line in lines)
        return Above(heading, said, text, is_of_members=speaks)

    def _claim(self, table: Table, above: Above) -> Claim:
        if (at := self._unions.column(table)) is not None:
            return Claim(table, ground="[unions] columns", choices=at)
        return self._of_values(table, above) or self._of_members(table, above)

    def _of_values(self, table: Table, above: Above) -> Claim | None:
        """Return the claim of a table that lists values; `None` where it does not."""
        columns = self._columns
        values = by_member(table, self._enums)
        if not values and self._enums.columns:
            values = listed(table, above, self._enums, columns, self._evidence)
            is_other = self._doubts.lists_members(table) and not _has_constants(
                table, values
            )
            values = None if is_other else values
        return Claim(table, ground=values.ground, values=values) if values else None

    def _of_members(self, table: Table, above: Above) -> Claim:
        """Return what is decided of a table that lists no values."""
        tables, columns = self._tables, self._columns
        said = above.said
        label = said.text.strip("*_: \t") if said and tables.is_label(said) else None
        if label is None and not announces(table, columns):
            return self._unknown(table, above)
        ground = _HEADER if label is None else f'[tables] labels = "{label}"'
        if not tables.guarded:
            return Claim(table, ground=ground)
        if doubt := self._doubts.on(table):
            return Claim(table, *doubt)
        roles = {*columns.roles(table.header)}
        if label is not None or not roles.isdisjoint((*TELLING, "example")):
            return Claim(table, ground=ground)
        return self._prose(table, above)

    def _unknown(self, table: Table, above: Above) -> Claim:
        """Return what is decided of a table with no two columns that the dialect knows."""
        columns = self._columns
        if doubt := doubt_of_values(table, self._enums, columns, self._evidence.facts):
            return Claim(table, doubt, _NO_OWNER, NAME_THE_MEMBER)
        is_half_known = len(table.header.cells) > 1 and self._doubts.lists_members(
            table
        )
        is_named = "name" in columns.roles(table.header)
        ground = self._introduction(table, above) if is_half_known and is_named else ""
        if ground:
            return Claim(table, ground=ground)
        needed = _OTHER if "name" in columns.roles(table.header) else _NAME
        return Claim(table, "has no known columns", needed)

    def _prose(self, table: Table, above: Above) -> Claim:
        """Return what is decided of a table of names and descriptions alone."""
        if "type" in self._needed:
            return Claim(table, "has no column of types", _NO_TYPES)
        titles = {seen(c.text).text.strip().casefold() for c in table.header.cells}
        said = spoken(above.said.text) if above.said else set()
        other = min((titles | said).intersection(self._tables.against), default="")
        ground = self._spoken(table) or self._introduction(table, above)
        if ground and not other:
            return Claim(table, ground=ground)
        reason = "has names and descriptions alone, which may be of anything"
        against = f'[tables] against = "{other}"' if other else _GUARDED
        return Claim(table, reason, against)

    def _spoken(self, table: Table) -> str:
        """Return what the names of a table say for it, or nothing."""
        names = [" ".join(each.split()) for each in self._doubts.names(table)]
        facts, keys = self._evidence.facts, self._evidence.keys
        bare = [taken_off(name, "name", facts)[0] for name in names]
        if bare != names:
            return "marks on its names, which [facts.name] knows"
        known = sum(name in keys for name in bare)
        is_shown = 2 * known >= len(names) > 0
        return "its names, which are keys in the code of the page" if is_shown else ""

    def _introduction(self, table: Table, above: Above) -> str:
        """Return how a sentence, or a heading, says that members of an object follow."""
        said = above.said.text if above.said else ""
        if said.rstrip("*_ ").endswith((":", "\uff1a")):
            return "the line above it, which ends in a colon"
        if is_whole_generic(seen(said).text.strip(AROUND), self._models):
            return "the line above it, which is generic"
        if any(in_text([seen(above.inner).text.strip()], "heading", self._facts)):
            return "the heading above it, which [facts.heading] knows"
        headings = (above.heading, above.inner)
        generic = [*filter(self._is_generic, headings)]
        is_shown = self._doubts.lists_members(table)
        if is_shown and generic:
            return "its header, and the heading above it, which is generic"
        words = {
            w for e in (said, *(headings if is_shown else generic)) for w in spoken(e)
        }
        word = min(words.intersection(self._tables.evidence), default="")
        return f'[tables] evidence = "{word}"' if word else ""

    def _is_generic(self, heading: str) -> bool:
        return bool(key_of_generic(seen(heading).text.strip(AROUND), self._models))


_NAME = "[columns] name, which lists none of its headers"
_OTHER = "[columns], which lists no other of its headers"
_HEADER = "[columns]"
_GUARDED = "[tables] guarded, since no [tables] evidence speaks for it"
_NO_TYPES = "[columns] type, which lists none of its headers"
_NO_OWNER = "[enums], since no type, member, sentence or heading says of what"


def _has_constants(table: Table, values: Values | None) -> bool:
    """Return whether each row names a number in capitals, whatever the header calls that."""
    roles = values.roles if values else ()
    if not {"name", "values"}.issubset(roles):
        return False
    name, value = roles.index("name"), roles.index("values")
    rows = [[seen(e.text).text.strip() for e in row.cells] for row in table.rows]
    whole = [row for row in rows if len(row) > max(name, value)]
    return len(whole) == len(rows) and all(
        row[name].isupper() and _NUMBER.fullmatch(row[value]) for row in whole
    )


_NUMBER = re.compile(r"[0-9]+")
