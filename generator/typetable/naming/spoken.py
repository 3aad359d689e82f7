"""Spoken names: those of members of enums, where the docs drop what only the value shows.

The one rule kept here: a value says more only of a name that has its very letters and digits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.naming.casing import words

if TYPE_CHECKING:
    from typetable.schema import Value

_SIGNS = {
    "<=": "at_most",
    ">=": "at_least",
    "<": "less_than",
    ">": "more_than",
    "!": "not",
    "+": "plus",
    "-": "minus",
}
"""Signs before and behind a value, in words; longer ones first."""

_LONG, _HIGH = 200, 10**18
"""The most characters of a value that is like a name, and the least number that is not."""


def spoken(documented: str, value: Value | None) -> str:
    """Return the name of a member with the signs and the words of its value.

    `1` and `-1`, or `A+` and `A-`, are alike in docs that write identifiers, and so are
    `COPYCOLLECTION` and `copyCollection`. Anything else is as documented.
    """
    text = value if isinstance(value, str) else repr(value) if _is_short(value) else ""
    if not 0 < len(text) <= _LONG or _letters(text) != _letters(documented):
        return documented
    before, inner, behind = _taken_apart(text)
    if before or behind:
        return "_".join(filter(None, (before, *words(inner), behind)))
    return "_".join(words(text)) if _is_glued(documented, text) else documented


def _is_short(value: Value | None) -> bool:
    """Return whether a value is a number that Python writes with few digits."""
    return isinstance(value, int | float) and abs(value) < _HIGH


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _taken_apart(text: str) -> tuple[str, str, str]:
    """Return the sign before a text in words, the text, and the sign behind it in words."""
    before = next((sign for sign in _SIGNS if text.startswith(sign)), "")
    inner = text.removeprefix(before)
    behind = next((sign for sign in _SIGNS if inner.endswith(sign)), "")
    inner = inner.removesuffix(behind)
    is_usual = bool(inner) and inner[0].isalnum() and inner[-1].isalnum()
    if not is_usual:
        return "", text, ""
    return _SIGNS.get(before, ""), inner, _SIGNS.get(behind, "")


def _is_glued(documented: str, value: str) -> bool:
    """Return whether a value shows words that a name glues, none of which is a single letter.

    `OAuth2` and `iPhone` have no such words; a single one may stand between separators.
    """
    parts = words(value)
    if len(parts) <= len(words(documented)):
        return False
    is_long = [len(part) > 1 for part in parts]
    return any(is_long) if not value.isalnum() else all(is_long)
