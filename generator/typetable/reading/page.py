"""Pages as drafts: which headings are models, and what their tables say.

The one rule kept here: every row of a table has one entry in the ledger of its page.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from typetable import rules
from typetable.diagnostics import Diagnostic, Findings, shown
from typetable.markdown import hazards
from typetable.markdown.document import Code, Heading, Table
from typetable.reading import enums, sections, tables
from typetable.reading.draft import Draft, DraftUnion, Pointer, Sample
from typetable.reading.fields import Fields, Title
from typetable.reading.ledger import Told, ledger
from typetable.reading.names import read_name
from typetable.reading.rows import read_rows
from typetable.reading.texts import Texts
from typetable.reading.unions import Described, with_members

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.markdown.document import Block, Document
    from typetable.reading.dialect import Dialect
    from typetable.reading.draft import DraftModel
    from typetable.reading.ledger import Entries, Ledger
    from typetable.reading.rows import Row
    from typetable.reading.sections import Section
    from typetable.settings.limits import Limits
    from typetable.source import SourceFile


def interpret(
    source: SourceFile, document: Document, dialect: Dialect, limits: Limits
) -> tuple[Draft, tuple[Diagnostic, ...]]:
    """Return what a page says, and what is wrong with it."""
    page = _Page(source, dialect, limits)
    return page.read(document), page.findings.diagnostics


def unread(
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
    """What a section says, nothing where it was refused, and the entries of each of its tables."""

    described: Described | None
    tables: tuple[Entries, ...]


class _Page:
    """One page on its way from blocks to a draft."""

    def __init__(self, source: SourceFile, dialect: Dialect, limits: Limits) -> None:
        self._source = source
        self._dialect = dialect
        self._limits = limits
        self.findings = Findings(source.path)
        self._fields = Fields(dialect.types, dialect.facts, limits, self.findings)
        self._texts = Texts(dialect.tables, dialect.unions, dialect.models)

    def read(self, document: Document) -> Draft:
        """Read the whole page."""
        document = hazards.uncovered(document, self._source, self.findings)
        hazards.report(document, self.findings)
        if refused := hazards.exceeded(document, self._limits, self.findings):
            entries = [_told(table, refused) for table in _tables(document)]
            return _draft(self._source, (), ledger(0, entries))
        before, found = sections.outline(document, self._dialect.models)
        orphans = self._orphans(before)
        if not found:
            self._report_no_heading(document)
        read = [self._section(section) for section in found]
        described = [each.described for each in read if each.described]
        entries = [*orphans, *chain.from_iterable(each.tables for each in read)]
        models = with_members(described, self._dialect.unions)
        numbers = ledger(len(described), entries)
        return _draft(self._source, models, numbers, _samples(document))

    def _report_no_heading(self, document: Document) -> None:
        example = sections.example(self._dialect.models)
        message = f"the page has no heading `{example}`, so it defines no model"
        is_other = any(isinstance(block, Heading) for block in document.blocks)
        hint = f"models start with `{example}` in this dialect" if is_other else ""
        self.findings.add(rules.NO_HEADING, None, message, hint=hint)

    # Tables that are no model's

    def _orphans(self, before: Sequence[Block]) -> list[Entries]:
        """Report the tables before the first model; return the entries of those that are lost."""
        lost = []
        for block in before:
            if not isinstance(block, Table):
                continue
            if tables.announces(block, self._dialect.columns):
                message = "this table stands before any heading, so no model has it"
                lost.append(self._refused(block, rules.TABLE_WITHOUT_HEADING, message))
            else:
                message = "a table before any heading has no known columns"
                self._note(block, message)
        return lost

    def _refused(self, table: Table, rule: rules.Rule, message: str) -> Entries:
        return _told(table, self.findings.add(rule, table.header.span, message))

    def _note(self, table: Table, message: str) -> None:
        self.findings.add(rules.UNCLAIMED_TABLE, table.header.span, message)
        hazards.report_inner(table, self.findings)

    def _note_unclaimed(
        self, section: Section, name: str, claimed: Sequence[Table]
    ) -> None:
        # By identity: to compare tables would take the square of their number.
        known = {id(table) for table in claimed}
        for block in section.blocks:
            if isinstance(block, Table) and id(block) not in known:
                message = f"a table of `{shown(name)}` has no known columns"
                self._note(block, message)

    # Sections

    def _section(self, section: Section) -> _Read:
        claimed = tables.claimed(
            section.blocks, self._dialect.tables, self._dialect.columns
        )
        heading = read_name(
            section.raw, section.span, "heading", self._limits, self.findings
        )
        if isinstance(heading, Diagnostic):
            return _Read(None, tuple(_told(table, heading) for table in claimed))
        joins = self._dialect.models.join_numbers
        name = sections.joined(heading) if joins else heading
        model, entries = (
            self._tabular(section, name, claimed)
            if claimed
            else (self._without_table(section, name), ())
        )
        announces = self._texts.announces_union(section.blocks)
        return _Read(Described(heading, name, model, announces), entries)

    def _tabular(
        self, section: Section, name: str, claimed: Sequence[Table]
    ) -> tuple[DraftModel | None, tuple[Entries, ...]]:
        """Return the model of a section with property tables; all but the first are refused."""
        table, *others = claimed
        self._note_unclaimed(section, name, claimed)
        message = f"`{shown(name)}` has a second property table"
        lost = [self._refused(each, rules.SECOND_TABLE, message) for each in others]
        roles = tables.roles(table, self._dialect.columns, self.findings)
        if isinstance(roles, Diagnostic):
            return None, (_told(table, roles), *lost)
        position = section.blocks.index(table)
        # Text below an HTML table is none of its rows.
        is_open = table.source == "pipe"
        below = self._texts.below(section.blocks[position + 1 :]) if is_open else ()
        lines = self._texts.lines(below, self._source)
        rows, told = read_rows(table, lines, roles, self._dialect.facts, self.findings)
        if not rows and not told:
            message = f"the table of `{shown(name)}` has no rows"
            self.findings.add(rules.EMPTY_TABLE, table.header.span, message)
        text = self._texts.description(section.blocks[:position])
        model, entries = self._model(Title(name, text, section.span), rows)
        return model, ((*entries, *told), *lost)

    def _model(self, title: Title, rows: Sequence[Row]) -> tuple[DraftModel, Entries]:
        """Return the enum or the object that rows describe, and what became of them."""
        dialect = self._dialect
        enum = enums.read_enum(title, rows, dialect.enums, self._limits, self.findings)
        if enum:
            return enum.model, enum.entries
        whole = self._fields.object(title, rows)
        return whole.model, whole.entries

    def _without_table(
        self, section: Section, name: str
    ) -> DraftModel | Pointer | None:
        """Return what a section without a property table is, or report why it is nothing."""
        if self._texts.points_elsewhere(section.blocks):
            return Pointer(name=name, span=section.span)
        if self._is_refused(section, name):
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
        if any(isinstance(block, Table) for block in section.blocks):
            self._note_unclaimed(section, name, ())
        elif any(map(hazards.hides_table, section.blocks)):
            pass  # which is told already
        elif len(piped) > 1:
            message = "these lines look like a table but have no delimiter row"
            hint = "put a row like `| :--- | :--- |` below the header"
            self.findings.add(rules.NO_DELIMITER, piped[0].span, message, hint=hint)
        elif label:
            message = f"`{shown(name)}` announces a table that is not there"
            self.findings.add(rules.MISSING_TABLE, label.span, message)
        elif self._dialect.models.without_table == "error":
            message = f"`{shown(name)}` has no property table"
            self.findings.add(rules.MISSING_TABLE, section.span, message)
        else:
            return False
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


def _told(table: Table, finding: Diagnostic) -> Entries:
    """Return the entries of a table that no model has."""
    return (Told(finding),) * len(table.rows)


def _samples(document: Document) -> Iterator[Sample]:
    """Yield the JSON of a page."""
    for block in document.blocks:
        if isinstance(block, Code) and block.closed:
            plain_json = not block.info and block.text.lstrip().startswith(("{", "["))
            if block.info.casefold() == "json" or plain_json:
                yield Sample(block.text, block.line)
