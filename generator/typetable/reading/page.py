"""Pages as drafts: which headings are models, and what their tables say.

The one rule kept here: every row of a table has one entry in the ledger of its page.
"""

from __future__ import annotations

import re
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import Diagnostic, Findings, shown
from typetable.markdown import hazards, unread
from typetable.markdown.document import Code, Heading, Table
from typetable.markdown.spans import seen
from typetable.reading import enums, sections, tables
from typetable.reading.draft import Draft, DraftUnion, Pointer, Sample
from typetable.reading.fields import Fields, Title
from typetable.reading.ledger import Kept, Told, ledger
from typetable.reading.names import read_name
from typetable.reading.nesting import nested
from typetable.reading.rows import RowReader
from typetable.reading.sections import Section
from typetable.reading.tables import Evidence
from typetable.reading.texts import Texts
from typetable.reading.unions import Described, with_members

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.markdown.document import Block, Document
    from typetable.reading.dialect import Dialect
    from typetable.reading.draft import DraftModel
    from typetable.reading.ledger import Entries, Ledger
    from typetable.reading.rows import Row, Rows
    from typetable.reading.tables import Claim
    from typetable.settings.limits import Limits
    from typetable.source import SourceFile


def interpret(
    source: SourceFile, document: Document, dialect: Dialect, limits: Limits
) -> tuple[Draft, tuple[Diagnostic, ...]]:
    """Return what a page says, and what is wrong with it."""
    page = _Page(source, dialect, limits)
    return page.read(document), page.findings.diagnostics


def unreadable(
    source: SourceFile, document: Document, reason: Diagnostic | None
) -> tuple[Draft, tuple[Diagnostic, ...]]:
    """Return a page that no dialect reads, and what hides tables there.

    The rows are told by the `reason`; without one no page has tables.
    """
    findings = Findings(source.path)
    hazards.report(document, findings)
    entries = [_told(table, reason) for table in _tables(document) if reason]
    return _draft(source, (), ledger(0, entries)), findings.diagnostics


class _Read(NamedTuple):
    """What a section says, and what became of the rows of each of its tables."""

    described: tuple[Described, ...] = ()
    """Its models; none where it was refused."""

    tables: tuple[Entries, ...] = ()
    """The entries of the rows of each table."""


class _Group(NamedTuple):
    """Tables that describe one model."""

    title: Title
    tables: list[Table]


