"""Tags of HTML and JSX: what one looks like, and what its attributes say.

The one rule kept here: what is left open is given up after a few characters, not at the end.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

TextMark: TypeAlias = Literal["code", "strong", "emphasis", "struck"]
"""How a tag marks the text in it."""

MARKS: dict[str, TextMark] = {
    "code": "code",
    "tt": "code",
    "strong": "strong",
    "b": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "del": "struck",
    "s": "struck",
    "strike": "struck",
}
"""What the tags mean that are marks of text, by their names in small letters."""

_BRACES = r"\{(?:[^{}]|\{[^{}]*+\})*+\}"
_NAME = r"[A-Za-z][\w.:-]*+"
TAG = rf"""</?{_NAME}(?:[^"'<>{{}}]|"[^"]*+"|'[^']*+'|{_BRACES})*+>"""
"""A tag; that no `<` stands between its attributes keeps the search for its end short."""

_JSX_ATTRIBUTES = rf"""(?:[^"'<>{{}}|]|"[^"\n]*+"|'[^'\n]*+'|{_BRACES})*+"""
JSX_TAG = rf"</?(?:[A-Z](?=[\w.]*[a-z])[\w.]*+{_JSX_ATTRIBUTES})?>"
"""A tag of a component, which has a large initial, or of a fragment, which has no name."""

_ANY_TAG = re.compile(TAG)
_CALLED = re.compile(rf"<(?P<closing>/?)(?P<name>{_NAME})")
_LABELS = ("label", "title", "value", "name")
"""The attributes that say what a part of a page is called, the likeliest first."""

_ONLY_TAGS = re.compile(rf"(?:\s++|{TAG}|<!--(?:[^-]|-(?!->))*+-->)*+")
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'>/={}]++)\s*+(?:=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'"""
    r"""|\{(?P<braced>[^{}]*+)\}|(?P<bare>[^\s"'>]++)))?"""
)


def are_all(text: str) -> bool:
    """Return whether a text is nothing but tags, comments and blanks."""
    return bool(_ONLY_TAGS.fullmatch(text))


def labels(text: str, names: Collection[str]) -> Iterator[str]:
    """Yield what each opening tag of some names in small letters is called, or nothing for others.

    A closing tag of such a name yields nothing, too.
    """
    for tag in _ANY_TAG.finditer(text):
        called = _CALLED.match(tag[0])
        if called and called["name"].lower() in names:
            values = attributes(tag[0]) if not called["closing"] else {}
            said = next((values[key] for key in _LABELS if values.get(key)), "")
            yield unescape(said)


def attributes(tag: str) -> dict[str, str]:
    """Return the raw values of the attributes of a tag, by names in small letters."""
    inner = re.sub(r"^<[^\s/>]+|/?>$", "", tag)
    values: dict[str, str] = {}
    for each in _ATTRIBUTE.finditer(inner):
        said = (value for key, value in each.groupdict().items() if key != "name")
        values.setdefault(each["name"].lower(), next(filter(None, said), ""))
    return values
