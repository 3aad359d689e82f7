"""Inline Markdown: what a reader of the page sees of a raw text, and what is marked how.

The one rule kept here: nothing else scans inline Markdown. `scan` is CommonMark
(https://spec.commonmark.org/0.31.2/#inlines) with struck text, HTML marks and anchors (`{#id}`,
`<a id>`), in time that grows with the text; links that are defined elsewhere stay text. `plain`
and `name` resolve escapes, entities and line breaks only, because people write `*`, `[]` and
backticks in names too.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable.markdown import tags
from typetable.markdown.emphasis import Delimiters, pairs
from typetable.markdown.escapes import ENTITY, character, plain
from typetable.markdown.runs import Inline, Mark, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Inline", "Mark", "Run", "emphasised", "name", "plain", "scan"]

_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    rf"|{ENTITY}"
    r"|(?P<code>`+)"
    r"|(?P<comment><!--(?:[^<-]|-(?!->)|<(?!!--))*+-->)"
    r"|<(?P<address>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+)>"
    rf"|(?P<tag>{tags.TAG})"
    r"|\{:?[ ]?#(?P<anchor>[^\s{}]++)[ ]?\}"
    r"|(?P<open>!?\[)|(?P<close>\])"
    r"|(?P<marks>\*+|_+|~+)"
)
_TARGET = re.compile(
    r"\(\s*+(?:<(?P<pointed>[^<>\n]*+)>|(?P<bare>[^\s()<]*+(?:\([^\s()]*+\)[^\s()]*+)*+))"
    r"""(?:\s++(?:"[^"]*+"|'[^']*+'|\([^()]*+\)))?\s*+\)"""
)
_BACKTICKS = re.compile(r"`+")
_TAG_NAME = re.compile(r"</?([^\s/>]+)")
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]+)\]\([^()\s]*\)")
_UNMARKED = re.compile(r"[^\\&`<{\[\]*_~]*+")
"""What no token is in."""
_CODE_ALONE = re.compile(r"`([^`\s]++)`")
_CODE: frozenset[Mark] = frozenset({"code"})
_TILDES = 2
"""More tildes than that are text."""


class _Span(Struct, frozen=True):
    """Pieces from one number up to another one, and what they are marked by."""

    first: int
    last: int
    mark: Mark
    target: str = ""


class _Bracket(Struct, frozen=True):
    piece: int
    delimiters: int
    is_image: bool


@lru_cache(
    maxsize=64
)  # of a text what is seen and where it stands are asked one by one
def scan(raw: str) -> Inline:
    """Return what a raw text, of a cell or a heading or a line, says."""
    if _UNMARKED.fullmatch(raw):
        return Inline((Run(raw, 0, len(raw)),) if raw else ())
    if code := _CODE_ALONE.fullmatch(raw):
        return Inline((Run(code[1], *code.span(1), _CODE),))
    return Inline(tuple(_merged(raw, _Scanner(raw).runs())))


