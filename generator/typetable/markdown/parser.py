"""The parser: the lines of a page as blocks, those inside of lists, quotes and HTML too.

The one rule kept here: a list item or a quote is opened for the tables and headings in it, and
left whole without; what is opened loses its marks and keeps its places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from typetable.markdown import (
    blocks,
    containers,
    html_headings,
    html_tables,
    mdx,
    tab_blocks,
)
from typetable.markdown.containers import View
from typetable.markdown.lines import BLANKS, line_of, lines_of, split_row
from typetable.markdown.records import (
    Code,
    Document,
    Heading,
    Other,
    Paragraph,
    Table,
    Unread,
)
from typetable.markdown.unread import hides_table
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from typetable.markdown.blocks import Blocks
    from typetable.markdown.records import Block, Line

_Token: TypeAlias = dict[str, Any]
_Record = TypeVar("_Record", bound=Struct)

_DEEPEST = 16
"""So many lists and quotes may stand in each other around a table; real ones have up to four."""

_FENCE_END = re.compile(r"[ \t]*+(`{3,}+|~{3,}+)[ \t]*+$")
_HOLDS_TABLE = re.compile(
    r"^(?=[^\n|]*+\|)(?=[^\n-]*+-)[ \t>*+.)0-9:|-]++$|<table(?=[ \t\n/>])",
    re.MULTILINE | re.IGNORECASE,
)


def parse(text: str, *, is_mdx: bool) -> Document:
    """Return the blocks of a text."""
    # not `source.lines`, which would stay in memory as long as the page
    lines = text.split("\n")
    return Document(tuple(_Parser(is_mdx=is_mdx).blocks(View(lines, 1), text)))


class _Parser:
    """Takes apart lines, and again what lists and quotes among them hold."""

    def __init__(self, *, is_mdx: bool) -> None:
        self._scanner: Blocks = mdx.BLOCKS if is_mdx else blocks.BLOCKS

    def blocks(self, view: View, text: str) -> Iterator[Block]:
        """Yield the blocks of some lines, which are `text`."""
        whole = not view.within
        found = blocks.scan(text, self._scanner, whole=whole)
        if tab_blocks.MAY_OPEN.search(text):
            found = tab_blocks.with_tabs(found, view.lines)
        for token, first, last in found:
            lines = _without_blank_end(view.lines[first:last])
            build = _BUILDERS.get(token["type"])
            if whole and build:  # a third of the time of what follows, for nearly all
                yield build(token, lines, view.number + first)
            elif whole:
                yield from self._built(token, View(lines, view.number + first))
            else:
                yield from self._built(token, view.part(first, first + len(lines)))

    def _built(self, token: _Token, view: View) -> Iterator[Block]:
        """Yield what some lines are that the scanner takes for one block."""
        match token["type"]:
            case "list":
                yield from self._list(token, view)
            case "block_quote":
                yield from self._quote(token, view)
            case "tab":
                yield _placed(_titled(view), view)
                yield from self._held(containers.below(view))
            case "table" if view.lazy:
                yield from _lazy_table(token, view)
            case "html_table":
                tables = html_tables.blocks(view.lines, view.number)
                yield from (_placed(each, view) for each in tables)
            case "block_html":
                found = html_headings.blocks(
                    view.lines, view.number, closed=token.get("closed", True)
                )
                yield from (_placed(each, view) for each in found)
            case kind:
                build = _BUILDERS.get(kind, _other)
                yield _placed(build(token, view.lines, view.number), view)

    def _list(self, token: _Token, view: View) -> Iterator[Block]:
        """Yield what the items with tables hold, and the items between them as they are."""
        start = 0
        items = containers.items(view) if _may_hold_table(view) else ()
        for item in items:
            held = self._held(containers.opened(item, "list"))
            if any(map(_is_to_read, held)):
                first = item.number - view.number
                yield from _whole(token, view.part(start, first))
                yield from held
                start = first + len(item.lines)
        yield from _whole(token, view.part(start, len(view.lines)))

    def _quote(self, token: _Token, view: View) -> Iterator[Block]:
        held = self._held(containers.opened(view, "block_quote"))
        is_open = any(_is_to_read(each) or isinstance(each, Heading) for each in held)
        yield from held if is_open else _whole(token, view)

    def _held(self, view: View) -> tuple[Block, ...]:
        """Return what a container holds; of one that stands too deep, that it holds a table."""
        text = "\n".join(view.lines)
        if len(view.within) <= _DEEPEST:
            return tuple(self.blocks(view, text))
        table = _HOLDS_TABLE.search(text)
        if table is None:
            return ()
        line = text.count("\n", 0, table.start())
        span = line_of(view.lines[line], view.number + line).span
        return (_placed(Unread("deep", span), view),)


def _titled(view: View) -> Paragraph:
    """Return the line that opens a tab as a title in bold, or as it is where it has none."""
    line = line_of(view.lines[0], view.number)
    title = tab_blocks.title(line.text)
    return Paragraph(
        (replace(line, text=f"**{title}**") if title else line,), line.span
    )


def _is_to_read(block: Block) -> bool:
    """Return whether a block is a table, or one that is to be told."""
    return isinstance(block, Table) or hides_table(block)


def _may_hold_table(view: View) -> bool:
    text = "\n".join(view.lines)
    return ("|" in text or "<" in text) and bool(_HOLDS_TABLE.search(text))


def _whole(token: _Token, view: View) -> Iterator[Block]:
    """Yield a list or a quote as it is, if there is anything of it."""
    lines = _without_blank_end(view.lines)
    if lines:
        yield _placed(_other(token, lines, view.number), view)


def _lazy_table(token: _Token, view: View) -> Iterator[Block]:
    """Yield a table in a container, and the text right below it that is outside of that.

    A line without the container's mark is a row if it starts with a pipe, but never a header.
    """
    rows = (view.lines[index].lstrip(BLANKS).startswith("|") for index in view.lazy)
    outside = (
        i for i, is_row in zip(view.lazy, rows, strict=True) if i < 2 or not is_row
    )
    end = min(outside, default=len(view.lines))
    text = view if end < 2 else view.part(end, len(view.lines))
    if end > 1:
        yield _placed(_table(token, view.lines[:end], view.number), view)
    if text.lines:
        yield _placed(_paragraph(token, text.lines, text.number), text)


def _placed(block: _Record, view: View) -> _Record:
    """Return a block of a view with its places on the page, and what it stands in."""
    if not view.within:
        return block
    moved: _Record = _moved(block, view)
    return replace(moved, within=view.within)


def _moved(value: Any, view: View) -> Any:  # noqa: ANN401
    """Return a value with all places in it moved, whatever record it is."""
    match value:
        case Span(line, column, end):
            left_out = (view.columns or ())[line - view.number]
            return Span(line, column + left_out, end + left_out)
        case Struct():
            fields = value.__struct_fields__
            return type(value)(*(_moved(getattr(value, each), view) for each in fields))
        case tuple():
            return tuple(_moved(each, view) for each in value)
        case _:
            return value


def _without_blank_end(lines: Sequence[str]) -> Sequence[str]:
    count = len(lines)
    while count and not lines[count - 1].strip(" \t\v\f"):
        count -= 1
    return lines[:count]


def _heading(token: _Token, lines: Sequence[str], number: int) -> Heading:
    level = token["attrs"]["level"]
    if len(lines) == 1:
        return Heading(level, *_marked(line_of(lines[0], number), level))
    texts = lines_of(lines[:-1], number)
    return Heading(level, " ".join(line.text for line in texts), texts[0].span)


def _marked(line: Line, level: int) -> tuple[str, Span]:
    """Return the text between the marks of a heading and its place; of the marks if it is empty."""
    text = line.text[level:].strip(BLANKS)
    opened = text.rstrip("#")
    if not opened or opened[-1] in BLANKS:
        text = opened.rstrip(BLANKS)
    if not text:
        return text, line.span
    place = line.span.column + line.text.find(text, level)
    return text, Span(line.span.line, place, place + len(text))


def _table(_token: _Token, lines: Sequence[str], number: int) -> Table:
    rows = [split_row(line, number + index) for index, line in enumerate(lines)]
    header, delimiter, *below = rows
    return Table(header, delimiter, tuple(below), header.span)


def _paragraph(_token: _Token, lines: Sequence[str], number: int) -> Paragraph:
    texts = lines_of(lines, number)
    return Paragraph(texts, texts[0].span)


def _fenced(token: _Token, lines: Sequence[str], number: int) -> Code:
    info = token.get("attrs", {"info": ""})["info"].split()
    end = _FENCE_END.match(lines[-1]) if len(lines) > 1 else None
    return Code(
        info[0] if info else "",
        token["raw"].removesuffix("\n"),
        bool(end and end[1].startswith(token["marker"])),
        line_of(lines[0], number).span,
        number + 1,
    )


def _indented(_token: _Token, lines: Sequence[str], number: int) -> Code:
    span = line_of(lines[0], number).span
    return Code("", "\n".join(lines), closed=True, span=span, line=number)


def _open_table(_token: _Token, lines: Sequence[str], number: int) -> Unread:
    return Unread("open", line_of(lines[0], number).span)


def _other(token: _Token, lines: Sequence[str], number: int) -> Other:
    span = line_of(lines[0], number).span
    return Other(token["type"], "\n".join(lines), token.get("closed", True), span)


_BUILDERS: dict[str, Callable[[_Token, Sequence[str], int], Block]] = {
    "heading": _heading,
    "table": _table,
    "paragraph": _paragraph,
    "block_code": _fenced,
    "indent_code": _indented,
    "open_table": _open_table,
}
