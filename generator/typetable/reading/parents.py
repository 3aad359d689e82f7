"""Parents: the rows of a table that others are in, by the indents of their names.

The one rule kept here: a row that is wrong is above those in it all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from typetable.language.ledger import Kept
from typetable.markdown.spans import seen
from typetable.wording.names import BELOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typetable.language.draft import DraftField
    from typetable.language.ledger import Entry
    from typetable.language.rows import Row
    from typetable.wording.indents import Depth
    from typetable.wording.names import Spoken


class _Above(NamedTuple):
    """A row that others may be in."""

    depth: Depth
    path: str


class Parents:
    """The rows above one of a table that are less deep than the ones below them."""

    def __init__(self, spoken: Spoken) -> None:
        """Start above the first row."""
        self._spoken = spoken
        self._above: list[_Above] = []

    def placed(
        self, row: Row, ends: Iterable[Entry[DraftField]]
    ) -> Iterator[Entry[DraftField]]:
        """Yield the members that a row names, called by their paths from the outermost row."""
        if not self._spoken.indents.is_any:
            yield from ends
            return
        depth, text = self._spoken.indents.of(seen(row.cells["name"].text).text)
        for end in ends:
            if isinstance(end, Kept):
                path = self._path(depth, end.subject.name)
                yield replace(end, subject=replace(end.subject, name=path))
            else:
                self._path(depth, text.strip())
                yield end

    def _path(self, depth: Depth, name: str) -> str:
        """Return the path of a row of a name, which others may be in from here on."""
        while self._above and self._above[-1].depth >= depth:
            self._above.pop()
        around = [each.path for each in self._above[-1:]]
        path = BELOW.join((*around, name))
        self._above.append(_Above(depth, path))
        return path
