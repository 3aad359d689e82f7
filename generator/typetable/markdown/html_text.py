"""The text of an HTML cell, written as a cell between pipes would write it.

The one rule kept here: Markdown in the cell stays as it is, as MDX reads it; what an entity stands
for is text and no mark.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.markdown import tags
from typetable.markdown.escapes import ENTITY, character

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WRAPS = {"strong": "**", "emphasis": "*", "struck": "~~"}
_ENDS = ".:;,!?"
"""What may stand at the end of a marked text."""

_ORDER = ("link", "strong", "emphasis", "struck", "code")
"""The order in which marks stand around a text, the outermost first."""

_PARTS = frozenset(
    {"p", "div", "pre", "blockquote", "center", "section", "details", "summary"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"}
)
"""Tags that begin and end a line of their own."""

_SILENT = frozenset({"!", "!open", "span", "font", "nobr", "small", "big", "label"})
"""Comments, and tags that only say how a text looks; all others stay, as between pipes."""

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_EMPTY_LINE = re.compile(r"\n[ \t]*+\n\s*+")
_ENTITY = re.compile(ENTITY)
_LINE_BREAK = re.compile(r"br(?:[ \t/>]|&gt;)", re.IGNORECASE)
_REST_OF_ENTITY = re.compile(r"#?[A-Za-z0-9]{1,31};")


class _Run(Struct, frozen=True):
    """A text, and the marks on it; `link` says where that leads."""

    text: str
    marks: frozenset[str] = frozenset()
    link: str = ""


class CellText:
    """Collects what a cell says, tag by tag."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []
        self._depths: Counter[str] = Counter()
        self._links: list[str] = []
        self._waits = False
        """Whether the next text starts a line of its own."""
        self._shows = False
        """Whether some text stands before it."""

    def raw(self) -> str:
        """Return the whole text, as Markdown."""
        return _written(self._runs, _ORDER).strip(" ")

    def read(self, data: str) -> None:
        """Take what stands between two tags."""
        first, *others = _EMPTY_LINE.split(data)
        self._add(first)
        for part in others:
            self._waits = True
            self._add(part)

    def _add(self, data: str) -> None:
        text = _BLANKS.sub(" ", data)
        is_code = self._depths["code"] > 0
        self._put(_ENTITY.sub(_literal if is_code else _escaped, text))

    def _put(self, text: str) -> None:
        ends_blank = not self._runs or self._runs[-1].text.endswith((" ", "<br>"))
        if self._waits and text.strip(" ") and self._shows:
            self._runs.append(_Run("<br>"))
        if ends_blank or self._waits:
            text = text.lstrip(" ")
        if text:
            self._waits = False
            self._shows = True
            link = self._links[-1] if self._links else ""
            marks = frozenset(mark for mark, depth in self._depths.items() if depth)
            self._runs.append(_Run(text, marks, link))

    def read_tag(self, name: str, source: str) -> None:
        """Take a tag, whose name is `b` where a text becomes bold and `/b` where that ends."""
        plain = name.removeprefix("/")
        if plain in tags.MARKS:
            depth = self._depths[tags.MARKS[plain]] + (-1 if name[0] == "/" else 1)
            self._depths[tags.MARKS[plain]] = max(depth, 0)
        elif plain == "a":
            self._link(name, source)
        elif plain == "br":
            self._runs.append(_Run("<br>"))
            self._waits = False
        elif plain in _PARTS:
            self._waits = True
        elif plain not in _SILENT:
            self._put(_BLANKS.sub(" ", source))

    def _link(self, name: str, source: str) -> None:
        if name == "/a":
            del self._links[-1:]
            return
        values = tags.attributes(source)
        self._links.append(unescape(_BLANKS.sub("", values.get("href", ""))))
        anchor = values.get("id") or values.get("name")
        if anchor and not {*anchor} & {*'"<>'}:
            self._runs.append(_Run(f'<a id="{anchor}"></a>'))


def _literal(entity: re.Match[str]) -> str:
    return character(entity[0][1:-1]) or entity[0]


def _escaped(entity: re.Match[str]) -> str:
    r"""Return what an entity stands for; `&#42;` as `\*`, so that it does not become a mark."""
    text = _literal(entity)
    is_mark = (
        text in "\\`*_~[]"
        or (text == "<" and _LINE_BREAK.match(entity.string, entity.end()))
        or (text == "&" and _REST_OF_ENTITY.match(entity.string, entity.end()))
    )
    return f"\\{text}" if is_mark else text


def _written(runs: Sequence[_Run], marks: Sequence[str]) -> str:
    """Return some texts with the marks around them, the first of these outside of all others."""
    if not marks:
        return "".join(run.text for run in runs)
    mark, *inner = marks
    if mark == "link":
        groups: Iterable[tuple[str | bool, Iterable[_Run]]] = groupby(
            runs, key=lambda run: run.link
        )
    else:
        groups = groupby(runs, key=lambda run: mark in run.marks)
    return "".join(
        _wrapped(_written([*group], inner), mark, value) for value, group in groups
    )


def _wrapped(text: str, mark: str, value: str | bool) -> str:  # noqa: FBT001
    """Return a text with a mark around all but its outer blanks; `value` is true, or a target."""
    inner = text.strip()  # no-break blanks too, beside which Markdown sees no mark
    if not value or not inner:
        return text
    before, _, after = text.partition(inner)
    if mark == "link":
        target = f"<{value}>" if {*str(value)} & {*"()"} else value
        return f"{before}[{inner}]({target}){after}"
    if mark in _WRAPS:  # no mark ends between a colon and a word
        whole, inner = inner, inner.rstrip(_ENDS) or inner
        after = whole.removeprefix(inner) + after
    around = _WRAPS.get(mark) or _backticks(inner)
    return f"{before}{around}{inner}{around}{after}"


def _backticks(text: str) -> str:
    """Return as many backticks as go around a text."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return "`" * (longest + 1)
