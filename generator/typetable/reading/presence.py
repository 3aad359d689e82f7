"""Columns about what may be absent: several of them, and those that ask the other way round.

The one rule kept here: what depends on the column is a condition, in the words of the columns.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import Diagnostic, clipped
from typetable.markdown.spans import seen
from typetable.notation.accepted import ACCEPTED
from typetable.wording.facts import in_column, in_nulls, in_text, of_one
from typetable.wording.notes import in_notes
from typetable.wording.said import PRESENCE, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from typetable.diagnostics import Findings
    from typetable.language.columns import Role
    from typetable.language.rows import Row
    from typetable.markdown.document import Cell
    from typetable.wording.facts import Facts
    from typetable.wording.said import Fact

_MARKS = " *†‡"
"""What leads to a note."""

_OPEN: Mapping[Role, Fact] = {
    "required": "optional",
    "optional": "optional",
    "nullable": "nullable",
    "deprecated": "ignored",
}
"""The facts that leave open what cells of those columns do not say."""

_OPPOSITES: Mapping[Fact, Fact] = {"required": "optional", "optional": "required"}


def in_optionals(cell: Cell, facts: Facts, findings: Findings) -> Said | Diagnostic:
    """Return what a cell says of being optional, by the words of the presence column (TT204)."""
    said = in_column(cell, facts, findings, "is optional")
    if isinstance(said, Said):
        fact = _OPPOSITES.get(said.fact, said.fact)
        return of_one(replace(said, fact=fact), cell)
    return said


def in_deprecations(cell: Cell, facts: Facts, findings: Findings) -> Said | Diagnostic:
    """Return what a cell says of being deprecated, by the words of the presence column (TT204)."""
    said = in_column(cell, facts, findings, "is deprecated")
    if isinstance(said, Said) and said.fact in PRESENCE:
        is_it = said.fact == "required"
        return replace(said, fact="deprecated" if is_it else "ignored", value="")
    return said


ASKED: Mapping[Role, Callable[[Cell, Facts, Findings], Said | Diagnostic]] = {
    "required": in_column,
    "optional": in_optionals,
    "nullable": in_nulls,
    "deprecated": in_deprecations,
}
"""The columns whose cells are words of `[facts.column]`, each of which says one thing."""


def of_columns(
    row: Row, facts: Facts, findings: Findings
) -> tuple[list[Said], list[Diagnostic]]:
    """Return what the columns of facts say of a row, and what is wrong with them.

    A cell that is accepted as any says that the member may be absent, or null.
    """
    said: list[Said] = []
    told: list[Diagnostic] = []
    for role, answer in in_columns(row, facts, findings):
        if isinstance(answer, Diagnostic):
            told.append(answer)
            said.append(Said("column", _OPEN[role], key=ACCEPTED))
        else:
            said.append(answer)
    if cell := row.cells.get("notes"):
        tags = in_notes(cell, facts, findings)
        if isinstance(tags, Diagnostic):
            told.append(tags)
            opened = _OPEN.values()
            tags = tuple(Said("notes", fact, key=ACCEPTED) for fact in opened)
        said += tags
    return said, told


def in_columns(
    row: Row, facts: Facts, findings: Findings
) -> Iterator[tuple[Role, Said | Diagnostic]]:
    """Yield what the columns of facts, of conditions and of access say of a row.

    A word of presence may have a default beside it.
    """
    for role, asked in ASKED.items():
        cell = row.cells.get(role)
        if cell is None:
            continue
        if role == "required" and row.presence:
            yield role, _together(row, facts, findings)
        else:
            answer = asked(cell, facts, findings)
            yield role, answer
            if isinstance(answer, Said) and answer.fact in _OPPOSITES and answer.value:
                yield role, replace(answer, fact="default")
    if text := seen(row.text("condition")).text.strip():
        known = in_text([text], "condition", facts)
        said = known or (Said("condition", "conditional", text),)
        yield from (("condition", each) for each in said)
    if text := seen(row.text("access")).text.strip():
        yield from (("access", each) for each in in_text([text], "access", facts))


def _one(cell: Cell, facts: Facts, findings: Findings) -> Said | Diagnostic:
    """Return what one of several cells says; a mark behind its word leads to a condition."""
    text = seen(cell.text).text.strip()
    bare = text.rstrip(_MARKS)
    known = facts.in_column(bare) if bare and bare != text else None
    if known and not facts.in_column(cell.text):
        return replace(known, fact="conditional")
    return in_column(cell, facts, findings)


def _together(row: Row, facts: Facts, findings: Findings) -> Said | Diagnostic:
    """Return what several columns say: the same, or that it depends on the column.

    It does where their headers begin alike, as `Required for A` and `Required for B`; others
    disagree (TT133).
    """
    told = [_one(cell, facts, findings) for cell in row.presence.values()]
    refused = next((each for each in told if isinstance(each, Diagnostic)), None)
    said = [each for each in told if isinstance(each, Said)]
    if refused:
        return refused
    kinds = [each.fact for each in said]
    if len({*kinds}) == 1 and kinds[0] != "conditional":
        return said[0]
    titles = [seen(title).text.strip() for title in row.presence]
    if len({title.split()[0] for title in titles if title}) > 1:
        name = row.cells["name"]
        by = (f"{k} by `{clipped(t, 16)}`" for k, t in zip(kinds, titles, strict=True))
        message = f"`{clipped(name.text, 16)}` is {', '.join(islice(by, 2))}"
        findings.add(rules.CONTRADICTION, name.span, message)
    texts = (seen(cell.text).text.strip() or "-" for cell in row.presence.values())
    words = map(": ".join, zip(titles, texts, strict=True))
    return Said("column", "conditional", "; ".join(words), said[0].key)
