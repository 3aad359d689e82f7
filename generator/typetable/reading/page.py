"""Pages as drafts: which headings are models, and what their tables say.

The one rule kept here: every row of a table has one entry in the ledger of its page.
"""

from __future__ import annotations

from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeGuard

from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import Acceptances, Diagnostic, Findings
from typetable.language import outline, sections
from typetable.language.draft import Draft, Pointer, Sample
from typetable.language.evidence import Evidence
from typetable.language.headings import as_seen
from typetable.language.ledger import ledger, lost
from typetable.language.map_entries import with_maps
from typetable.language.outline import Section
from typetable.language.rows import report_stray
from typetable.language.section_names import qualified, shown
from typetable.language.tables import noted, refused
from typetable.language.texts import Texts
from typetable.language.unions import with_members
from typetable.markdown import hazards, inline
from typetable.markdown.document import Code, Heading, Paragraph, Table
from typetable.markdown.link_definitions import with_targets
from typetable.notation.accepted import readings
from typetable.reading.anchors import SectionModels, anchors
from typetable.reading.claims import Claims
from typetable.reading.namesakes import told_apart
from typetable.reading.owners import owned
from typetable.reading.page_context import PageContext
from typetable.reading.reasons import Reasons
from typetable.reading.repeated_titles import repeated
from typetable.reading.section_reader import SectionRead, SectionReader
from typetable.reading.tableless import lists_among
from typetable.wording.names import read_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import AcceptedError
    from typetable.language.dialect import Dialect
    from typetable.language.draft import DraftModel
    from typetable.language.ledger import Entries, Ledger
    from typetable.markdown.document import Block, Document, Line
    from typetable.reading.reasons import PageReasons
    from typetable.settings.limits import Limits
    from typetable.source import SourceFile


def interpret(
    source: SourceFile,
    document: Document,
    dialect: Dialect,
    limits: Limits,
    accepted: Iterable[AcceptedError] = (),
) -> tuple[Draft, tuple[Diagnostic, ...]]:
    """Return what a page says, and what is wrong with it but for what is `accepted`."""
    page = _Page(source, dialect, limits, accepted)
    return page.read(document), page.findings.diagnostics


def explained(
    source: SourceFile,
    document: Document,
    dialect: Dialect,
    limits: Limits,
    accepted: Iterable[AcceptedError] = (),
) -> PageReasons:
    """Return why a page says what it says."""
    reasons = Reasons()
    page = _Page(source, dialect, limits, accepted, reasons)
    return reasons.page(source.path, dialect, page.read(document))


def surveyed(
    source: SourceFile, document: Document, dialect: Dialect, limits: Limits
) -> PageReasons:
    """Return what a page says, and why each of its tables is claimed; of rows no reasons."""
    reasons = Reasons(of_rows=False)
    page = _Page(source, dialect, limits, (), reasons)
    return reasons.page(source.path, dialect, page.read(document))


def unreadable(
    source: SourceFile, document: Document, reason: Diagnostic | None
) -> tuple[Draft, tuple[Diagnostic, ...]]:
    """Return a page that no dialect reads, and what hides tables there.

    The rows are told by the `reason`; without one no page has tables.
    """
    findings = Findings(source.path)
    hazards.report(document, findings)
    entries = [lost(each.rows, reason) for each in _tables(document) if reason]
    return _draft(source, (), ledger(0, entries)), findings.diagnostics


