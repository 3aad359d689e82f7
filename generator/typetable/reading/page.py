"""Documents as drafts: which headings are models, and what their tables say.

The one rule kept here (the conservation law): every row of a table ends in a draft or in a finding.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import Findings, shown
from typetable.markdown import hazards, inline, tags, unread
from typetable.markdown.document import Code, Heading, Other, Paragraph, Table, lines
from typetable.reading import fields, unions
from typetable.reading import rows as tables
from typetable.reading.draft import Draft, DraftUnion, Pointer, Sample, Tally, rows_of
from typetable.reading.unions import Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.markdown.document import Block, Document, Line
    from typetable.reading.dialect import Dialect
    from typetable.reading.draft import DraftModel
    from typetable.settings.limits import Limits
    from typetable.source import SourceFile


_JOIN = re.compile(r"_(?<=[A-Za-z]_)(?=[0-9])")


def interpret(
    source: SourceFile, document: Document, dialect: Dialect, limits: Limits
) -> tuple[Draft, tuple[Diagnostic, ...]]:
    """Return what a page says, and what is wrong with it."""
    page = _Page(source, dialect, limits)
    return page.read(document), page.findings.diagnostics


class _Page:
    """One page on its way from blocks to a draft."""

    def __init__(self, source: SourceFile, dialect: Dialect, limits: Limits) -> None:
        self._source = source
        self._dialect = dialect
        self._limits = limits
        self.findings = Findings(source.path)
        self._entries = fields.Entries(dialect, limits, self.findings)
        self._tables = self._rows = self._reported = 0

    def read(self, document: Document) -> Draft:
        """Read the whole page."""
        document = hazards.uncovered(document, self._source, self.findings)
        hazards.report(document, self.findings)
        if hazards.exceeds(document, self._limits, self.findings):
            return self._refused_page(document)
        sections = self._sections(document)
        for section in sections:
            section.model = self._model(section)
        if self._dialect.union_numbered:
            unions.list_numbered(sections)
        unions.list_announced(sections)
        found = [section.model for section in sections if section.model]
        models = tuple(model for model in found if not isinstance(model, Pointer))
        return Draft(
            path=self._source.path,
            page=self._source.name,
            models=models,
            pointers=tuple(model for model in found if isinstance(model, Pointer)),
            samples=tuple(_samples(document)),
            tally=self._tally(models, len(sections)),
        )

    def _tally(self, models: Sequence[DraftModel], headings: int) -> Tally:
        kept = sum(len(rows_of(model)) for model in models)
        return Tally(
            headings=headings,
            tables=self._tables,
            rows=self._rows,
            kept=kept,
            reported=self._reported + self._entries.reported,
        )

    def _refused_page(self, document: Document) -> Draft:
        for block in document.blocks:
            if isinstance(block, Table):
                self._refuse_rows(block)
        return Draft(
            path=self._source.path,
            page=self._source.name,
            models=(),
            pointers=(),
            samples=(),
            tally=self._tally((), 0),
        )

    # Sections

    def _sections(self, document: Document) -> list[Section]:
        """Cut the page at the headings that start models; report what stands before them."""
        sections: list[Section] = []
        headings = 0
        for block in document.blocks:
            headings += isinstance(block, Heading)
            if (
                isinstance(block, Heading)
                and block.level == self._dialect.heading_level
            ):
                sections.append(self._section(block))
            elif sections:
                sections[-1].blocks.append(block)
            elif isinstance(block, Table):
                self._refuse_orphan(block)
        if not sections:
            self._report_no_heading(headings)
        for section in sections:
            if not section.name:
                self._refuse_nameless(section)
        return [section for section in sections if section.name]

    def _refuse_nameless(self, section: Section) -> None:
        """Count the rows that go with a heading of no use, which a finding names."""
        for table in self._claimed(section):
            self._refuse_rows(table)

    def _report_no_heading(self, headings: int) -> None:
        marks = "#" * self._dialect.heading_level
        message = f"the page has no heading `{marks} Name`, so it defines no model"
        hint = f"models start with `{marks} Name` in this dialect" if headings else ""
        self.findings.add(rules.NO_HEADING, None, message, hint=hint)

    def _section(self, heading: Heading) -> Section:
        raw = self._entries.name(heading.text, heading.span, "heading") or ""
        joined = _JOIN.sub("", raw) if self._dialect.join_numbers else raw
        return Section(joined, raw, heading.span)

    def _refuse_orphan(self, table: Table) -> None:
        place = table.header.span
        if tables.announces(table, self._dialect):
            self._refuse_rows(table)
            message = "this table stands before any heading, so no model has it"
            self.findings.add(rules.TABLE_WITHOUT_HEADING, place, message)
        else:
            message = "a table before any heading has no known columns"
            self.findings.add(rules.UNCLAIMED_TABLE, place, message)
            unread.report_inner(table, self.findings)

    # Models

    def _model(self, section: Section) -> DraftModel | Pointer | None:
        dialect = self._dialect
        texts = [block for block in section.blocks if isinstance(block, Paragraph)]
        section.announces = any(_says(text, dialect.union_sentence) for text in texts)
        claimed = self._claimed(section)
        if claimed:
            return self._tabular(section, claimed)
        if any(_says(text, dialect.pointer_sentence) for text in texts):
            return Pointer(name=section.name, span=section.span)
        if self._refused(section, texts):
            return None
        return DraftUnion(
            name=section.name,
            description=self._description(section.blocks),
            members=(),
            span=section.span,
        )

    def _claimed(self, section: Section) -> list[Table]:
        """Return the property tables of a section: known by their header or by announcement."""
        claimed: list[Table] = []
        announced = False
        for block in section.blocks:
            if isinstance(block, Table) and (
                announced or tables.announces(block, self._dialect)
            ):
                claimed.append(block)
            announced = isinstance(block, Paragraph) and self._is_announcement(
                block.lines[-1].text
            )
        return claimed

    def _is_announcement(self, text: str) -> bool:
        return text.strip("*_: \t") == self._dialect.announcement != ""

    def _refused(self, section: Section, texts: list[Paragraph]) -> bool:
        """Report why a section without a property table is no union either."""
        unclaimed = any(isinstance(block, Table) for block in section.blocks)
        said = [line for text in texts for line in text.lines]
        piped = [line for line in said if line.text.startswith("|")]
        announcement = next(
            (line for line in said if self._is_announcement(line.text)), None
        )
        if unclaimed:
            self._note_unclaimed(section, ())
        elif any(map(unread.hides_table, section.blocks)):
            pass  # which is told already
        elif len(piped) > 1:
            message = "these lines look like a table but have no delimiter row"
            hint = "put a row like `| :--- | :--- |` below the header"
            self.findings.add(rules.NO_DELIMITER, piped[0].span, message, hint=hint)
        elif announcement:
            message = f"`{shown(section.name)}` announces a table that is not there"
            self.findings.add(rules.MISSING_TABLE, announcement.span, message)
        elif not self._dialect.union_without_table:
            message = f"`{shown(section.name)}` has no property table"
            self.findings.add(rules.MISSING_TABLE, section.span, message)
        else:
            return False
        return True

    def _note_unclaimed(self, section: Section, claimed: Sequence[Table]) -> None:
        # By identity: to compare tables would take the square of their number.
        known = {id(table) for table in claimed}
        for block in section.blocks:
            if isinstance(block, Table) and id(block) not in known:
                message = f"a table of `{shown(section.name)}` has no known columns"
                self.findings.add(rules.UNCLAIMED_TABLE, block.header.span, message)
                unread.report_inner(block, self.findings)

    def _tabular(self, section: Section, claimed: list[Table]) -> DraftModel | None:
        table, *others = claimed
        self._note_unclaimed(section, claimed)
        for other in others:
            self._refuse_rows(other)
            message = f"`{shown(section.name)}` has a second property table"
            self.findings.add(rules.SECOND_TABLE, other.header.span, message)
        roles = tables.columns(table, self._dialect, self.findings)
        if roles is None:
            self._refuse_rows(table)
            return None
        position = section.blocks.index(table)
        rows = tables.Rows(roles, self._dialect, self.findings)
        rows.read(table.rows)
        if table.source == "pipe":
            below = self._below(section.blocks[position + 1 :])
            rows.read_below(self._lines_below(below))
        self._count(rows)
        if not rows.seen:
            message = f"the table of `{shown(section.name)}` has no rows"
            self.findings.add(rules.EMPTY_TABLE, table.header.span, message)
        description = self._description(section.blocks[:position])
        heading = fields.Heading(section.name, description, section.span)
        enum = self._entries.enum(heading, rows.properties)
        return enum or self._entries.object(heading, rows.properties)

    def _count(self, rows: tables.Rows) -> None:
        self._tables += 1
        self._rows += rows.seen
        self._reported += rows.reported

    def _refuse_rows(self, table: Table) -> None:
        self._tables += 1
        self._rows += len(table.rows)
        self._reported += len(table.rows)

    def _below(self, blocks: Sequence[Block]) -> list[Block]:
        """Return the blocks below a table up to the next heading or table."""
        return [*takewhile(lambda each: not isinstance(each, Heading | Table), blocks)]

    def _lines_below(self, blocks: Sequence[Block]) -> Iterator[Line]:
        """Yield the lines below a table that may be rows or text of it.

        A broken description may look like a list or like code, with rows in it.
        """
        for block in blocks:
            match block:
                case Paragraph() if not self._is_sentence(block):
                    yield from self._unannounced(block)
                case Code() | Other() if not self._stands_alone(block):
                    yield from lines(block.text, block.span.line)

    def _unannounced(self, text: Paragraph) -> Iterator[Line]:
        """Yield the lines of a paragraph that announce no table."""
        return (line for line in text.lines if not self._is_announcement(line.text))

    def _is_sentence(self, text: Paragraph) -> bool:
        dialect = self._dialect
        sentences = (dialect.union_sentence, dialect.pointer_sentence)
        return any(_says(text, sentence) for sentence in sentences)

    def _stands_alone(self, block: Code | Other) -> bool:
        """Return whether a block below a table is no part of it: a fence, tags, a ruler."""
        if unread.hides_table(block):
            return True
        if isinstance(block, Other):
            is_comment = block.text.lstrip(" \t").startswith("<!--")
            is_text = block.kind in {"list", "block_quote", "block_html"}
            return is_comment or not is_text or tags.are_all(block.text)
        first = self._source.line(block.span.line).lstrip(" \t")
        return first.startswith(("```", "~~~"))

    def _description(self, blocks: Sequence[Block]) -> str:
        """Return the text of a model: paragraphs apart by an empty line."""
        texts = []
        for block in blocks:
            match block:
                case Paragraph() if not _says(block, self._dialect.union_sentence):
                    told = self._unannounced(block)
                    texts.append("\n".join(line.text for line in told))
                case Other(kind="list" | "block_quote"):
                    texts.append(block.text.strip())
                case Heading():
                    texts.append(block.text)
        return "\n\n".join(inline.plain(text) for text in texts if text)


def _samples(document: Document) -> Iterator[Sample]:
    for block in document.blocks:
        if isinstance(block, Code) and block.closed:
            plain_json = not block.info and block.text.lstrip().startswith(("{", "["))
            if block.info.casefold() == "json" or plain_json:
                yield Sample(block.text, block.line)


def _says(text: Paragraph, sentence: str) -> bool:
    """Return whether a paragraph is `sentence`, in which `*` stands for any text."""
    parts = sentence.split("*")
    said = " ".join(line.text for line in text.lines)
    if not sentence or not said.startswith(parts[0]) or not said.endswith(parts[-1]):
        return False
    position = 0
    for part in parts:
        position = said.find(part, position) + len(part)
        if position < len(part):
            return False
    return True