class _Page:
    """One page on its way from blocks to a draft."""

    def __init__(self, source: SourceFile, dialect: Dialect, limits: Limits) -> None:
        self._source = source
        self._dialect = dialect
        self._limits = limits
        self.findings = Findings(source.path)
        self._fields = Fields(dialect, limits, self.findings)
        self._texts = Texts(dialect.tables, dialect.unions, dialect.models)
        self._qualified: Mapping[Section, str] = {}
        self._keys: frozenset[str] = frozenset()

    def read(self, document: Document) -> Draft:
        """Read the whole page."""
        document = hazards.uncovered(document, self._source, self.findings)
        hazards.report(document, self.findings)
        if refused := hazards.exceeded(document, self._limits, self.findings):
            entries = [_told(table, refused) for table in _tables(document)]
            return _draft(self._source, (), ledger(0, entries))
        outside, found = self._outline(document)
        if not self._dialect.names.free:
            self._qualified = sections.qualified([*filter(_has_table, found)])
        if not found:
            self._report_no_heading(document)
        if self._dialect.tables.guarded:
            self._keys = _keys(document)
        read = [self._section(section) for section in found]
        described = [*chain.from_iterable(each.described for each in read)]
        entries = [
            *self._outside(outside),
            *chain.from_iterable(each.tables for each in read),
        ]
        headings = sum(bool(each.described) for each in read)
        numbers = ledger(headings, entries)
        models = with_members(described, self._dialect.unions)
        return _draft(self._source, models, numbers, _samples(document))

    def _report_no_heading(self, document: Document) -> None:
        example = sections.example(self._dialect.models)
        message = f"the page has no heading `{example}`, so it defines no model"
        is_other = any(isinstance(block, Heading) for block in document.blocks)
        hint = f"models start with `{example}` in this dialect" if is_other else ""
        self.findings.add(rules.NO_HEADING, None, message, hint=hint)

    def _outline(self, document: Document) -> sections.Outline:
        """Return the sections of a page; what stands outside of them may be one, too."""
        outside, found = sections.outline(document, self._dialect.models)
        if self._dialect.models.untitled == "error" or not any(
            isinstance(block, Table) for block in outside
        ):
            return sections.Outline(outside, found)
        page = Section(
            kind="model",
            raw=PurePosixPath(self._source.name).stem,
            around=(),
            is_generic=False,
            span=outside[0].span,
            blocks=outside,
        )
        return sections.Outline((), (page, *found))

    def _claims(self, blocks: Sequence[Block]) -> Iterator[Claim]:
        dialect = self._dialect
        evidence = Evidence(dialect.facts, self._keys)
        return tables.claims(blocks, dialect.tables, dialect.columns, evidence)

    # Tables that are no model's

    def _outside(self, blocks: Sequence[Block]) -> Iterator[Entries]:
        """Report the tables outside of all models; yield the entries of their rows."""
        for table, reason in self._claims(blocks):
            if reason:
                yield self._note(table, f"a table before any heading {reason}")
            else:
                message = "this table stands before any heading, so no model has it"
                yield self._refused(table, rules.TABLE_WITHOUT_HEADING, message)

    def _refused(self, table: Table, rule: rules.Rule, message: str) -> Entries:
        return _told(table, self.findings.add(rule, table.header.span, message))

    def _note(self, table: Table, message: str) -> Entries:
        unread.report_inner(table, self.findings)
        return self._refused(table, rules.UNCLAIMED_TABLE, message)

    # Sections

    def _section(self, section: Section) -> _Read:
        dialect = self._dialect
        claims = [*self._claims(section.blocks)]
        heading = self._heading(section)
        if isinstance(heading, Diagnostic):
            lost = (each.table for each in claims if not each.reason)
            return _Read(tables=tuple(_told(table, heading) for table in lost))
        name = sections.joined(heading) if dialect.models.join_numbers else heading
        if section.kind == "ignored":
            claims = [each._replace(reason="is of another kind") for each in claims]
        noted = [
            self._note(claim.table, tables.told(claim, name))
            for claim in claims
            if claim.reason
        ]
        claimed = [claim.table for claim in claims if not claim.reason]
        if claimed:
            read = self._tabular(section, heading, name, claimed)
        else:
            model = self._without_table(section, name)
            read = _Read((self._described(section, heading, name, model),))
        return read._replace(tables=(*read.tables, *noted))

    def _heading(self, section: Section) -> str | Diagnostic:
        """Return the name in a heading, behind that of the one above where it needs it."""
        if self._dialect.names.free:
            raw = section.raw
        else:
            whole = self._qualified.get(section, section.raw)
            raw = " ".join(seen(whole).text.strip(" :\xa0").split())
        return read_name(raw, section.span, "heading", self._limits, self.findings)

    def _described(
        self,
        section: Section,
        heading: str,
        name: str,
        model: DraftModel | Pointer | None,
    ) -> Described:
        announces = self._texts.announces_union(section.blocks)
        return Described(heading, name, model, announces)

    def _tabular(
        self, section: Section, heading: str, name: str, claimed: Sequence[Table]
    ) -> _Read:
        """Return the models of a section with property tables."""
        described: list[Described] = []
        lost: list[Entries] = []
        groups: list[_Group] = []
        for table in claimed:
            above = self._above(section, table)
            own = self._texts.named(above)
            if own or not groups:
                text = self._texts.description(above)
                groups.append(_Group(Title(own or name, text, section.span), [table]))
            elif self._dialect.models.tables == "merge":
                groups[-1].tables.append(table)
            else:
                message = f"`{shown(name)}` has a second property table"
                lost.append(self._refused(table, rules.SECOND_TABLE, message))
        for title, whole in groups:
            models, entries = self._models(section, title, whole)
            lost += entries
            described += [
                self._described(section, heading, each.name, each) for each in models
            ]
        if not described:
            described = [self._described(section, heading, name, None)]
        return _Read(tuple(described), tuple(lost))

    def _above(self, section: Section, table: Table) -> Sequence[Block]:
        """Return what stands above a table in its section, below another one if that is named."""
        above = section.blocks[: section.blocks.index(table)]
        tables = (at for at, each in enumerate(above) if isinstance(each, Table))
        below = above[max(tables, default=-1) + 1 :]
        return below if self._texts.named(below) else above

    def _models(
        self, section: Section, title: Title, whole: Sequence[Table]
    ) -> tuple[Sequence[DraftModel], list[Entries]]:
        """Return the models of the tables of a title, and their entries."""
        rows: list[Row] = []
        entries: list[Entries] = []
        readable = False
        for table in whole:
            read = self._rows(section, table, title.name)
            if isinstance(read, Diagnostic):
                entries.append(_told(table, read))
            else:
                above = section.blocks[: section.blocks.index(table)]
                part = self._texts.part(above, self._dialect.facts)
                rows += (replace(row, said=part) for row in read.rows)
                entries.append(read.told)
                readable = True
        if not readable:
            return (), entries
        dialect, limits, findings = self._dialect, self._limits, self.findings
        if enum := enums.read_enum(title, rows, dialect.enums, limits, findings):
            entries[0] = (*entries[0], *enum.entries)
            return (enum.model,), entries
        said = self._texts.facts(section, title, dialect.facts)
        notes = self._texts.notes(section.blocks)
        ends = self._fields.read(title.name, rows, said, notes)
        kept = [end.subject for end in ends if isinstance(end, Kept)]
        objects, again = nested(title, kept, dialect.nesting)
        entries[0] = (*entries[0], *self._fields.once(title.name, ends, again))
        return objects, entries

    def _rows(self, section: Section, table: Table, name: str) -> Rows | Diagnostic:
        """Return the rows of a table and of the lines below, or why it cannot be read."""
        dialect = self._dialect
        roles = tables.roles(table, dialect.needed, dialect.columns, self.findings)
        if isinstance(roles, Diagnostic):
            return roles
        position = section.blocks.index(table)
        # Text below an HTML table is none of its rows.
        is_open = table.source == "pipe"
        below = self._texts.below(section.blocks[position + 1 :]) if is_open else ()
        lines = self._texts.lines(below, self._source)
        reader = RowReader(roles, dialect.rows, dialect.facts, self.findings)
        read = reader.read(table, lines)
        if not read.rows and not read.told:
            message = f"the table of `{shown(name)}` has no rows"
            self.findings.add(rules.EMPTY_TABLE, table.header.span, message)
        return read

    def _without_table(
        self, section: Section, name: str
    ) -> DraftModel | Pointer | None:
        """Return what a section without a property table is, or report why it is nothing."""
        if self._texts.points_elsewhere(section.blocks):
            return Pointer(name=name, span=section.span)
        if section.kind == "ignored" or self._is_refused(section, name):
            return None
        return DraftUnion(
            name=name,
            description=self._texts.description(section.blocks),
            members=(),
            span=section.span,
        )

    def _is_refused(self, section: Section, name: str) -> bool:
        """Report why a section without a property table is no union either."""
        lines = [*self._texts.said(section.blocks)]
        piped = [line for line in lines if line.text.startswith("|")]
        label = next(filter(self._dialect.tables.is_label, lines), None)
        without = self._dialect.models.without_table
        if any(
            isinstance(block, Table) or unread.hides_table(block)
            for block in section.blocks
        ):
            pass  # which is told already
        elif len(piped) > 1:
            message = "these lines look like a table but have no delimiter row"
            hint = "put a row like `| :--- | :--- |` below the header"
            self.findings.add(rules.NO_DELIMITER, piped[0].span, message, hint=hint)
        elif label:
            message = f"`{shown(name)}` announces a table that is not there"
            self.findings.add(rules.MISSING_TABLE, label.span, message)
        elif without == "error":
            message = f"`{shown(name)}` has no property table"
            self.findings.add(rules.MISSING_TABLE, section.span, message)
        else:
            return without == "ignore"
        return True


