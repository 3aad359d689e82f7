"""Groups: which property tables of a section describe one model, and what that is called.

The one rule kept here: each table is in one group, or is told with the reason why it is in none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.draft import Title
from typetable.language.tables import refused
from typetable.reading.levels import refused_by_level
from typetable.reading.owners import owner_of
from typetable.reading.value_reader import between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Findings
    from typetable.language.dialect import Sections
    from typetable.language.ledger import Entries
    from typetable.language.outline import Section
    from typetable.language.tables import Claim
    from typetable.language.texts import Texts
    from typetable.markdown.document import Table
    from typetable.settings.limits import Limits


class Group(NamedTuple):
    """Tables that describe one model."""

    title: Title
    """The model."""
    tables: list[Table]
    """The tables, at least one."""
    owner: str = ""
    """The member of a table above whose members they list."""


class Groups:
    """Puts the property tables of the sections of one page together."""

    def __init__(
        self, dialect: Sections, texts: Texts, limits: Limits, findings: Findings
    ) -> None:
        """Take what the tables of a page are told apart by."""
        self._dialect = dialect
        self._texts = texts
        self._limits = limits
        self._findings = findings

    def of(
        self, section: Section, name: str, claimed: Sequence[Claim]
    ) -> tuple[list[Group], list[Entries]]:
        """Return property tables by their models, and the entries of those that are refused."""
        groups: list[Group] = []
        entries: list[Entries] = []
        findings = self._findings.about(model=name)
        for table in (claim.table for claim in claimed if not claim.values):
            if told := refused_by_level(section, table, self._dialect, findings):
                entries.append(told)
                continue
            below = between(section, table)
            tab = self._texts.tab(below)
            own = self._texts.named(below) or (tab and f"{name} {tab}")
            known = [each for group in groups for each in group.tables]
            holder = self._texts.holder(below) if known else ""
            owner = owner_of(holder, known, self._dialect, self._limits)
            if known and not (own or owner):
                own = self._texts.titled(below)
            if own or owner or not groups:
                above = section.blocks[: section.blocks.index(table)]
                text = self._texts.description(below if own or owner else above)
                called = own or f"{name} {owner}".rstrip()
                groups.append(Group(Title(called, text, section.span), [table], owner))
            elif self._dialect.models.tables == "merge":
                groups[-1].tables.append(table)
            else:
                message = f"`{clipped(name)}` has a second property table"
                told = refused(table, rules.SECOND_TABLE, message, findings)
                entries.append(told)
        return groups, entries
