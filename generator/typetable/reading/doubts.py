"""Doubts: why a table with known columns lists no members all the same.

The one rule kept here: what decides it stands in the first column or above it, never in a family.
"""

from __future__ import annotations

import re
from itertools import dropwhile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from typetable.diagnostics import clipped
from typetable.language.columns import TELLING, folded
from typetable.language.evidence import plain
from typetable.language.row_kinds import is_filled_in, text_of
from typetable.markdown.spans import seen
from typetable.notation import grammar
from typetable.notation.types import ScalarType
from typetable.wording.facts import taken_off
from typetable.wording.name_lists import apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.language.columns import Role
    from typetable.language.dialect import Dialect
    from typetable.language.evidence import Evidence
    from typetable.markdown.document import Cell, Row, Table
    from typetable.markdown.spans import Seen

_Doubt: TypeAlias = "tuple[str, str] | None"
"""Why a table lists no members, and what decides that."""


class Doubts:
    """Says of the tables of one page why they list no members."""

    def __init__(self, dialect: Dialect, evidence: Evidence) -> None:
        """Take what the tables of a page are judged by."""
        self._tables = dialect.tables
        self._columns = dialect.columns
        self._types = dialect.types
        self._evidence = evidence
        self._spoken_names = dialect.spoken
        self._combined = dialect.combined

    def on(self, table: Table) -> _Doubt:
        """Return why a table with known columns lists no members, and what decides that."""
        reasons = (
            self._by_first_header,
            self._by_links,
            self._by_sizes,
            self._by_places,
            self._by_names,
            self._by_types,
        )
        return next((found for each in reasons if (found := each(table))), None)

    def lists_members(self, table: Table) -> bool:
        """Return whether a header says that a table lists members, wherever it stands."""
        title = folded(seen(table.header.cells[0].text).text)
        return title in map(folded, self._tables.members)

    def names(self, table: Table) -> Iterator[str]:
        """Yield what the column of names shows; a table that only has a label may have none."""
        roles = self._columns.roles(table.header)
        rows = [row for row in table.rows if not _is_text(row, roles)]
        for at, role in enumerate(roles):
            if role == "name":
                rows = [row for row in rows if not is_filled_in(row)]
                cells = (row.cells[at] for row in rows if len(row.cells) > at)
                bare = (self._spoken_names.indents.bared(cell).cell for cell in cells)
                named = (c for c in bare if not self._combined.is_nameless(c.text))
                yield from map(self._name, named)

    def _name(self, cell: Cell) -> str:
        """Return the name in a cell as readers see it, of several the first."""
        names = apart(cell).cells if self._spoken_names.names.several else (cell,)
        shown = self._spoken_names.indents.of(seen(names[0].text).text).text
        return self._spoken_names.joined(shown.strip())

    def _by_first_header(self, table: Table) -> _Doubt:
        title = seen(table.header.cells[0].text).text.strip()
        for first in self._tables.first:
            if title.casefold() == first.casefold():
                reason = f"lists what `{clipped(title)}` says, no members"
                return reason, f'[tables] first = "{first}"'
        return None

    def _by_links(self, table: Table) -> _Doubt:
        reason = "lists models, to which its names link"
        return (reason, _LINKS) if self._lists_models(table) else None

    def _by_sizes(self, table: Table) -> _Doubt:
        titles = {folded(seen(each.text).text) for each in table.header.cells}
        for header in self._tables.binary:
            if folded(header) in titles:
                return "lays out bytes, no members", f'[tables] binary = "{header}"'
        return None

    def _by_places(self, table: Table) -> _Doubt:
        reason = "lists the parts of an array by their places"
        return (reason, _PLACES) if _numbers_parts(table) else None

    def _by_names(self, table: Table) -> _Doubt:
        names = self._bare_names(table)
        roles = self._columns.roles(table.header)
        kinds_of_names = _KINDS if {*TELLING}.intersection(roles) else _KINDS_OF_PROSE
        for pattern, kind, share in kinds_of_names:
            fitting = sum(pattern.match(name) is not None for name in names)
            is_excused = "type" in roles and pattern is _VARIABLE
            if names and not is_excused and fitting > share * len(names):
                return f"lists {kind}", _BY_NAMES.format(fitting, len(names))
        return None

    def _by_types(self, table: Table) -> _Doubt:
        roles = self._columns.roles(table.header)
        if "type" in roles or ("example" in roles and self.lists_members(table)):
            return None
        names = self._bare_names(table)
        kinds = (grammar.parse(name, self._types) for name in names)
        scalars = sum(isinstance(kind, ScalarType) for kind in kinds)
        if 1 < len(names) < 2 * scalars:
            return "lists types", _BY_NAMES.format(scalars, len(names))
        return None

    def _bare_names(self, table: Table) -> Sequence[str]:
        facts = self._evidence.facts
        return [taken_off(name, "name", facts)[0] for name in self.names(table)]

    def _lists_models(self, table: Table) -> bool:
        """Return whether each row leads to a model, which its name is called like.

        Members seldom are in capitals, and no code has them then, nor does a header say so.
        """
        links = [seen(row.cells[0].text) for row in table.rows]
        names = [each.text.strip() for each in links]
        are_models = all(map(self._is_model, links))
        is_listed = len(names) > 1 and are_models and not self.lists_members(table)
        keys = self._evidence.keys
        return is_listed and not any(name in keys for name in names)

    def _is_model(self, name: Seen) -> bool:
        """Return whether a name is a link to a page, or a heading, that is called so."""
        text = name.text.strip()
        targets = [e.target for e in name.stretches if e.mark == "link" and e.target]
        if name.marked("link") != (text,) or not text[:1].isupper() or not targets:
            return False
        page, _, anchor = targets[0].partition("#")
        is_page = PurePosixPath(page).suffix in _PAGES
        if is_page and plain(PurePosixPath(page).stem) == plain(text):
            return True
        return plain(anchor) == plain(text) and plain(text) in self._evidence.headings


