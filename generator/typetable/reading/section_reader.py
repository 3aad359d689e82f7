"""Sections as models: what the tables and the text below a heading say.

The one rule kept here: every row of a table of a section is in a model or told by a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import Diagnostic, Findings, clipped
from typetable.language import enums, nesting, sections, tables
from typetable.language.draft import DraftUnion, Pointer, Title
from typetable.language.elements import gathered
from typetable.language.ledger import lost
from typetable.language.rows import RowReader
from typetable.language.tables import noted
from typetable.language.texts import Texts
from typetable.language.unions import Described
from typetable.reading.enum_lists import find_line
from typetable.reading.fields import Fields
from typetable.reading.groups import Groups
from typetable.reading.list_reader import ListReader
from typetable.reading.members import once
from typetable.reading.tableless import Tableless

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from typetable.language.dialect import Dialect
    from typetable.language.draft import DraftField, DraftModel
    from typetable.language.ledger import Entries
    from typetable.language.outline import Section
    from typetable.language.rows import Row, Rows
    from typetable.language.tables import Claim
    from typetable.markdown.document import Table
    from typetable.reading.reasons import Reasons
    from typetable.settings.limits import Limits
    from typetable.source import SourceFile


class SectionRead(NamedTuple):
    """What a section says, and what became of the rows of each of its tables."""

    described: tuple[Described, ...] = ()
    """Its models; none where it was refused."""

    tables: tuple[Entries, ...] = ()
    """The entries of the rows of each table."""


def _alias(title: Title, row: DraftField) -> DraftUnion:
    """Return the model that is what a row says of its type."""
    return DraftUnion(
        name=title.name,
        description=title.description or row.description,
        members=(row.type,),
        span=title.span,
        rows=(row.span,),
    )


class SectionReader:
    """Reads the sections of one page."""

    def __init__(
        self,
        source: SourceFile,
        dialect: Dialect,
        limits: Limits,
        findings: Findings,
        *,
        lists: Collection[str] = (),
        reasons: Reasons | None = None,
    ) -> None:
        """Take what the sections of a page are read by; `lists` are models that are arrays."""
        self._source = source
        self._dialect = dialect
        self._limits = limits
        self._findings = findings
        self._reasons = reasons
        self._fields = Fields(dialect, limits, findings, lists=lists, reasons=reasons)
        self._texts = Texts(dialect)
        self._groups = Groups(dialect, self._texts, limits, findings)
        self._lists = ListReader(dialect, self._texts, limits, findings)
        self._tableless = Tableless(dialect, self._texts, limits, findings)

    def read(
        self, section: Section, heading: str, claims: Sequence[Claim]
    ) -> SectionRead:
        """Return the models of a section of a name, of whose tables some are claimed."""
        joins = self._dialect.models.join_numbers
        name = sections.joined(heading) if joins else heading
        if self._reasons is not None:
            self._reasons.add_tables(claims, name, section)
        others = [
            noted(claim, name, self._findings) for claim in claims if claim.reason
        ]
        claimed = [claim for claim in claims if not claim.reason]
        if claimed:
            read = self._tabular(section, heading, name, claimed)
        else:
            read = self._untabled(section, heading, name)
        return read._replace(tables=(*read.tables, *others))

    def _untabled(self, section: Section, heading: str, name: str) -> SectionRead:
        """Return what a section without a property table is."""
        read = self._tableless.read(section, name)
        described = self._described(section, heading, name, read.model)
        tables = () if read.entries is None else (read.entries,)
        return SectionRead((described,), tables)

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
        for title, whole, owner in groups:
            models, ends = self._models(section, title, whole)
            entries += ends
            named = [self._described(section, heading, m.name, m) for m in models]
            described += (replace(each, owner=owner) for each in named[:1])
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
        rows: list[Row] = []
        entries: list[Entries] = []
        readable = False
        for table in whole:
            found = self._rows(section, table, title.name)
            if isinstance(found, Diagnostic):
                entries.append(lost(table.rows, found))
            else:
                rows += found.rows
                entries.append(found.told)
                is_said = bool(found.rows or found.told)
                readable |= is_said or self._dialect.tables.empty == "object"
        if not readable:
            return (), entries
        dialect, limits = self._dialect, self._limits
        findings = self._findings.about(model=title.name)
        if enum := enums.read_enum(title, rows, dialect.enums, limits, findings):
            entries[0] = (*entries[0], *enum.entries)
            return (enum.model,), entries
        said = self._texts.facts(section, title, dialect.facts)
        notes = self._texts.notes(section.blocks)
        rows = [*gathered(rows, dialect.spoken, dialect.nesting, findings)]
        members = self._fields.read(title.name, rows, said, notes)
        if self._is_itself(rows, title.name):
            entries[0] = (*entries[0], *members.entries)
            return [_alias(title, each) for each in members.fields], entries
        read = nesting.nested(title, members.fields, dialect.spoken, dialect.nesting)
        objects = read.objects
        nesting.report(read, findings)
        if bases := self._texts.bases(section.blocks):
            objects = (replace(objects[0], bases=bases), *objects[1:])
        if self._reasons is not None:
            self._reasons.add_nested(objects)
        ends = once(title.name, members.entries, read.again, self._findings)
        entries[0] = (*entries[0], *ends)
        return objects, entries

    def _is_itself(self, rows: Sequence[Row], name: str) -> bool:
        """Return whether the only row of a table is about its model."""
        only = rows[0].cells if len(rows) == 1 else {}
        return (
            "name" in only
            and "required" not in only
            and self._dialect.names.is_itself(only["name"].text, name)
        )

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
