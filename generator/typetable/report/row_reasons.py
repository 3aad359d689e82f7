"""Reasons of rows: of each field where its name, its type and each fact of it come from.

The one rule kept here: what is shown was noted while the page was read, and no fact is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.diagnostics import clipped
from typetable.markdown.spans import seen
from typetable.notation.types import in_words, names
from typetable.notation.values import json_value
from typetable.reading.presence import ASKED
from typetable.report.reason_parts import Line, Part, line_of, quoted
from typetable.schema import Json
from typetable.wording.settling import is_presence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from typetable.language.columns import Role
    from typetable.notation.types import NamedType
    from typetable.reading.reasons import RowReasons
    from typetable.wording.said import Place, Said

_SAYING: Mapping[Place, Role] = {
    "name": "name",
    "type": "type",
    "default": "default",
    "notes": "notes",
    "condition": "condition",
    "access": "access",
    "description": "description",
}
"""The columns of the places that are one each."""

_AROUND: Mapping[Place, str] = {
    "sentence": "the text above says so",
    "heading": "the heading says so",
}


def lines_of_row(part: Part, row: RowReasons) -> Iterator[Line]:
    """Yield the lines about a row: the field that it became, and each fact of it."""
    name, span = row.field.name, row.field.span
    yield line_of(1, f"{span.line}: {quoted(name)}", *_subject(part, row))
    if seen(row.row.text("name")).text.strip() != name:
        yield line_of(2, f"name {quoted(name)}", _says(part, row, "name"))
    yield _type(part, row)
    if not _is_type_alone(part, row):
        yield from _facts(part, row)
    for role, is_taken in row.taken:
        yield line_of(2, role if is_taken else f"no {role}", _says(part, row, role))


def _subject(part: Part, row: RowReasons) -> tuple[str, ...]:
    """Return what a row is about, if that is no member of the model of its table."""
    model, _ = part.page.nested.get(row.field.span, (part.model, row.field))
    if row.field.span in part.page.aliases:
        return "the model itself", "by [names] itself"
    if _is_type_alone(part, row):
        return "all other members", "by [names] patterns"
    return () if model == part.model else (f"in `{clipped(model)}`", _path(part, row))


def _is_type_alone(part: Part, row: RowReasons) -> bool:
    """Return whether nothing but the type of a row counts."""
    field, page = row.field, part.page
    return field.span in page.aliases or field.type_span in page.others


def _path(part: Part, row: RowReasons) -> str:
    """Return the key that says what a row is below: marks before its name, or its path."""
    spoken = part.page.dialect.spoken
    depth, _ = spoken.indents.of(seen(row.row.text("name")).text)
    marks = "by [nesting] marks, as before its name"
    return marks if any(depth) else f'by [nesting] path = "{spoken.path}"'


def _type(part: Part, row: RowReasons) -> Line:
    """Return the line about the type of a row: as its cell says, and what changed it since."""
    stated, span = row.field, row.field.span
    model, nested = part.page.nested.get(span, (part.model, stated))
    _, last = part.page.fields.get(span, (model, nested))
    why = [key if at else f"by {key}" for at, key in enumerate(row.kind)]
    if nested.type != stated.type and model == part.model:
        why.append("by [nesting], as rows below it say")
    if last.type != nested.type:
        why.append("by a table of its values")
    why += (_unless(each) for each in names(last.type) if each.otherwise)
    return line_of(2, f"type {in_words(last.type)}", _says(part, row, "type"), *why)


def _unless(noun: NamedType) -> str:
    """Return which model a word is, if the docs define one."""
    if not noun.ways:
        return f"unless a model is called {quoted(noun.name)}"
    told = dict.fromkeys(each.name for way in noun.ways for each in way)
    meant = " or ".join(map(quoted, [*told][:_MENTIONED]))
    return f"unless {meant} is such a model, by [references] beside"


_MENTIONED = 4
"""So many names are shown of those that a text mentions."""


def _facts(part: Part, row: RowReasons) -> Iterator[Line]:
    """Yield the lines about what is said of a field, and about what nobody says."""
    facts, field = part.page.dialect.facts, row.field
    holding = facts.settled(row.said).counted
    _, last = part.page.fields.get(field.span, ("", field))
    is_choice = last.required != field.required
    for said, role in _said(row):
        says = _says(part, row, role) if role else _AROUND[said.place]
        holds = _holds(said, holding) and not (is_choice and is_presence(said))
        why = "" if holds else "which does not count"
        yield line_of(2, _fact(said), says, f"by {said.key}" if said.key else "", why)
    if is_choice:
        yield line_of(2, "conditional", last.condition, "by [names] several")
    elif not any(is_presence(said) for said in holding):
        fact = "required" if field.required else "optional"
        yield line_of(
            2, fact, "nobody says it", f'by [facts] silent = "{facts.silent}"'
        )


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


def _says(part: Part, row: RowReasons, role: Role) -> str:
    """Return which column says something, and what."""
    if role == "required" and row.row.presence:
        cells = row.row.presence.items()
        return " and ".join(_column_says(title, cell.text) for title, cell in cells)
    text = row.row.description if role == "description" else row.row.text(role)
    if role in row.row.cells:
        return _column_says(part.title(role), text)
    return f"{quoted(text)} below it" if text else "there is no such column"


def _column_says(title: str, text: str) -> str:
    says = f"says {quoted(text)}" if seen(text).text.strip() else "is empty"
    return f"{quoted(title)} {says}"
