"""Quotes: the marks around a text, in any language.

The one rule kept here: a text in quotes is one text; a mark inside that could end it makes two.
"""

from __future__ import annotations

QUOTES = {
    '"': '"',
    "'": "'",
    "\u201c": "\u201d",
    "\u2018": "\u2019",
    "\u201e": "\u201c\u201d",
    "\u201a": "\u2018\u2019",
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab",
    "\u2039": "\u203a",
    "\u203a": "\u2039",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
}
"""The marks before a text, each with those that may be behind it."""

TYPOGRAPHIC = "|".join(
    rf"{first}[^{last}\n]*[{last}]"
    for first, last in QUOTES.items()
    if not first.isascii()
)
"""The pattern of a text in quotes that no program writes, and so without escapes."""


def is_quoted(text: str) -> bool:
    """Return whether a text stands in quotes, from one end to the other."""
    return len(text) > 1 and text[-1] in QUOTES.get(text[0], "")


def unquoted(text: str) -> str | None:
    """Return the text in quotes; `None` where it has none, or where it is several."""
    if not is_quoted(text):
        return None
    inner, closing = text[1:-1], QUOTES[text[0]]
    bare = inner.replace(f"\\{closing[0]}", "")
    return None if any(mark in bare for mark in closing) else inner
