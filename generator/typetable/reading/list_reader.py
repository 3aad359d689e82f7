"""Lists: tables of values, and tables whose rows are the members of a union.

The one rule kept here: a row is a member, or is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.draft import DraftUnion
from typetable.language.evidence import plain
from typetable.language.ledger import Kept, Told
from typetable.language.unions import Described
from typetable.markdown.document import Table
from typetable.markdown.spans import seen
from typetable.notation import grammar
from typetable.notation.types import NamedType
from typetable.reading.inner_headings import between
from typetable.reading.value_reader import ValueReader
from typetable.wording.facts import taken_off

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Findings
    from typetable.language.ledger import Entries, Entry
    from typetable.language.outline import Section
    from typetable.language.tables import Claim
    from typetable.markdown.document import Cell, Row
    from typetable.reading.page_context import PageContext


class ListReader:
    """Reads the tables of one page that list no members of objects."""

    def __init__(self, page: PageContext) -> None:
        """Take what the sections of a page are read by."""
        self._values = ValueReader(page)
        self._types = page.dialect.types
        self._facts = page.dialect.facts
        self._is_linked = page.dialect.unions.linked
        self._outer: set[Section | None] = set()
        self._texts = page.texts
        self._depth = page.limits.type_depth
        self._findings = page.findings

    def read(
        self, section: Section, name: str, claimed: Sequence[Claim]
    ) -> Iterator[tuple[Sequence[Described], Entries]]:
        """Yield the models of each table that lists values or members, and its entries."""
        for claim in claimed:
            if claim.values:
                enum, rows = self._values.read(section, name, claim, len(claimed))
                yield (*([enum] if enum else ()), *self._around(section, claim)), rows
            elif claim.choices is not None:
                union, rows = self._union(section, name, claim)
                yield (union,), rows

    def _union(
        self, section: Section, name: str, claim: Claim
    ) -> tuple[Described, Entries]:
        """Return the union of a table, and the entries of its rows."""
        findings = self._findings.about(model=name)
        rows = claim.table.rows
        entries = [self._entry(row, claim.choices or 0, name, findings) for row in rows]
        kept = [
            (row.span, each.subject)
            for row, each in zip(rows, entries, strict=True)
            if isinstance(each, Kept)
        ]
        model = DraftUnion(
            name=name,
            description=self._texts.description(between(section, claim.table)),
            members=tuple(dict.fromkeys(member for _, member in kept)),
            span=section.span,
            rows=tuple(span for span, _ in kept),
        )
        path = (*section.around, section.raw)
        return Described(name, name, model, announces=False, path=path), entries

    def _around(self, section: Section, claim: Claim) -> Iterator[Described]:
        """Yield the union that the heading around is, if the names of a table of values say so.

        They are links, each of them, and the heading of the table begins with the one around.
        """
        outer = section.outer
        is_first = self._is_linked and outer not in self._outer
        name = seen(outer.raw).text.strip() if outer and is_first else ""
        members = self._linked(claim) if name else ()
        if outer is None or len(members) < len(claim.table.rows):
            return
        self._outer.add(outer)
        begins = plain(section.raw).startswith(plain(name))
        if begins and not any(isinstance(each, Table) for each in outer.blocks):
            model = DraftUnion(
                name=name,
                description=self._texts.description(outer.blocks),
                members=tuple(dict.fromkeys(members)),
                span=outer.span,
            )
            path = (*outer.around, outer.raw)
            yield Described(name, name, model, announces=False, path=path)

    def _linked(self, claim: Claim) -> Sequence[NamedType]:
        """Return the links that the names in a table of values are."""
        roles = claim.values.roles if claim.values else ()
        at = roles.index("name") if "name" in roles else len(roles)
        cells = (row.cells[at] for row in claim.table.rows if at < len(row.cells))
        named = map(self._named, cells)
        return [each for each in named if each and each.target]

    def _entry(
        self, row: Row, at: int, name: str, findings: Findings
    ) -> Entry[NamedType]:
        cell = row.cells[at] if at < len(row.cells) else None
        if cell and (member := self._named(cell)):
            return Kept(member)
        message = f"this row of `{clipped(name)}` names no model"
        place = cell.span if cell else row.span
        own = findings.about(cell=place)
        return Told(own.add(rules.BAD_TYPE, place, message, severity="warning"))

    def _named(self, cell: Cell) -> NamedType | None:
        """Return the name in a cell, which may be a link, if that is all but for notes."""
        text, _ = taken_off(cell.text, "type", self._facts)
        kind = grammar.parse(text, self._types, self._depth)
        return kind if isinstance(kind, NamedType) else None
