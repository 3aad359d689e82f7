"""Sections as models: what the tables and the text below a heading say.

The one rule kept here: every row of a table of a section is in a model or told by a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import Diagnostic, clipped
from typetable.language import sections, tables
from typetable.language.draft import DraftObject, Pointer, Title, with_others
from typetable.language.ledger import lost
from typetable.language.listed import items
from typetable.language.marks import Placed
from typetable.language.rows import RowReader
from typetable.language.tables import noted
from typetable.language.unions import Described, with_any
from typetable.reading.enum_lists import find_line
from typetable.reading.groups import Groups
from typetable.reading.inner_headings import between
from typetable.reading.list_reader import ListReader
from typetable.reading.listed_members import enum as enum_of_items
from typetable.reading.listed_members import rows as rows_of_items
from typetable.reading.member_values import MemberValues
from typetable.reading.row_models import RowModels, as_tuple
from typetable.reading.tableless import Tableless
from typetable.reading.union_reader import UnionReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.language.combined import Join
    from typetable.language.draft import DraftModel
    from typetable.language.ledger import Entries
    from typetable.language.listed import Item
    from typetable.language.outline import Section
    from typetable.language.rows import Row, Rows
    from typetable.language.tables import Claim
    from typetable.markdown.document import Table
    from typetable.reading.page_context import PageContext


class SectionRead(Struct, frozen=True):
    """What a section says, and what became of the rows of each of its tables."""

    described: tuple[Described, ...] = ()
    """Its models; none where it was refused."""

    tables: tuple[Entries, ...] = ()
    """The entries of the rows of each table."""


class SectionReader:
    """Reads the sections of one page."""

    def __init__(self, page: PageContext) -> None:
        """Take what the sections of a page are read by."""
        self._source = page.source
        self._dialect = page.dialect
        self._limits = page.limits
        self._findings = page.findings
        self._reasons = page.reasons
        self._row_models = RowModels(page)
        self._texts = page.texts
        self._groups = Groups(page)
        self._lists = ListReader(page)
        self._member_values = MemberValues(page)
        self._unions = UnionReader(page)
        self._tableless = Tableless(page)

    def read(
        self, section: Section, heading: str, claims: Sequence[Claim]
    ) -> SectionRead:
        """Return the models of a section of a name, of whose tables some are claimed."""
        name = sections.called(heading, self._dialect.models)
        if self._reasons is not None:
            self._reasons.add_tables(claims, name, section)
        others = [
            noted(claim, heading, self._findings) for claim in claims if claim.reason
        ]
        claimed = [claim for claim in claims if not claim.reason]
        valued = [each for each in claimed if each.values and each.values.of_members]
        claimed = [each for each in claimed if each not in valued]
        found = self._items(section, claimed)
        if found:
            read = self._of_items(section, heading, name, found, claimed)
        elif claimed:
            read = self._tabular(section, heading, name, claimed)
        else:
            read = self._listed(section, heading, name)
        described, entries = self._member_values.of(name, read.described, valued)
        if self._dialect.unions.joined and described:
            first = self._unions.with_parts(section, described[0])
            described = (first, *described[1:])
        if section.types:
            described = tuple(with_any(each, section.types) for each in described)
        return SectionRead(described, (*read.tables, *entries, *others))

    def _listed(self, section: Section, heading: str, name: str) -> SectionRead:
        """Return what a section without a property table is."""
        read = self._tableless.read(section, name)
        described = self._described(section, heading, name, read.model)
        entries = () if read.entries is None else (read.entries,)
        return SectionRead((described,), entries)

    def _items(self, section: Section, claimed: Sequence[Claim]) -> Sequence[Item]:
        """Return members, or values, that have headings; beside tables those of members alone."""
        blocks = section.blocks if section.kind == "model" else ()
        found = items(blocks, self._dialect.listed)
        are_values = any(each.is_value for each in found[:1])
        are_beside = not are_values and all(each.is_of_members for each in claimed)
        return found if are_beside or not claimed else ()

    def _of_items(
        self,
        section: Section,
        heading: str,
        name: str,
        found: Sequence[Item],
        claimed: Sequence[Claim],
    ) -> SectionRead:
        """Return the models of members, or values, that have headings."""
        blocks, texts = section.blocks, self._texts
        first = next(at for at, b in enumerate(blocks) if b.span == found[0].span)
        title = Title(name, texts.description(blocks[: first - 1]), section.span)
        if found[0].is_value:
            enum = enum_of_items(
                title,
                found,
                self._dialect,
                texts=texts,
                limits=self._limits,
                findings=self._findings,
            )
            models: Sequence[DraftModel] = (enum.model,)
            entries: list[Entries] = [enum.entries]
        else:
            rows = [*rows_of_items(found, self._dialect, texts)]
            below, entries = self._below_items(section, name, found, claimed)
            said = texts.facts(section, title, self._dialect.facts)
            joined: list[tuple[Row, Join]] = [(row, "") for row in (*rows, *below)]
            models, ends = self._row_models.read(title, joined, said, {})
            entries.append(ends)
        described = [self._described(section, heading, m.name, m) for m in models]
        return SectionRead(tuple(described), tuple(entries))

    def _below_items(
        self,
        section: Section,
        name: str,
        found: Sequence[Item],
        claimed: Sequence[Claim],
    ) -> tuple[list[Row], list[Entries]]:
        """Return the rows of tables below headings of members, each below that member."""
        rows: list[Row] = []
        entries: list[Entries] = []
        for table in (claim.table for claim in claimed):
            read = self._rows(section, table, name)
            if isinstance(read, Diagnostic):
                entries.append(lost(table.rows, read))
                continue
            above = sum(each.span.line < table.span.line for each in found) - 1
            rows += (replace(each, place=Placed(above)) for each in read.rows)
            entries.append(read.told)
        return rows, entries

    def _described(
        self,
        section: Section,
        heading: str,
        name: str,
        model: DraftModel | Pointer | None,
    ) -> Described:
        announces = self._texts.announces_union(section.blocks)
        path = (*section.around, section.raw)
        return Described(heading, name, model, announces, path)

    def _tabular(
        self, section: Section, heading: str, name: str, claimed: Sequence[Claim]
    ) -> SectionRead:
        """Return the models of a section with property tables or tables of values."""
        described: list[Described] = []
        if line := find_line(section.blocks, self._dialect.enums):
            message = f"`{clipped(name)}` lists values beside its table"
            hint = "what is one of several types needs a heading for each"
            place, own = line.block.lines[0].span, self._findings.about(model=name)
            own.add(rules.ALMOST_ENUM, place, message, hint=hint, severity="error")
        groups, entries = self._groups.of(section, name, claimed)
        for group in groups:
            models, ends = self._models(section, group.title, group.tables)
            entries += ends
            named = [self._described(section, heading, m.name, m) for m in models]
            described += (replace(each, owner=group.owner) for each in named[:1])
            described += named[1:]
        for found, rows in self._lists.read(section, name, claimed):
            entries.append(rows)
            described += found
        if not described:
            described = [self._described(section, heading, name, None)]
        return SectionRead(tuple(described), tuple(entries))

    def _models(
        self, section: Section, title: Title, whole: Sequence[Table]
    ) -> tuple[Sequence[DraftModel], list[Entries]]:
        """Return the models of the tables of a title, and their entries."""
        if self._reasons is not None:
            self._reasons.add_title(title.name, whole)
        rows: list[tuple[Row, Join]] = []
        entries: list[Entries] = []
        readable = False
        for table in whole:
            found = self._rows(section, table, title.name)
            if isinstance(found, Diagnostic):
                entries.append(lost(table.rows, found))
            else:
                join = self._dialect.combined.join(between(section, table))
                rows += ((row, join) for row in found.rows)
                entries.append(found.told)
                is_said = bool(found.rows or found.told)
                readable |= is_said or self._dialect.tables.empty == "object"
        if not readable:
            return (), entries
        said = self._texts.facts(section, title, self._dialect.facts)
        notes = self._texts.notes(section.blocks)
        models, ends = self._row_models.read(title, rows, said, notes)
        entries[0] = (*entries[0], *ends)
        bases = self._texts.bases(section.blocks)
        if isinstance(models[0], DraftObject):
            first = replace(models[0], bases=bases) if bases else models[0]
            if self._texts.says_open(section.blocks):
                first = with_others(first)
            is_tuple = self._texts.says_tuple(section.blocks)
            models = (as_tuple(first) if is_tuple else first, *models[1:])
        return models, entries

    def _rows(self, section: Section, table: Table, name: str) -> Rows | Diagnostic:
        """Return the rows of a table and of the lines below, or why it cannot be read."""
        dialect, findings = self._dialect, self._findings.about(model=name)
        roles = tables.roles(table, dialect.needed, dialect.columns, findings)
        if isinstance(roles, Diagnostic):
            return roles
        position = section.blocks.index(table)
        # Text below an HTML table is none of its rows.
        is_open = table.source == "pipe"
        below = self._texts.below(section.blocks[position + 1 :]) if is_open else ()
        lines = self._texts.lines(below, self._source)
        part = self._texts.part(section.blocks[:position], dialect.facts)
        reader = RowReader(roles, dialect, findings)
        read = reader.read(table, lines, part)
        if not read.rows and not read.told:
            message = f"the table of `{clipped(name)}` has no rows"
            findings.add(rules.EMPTY_TABLE, table.header.span, message)
        return read
