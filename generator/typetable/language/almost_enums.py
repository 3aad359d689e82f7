"""Tables that are nearly enums: what is told of rows that may be values.

The one rule kept here: nobody guesses that a table of values is an object, or the other way round.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.evidence import plain
from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Findings
    from typetable.language.draft import Title
    from typetable.language.enum_values import StatedValue
    from typetable.language.rows import Row

_QUOTED = re.compile(r"""\s*(?:"[^"]*"|'[^']*'|true|false|-?[0-9]+)\s*""")


def warn_almost(
    title: Title,
    rows: Sequence[Row],
    values: Sequence[StatedValue | None],
    findings: Findings,
) -> None:
    """Report the first row without a value where half of the others have one (TT210).

    So is a single row with a value that is not marked as one: it may be no object.
    """
    are_values = [value is not None for value in values]
    if len(rows) == 1 and _is_valued(rows[0].description):
        message = f"`{clipped(title.name)}` has one row, with a value in it: an object"
        place = rows[0].cells["name"].span
        findings.add(rules.ALMOST_ENUM, place, message, severity="note")
    if values and 2 * sum(are_values) >= max(len(values), 2):
        cell = rows[are_values.index(False)].cells["name"]
        message = (
            f"`{clipped(title.name)}` looks like an enum, but this row has no value"
        )
        hint = 'describe it by `"value"` alone'
        findings.add(rules.ALMOST_ENUM, cell.span, message, hint=hint)


def spells_itself(row: Row) -> bool:
    """Return whether a row in capitals has its own name where its value would be: `OPEN`, open.

    A remark in parentheses does not count: it may be the value.
    """
    name, description = row.text("name"), row.text("description")
    is_named = name == name.upper() and len(plain(name)) > 1
    value, bracket, _ = description.partition(" (")
    value = value if bracket and description.endswith(")") else description
    return is_named and plain(name) == plain(value)


def refuse_bare(
    title: Title, bare: Sequence[Row], marks: Sequence[str], findings: Findings
) -> None:
    """Report rows whose values have no quotes or no mark; an object would refuse every payload."""
    called = f"`{clipped(title.name)}` looks like an enum"
    message = f"{called} without quotes around values"
    hint = 'put them in quotes, or say `[enums] values = "bare"` in a dialect'
    if bare[0].text("required") not in marks:
        message, hint = f"{called}, but not this row", "mark it like the others"
    place = bare[0].cells["name"].span
    findings.add(rules.ALMOST_ENUM, place, message, hint=hint, severity="error")


def refuse_values(title: Title, rows: Sequence[Row], findings: Findings) -> None:
    """Report rows that nothing but values describe, in a dialect that knows no such enums."""
    valued = [row for row in rows if _is_valued(row.description)]
    if len(valued) > 1 and 2 * len(valued) >= len(rows):
        message = f"the rows of `{clipped(title.name)}` have values for descriptions"
        hint = 'if it is an enum, say `[enums] marks = ["✅"]` in a dialect'
        place = valued[0].cells["name"].span
        findings.add(rules.VALUES_ALONE, place, message, hint=hint)


def _is_valued(raw: str) -> bool:
    """Return whether a raw description is a value; most begin with a letter, and are sentences."""
    if raw[:1].isalpha() and not raw.startswith(("true", "false")):
        return False
    return _QUOTED.fullmatch(seen(raw).text) is not None
