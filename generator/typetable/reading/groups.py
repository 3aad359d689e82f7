"""Groups: which property tables of a section describe one model, and what that is called.

The one rule kept here: each table is in one group, or is told with the reason why it is in none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language import sections
from typetable.language.draft import Title
from typetable.language.section_names import shown
from typetable.language.tables import refused, spoken
from typetable.markdown.document import Code, Heading, Other, Paragraph
from typetable.reading.inner_headings import (
    between,
    inner_headings,
)
from typetable.reading.levels import refused_by_level
from typetable.reading.owners import owner_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typetable.diagnostics import Findings
    from typetable.language.labels import Label
    from typetable.language.ledger import Entries
    from typetable.language.outline import Section
    from typetable.language.tables import Claim
    from typetable.markdown.document import Block, Table
    from typetable.reading.page_context import PageContext
    from typetable.source import Span


class Group(Struct, frozen=True):
    """Tables that describe one model."""

    title: Title
    """The model."""
    tables: list[Table]
    """The tables, at least one."""
    owner: str = ""
    """The member of a table above whose members they list."""


class Groups:
    """Puts the property tables of the sections of one page together."""

    def __init__(self, page: PageContext) -> None:
        """Take what the sections of a page are read by."""
        self._dialect = page.dialect
        self._texts = page.texts
        self._titles = page.texts.titles
        self._repeated = page.repeated
        self._limits = page.limits
        self._findings = page.findings

    def of(
        self, section: Section, name: str, claimed: Sequence[Claim]
    ) -> tuple[list[Group], list[Entries]]:
        """Return property tables by their models, and the entries of those that are refused."""
        groups: list[Group] = []
        entries: list[Entries] = []
        findings = self._findings.about(model=name)
        tables = [claim.table for claim in claimed if claim.is_of_members]
        inner = inner_headings(section, tables, self._dialect)
        generic = self._generic(section, tables)
        for table in tables:
            heading = inner.headings.get(table.span)
            if told := refused_by_level(section, table, self._dialect, findings):
                entries.append(told)
            elif own := self._named(section, name, table, groups):
                groups.append(own)
            elif title := generic.get(table.span):
                groups.append(self._titled(name, title, section, table))
            elif not (group := self._begun(heading or section, groups)):
                groups.append(self._started(section, name, table, heading))
            elif title := self._apart(group, section, table):
                groups.append(self._titled(name, title, section, table))
            elif not _is_set_apart(section, table) and (
                inner.is_shared or self._dialect.models.tables == "merge"
            ):
                self._tell(group, section, table, findings)
                group.tables.append(table)
            else:
                entries.append(_refused(group, table, findings))
        return groups, entries

    def _named(
        self, section: Section, name: str, table: Table, groups: Sequence[Group]
    ) -> Group | None:
        """Return the group that a table starts because of what stands above it, if it does."""
        below = between(section, table)
        tab = self._titles.tab(below)
        own = self._titles.named(below) or (tab and f"{name} {tab}")
        holders = self._titles.holders(below) if groups else ()
        holder, around = self._held(holders, groups)
        owner = holder if around and not self._titles.shows_example(below) else ""
        if not (own or around):
            titled = self._titles.titled if groups else self._titles.numbered
            own = titled(below)
        if not (own or around):
            return None
        title = self._titles.last_title(below)
        if own in self._repeated:
            own = "" if around else f"{name} {own}"
        if around and not self._titles.is_marked(own, below):
            own = f"{around} {holder}"
        place = title.span if title else section.span
        return self._group(own, table, _behind(title, below), place, owner)

    def _generic(
        self, section: Section, tables: Sequence[Table]
    ) -> Mapping[Span, Label]:
        """Return the generic lines that set tables of a section apart, by the places of these."""
        lines = {t.span: self._titles.generic(between(section, t)) for t in tables}
        found = _distinct({span: each for span, each in lines.items() if each})
        is_first = len(found) < len(lines) and tables[0].span not in found
        several = is_first or len({each.name for each in found.values()}) > 1
        return found if several else {}

    def _apart(self, group: Group, section: Section, table: Table) -> Label | None:
        """Return the line by which a table goes on with no other, where that would be guessed."""
        is_merged = self._dialect.models.tables == "merge"
        if not is_merged or self._goes_on(group.tables[-1], section, table):
            return None
        return self._titles.label(between(section, table))

    def _titled(self, name: str, title: Label, section: Section, at: Table) -> Group:
        """Return the group that a table starts because of the line above it."""
        about = _behind(title.block, between(section, at))
        return self._group(f"{name} {title.name}", at, about, title.block.span)

    def _held(self, holders: Iterable[str], groups: Sequence[Group]) -> tuple[str, str]:
        """Return a member that a text names, and the last model above that has it, or nothing.

        So of ``The `a` in `b`:`` it is the inner one, in any language.
        """
        dialect, limits, known = self._dialect, self._limits, [*holders]
        having = (
            (holder, group.title.name)
            for group in reversed(groups)
            for holder in known
            if owner_of(holder, group.tables, dialect, limits)
        )
        return next(having, ("", ""))

    def _group(
        self,
        name: str,
        table: Table,
        about: Sequence[Block],
        place: Span,
        owner: str = "",
    ) -> Group:
        title = Title(name, self._texts.description(about), place)
        return Group(title, [table], owner)

    @property
    def _is_apart(self) -> bool:
        return self._dialect.models.tables == "apart"

    def _begun(self, of: Section | Heading, groups: Sequence[Group]) -> Group | None:
        """Return the group that a table of a heading may go on with, if there is one."""
        if not self._is_apart:
            return groups[-1] if groups else None
        same = (each for each in reversed(groups) if each.title.span == of.span)
        return next(same, None)

    def _started(
        self, section: Section, name: str, table: Table, heading: Heading | None
    ) -> Group:
        """Return the group of a table that is the first one of its heading."""
        above = section.blocks[: section.blocks.index(table)]
        title: Block | None = heading
        if heading:
            name = shown(sections.named(heading.text, self._dialect.models))
        elif self._is_apart:
            title = self._titles.last_title(above)
        place = (heading or section).span
        return self._group(name, table, _behind(title, above), place)

    def _tell(
        self, group: Group, section: Section, table: Table, findings: Findings
    ) -> None:
        """Warn that a table goes on with others, where nothing says that it does (TT119)."""
        if self._is_apart or not self._goes_on(group.tables[-1], section, table):
            message = f"this table goes on with `{clipped(group.title.name)}`"
            hint = (
                ""
                if self._is_apart
                else "is it of another model? Write that name above it"
            )
            place, rule = table.header.span, rules.SECOND_TABLE
            findings.add(rule, place, message, severity="warning", hint=hint)

    def _goes_on(self, first: Table, section: Section, table: Table) -> bool:
        """Return whether a table says that it goes on with one above it, as an equal one does."""
        below, further = between(section, table), self._dialect.tables.further
        is_part = any(isinstance(each, Heading) for each in below)
        if not further or is_part or self._dialect.combined.join(below):
            return True
        said = [each for each in below if isinstance(each, Paragraph)]
        words = {w for each in said for line in each.lines for w in spoken(line.text)}
        roles = self._dialect.columns.roles
        is_said = said or any(isinstance(e, Other) and e.kind == "list" for e in below)
        is_equal = not is_said and roles(first.header) == roles(table.header)
        return is_equal or not words.isdisjoint(further)


def _is_set_apart(section: Section, table: Table) -> bool:
    """Return whether a sample stands above a table, and no word that it is of the one above it."""
    below = between(section, table)
    texts = (Heading, Paragraph, Other)
    is_silent = not any(isinstance(each, texts) for each in below)
    return is_silent and any(isinstance(each, Code) for each in below)


def _distinct(lines: Mapping[Span, Sequence[Label]]) -> Mapping[Span, Label]:
    """Return one line for each table: the last, or the one above that if all are called alike.

    Some that are called alike are told apart by their remarks.
    """
    near = {span: each[0] for span, each in lines.items()}
    far = {span: each[:2][-1] for span, each in lines.items()}
    whole = {span: each._replace(name=each.whole) for span, each in near.items()}
    ways = (near, far, whole)
    return next((each for each in ways if _differ(each)), near)


def _differ(lines: Mapping[Span, Label]) -> bool:
    return len({each.name for each in lines.values()}) == len(lines)


def _refused(group: Group, table: Table, findings: Findings) -> Entries:
    """Report a table that does not go on with others, and return its entries (TT119)."""
    message = f"`{clipped(group.title.name)}` has a second property table"
    return refused(table, rules.SECOND_TABLE, message, findings)


def _behind(title: Block | None, blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks behind one of them, all where there is none."""
    return blocks[blocks.index(title) + 1 :] if title else blocks
