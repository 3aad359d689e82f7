"""Reasons: of each table why it was read or not, and of each row where its facts come from.

The one rule kept here: what is shown was noted while the page was read, and nothing is left out:
each table of a page, each row of a table, each fact of a row.
"""

from __future__ import annotations

from bisect import bisect
from collections import deque
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from typetable.diagnostics import clipped, counted
from typetable.language.draft import DraftMember, rows_of
from typetable.markdown.spans import seen
from typetable.notation.types import in_words, names
from typetable.notation.values import json_value
from typetable.python.characters import columns
from typetable.reading.presence import ASKED
from typetable.report.escape import visible
from typetable.schema import Json
from typetable.wording.settling import is_presence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.language.columns import Role
    from typetable.notation.types import NamedType
    from typetable.reading.reasons import PageReasons, RowReasons, TableReasons
    from typetable.report.report import Report, Screen
    from typetable.source import Span
    from typetable.wording.said import Place, Said

_CELL = 30
"""So many characters of a cell are shown."""

_SAYING: Mapping[Place, Role] = {
    "name": "name",
    "type": "type",
    "default": "default",
    "notes": "notes",
    "condition": "condition",
    "description": "description",
}
"""The columns of the places that are one each."""

_AROUND: Mapping[Place, str] = {
    "sentence": "the text above says so",
    "heading": "the heading says so",
}


class _Line(NamedTuple):
    """A line in pieces, between which it may break, and how far it is indented."""

    depth: int
    pieces: tuple[str, ...]


class _Part(NamedTuple):
    """A table of a page, and what stands in its lines."""

    page: PageReasons
    """The page."""

    table: TableReasons
    """The table, and what was decided of it."""

    rows: Mapping[Span, RowReasons | DraftMember]
    """What its rows became."""

    found: Sequence[Diagnostic]
    """The findings in its lines, in their order."""

    @property
    def model(self) -> str:
        """The name of the model whose table it is."""
        header = self.table.claim.table.header
        return self.page.names.get(header.span, self.table.name)

    def title(self, role: Role) -> str:
        """Return the header of a role."""
        header = self.table.claim.table.header
        roles = self.page.dialect.columns.roles(header)
        return header.cells[roles.index(role)].text


def reason_blocks(report: Report, screen: Screen) -> Iterator[list[str]]:
    """Yield the lines about each table, no wider than the screen where they can be so."""
    found: dict[tuple[str, int], list[Diagnostic]] = {}
    for each in report.diagnostics:
        if each.span:
            found.setdefault((each.path, each.span.line), []).append(each)
    for page in report.reasons:
        for part in _parts(page, found):
            lines = (_broken(line, screen.width) for line in _table(part))
            yield [text for line in lines for text in line]


def _broken(line: _Line, width: int) -> Iterator[str]:
    """Yield a line, and below it what would be wider than the screen."""
    first, *more = map(visible, line.pieces)
    text = "  " * line.depth + first
    for piece in more:
        if columns(f"{text} {piece}") > width:
            yield text
            text = "  " * (line.depth + 1) + piece
        else:
            text += f" {piece}"
    yield text


def _line(depth: int, fact: str, *why: str) -> _Line:
    """Return the line of a fact and of what is behind it, if anything is."""
    *before, last = (fact, *filter(None, why))
    marked = (f"{text}{',' if at else ':'}" for at, text in enumerate(before))
    return _Line(depth, (*marked, last))


def _parts(
    page: PageReasons, found: Mapping[tuple[str, int], Sequence[Diagnostic]]
) -> Iterator[_Part]:
    """Yield the tables of a page, each with what stands between its header and the next one's.

    Findings are by their pages and lines.
    """
    rows: dict[Span, RowReasons | DraftMember] = {
        each.span: each
        for model in page.draft.models
        for each in rows_of(model)
        if isinstance(each, DraftMember)
    }
    rows |= {each.field.span: each for each in page.rows}
    spans = sorted(rows)
    starts = [bisect(spans, each.claim.table.header.span) for each in page.tables]
    ends = pairwise([*starts, len(spans)])
    for table, (start, end) in zip(page.tables, ends, strict=True):
        own = {span: rows[span] for span in spans[start:end]}
        whole = table.claim.table
        places = (whole.header.span, whole.delimiter.span, *own)
        lines = {each.line for each in (*places, *(row.span for row in whole.rows))}
        here = (found.get((page.path, line), ()) for line in sorted(lines))
        yield _Part(page, table, own, tuple(chain.from_iterable(here)))


