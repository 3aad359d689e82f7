"""Parents: the rows of a table that others are in, by the indents of their names.

The one rule kept here: what is in a row that is told is told with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.ledger import Told
from typetable.markdown.spans import seen
from typetable.notation.type_cells import DEPTH
from typetable.wording.paths import BELOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typetable.diagnostics import Findings
    from typetable.language.draft import DraftField
    from typetable.language.ledger import Entry
    from typetable.language.rows import Row
    from typetable.wording.indents import Depth
    from typetable.wording.paths import Spoken


class _Above(Struct, frozen=True):
    """A row that others may be in, and what became of it."""

    depth: Depth
    end: Entry[DraftField]


class Parents:
    """The rows above one of a table that are less deep than the ones below them."""

    def __init__(self, spoken: Spoken, deepest: int, findings: Findings) -> None:
        """Start above the first row; no row may be in more than `deepest` others."""
        self._spoken = spoken
        self._deepest = deepest
        self._findings = findings
        self._above: list[_Above] = []

    def placed(
        self, row: Row, ends: Iterable[Entry[DraftField]]
    ) -> Iterable[Entry[DraftField]]:
        """Return the members that a row names, called by their paths from the outermost row."""
        if row.place or not self._spoken.indents.is_any:
            return ends
        return self._placed(row, ends)

    def _placed(
        self, row: Row, ends: Iterable[Entry[DraftField]]
    ) -> Iterator[Entry[DraftField]]:
        depth, _ = self._spoken.indents.of(seen(row.cells["name"].text).text)
        for each in ends:
            while self._above and self._above[-1].depth >= depth:
                self._above.pop()
            end = self._below(each)
            self._above.append(_Above(depth, end))
            yield end

    def _below(self, end: Entry[DraftField]) -> Entry[DraftField]:
        """Return what becomes of a row in the one above it (TT203 where it is too deep)."""
        around = self._above[-1].end if self._above else None
        if isinstance(around, Told):
            return around
        if around is None or isinstance(end, Told):
            return end
        field = end.subject
        if len(self._above) >= self._deepest:
            message = f"`{clipped(field.name)}` is in too many rows"
            place = field.span
            return Told(self._findings.add(rules.DEEP_TYPE, place, message, hint=DEPTH))
        path = f"{around.subject.name}{BELOW}{field.name}"
        return replace(end, subject=replace(field, name=path))
