"""Sections without a property table, and why one of them is no model.

The one rule kept here: lines that look like a table, and a table that is announced, are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import clipped
from typetable.markdown import unread
from typetable.markdown.document import Table

if TYPE_CHECKING:
    from typetable.diagnostics import Findings
    from typetable.language.dialect import Sections
    from typetable.language.outline import Section
    from typetable.language.texts import Texts


def is_refused(
    section: Section, name: str, dialect: Sections, texts: Texts, findings: Findings
) -> bool:
    """Report why a section without a property table is no union either."""
    lines = [*texts.said(section.blocks)]
    piped = [line for line in lines if line.text.startswith("|")]
    label = next(filter(dialect.tables.is_label, lines), None)
    without = dialect.models.without_table
    if any(
        isinstance(block, Table) or unread.hides_table(block)
        for block in section.blocks
    ):
        pass  # which is told already
    elif len(piped) > 1:
        message = "these lines look like a table but have no delimiter row"
        hint = "put a row like `| :--- | :--- |` below the header"
        findings.add(rules.NO_DELIMITER, piped[0].span, message, hint=hint)
    elif label:
        message = f"`{clipped(name)}` announces a table that is not there"
        findings.add(rules.MISSING_TABLE, label.span, message)
    elif without == "error" or (dialect.models.empty and section.is_generic):
        message = f"`{clipped(name)}` has no property table"
        findings.add(rules.MISSING_TABLE, section.span, message)
    else:
        return without == "ignore"
    return True
