"""The section `[facts]` of a dialect: what cells say of a member, settled in one place.

The one rule kept here: readers of cells return facts and decide nothing; a word that no dialect
lists is a finding, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import shown

if TYPE_CHECKING:
    from typetable.diagnostics import Diagnostic, Findings
    from typetable.markdown.document import Cell

Fact: TypeAlias = Literal["required", "optional"]
"""What can be said of a member: it is always there, or may be absent."""


class Facts(Struct, frozen=True, kw_only=True):
    """`[facts]` of a dialect, by the place where a fact stands."""

    column: Mapping[str, Fact]
    """Whole cells of the column of `columns.required`; another word there is an error."""


def presence(cell: Cell, facts: Facts, findings: Findings) -> Fact | Diagnostic:
    """Return what a cell says of the presence of a member (TT204 where it says nothing)."""
    fact = facts.column.get(cell.text)
    if fact is not None:
        return fact
    said = f"`{shown(cell.text)}`" if cell.text else "an empty cell"
    return findings.add(
        rules.BAD_REQUIRED,
        cell.span,
        f"{said} does not say whether the field is required",
        hint=f"write {' or '.join(facts.column)}",
    )
