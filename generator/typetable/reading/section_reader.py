"""Sections as models: what the tables and the text below a heading say.

The one rule kept here: every row of a table of a section is in a model or told by a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import Diagnostic, Findings, clipped
from typetable.language import enums, nesting, sections, tables, unions
from typetable.language.draft import DraftObject, DraftUnion, Pointer, Title
from typetable.language.elements import gathered
from typetable.language.ledger import lost
from typetable.language.rows import RowReader
from typetable.language.tables import noted
from typetable.language.texts import Texts
from typetable.language.unions import Described
from typetable.markdown.document import Heading, Table
from typetable.notation import grammar
from typetable.notation.accepted import type_of
from typetable.notation.type_cells import SPELLED
from typetable.notation.types import NamedType
from typetable.reading.enum_lists import find_list, read_list
from typetable.reading.fields import Fields
from typetable.reading.groups import Groups
from typetable.reading.list_reader import ListReader
from typetable.reading.members import once
from typetable.reading.tableless import is_refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.language.dialect import Dialect
    from typetable.language.draft import DraftField, DraftModel
    from typetable.language.ledger import Entries
    from typetable.language.outline import Section
    from typetable.language.rows import Row, Rows
    from typetable.language.tables import Claim
    from typetable.markdown.document import Paragraph
    from typetable.notation.types import TypeExpr
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
        reasons: Reasons | None = None,
    ) -> None:
        """Take what the sections of a page are read by."""
        self._source = source
        self._dialect = dialect
        self._limits = limits
        self._findings = findings
        self._reasons = reasons
        self._fields = Fields(dialect, limits, findings, reasons)
        self._texts = Texts(dialect)
        self._groups = Groups(dialect, self._texts, limits, findings)
        self._lists = ListReader(dialect, self._texts, limits, findings)

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
            read = self._listed(section, heading, name)
        return read._replace(tables=(*read.tables, *others))

    def _listed(self, section: Section, heading: str, name: str) -> SectionRead:
        """Return what a section without a property table is."""
        listing = find_list(section, self._dialect.enums)
        if not listing:
            model = self._union(section, name) or self._without_table(section, name)
            return SectionRead((self._described(section, heading, name, model),))
        others = (each for each in section.blocks if each not in listing.blocks)
        title = Title(name, self._texts.description(others), section.span)
        read = read_list(title, listing, self._limits, self._findings)
        described = self._described(section, heading, name, read.model)
        return SectionRead((described,), (read.entries,))

    def _union(self, section: Section, name: str) -> DraftUnion | None:
        """Return the union of the types that a section states, if it states any."""
        blocks = section.blocks
        members = unions.stated(blocks, self._dialect.unions)
        if not members:
            return None
        findings = self._findings.about(model=name)
        kinds = [self._member(each, findings) for each in members]
        if len(kinds) == 1 and kinds[0] == NamedType(name):
            kinds = []  # what stands for itself says nothing
        return DraftUnion(
            name=name,
            description=self._texts.description(blocks[: blocks.index(members[0])]),
            members=tuple(each for each in kinds if not isinstance(each, Diagnostic)),
            span=section.span,
        )

    def _member(
        self, block: Heading | Paragraph, findings: Findings
    ) -> TypeExpr | Diagnostic:
        """Return the type that a heading or a paragraph is (TT202 where it is none)."""
        text = block.text if isinstance(block, Heading) else block.lines[0].text
        types, depth = self._dialect.types, self._limits.type_depth
        kind = grammar.parse(text, types, depth)
        if not isinstance(kind, grammar.Fault):
            return kind
        rule = rules.DEEP_TYPE if kind.too_deep else rules.BAD_TYPE
        told = findings.add(rule, block.span, kind.message, hint=SPELLED)
        # Without one of its members a union would be wrong.
        instead = type_of(told.accepted, types, self._limits) if told.accepted else None
        return instead or told

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
                readable = True
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

    def _without_table(
        self, section: Section, name: str
    ) -> DraftModel | Pointer | None:
        """Return what a section without a property table is, or report why it is nothing."""
        if self._texts.points_elsewhere(section.blocks):
            return Pointer(name=name, span=section.span)
        findings = self._findings.about(model=name)
        blocks, span = section.blocks, section.span
        if self._texts.says_empty(blocks):
            return DraftObject(name=name, description="", fields=(), span=span)
        bases = self._texts.bases(blocks) if section.kind == "model" else ()
        if not bases and (
            section.kind != "model"
            or is_refused(section, name, self._dialect, self._texts, findings)
        ):
            return None
        text = self._texts.description(blocks)
        if bases or self._dialect.models.without_table == "object":
            return DraftObject(
                name=name, description=text, fields=(), span=span, bases=bases
            )
        return DraftUnion(name=name, description=text, members=(), span=span)
