"""Inline Markdown as a reader of the page sees it: text, and which stretches of it are marked.

The one rule kept here: a text is scanned once, in time in proportion to it, and every character
that is not shown is part of a mark.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple, TypeAlias

from typetable.markdown.inline import code_spans, plain

Kind: TypeAlias = Literal["code", "link", "strong", "emphasis", "struck", "anchor"]


class Mark(NamedTuple):
    """A marked stretch of a text; `target` is that of a link, or the name of an anchor."""

    kind: Kind
    start: int
    end: int
    target: str = ""


class Inline(NamedTuple):
    """A text without marks, and its marks in the order of their ends."""

    text: str
    marks: tuple[Mark, ...]

    def marked(self, *kinds: Kind) -> tuple[str, ...]:
        """Return the stretches that are marked in one of some ways."""
        return tuple(
            self.text[mark.start : mark.end]
            for mark in self.marks
            if mark.kind in kinds
        )


_TOKEN = re.compile(
    r"(?P<special>\\[!-/:-@\[-`{-~]|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|<[bB][rR][ \t]{0,8}/?>)"
    r"|(?P<hidden><!--[^<>]*+-->|\[\^[^\[\]\s]{1,40}+\]|\{#[\w.-]{1,80}+\})"
    r"|(?P<tag></?[A-Za-z][\w-]*+(?:\s[^<>]*+)?/?>)"
    r"|(?P<open>!?\[)"
    r"|(?P<link>\](?:\((?P<target>[^()\s]*+)(?:\s++\"[^\"]*+\")?\)|\[[^\[\]]*+\]))"
    r"|(?P<close>\])"
    r"|(?P<run>\*++|_++|~~)"
)
_ANCHOR = re.compile(r"""\b(?:id|name)\s*+=\s*+["']?([^"'\s<>]++)""")
_KINDS: dict[tuple[str, int], Kind] = {
    ("*", 1): "emphasis",
    ("_", 1): "emphasis",
    ("*", 2): "strong",
    ("_", 2): "strong",
    ("*", 3): "strong",
    ("_", 3): "strong",
    ("~", 2): "struck",
}


@lru_cache(maxsize=4096)  # headers, marks and types repeat
def scan(raw: str) -> Inline:
    """Return the text of raw Markdown and its marks; `<br>` is a line end."""
    scanner = _Scanner(raw)
    position = 0
    for start, end in code_spans(raw):
        scanner.read(position, start)
        scanner.code(start, end)
        position = end
    scanner.read(position, len(raw))
    return scanner.inline()


class _Scanner:
    """Scans one text into parts; a part of a mark is emptied when its other end is found."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._parts: list[str] = []
        self._marks: list[tuple[Kind, int, int, str]] = []
        self._brackets: list[int] = []
        self._runs: dict[str, list[int]] = {}

    def code(self, start: int, end: int) -> None:
        """Take a code span: its text without the backticks and one blank at each end."""
        inner = self._raw[start:end].strip("`")
        is_padded = len(inner) > 2 and inner[0] == inner[-1] == " "
        self._mark("code", len(self._parts), "")
        self._parts.append(inner[1:-1] if is_padded else inner)
        kind, first, _, target = self._marks.pop()
        self._marks.append((kind, first, len(self._parts), target))

    def read(self, start: int, end: int) -> None:
        """Take the Markdown between two offsets."""
        position = start
        for match in _TOKEN.finditer(self._raw, start, end):
            self._parts.append(self._raw[position : match.start()])
            self._token(match)
            position = match.end()
        self._parts.append(self._raw[position:end])

    def _token(self, match: re.Match[str]) -> None:
        text = match[0]
        match match.lastgroup:
            case "special":
                self._parts.append(plain(text))
            case "tag":
                if anchor := _ANCHOR.search(text):
                    self._mark("anchor", len(self._parts), anchor[1])
            case "open":
                self._brackets.append(len(self._parts))
                self._parts.append(text)
            case "link" | "target" if self._brackets:
                self._link(match["target"] or "")
            case "close":
                del self._brackets[-1:]
                self._parts.append(text)
            case "run":
                self._run(match)
            case "link" | "target":
                self._parts.append(text)

    def _link(self, target: str) -> None:
        """End a link; what is marked as one is between here and its bracket."""
        start = self._brackets.pop()
        self._parts[start] = ""
        self._mark("link", start, target)

    def _run(self, match: re.Match[str]) -> None:
        """Take a run of marks of emphasis: the end of one that is open, or the start of one."""
        text, before, behind = (
            match[0],
            self._beside(match.start() - 1),
            self._beside(match.end()),
        )
        is_word = text[0] == "_"
        opens = not behind.isspace() and not (is_word and before.isalnum())
        closes = not before.isspace() and not (is_word and behind.isalnum())
        waiting = self._runs.setdefault(text, [])
        if closes and waiting and waiting[-1] < len(self._parts) - 1:
            start = waiting.pop()
            self._parts[start] = ""
            self._mark(_KINDS.get((text[0], len(text)), "emphasis"), start, "")
            return
        if opens:
            waiting.append(len(self._parts))
        self._parts.append(text)

    def _beside(self, at: int) -> str:
        return self._raw[at] if 0 <= at < len(self._raw) else " "

    def _mark(self, kind: Kind, start: int, target: str) -> None:
        self._marks.append((kind, start, len(self._parts), target))

    def inline(self) -> Inline:
        """Return what was read."""
        offsets = [0, *accumulate(map(len, self._parts))]
        marks = tuple(
            Mark(kind, offsets[start], offsets[end], target)
            for kind, start, end, target in self._marks
        )
        return Inline("".join(self._parts), marks)