_BY_NAMES = "[tables] guarded, by {} of {} names"
_PLACES = "[tables] guarded, by the numbers in its first column"
_PAGES = frozenset((".md", ".mdx", ".markdown"))
_LINKS = "[tables] guarded, by the links in its first column"


def _is_text(row: Row, roles: Sequence[Role | None]) -> bool:
    """Return whether a row of a table with several columns goes on with the one above it."""
    return len(roles) > 1 and bool(text_of(row, roles, may_lack_name=False))


def _numbers_parts(table: Table) -> bool:
    """Return whether rows begin with numbers from 0 on, in brackets or not, as places have them.

    The last ones may stand for all others: `0`, `n`, `...`.
    """
    cells = [row.cells[0] for row in table.rows]
    places = [seen(cell.text).text.strip().removeprefix("[") for cell in cells]
    counted = [
        *dropwhile(_stands_for_others, [p.removesuffix("]") for p in places][::-1])
    ]
    is_counted = counted[::-1] == [str(at) for at in range(len(counted))]
    return len(places) > 1 and bool(counted) and is_counted


def _stands_for_others(place: str) -> bool:
    return place in {"n", "N", "i"} or not place.strip(".\u2026")


_FLAG = re.compile(r"-{1,2}[A-Za-z]")
_VARIABLE = re.compile(r"\$?[A-Z][A-Z0-9]*_[A-Z0-9_]*")
_CALL = re.compile(r"\w+\s?\([^)]*\)")
_WORDS = re.compile(r"\S+(?:[^\S\n]+\S+|(?<=[;,.])\n)")
"""Words on one line, or a line that is not whole: names on several lines are several names."""
_NUMBER = re.compile(r"[0-9]+")

_KINDS = (
    (_FLAG, "flags of a command", 0.5),
    (_VARIABLE, "environment variables", 0.8),
    (_CALL, "methods", 0.5),
    (_NUMBER, "numbers", 0.8),
    (_WORDS, "words that are no names", 0.4),
)
"""What first columns list that hold no members: how it begins, what it is, and from which share."""

_KINDS_OF_PROSE = (
    (_CALL, "methods", 0.0),
    (re.compile(r"[^\x00-\x7f]*[^\W\d_a-zA-Z]"), "words that are no names", 0.6),
    *_KINDS,
)
"""The same in tables that say nothing but what names mean: one call is enough, and letters that
programs seldom use in names are those of prose."""
