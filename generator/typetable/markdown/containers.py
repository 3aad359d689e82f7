"""List items, quotes and tabs: what they hold, without the marks and the indentation around it.

The one rule kept here: each line remembers how many characters of the page stand before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable.markdown.records import Container
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.markdown.records import Within

_ITEM = re.compile(
    r"[ \t]*+(?P<mark>[*+-]|[0-9]{1,9}[.)])(?P<blanks> {1,4}(?=[^ \t])|[ \t]|$)"
)
_QUOTE = re.compile(r"[ \t]*+(?P<mark>>) ?")
_MARGIN = re.compile(r"[ \t]*+")


class View(Struct, frozen=True):
    """Lines of a page, and the list items and quotes around them."""

    lines: Sequence[str]
    """The lines, without their ends, and without the marks and indentation of containers."""
    number: int
    """The number of the first line on the page."""
    columns: Sequence[int] | None = None
    """How many characters of the page each line leaves out at its start, unless none does."""
    lazy: frozenset[int] = frozenset()
    """Indices of lines that only continue a paragraph, having no mark or indentation."""
    within: Within = ()
    """The containers of the lines, outermost first."""

    def part(self, first: int, last: int) -> View:
        """Return some of the lines."""
        columns = self.columns[first:last] if self.columns else None
        lazy = frozenset(each - first for each in self.lazy if first <= each < last)
        return replace(
            self,
            lines=self.lines[first:last],
            number=self.number + first,
            columns=columns,
            lazy=lazy,
        )


class _Stripped(Struct, frozen=True):
    text: str
    left_out: int
    is_lazy: bool = False


def items(view: View) -> Iterator[View]:
    """Yield the items of a list."""
    starts: list[int] = []
    width = 0
    for index, line in enumerate(view.lines):
        mark = _ITEM.match(line)
        if mark and (not starts or _columns(_margin(line)) < width):
            starts.append(index)
            width = _width(mark)
    yield from (
        view.part(start, end)
        for start, end in zip(starts, [*starts[1:], len(view.lines)], strict=True)
    )


def opened(view: View, kind: str) -> View:
    """Return what an item or a quote holds."""
    mark = (_ITEM if kind == "list" else _QUOTE).match(view.lines[0])
    if mark is None:  # as every list and quote begins with its mark
        return view
    if kind == "list":
        width = _width(mark)
        rest = (_indented(line, width) for line in view.lines[1:])
        inner = [_Stripped(view.lines[0][mark.end() :], mark.end()), *rest]
    else:
        inner = [_quoted(line) for line in view.lines]
    columns = view.columns or (0,) * len(inner)
    place = columns[0] + mark.start("mark") + 1
    span = Span(view.number, place, place + len(mark["mark"]))
    container = Container("item" if kind == "list" else "quote", mark["mark"], span)
    return View(
        lines=[each.text for each in inner],
        number=view.number,
        columns=[c + each.left_out for c, each in zip(columns, inner, strict=True)],
        lazy=frozenset(index for index, each in enumerate(inner) if each.is_lazy),
        within=(*view.within, container),
    )


def below(view: View) -> View:
    """Return what is in a tab: the lines below its first one, which are indented by four."""
    first = view.lines[0]
    inner = [_indented(line, _TAB) for line in view.lines[1:]]
    columns = view.columns or (0,) * len(view.lines)
    start = columns[0] + 1
    mark = Container("tab", first, Span(view.number, start, start + len(first)))
    return View(
        lines=[each.text for each in inner],
        number=view.number + 1,
        columns=[c + each.left_out for c, each in zip(columns[1:], inner, strict=True)],
        within=(*view.within, mark),
    )


_TAB = 4
"""How far what is in a tab is indented."""


def _width(mark: re.Match[str]) -> int:
    return _columns(mark[0]) + (not mark["blanks"])


def _indented(line: str, width: int) -> _Stripped:
    """Return a line without the indentation of its item, part of a tab as blanks."""
    margin = _margin(line)
    if len(margin) == len(line):
        return _Stripped("", len(line))
    taken = columns = 0
    while taken < len(margin) and columns < width:
        taken += 1
        columns = _columns(margin[:taken])
    rest = max(columns - width, 0)
    return _Stripped(" " * rest + line[taken:], taken - rest, columns < width)


def _quoted(line: str) -> _Stripped:
    """Return a line without the mark of its quote, what is left of a tab as blanks."""
    mark = _QUOTE.match(line)
    if mark is None:
        return _Stripped(line, 0, is_lazy=bool(line.strip()))
    text = line[mark.end() :]
    if not text.startswith("\t"):
        return _Stripped(text, mark.end())
    rest = _columns(line[: mark.end() + 1]) - _columns(line[: mark.end()])
    rest -= not mark[0].endswith(" ")
    return _Stripped(" " * rest + text[1:], mark.end() + 1 - rest)


def _margin(line: str) -> str:
    blanks = _MARGIN.match(line)
    return blanks[0] if blanks else ""


def _columns(text: str) -> int:
    return len(text.expandtabs(4))