def _draft(
    source: SourceFile,
    models: Iterable[DraftModel | Pointer],
    numbers: Ledger,
    samples: Iterable[Sample] = (),
) -> Draft:
    models = [*models]
    return Draft(
        path=source.path,
        page=source.name,
        models=tuple(each for each in models if not isinstance(each, Pointer)),
        pointers=tuple(each for each in models if isinstance(each, Pointer)),
        samples=tuple(samples),
        ledger=numbers,
    )


def _tables(document: Document) -> Iterator[Table]:
    return (block for block in document.blocks if isinstance(block, Table))


def _has_table(section: Section) -> bool:
    return any(isinstance(block, Table) for block in section.blocks)


def _told(table: Table, finding: Diagnostic) -> Entries:
    """Return the entries of a table that no model has."""
    return (Told(finding),) * len(table.rows)


_KEY = re.compile(r"""["']?([A-Za-z_$@][\w$@.-]*+)["']?[ \t]*+[:=]""")


def _keys(document: Document) -> frozenset[str]:
    """Return the names of members in the code blocks of a page, whatever their language."""
    texts = (block.text for block in document.blocks if isinstance(block, Code))
    return frozenset(key for text in texts for key in _KEY.findall(text))


def _samples(document: Document) -> Iterator[Sample]:
    """Yield the JSON of a page."""
    for block in document.blocks:
        if isinstance(block, Code) and block.closed:
            plain_json = not block.info and block.text.lstrip().startswith(("{", "["))
            if block.info.casefold() == "json" or plain_json:
                yield Sample(block.text, block.line)
