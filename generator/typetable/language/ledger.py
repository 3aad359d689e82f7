"""The ledger of a page: what became of every row.

The one rule kept here (the conservation law): a row that was read is kept by a part of a model or
told by a finding, and its entry cannot be made without either.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from msgspec import Struct

from typetable.diagnostics import Diagnostic
from typetable.source import Located

Part_co = TypeVar("Part_co", bound=Located, covariant=True)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Kept(Struct, Generic[Part_co], frozen=True):
    """A row that became a part of a model; `accepted` if some of it is not as the docs say."""

    subject: Part_co
    accepted: bool = False


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
    """The models, and what looked like one."""
    tables: int = 0
    """The tables on the page."""
    kept: int = 0
    """The rows that became parts of models as they are."""
    told: int = 0
    """The rows that became nothing, as a finding says."""
    accepted: int = 0
    """The rows of which the configuration accepts an error."""
    omitted: int = 0
    """Those of them that became nothing."""

    @property
    def rows(self) -> int:
        """The rows that were seen."""
        return self.kept + self.told + self.accepted


def ledger(headings: int, tables: Iterable[Entries]) -> Ledger:
    """Return the numbers of a page; of each table the entries of its rows."""
    entered = [*tables]
    ends = Counter(map(_end, chain.from_iterable(entered)))
    omitted = ends[Told, True]
    return Ledger(
        headings=headings,
        tables=len(entered),
        kept=ends[Kept, False],
        told=ends[Told, False],
        accepted=ends[Kept, True] + omitted,
        omitted=omitted,
    )


def _end(entry: Entry[Located]) -> tuple[type, bool]:
    """Return what became of a row, and whether the configuration accepts an error of it."""
    if isinstance(entry, Told):
        return Told, bool(entry.finding.accepted)
    return Kept, entry.accepted
