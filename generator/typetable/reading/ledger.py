"""The ledger of a page: what became of every row.

The one rule kept here (the conservation law): a row that was read is kept by a part of a model or
told by a finding, and its entry cannot be made without either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from msgspec import Struct

from typetable.diagnostics import Diagnostic
from typetable.source import Located

Part_co = TypeVar("Part_co", bound=Located, covariant=True)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Kept(Struct, Generic[Part_co], frozen=True):
    """A row that became a part of a model, such as a field."""

    subject: Part_co


class Told(Struct, frozen=True):
    """A row that became nothing, and the finding that says so."""

    finding: Diagnostic


Entry: TypeAlias = Kept[Part_co] | Told

Entries: TypeAlias = "Sequence[Entry[Located]]"
"""What became of the rows of a table, one entry a row."""


def lost(rows: Sequence[object], finding: Diagnostic) -> Entries:
    """Return the entries of the rows of a table that no model has."""
    return (Told(finding),) * len(rows)


class Ledger(Struct, frozen=True, kw_only=True, array_like=True):
    """The numbers of a page."""

    headings: int = 0
    tables: int = 0
    kept: int = 0
    told: int = 0

    @property
    def rows(self) -> int:
        """The rows that were read."""
        return self.kept + self.told


def ledger(headings: int, tables: Iterable[Entries]) -> Ledger:
    """Return the numbers of a page; of each table the entries of its rows."""
    entered = [*tables]
    kept = sum(isinstance(each, Kept) for entries in entered for each in entries)
    return Ledger(
        headings=headings,
        tables=len(entered),
        kept=kept,
        told=sum(map(len, entered)) - kept,
    )
