"""Documents as drafts: which headings are models, and what their tables say.

The one rule kept here (the conservation law): every row of a table ends in a draft or in a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from typetable import entries, inline, rules, tables, typeexpr
from typetable.diagnostics import Findings, shown
from typetable.draft import (
    Draft,
    DraftEnum,
    DraftObject,
    DraftUnion,
    Pointer,
    Tally,
)
from typetable.markdown import Code, Heading, Other, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.dialect import Dialect
    from typetable.draft import DraftModel
    from typetable.limits import Limits
    from typetable.markdown import Block, Document, Line
    from typetable.source import SourceFile, Span


_NUMBERED = re.compile(r"(?P<stem>.+)_(?P<number>[1-9][0-9]{0,3})")
_JOIN = re.compile(r"(?<=[A-Za-z])_(?=[0-9])")
_WIDE_SPACES = "\u00a0\u3000"


@dataclass(slots=True)
class _Section:
    """A heading that starts a model, and what stands below it up to the next one."""

    name: str
    raw_name: str
    span: Span
    blocks: list[Block] = field(default_factory=list)
    model: DraftModel | Pointer | None = None
    lists_members: bool = False


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
        self.findings = Findings(source.path)
        self._entries = entries.Entries(dialect, limits, self.findings)
        self._tables = self._rows = self._reported = 0

    def read(self, document: Document) -> Draft:
        """Read the whole page."""
        sections = self._sections(document)
        for section in sections:
            section.model = self._model(section)
        self._list_numbered(sections)
        self._list_announced(sections)
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
        kept = sum(len(_rows_of(model)) for model in models)
        return Tally(
            headings=headings,
            tables=self._tables,
            rows=self._rows,
            kept=kept,
            reported=self._reported + self._entries.reported,
        )

    # Sections

    def _sections(self, document: Document) -> list[_Section]:
        """Cut the page at the headings that start models; report what stands before them."""
        sections: list[_Section] = []
        headings = 0
        for block in document.blocks:
            headings += isinstance(block, Heading)
            self._check_block(block)
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
        return [section for section in sections if section.name]

    def _report_no_heading(self, headings: int) -> None:
        marks = "#" * self._dialect.heading_level
        message = f"the page has no heading `{marks} Name`, so it defines no model"
        hint = f"models start with `{marks} Name` in this dialect" if headings else ""
        self.findings.add(rules.NO_HEADING, None, message, hint=hint)

    def _section(self, heading: Heading) -> _Section:
        raw = self._entries.name(heading.text, heading.span, "heading") or ""
        joined = _JOIN.sub("", raw) if self._dialect.join_numbers else raw
        return _Section(joined, raw, heading.span)

    def _refuse_orphan(self, table: Table) -> None:
        if tables.announces(table, self._dialect):
            self._refuse_rows(table)
            message = "this table stands before any heading, so no model has it"
            self.findings.add(rules.TABLE_WITHOUT_HEADING, table.header.span, message)

    def _check_block(self, block: Block) -> None:
        """Report blocks that hide models, and lines that nearly are Markdown."""
        match block:
            case Code(closed=False) | Other(closed=False):
                if hidden := _hidden_lines(block.text):
                    message = (
                        f"this block is never closed and hides {hidden} lines of models"
                    )
                    self.findings.add(rules.UNCLOSED_BLOCK, block.span, message)
            case Paragraph():
                for line in block.lines:
                    self._check_spaces(line)

    def _check_spaces(self, line: Line) -> None:
        text = line.text
        near_heading = text.startswith("#") and text.lstrip("#")[:1] in _WIDE_SPACES
        near_delimiter = text.startswith("|") and not text.strip(
            "|-: \t" + _WIDE_SPACES
        )
        if text.lstrip("#") and (
            near_heading or (near_delimiter and not text.isascii())
        ):
            message = "Markdown does not take this wide space for a space"
            hint = "write an ordinary space"
            self.findings.add(rules.WIDE_SPACE, line.span, message, hint=hint)

    # Models

    def _model(self, section: _Section) -> DraftModel | Pointer | None:
        dialect = self._dialect
        texts = [block for block in section.blocks if isinstance(block, Paragraph)]
        section.lists_members = any(
            _says(text, dialect.union_sentence) for text in texts
        )
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

    def _claimed(self, section: _Section) -> list[Table]:
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

    def _refused(self, section: _Section, texts: list[Paragraph]) -> bool:
        """Report why a section without a property table is no union either."""
        unclaimed = next(
            (block for block in section.blocks if isinstance(block, Table)), None
        )
        lines = [line for text in texts for line in text.lines]
        piped = [line for line in lines if line.text.startswith("|")]
        announcement = next(
            (line for line in lines if self._is_announcement(line.text)), None
        )
        if unclaimed:
            message = (
                f"the table of `{shown(section.name)}` has none of the known columns"
            )
            self.findings.add(rules.UNCLAIMED_TABLE, unclaimed.header.span, message)
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

    def _tabular(self, section: _Section, claimed: list[Table]) -> DraftModel | None:
        table, *others = claimed
        for other in others:
            self._refuse_rows(other)
            message = f"`{shown(section.name)}` has a second property table"
            self.findings.add(rules.SECOND_TABLE, other.header.span, message)
        roles = tables.columns(table, self._dialect, self.findings)
        if roles is None:
            self._refuse_rows(table)
            return None
        rows = tables.Rows(roles, self._dialect, self.findings)
        position = section.blocks.index(table)
        rows.read(table.rows)
        rows.read_below(self._lines_below(section.blocks[position + 1 :]))
        self._tables += 1
        self._rows += rows.seen
        self._reported += rows.reported
        if not rows.seen:
            message = f"the table of `{shown(section.name)}` has no rows"
            self.findings.add(rules.EMPTY_TABLE, table.header.span, message)
        description = self._description(section.blocks[:position])
        heading = entries.Heading(section.name, description, section.span)
        return self._entries.enum(heading, rows.properties) or self._entries.object(
            heading, rows.properties
        )

    def _refuse_rows(self, table: Table) -> None:
        self._tables += 1
        self._rows += len(table.rows)
        self._reported += len(table.rows)

    def _lines_below(self, blocks: Sequence[Block]) -> Iterator[Line]:
        for block in blocks:
            if isinstance(block, Paragraph) and not _says(
                block, self._dialect.union_sentence
            ):
                yield from block.lines

    def _description(self, blocks: Sequence[Block]) -> str:
        """Return the text of a model: paragraphs apart by an empty line."""
        texts = []
        for block in blocks:
            match block:
                case Paragraph() if not _says(block, self._dialect.union_sentence):
                    lines = [line.text for line in block.lines]
                    texts.append(
                        "\n".join(
                            line for line in lines if not self._is_announcement(line)
                        )
                    )
                case Other(kind="list" | "block_quote"):
                    texts.append(block.text.strip())
                case Heading():
                    texts.append(block.text)
        return "\n\n".join(inline.plain(text) for text in texts if text)

    # Unions

    def _list_numbered(self, sections: list[_Section]) -> None:
        """Give a union X the members X_1 ... X_n of its page (rule R5 of the liblab docs)."""
        if not self._dialect.union_numbered:
            return
        numbered: dict[str, dict[int, str]] = {}
        for section in sections:
            if found := _NUMBERED.fullmatch(section.raw_name):
                numbered.setdefault(found["stem"], {})[
                    int(found["number"])
                ] = section.name
        for section in sections:
            names = numbered.get(section.raw_name, {})
            if len(names) > 1 and sorted(names) == list(range(1, len(names) + 1)):
                _set_members(section, [names[number] for number in sorted(names)])

    def _list_announced(self, sections: list[_Section]) -> None:
        """Give a union the headings that follow the sentence that announces its members."""
        start = next(
            (i for i, section in enumerate(sections) if section.lists_members), None
        )
        if start is None:
            return
        unions = [
            section for section in sections if isinstance(section.model, DraftUnion)
        ]
        owner = (
            sections[start] if sections[start] in unions else next(iter(unions), None)
        )
        following = [
            section for section in sections[start + 1 :] if section is not owner
        ]
        inner = {name for section in following for name in _references(section)}
        if owner:
            _set_members(
                owner,
                [section.name for section in following if section.name not in inner],
            )


def _set_members(section: _Section, names: list[str]) -> None:
    if isinstance(section.model, DraftUnion):
        section.model = DraftUnion(
            name=section.model.name,
            description=section.model.description,
            members=tuple(names),
            span=section.span,
        )


def _references(section: _Section) -> Iterator[str]:
    if isinstance(section.model, DraftObject):
        for row in section.model.fields:
            yield from (named.name for named in typeexpr.names(row.type))


def _rows_of(model: DraftModel) -> tuple[object, ...]:
    match model:
        case DraftObject():
            return model.fields
        case DraftEnum():
            return model.members
        case DraftUnion():
            return ()


def _samples(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Code) and block.closed:
            plain_json = not block.info and block.text.lstrip().startswith(("{", "["))
            if block.info.casefold() == "json" or plain_json:
                yield block.text


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


def _hidden_lines(text: str) -> int:
    return sum(line.startswith(("# ", "|")) for line in text.split("\n"))
