"""Values in descriptions: what the rows of an enum state that has no column of values.

The one rule kept here: a cell that says more than a value states none unless others show how.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from typetable.language.evidence import plain
from typetable.notation.quotes import QUOTES, TYPOGRAPHIC, is_quoted, unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.language.rows import Row
    from typetable.schema import Value

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?P<fraction>\.[0-9]{1,17})?")

_MINUS = "\u2212"
"""What typographers write for a hyphen before a number."""

_WORDS: dict[str, Value | None] = {
    "true": True,
    "false": False,
    "True": True,
    "False": False,
    "null": None,
}

_BREAKS = ("<br>", "<br/>", "<br />")
_EMPHASIS = ("**", "__", "~~", "*")

_VALUE = (
    r"(?P<value>`[^`\n]+`"
    r"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
    rf"|{TYPOGRAPHIC}"
    r"|[-\u2212]?[0-9]{1,18}(?:\.[0-9]{1,17})?|true|false|null)"
)

_REMARKED = re.compile(
    rf"{_VALUE}(?:\s*(?P<inside>\([^()]*\))|(?:\s*[:;,]|\s+[-\u2013\u2014])\s+(?P<behind>.*\S))",
    re.DOTALL,
)
"""A value, and a remark in parentheses, or behind a colon, a dash or the like."""

_BEGUN = re.compile(rf"{_VALUE}\s+(?P<behind>.*\S)", re.DOTALL)
"""A value, and whatever is behind it."""


class StatedValue(Struct, frozen=True):
    """A value that a cell states, the remark behind it, and how both are written."""

    value: Value | None
    remark: str = ""
    written: Literal["alone", "code", "remarked", "named"] = "alone"


def stated_values(
    rows: Sequence[Row], marks: Sequence[str], *, bare: bool = False
) -> list[StatedValue | None]:
    """Return the value that each row states, if it does; any text is one where values are `bare`.

    A remark is behind a value where some row has none, or all have one. Code without quotes is a
    value where all rows are of one type; a single one may be an example. A value after which its
    row is named needs no mark before a remark, if all rows have values.
    """
    cells = [_text(row, marks) for row in rows]
    if bare:
        return [_bare(cell) if cell else None for cell in cells]
    named = zip(cells, (row.text("name") for row in rows), strict=True)
    found = [_in_cell(cell) or _named(cell, name) for cell, name in named]
    kinds = {each.written for each in found if each}
    is_open = "alone" not in kinds and None in found
    others = {"remarked"} if is_open or len(rows) == 1 else set[str]()
    if len(rows) == 1 or None in found:
        others.add("named")
    if len(rows) == 1 or len({row.text("type") for row in rows}) > 1:
        others.add("code")
    return [each if each and each.written not in others else None for each in found]


def _text(row: Row, marks: Sequence[str]) -> str:
    """Return the description of a row that may be a value; nothing where it cannot."""
    cell = row.cells.get("description")
    is_valued = cell and not row.continued and row.text("required") in marks
    if not cell or not is_valued:
        return ""
    return _undecorated(cell.text)


def _undecorated(text: str) -> str:
    """Return a text without line breaks at its ends, or marks around it that make it bold."""
    for each in _BREAKS:
        text = text.removeprefix(each).removesuffix(each).strip()
    for mark in _EMPHASIS:
        inner = text.removeprefix(mark).removesuffix(mark)
        if len(text) == len(inner) + 2 * len(mark) and mark not in inner:
            return inner
    return text


def _bare(text: str) -> StatedValue:
    exact = _exact(text)
    is_code = exact is None or exact.written == "code"
    return StatedValue(text) if exact is None or is_code else exact


def _in_cell(text: str) -> StatedValue | None:
    """Return the value in a cell; one that is in quotes to its end has no remark."""
    if not text:
        return None
    if exact := _exact(text):
        return exact
    match = _REMARKED.fullmatch(text)
    if not match:
        return None
    value = _exact(match["value"])
    if value is None or value.written == "code":
        return None
    remark = match["behind"] or match["inside"][1:-1].strip()
    if match["behind"] and remark[0] in _MARKS:  # another value
        return None
    return StatedValue(value.value, remark, "remarked")


def _named(text: str, name: str) -> StatedValue | None:
    """Return the value that a cell begins with, where the row has its name, in capitals."""
    match = _BEGUN.fullmatch(text) if name.isupper() and len(plain(name)) > 1 else None
    value = _exact(match["value"]) if match else None
    if not match or not value or plain(str(value.value)) != plain(name):
        return None
    if not _MARKS.isdisjoint(match["behind"]):
        return None
    return StatedValue(value.value, match["behind"], "named")


_MARKS = frozenset("`").union(*QUOTES.items()) - {"'", "\u2019"}
"""What a remark that may hold another value has in it; apostrophes are in any."""


def _exact(text: str) -> StatedValue | None:
    """Return the value that a text is: quoted, a number, a word of JSON, or code."""
    is_code = len(text) > 1 and text[0] == text[-1] == "`"
    inner = text.strip("`") if is_code else text
    if is_quoted(inner):
        quoted = unquoted(inner)
        return None if quoted is None else StatedValue(quoted)
    if number := _NUMBER.fullmatch(inner.replace(_MINUS, "-")):
        value = float(number[0]) if number["fraction"] else int(number[0])
        return StatedValue(value, written="code" if is_code else "alone")
    if inner in _WORDS:
        return StatedValue(_WORDS[inner], written="code" if is_code else "alone")
    is_word = is_code and "`" not in inner and len(inner.split()) == 1
    return StatedValue(inner, written="code") if is_word else None
