"""Grouped rows: rows that begin and end the members of another one, such as `<data>`, `</data>`.

The one rule kept here: rows are a group where both of its ends are there; what stands between them
is then marked as if it were below the first one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.ledger import Told
from typetable.markdown.document import Cell
from typetable.markdown.spans import seen
from typetable.wording.spelling import first

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from typetable.diagnostics import Findings
    from typetable.language.nesting import Nesting
    from typetable.language.rows import Row
    from typetable.wording.names import Names


_HOLDING = ("object", "array", "list", "map", "dict", "json")
"""Words in the types of what has members."""


class _Group(NamedTuple):
    """The numbers of the rows that begin and end a group, what it is called, and its raw type."""

    start: int
    end: int
    name: str
    type: str


class _Begun(NamedTuple):
    """The row that begins what may be a group."""

    at: int
    name: str
    type: str


class Groups:
    """Finds the groups in the rows of one table."""

    def __init__(self, nesting: Nesting, names: Names, findings: Findings) -> None:
        """Take how rows begin and end groups."""
        self._nesting = nesting
        self._names = names
        self._findings = findings

    def marked(self, rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Told]]:
        """Return rows with marks for the groups that they are in, and those that end one."""
        if not self._nesting.opened or not self._nesting.marks:
            return rows, ()
        texts = [_name(row) for row in rows]
        groups, left = self._groups(rows, texts)
        told = {at: self._unended(rows[at]) for at in left}
        told |= {each.end: self._ended(rows[each.end], each.name) for each in groups}
        starts = {each.start: each for each in groups}
        kept = [
            self._placed(row, starts.get(at), sum(g.start < at < g.end for g in groups))
            for at, row in enumerate(rows)
            if at not in told
        ]
        return kept if groups else self._others(rows, told), [*told.values()]

    def _others(self, rows: Sequence[Row], told: Mapping[int, Told]) -> Sequence[Row]:
        return [row for at, row in enumerate(rows) if at not in told] if told else rows

    def _groups(
        self, rows: Sequence[Row], texts: Sequence[str]
    ) -> tuple[Sequence[_Group], Sequence[int]]:
        """Return the groups, and the rows that begin one which no row ends."""
        groups: list[_Group] = []
        begun: list[_Begun] = []
        for at, (row, text) in enumerate(zip(rows, texts, strict=True)):
            if begun and _says_nothing(row) and first(self._nesting.closed, text):
                last = begun.pop()
                groups.append(_Group(last.at, at, last.name, last.type))
            elif _may_hold(row) and (held := next(self._opened(text), None)):
                begun.append(_Begun(at, *held))
        if not any(self._is_in_capitals(text) for text in texts):
            groups = [each._replace(name=_small(each.name)) for each in groups]
        patterns = self._names.pattern
        return groups, [each.at for each in begun if patterns(texts[each.at]) is None]

    def _is_in_capitals(self, text: str) -> bool:
        """Return whether the name of a row that begins and ends nothing is in capitals."""
        is_end = first(self._nesting.closed, text) or next(self._opened(text), None)
        return text.isupper() and not is_end

    def _opened(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the name of the group that a row may begin, and the type of it."""
        for spelling, kind in self._nesting.opened.items():
            if held := spelling.match(text):
                yield held[""], kind

    def _placed(self, row: Row, group: _Group | None, depth: int) -> Row:
        """Return a row with a mark for each group that it is in."""
        cells = dict(row.cells)
        cell = cells["name"]
        if group:
            kind = cells.get("type", cell)
            said = kind.text.strip() if "type" in cells else ""
            cells["type"] = replace(kind, text=said or group.type)
        text = group.name if group else cell.text
        marks = f"{self._nesting.marks[0]} " * depth
        column = max(1, cell.span.column - len(marks))
        span = replace(cell.span, column=column) if marks else cell.span
        cells["name"] = Cell(f"{marks}{text}", span)
        return replace(row, cells=cells) if group or marks else row

    def _ended(self, row: Row, name: str) -> Told:
        message = f"this row ends the members of `{clipped(name)}`"
        place = row.cells["name"].span
        return Told(
            self._findings.add(rules.EMPTY_NAME, place, message, severity="note")
        )

    def _unended(self, row: Row) -> Told:
        cell = row.cells["name"]
        message = f"`{clipped(_name(row), 40)}` begins members, but no row ends them"
        hint = "write the row behind the last of them"
        return Told(self._findings.add(rules.NO_NAME, cell.span, message, hint=hint))


def _name(row: Row) -> str:
    cell = row.cells.get("name")
    return seen(cell.text).text.strip() if cell else ""


def _says_nothing(row: Row) -> bool:
    """Return whether a row has no type, and no text either."""
    return not row.text("type").strip() and not row.description.strip()


def _may_hold(row: Row) -> bool:
    """Return whether the type of a row, if it has one, may have members."""
    kind = row.text("type").casefold()
    return not kind.strip() or any(word in kind for word in _HOLDING)


def _small(name: str) -> str:
    """Return a name in small letters that is in capitals, where others are not."""
    return name.lower() if name.isupper() else name