def _table(part: _Part) -> Iterator[_Line]:
    """Yield the lines about a table: why it is read or not, its columns and its rows."""
    claim, section = part.table.claim, part.table.section
    yield _verdict(part)
    yield _line(1, "refused" if claim.reason else "claimed", f"by {claim.ground}")
    if section and section.key != claim.ground:
        yield _line(1, f"heading in line {section.span.line}", f"by {section.key}")
    if part.model != part.table.name:
        yield _line(1, f"`{part.model}` in the text above", "by [models] sentences")
    if any(isinstance(each, DraftMember) for each in part.rows.values()):
        by = "by [enums] marks" if claim.values is None else ""
        yield _line(1, "its rows are values", by)
    yield from _columns(part)
    if not claim.reason:
        yield from _rows(part)


def _columns(part: _Part) -> Iterator[_Line]:
    """Yield the lines about the columns of a table."""
    claim, dialect = part.table.claim, part.page.dialect
    header = claim.table.header
    known = dialect.columns.roles(header)
    roles = claim.values.roles if claim.values else known
    for cell, role, usual in zip(header.cells, roles, known, strict=True):
        key = dialect.columns.key(cell.text) if role == usual else ""
        if role == "values" and claim.values:
            key = dialect.enums.key(cell.text)
        by = f"by {key}" if key else ""
        yield _line(1, f"column {_quoted(cell.text)}", role or "unknown", by)


def _verdict(part: _Part) -> _Line:
    """Return the line of a table and of what became of it."""
    claim = part.table.claim
    place = f"{part.page.path}:{claim.table.header.span.line}"
    whose = f"of `{clipped(part.model)}`" if part.model else "before any heading"
    rows = counted(len(claim.table.rows), "row")
    is_read = part.rows or (claim.values and claim.values.of_members)
    verdict = claim.reason or ("is read" if is_read else "is not read")
    return _Line(0, (f"{place}: a table {whose} ({rows})", verdict))


def _rows(part: _Part) -> Iterator[_Line]:
    """Yield the lines about the rows of a table, and what was found in each line."""
    waiting = deque(part.found)
    for span, became in part.rows.items():
        while waiting and waiting[0].span and waiting[0].span.line < span.line:
            yield _found(waiting.popleft())
        if isinstance(became, DraftMember):
            value = Json.of(became.value).text
            yield _line(1, f"{span.line}: {_quoted(became.name)} = {value}")
        else:
            yield from _row(part, became)
    yield from map(_found, waiting)


def _found(diagnostic: Diagnostic) -> _Line:
    """Return the line of a finding, which is told in full elsewhere."""
    line = diagnostic.span.line if diagnostic.span else 1
    head = f"{line}: {diagnostic.severity}[{diagnostic.code}]"
    return _Line(1, (head, diagnostic.message))


def _row(part: _Part, row: RowReasons) -> Iterator[_Line]:
    """Yield the lines about a row: the field that it became, and each fact of it."""
    name, span = row.field.name, row.field.span
    yield _line(1, f"{span.line}: {_quoted(name)}", *_subject(part, row))
    if seen(row.row.text("name")).text.strip() != name:
        yield _line(2, f"name {_quoted(name)}", _says(part, row, "name"))
    yield _type(part, row)
    if not _is_type_alone(part, row):
        yield from _facts(part, row)
    for role, is_taken in row.taken:
        yield _line(2, role if is_taken else f"no {role}", _says(part, row, role))


def _subject(part: _Part, row: RowReasons) -> tuple[str, ...]:
    """Return what a row is about, if that is no member of the model of its table."""
    model, _ = part.page.nested.get(row.field.span, (part.model, row.field))
    if row.field.span in part.page.aliases:
        return "the model itself", "by [names] itself"
    if _is_type_alone(part, row):
        return "all other members", "by [names] patterns"
    return () if model == part.model else (f"in `{clipped(model)}`", _path(part))