class _Page:
    """One page on its way from blocks to a draft."""

    _claims: Claims
    _sections: SectionReader

    def __init__(
        self,
        source: SourceFile,
        dialect: Dialect,
        limits: Limits,
        accepted: Iterable[AcceptedError] = (),
        reasons: Reasons | None = None,
    ) -> None:
        dialect = dialect.on(source.text)
        self._source = source
        self._dialect = dialect
        self._limits = limits
        self._reasons = reasons
        readable = readings(accepted, dialect.types, limits)
        self.findings = Findings(
            source.path, Acceptances(source=source, accepted=readable)
        )
        self._qualified: Mapping[Section, str] = {}

    def read(self, document: Document) -> Draft:
        """Read the whole page."""
        document = hazards.uncovered(document, self._source, self.findings)
        hazards.report(document, self.findings)
        if exceeded := hazards.exceeded(document, self._limits, self.findings):
            entries = [lost(table.rows, exceeded) for table in _tables(document)]
            return _draft(self._source, (), ledger(0, entries))
        if not self._dialect.names.free:
            document = with_targets(document)
        document = as_seen(document, self._dialect.models)
        outlined = self._outline(document)
        found = outlined.sections
        if not self._dialect.names.free:
            empty = bool(self._dialect.models.empty)
            named = (e for e in found if _has_table(e) or (empty and e.is_generic))
            self._qualified = qualified([*named])
        if not found:
            self._report_no_heading(document)
        evidence = Evidence(document, self._dialect)
        self._claims = Claims(self._dialect, evidence)
        self._sections = self._reader(found, evidence)
        read = self._read(found)
        described = [*chain.from_iterable(each.described for each in read)]
        entries = [
            *self._outside(outlined.outside),
            *chain.from_iterable(each.tables for each in read),
        ]
        headings = sum(bool(each.described) for each in read)
        numbers = ledger(headings, entries)
        whole = [*with_members(owned(described), self._dialect.unions)]
        models = with_maps(whole, self._dialect.nesting)
        draft = _draft(self._source, models, numbers, _samples(document))
        if "link" not in self._dialect.references.by:
            return draft
        return replace(draft, anchors=anchors(document, _models(found, read)))

    def _reader(self, found: Sequence[Section], evidence: Evidence) -> SectionReader:
        """Return the reader of the sections that were found."""
        texts, is_titled = Texts(self._dialect), bool(self._dialect.models.sentences)
        again = repeated(found, texts.titles, evidence) if is_titled else frozenset()
        context = PageContext(
            source=self._source,
            dialect=self._dialect,
            texts=texts,
            limits=self._limits,
            findings=self.findings,
            lists=frozenset(lists_among(found, self._dialect)),
            repeated=again,
            reasons=self._reasons,
        )
        return SectionReader(context)

    def _report_no_heading(self, document: Document) -> None:
        example = sections.example(self._dialect.models)
        message = f"the page has no heading `{example}`, so it defines no model"
        is_other = any(isinstance(block, Heading) for block in document.blocks)
        hint = f"models start with `{example}` in this dialect" if is_other else ""
        self.findings.add(rules.NO_HEADING, None, message, hint=hint)

    def _outline(self, document: Document) -> outline.Outline:
        """Return the sections of a page; what stands outside of them may be one, too."""
        read = outline.outline(document, self._dialect.models)
        if self._dialect.models.untitled == "error" or not any(
            isinstance(block, Table) for block in read.outside
        ):
            return read
        page = Section(
            kind="model",
            raw=PurePosixPath(self._source.name).stem,
            around=(),
            is_generic=False,
            span=read.outside[0].span,
            blocks=read.outside,
            key='[models] untitled = "page"',
        )
        return outline.Outline((), (page, *read.sections))

    # Tables that are no model's

    def _outside(self, blocks: Sequence[Block]) -> Iterator[Entries]:
        """Report the tables outside of all models; yield the entries of their rows."""
        claims = [*self._claims.of(blocks)]
        if self._reasons is not None:
            self._reasons.add_tables(claims)
        for claim in claims:
            if claim.reason:
                yield noted(claim, "", self.findings)
            else:
                message = "this table stands before any heading, so no model has it"
                rule = rules.TABLE_WITHOUT_HEADING
                yield refused(claim.table, rule, message, self.findings)
        for line in chain.from_iterable(map(_lines, blocks)):
            report_stray(line, self.findings)

    # Sections

    def _read(self, found: Sequence[Section]) -> Sequence[SectionRead]:
        """Return what the sections of a page say."""
        read = [self._section(section) for section in found]
        if self._dialect.enums.namesakes == "error":
            return read
        apart = told_apart([each.described for each in read], self.findings)
        both = zip(read, apart, strict=True)
        return [replace(one, described=described) for one, described in both]

    def _section(self, section: Section) -> SectionRead:
        """Return what a section says; one that has no name is refused with its tables."""
        claims = [*self._claims.within(section)]
        models = self._dialect.models
        is_many = (models.without_table, models.per_page) == ("ignore", "many")
        if is_many and not (claims or section.raw.strip()):
            return SectionRead()
        heading = self._heading(section)
        if not isinstance(heading, Diagnostic):
            return self._sections.read(section, heading, claims)
        if self._reasons is not None:
            self._reasons.add_tables(claims, section.raw, section)
        tables = tuple(lost(each.table.rows, heading) for each in claims)
        return SectionRead(tables=tables)

    def _heading(self, section: Section) -> str | Diagnostic:
        """Return the name in a heading, behind that of the one above where it needs it."""
        if self._dialect.names.free:
            raw = inline.heading(section.raw)
        else:
            whole = self._qualified.get(section, section.raw)
            raw = shown(whole)
        findings = self.findings.about(model=section.raw)
        return read_name(raw, section.span, "heading", self._limits, findings)


def _models(
    found: Sequence[Section], read: Sequence[SectionRead]
) -> list[SectionModels]:
    """Return the sections of a page with their models."""
    return [
        SectionModels(section, [e.model for e in one.described if _is_model(e.model)])
        for section, one in zip(found, read, strict=True)
    ]


def _is_model(model: DraftModel | Pointer | None) -> TypeGuard[DraftModel]:
    return model is not None and not isinstance(model, Pointer)


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


def _lines(block: Block) -> Sequence[Line]:
    """Return the lines of a paragraph of which none is told already."""
    lines = block.lines if isinstance(block, Paragraph) else ()
    return () if any(map(hazards.is_nearly_markdown, lines)) else lines


def _tables(document: Document) -> Iterator[Table]:
    return (block for block in document.blocks if isinstance(block, Table))


def _has_table(section: Section) -> bool:
    return any(isinstance(block, Table) for block in section.blocks)


def _samples(document: Document) -> Iterator[Sample]:
    """Yield the JSON of a page."""
    for block in document.blocks:
        if isinstance(block, Code) and block.closed:
            plain_json = not block.info and block.text.lstrip().startswith(("{", "["))
            if block.info.casefold() == "json" or plain_json:
                yield Sample(block.text, block.line)