class _Scanner:
    """Takes a text apart from the left."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._backticks: defaultdict[int, list[int]] = defaultdict(list)
        for run in _BACKTICKS.finditer(raw):
            self._backticks[len(run[0])].append(run.start())
        self._pieces: list[Run] = []
        self._spans: list[_Span] = []
        self._delimiters: list[Delimiters] = []
        self._brackets: list[_Bracket] = []
        self._spent = 0
        """So many brackets, from the first, cannot open a link around the one in them."""
        self._opened: defaultdict[Mark, list[tuple[int, str]]] = defaultdict(list)

    def runs(self) -> Iterator[Run]:
        """Yield the pieces of the text with all marks that are on them."""
        position = 0
        while token := _TOKEN.search(self._raw, position):
            self._put(position, token.start())
            position = self._take(token)
        self._put(position, len(self._raw))
        self._settle(0)
        yield from self._marked()

    def _put(self, start: int, end: int) -> None:
        """Take text as it is."""
        if start < end:
            self._pieces.append(Run(self._raw[start:end], start, end))

    def _take(self, token: re.Match[str]) -> int:
        """Take a token, and return where the text goes on behind it."""
        start, end = token.span()
        match token.lastgroup:
            case "code":
                return self._code(start, end)
            case "close":
                return self._close(start, end)
            case "open":
                is_image = token["open"] == "!["
                bracket = _Bracket(len(self._pieces), len(self._delimiters), is_image)
                self._brackets.append(bracket)
                self._put(start, end)
            case "marks":
                self._delimit(start, end)
            case "tag":
                self._tag(token["tag"], start, end)
            case "comment":
                pass
            case _:
                self._pieces.append(_simple(token))
        return end

    def _code(self, start: int, end: int) -> int:
        closers = self._backticks[end - start]
        number = bisect(closers, end - 1)
        if number == len(closers):
            self._put(start, end)
            return end
        first, last = end, closers[number]
        text = self._raw[first:last].replace("\n", " ")
        if text[0] == text[-1] == " " and text.strip(" "):
            text, first, last = text[1:-1], first + 1, last - 1
        self._pieces.append(Run(text, first, last, _CODE))
        return closers[number] + end - start

    def _close(self, start: int, end: int) -> int:
        """Take a bracket that may end a link."""
        bracket = self._brackets.pop() if self._brackets else None
        is_spent = len(self._brackets) < self._spent
        self._spent = min(self._spent, len(self._brackets))
        target = _TARGET.match(self._raw, end)
        if not (bracket and target) or (is_spent and not bracket.is_image):
            self._put(start, end)
            return end
        place = self._pieces[bracket.piece].end
        self._pieces[bracket.piece] = Run("", place, place)
        self._settle(bracket.delimiters)
        mark: Mark = "image" if bracket.is_image else "link"
        link = plain(target["pointed"] or target["bare"] or "")
        self._spans.append(_Span(bracket.piece, len(self._pieces), mark, link))
        if not bracket.is_image:
            self._spent = len(self._brackets)
        return target.end()

    def _delimit(self, start: int, end: int) -> None:
        run = self._raw[start:end]
        if run[0] != "~" or len(run) <= _TILDES:
            before, after = self._raw[start - 1 : start], self._raw[end : end + 1]
            marks = Delimiters(len(self._pieces), run, before, after)
            self._delimiters.append(marks)
        self._put(start, end)

    def _settle(self, first: int) -> None:
        """Decide what the marks from some number on open and close."""
        marks = self._delimiters[first:]
        del self._delimiters[first:]
        for opener, closer, mark in pairs(marks):
            self._spans.append(_Span(opener + 1, closer, mark))
        for each in marks:
            piece = self._pieces[each.index]
            start = piece.start + each.taken
            left = Run(piece.text[: each.left], start, start + each.left)
            self._pieces[each.index] = left

    def _tag(self, tag: str, start: int, end: int) -> None:
        found = _TAG_NAME.match(tag)
        name = found[1].lower() if found else ""
        is_end = tag.startswith("</")
        mark: Mark | None = "link" if name == "a" else tags.MARKS.get(name)
        if name == "br":
            self._pieces.append(Run("\n", start, end, frozenset({"break"})))
        elif mark is None:
            self._pieces.append(Run(tag, start, end, frozenset({"tag"})))
        elif is_end:
            self._end(mark)
        else:
            self._start(mark, tag, start, end)

    def _start(self, mark: Mark, tag: str, start: int, end: int) -> None:
        values = tags.attributes(tag)
        anchor = values.get("id") or values.get("name")
        if anchor:
            piece = Run("", start, end, frozenset({"anchor"}), anchor)
            self._pieces.append(piece)
        target = plain(values.get("href", ""))
        self._opened[mark].append((len(self._pieces), target))

    def _end(self, mark: Mark) -> None:
        if self._opened[mark]:
            first, target = self._opened[mark].pop()
            if target or mark != "link":
                self._spans.append(_Span(first, len(self._pieces), mark, target))

    def _marked(self) -> Iterator[Run]:
        starts: defaultdict[int, list[_Span]] = defaultdict(list)
        ends: defaultdict[int, list[_Span]] = defaultdict(list)
        for span in self._spans:
            if span.first < span.last:
                starts[span.first].append(span)
                ends[span.last].append(span)
        depths: Counter[Mark] = Counter()
        targets: list[str] = []
        for number, piece in enumerate(self._pieces):
            for span in ends[number]:
                depths[span.mark] -= 1
                del targets[len(targets) - bool(span.target) :]
            for span in starts[number]:
                depths[span.mark] += 1
                targets += [span.target] if span.target else []
            if piece.text or piece.target:
                marks = {mark for mark, depth in depths.items() if depth > 0}
                target = piece.target or (targets[0] if targets else "")
                yield replace(piece, marks=piece.marks | marks, target=target)


def _simple(token: re.Match[str]) -> Run:
    """Return what a token says that needs nothing but itself."""
    start, end = token.span()
    if token["escaped"]:
        return Run(token["escaped"], start, end)
    if token["address"]:
        link = token["address"]
        return Run(link, start + 1, end - 1, frozenset({"link"}), link)
    if token["anchor"]:
        return Run("", start, end, frozenset({"anchor"}), token["anchor"])
    return Run(character(token["entity"]) or token[0], start, end)


def _merged(raw: str, runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs, as one those that are marked alike, side by side, and text as it is written."""
    waiting: Run | None = None
    for run in runs:
        if waiting and _continues(waiting, run):
            waiting = replace(waiting, text="", end=run.end)
        else:
            yield from _written(raw, waiting)
            waiting = run
    yield from _written(raw, waiting)


def _continues(run: Run, below: Run) -> bool:
    return (
        run.end == below.start
        and (run.marks, run.target) == (below.marks, below.target)
        and len(run.text) in {0, run.end - run.start}
        and len(below.text) == below.end - below.start > 0
    )


def _written(raw: str, run: Run | None) -> Iterator[Run]:
    """Yield a run with its text, which it does not have if it is several together."""
    if run:
        is_anchor = "anchor" in run.marks
        yield (
            run
            if run.text or is_anchor
            else replace(run, text=raw[run.start : run.end])
        )


@lru_cache(maxsize=4096)  # docs call many members alike
def name(raw: str) -> str:
    """Return the name that a heading or a name cell holds: `[X](X.md)` and `` `X` `` mean `X`."""
    text = raw.strip(" \t")
    if link := _LINK.fullmatch(text):
        text = link["text"]
    if len(text) > 2 and text[0] == text[-1] == "`" and text.count("`") == 2:
        return text[1:-1]
    return plain(text)


_UNSEEN_IN_HEADINGS = re.compile(
    r"\{:?[ ]?#[^{}\s]*+[ ]?\}[ \t]*+\Z|<a\b[^<>]*+>[ \t]*+</a>|<!--[^<>]*+>"
)
"""Anchors and comments, which nobody sees."""


def heading(raw: str) -> str:
    """Return a raw heading without anchors, comments and strong emphasis of all of it."""
    text = _UNSEEN_IN_HEADINGS.sub("", raw).strip(" \t")
    is_strong = text.startswith("**") and text.endswith("**") and text.count("*") == 4
    return text[2:-2] if is_strong and len(text) > 4 else text


def emphasised(raw: str) -> bool:
    """Return whether Markdown would take marks at both ends of a raw name for emphasis."""
    return len(raw) > 2 and raw[0] in "*_" and raw[-1] == raw[0] and raw[-2] != "\\"