def _is_type_alone(part: _Part, row: RowReasons) -> bool:
    """Return whether nothing but the type of a row counts."""
    field, page = row.field, part.page
    return field.span in page.aliases or field.type_span in page.others


def _path(part: _Part) -> str:
    return f'by [nesting] path = "{part.page.dialect.spoken.path}"'


def _type(part: _Part, row: RowReasons) -> _Line:
    """Return the line about the type of a row: as its cell says, and what changed it since."""
    stated, span = row.field, row.field.span
    model, nested = part.page.nested.get(span, (part.model, stated))
    _, last = part.page.fields.get(span, (model, nested))
    why = [key if at else f"by {key}" for at, key in enumerate(row.kind)]
    if nested.type != stated.type and model == part.model:
        why.append(_path(part))
    if last.type != nested.type:
        why.append("by a table of its values")
    why += (_unless(each) for each in names(last.type) if each.otherwise)
    return _line(2, f"type {in_words(last.type)}", _says(part, row, "type"), *why)


def _unless(noun: NamedType) -> str:
    """Return which model a word is, if the docs define one."""
    if not noun.ways:
        return f"unless a model is called {_quoted(noun.name)}"
    told = dict.fromkeys(each.name for way in noun.ways for each in way)
    meant = " or ".join(map(_quoted, [*told][:_MENTIONED]))
    return f"unless {meant} is such a model, by [references] beside"


_MENTIONED = 4
"""So many names are shown of those that a text mentions."""


def _facts(part: _Part, row: RowReasons) -> Iterator[_Line]:
    """Yield the lines about what is said of a field, and about what nobody says."""
    facts, field = part.page.dialect.facts, row.field
    holding = facts.settled(row.said).counted
    _, last = part.page.fields.get(field.span, ("", field))
    is_choice = last.required != field.required
    for said, role in _said(row):
        says = _says(part, row, role) if role else _AROUND[said.place]
        holds = _holds(said, holding) and not (is_choice and is_presence(said))
        why = "" if holds else "which does not count"
        yield _line(2, _fact(said), says, f"by {said.key}" if said.key else "", why)
    if is_choice:
        yield _line(2, "conditional", last.condition, "by [names] several")
    elif not any(is_presence(said) for said in holding):
        fact = "required" if field.required else "optional"
        yield _line(2, fact, "nobody says it", f'by [facts] silent = "{facts.silent}"')


def _said(row: RowReasons) -> Iterator[tuple[Said, Role | None]]:
    """Yield what is said of a field, and in which column; a default may stand beside a word."""
    asked = (role for role in ASKED if role in row.row.cells)
    column: Role | None = None
    for said in row.said:
        if said.place == "column" and said.fact != "default":
            column = next(asked)
        yield said, column if said.place == "column" else _SAYING.get(said.place)


def _holds(said: Said, holding: Sequence[Said]) -> bool:
    """Return whether something is said that holds, there or elsewhere, or means nothing."""
    agrees = ((said.fact, said.value) == (each.fact, each.value) for each in holding)
    return said.fact == "ignored" or any(agrees)


def _fact(said: Said) -> str:
    """Return a fact in words; a condition stands in what says it."""
    if said.fact != "default":
        return said.fact
    value = json_value(said.value)
    return f"default {value.text if isinstance(value, Json) else value}"


def _says(part: _Part, row: RowReasons, role: Role) -> str:
    """Return which column says something, and what."""
    if role == "required" and row.row.presence:
        cells = row.row.presence.items()
        return " and ".join(_column_says(title, cell.text) for title, cell in cells)
    text = row.row.description if role == "description" else row.row.text(role)
    if role in row.row.cells:
        return _column_says(part.title(role), text)
    return f"{_quoted(text)} below it" if text else "there is no such column"


def _column_says(title: str, text: str) -> str:
    says = f"says {_quoted(text)}" if seen(text).text.strip() else "is empty"
    return f"{_quoted(title)} {says}"


def _quoted(text: str) -> str:
    """Return a cell as readers see it, on one line and no longer than it can be."""
    return f"`{clipped(' '.join(seen(text).text.split()), _CELL)}`"
