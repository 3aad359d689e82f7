"""Markdown pages as documents: headings, tables and text, each with its place.

The one rule kept here: every line of a page ends in exactly one block, and nothing is interpreted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typetable.source import SourceFile

_Token: TypeAlias = dict[str, Any]

_BLANKS = (
    " \t"  # what Markdown takes for blanks within a line; a no-break space is text
)
_PIPE = re.compile(
    r"\|(?<!\\\|)"
)  # what begins with a letter of its own is found faster
_FENCE_END = re.compile(r" {0,3}(`{3,}+|~{3,}+)[ \t]*+$")


class Cell(Struct, frozen=True):
    r"""The raw text of a cell without its outer blanks; only `\\|` is already a plain `|`."""

    text: str
    span: Span


class Row(Struct, frozen=True):
    """One line of a table. `cells` may be more or fewer than the header has, but not none."""

    cells: tuple[Cell, ...]
    span: Span


class Heading(Struct, frozen=True):
    """A heading; `text` is raw Markdown without the `#` marks or the underline.

    Several lines above an underline are one text; `span` is the first one's.
    """

    level: int
    text: str
    span: Span


class Table(Struct, frozen=True):
    """A header row, a delimiter row, and the rows below, ragged or not.

    `span` is the header's, as that of every block is the place of its first line.
    """

    header: Row
    delimiter: Row
    rows: tuple[Row, ...]
    span: Span


class Line(Struct, frozen=True):
    """One line of a paragraph, raw, without its outer blanks."""

    text: str
    span: Span


class Paragraph(Struct, frozen=True):
    """Consecutive lines of text."""

    lines: tuple[Line, ...]
    span: Span


class Code(Struct, frozen=True):
    """A code block; `info` is the word after a fence. `closed` is false for a fence left open.

    Code without a fence keeps the indentation that makes it code. `line` is that of its text.
    """

    info: str
    text: str
    closed: bool
    span: Span
    line: int


class Other(Struct, frozen=True):
    """Any other block: `kind` is mistune's token type, such as `list`, `block_quote`, `block_html`.

    `text` is its raw source; `closed` is false for an HTML comment left open.
    """

    kind: str
    text: str
    closed: bool
    span: Span


Block: TypeAlias = Heading | Table | Paragraph | Code | Other


class Document(Struct, frozen=True):
    """The blocks of a page in their order."""

    blocks: tuple[Block, ...]


def parse(source: SourceFile) -> Document:
    """Return the blocks of a page."""
    # Not at the top: mistune is heavy, and a check with nothing changed reads no Markdown.
    from typetable.markdown.blocks import scan  # noqa: PLC0415

    # not `source.lines`, which would stay in memory as long as the page
    lines = source.text.split("\n")
    return Document(
        tuple(
            _BUILDERS.get(token["type"], _other)(
                token, _without_blank_end(lines[first:last]), first + 1
            )
            for token, first, last in scan(source.text)
        )
    )


def split_row(text: str, line: int, column: int = 1) -> Row:
    r"""Return the row that `text`, which starts at `line` and `column`, makes.

    Every `|` splits, in a code span too, unless a backslash stands right before it: `\|` becomes
    `|` (https://github.github.com/gfm/#example-200). Outer blanks and pipes are left out, but a
    row has at least one cell. The span of an empty cell is where its text would stand.
    """
    raw = text.strip(_BLANKS)
    column += text.find(raw)
    span = Span(line, column, column + len(raw))
    inner = raw.removeprefix("|")
    column += len(raw) - len(inner)
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    cells = []
    for part in _PIPE.split(inner) if "\\" in inner else inner.split("|"):
        cells.append(_cell(part, line, column))
        column += len(part) + 1
    return Row(tuple(cells), span)


def _cell(text: str, line: int, column: int) -> Cell:
    raw = text.strip(_BLANKS)
    column += text.find(raw)
    return Cell(raw.replace("\\|", "|"), Span(line, column, column + len(raw)))


def _line(text: str, number: int) -> Line:
    raw = text.strip(_BLANKS)
    column = text.find(raw) + 1
    return Line(raw, Span(number, column, column + len(raw)))


def _lines(lines: Sequence[str], number: int) -> tuple[Line, ...]:
    return tuple(_line(line, number + index) for index, line in enumerate(lines))


def lines(text: str, number: int) -> tuple[Line, ...]:
    """Return the lines of a block's raw text, which starts on line `number`, without empty ones."""
    return tuple(line for line in _lines(text.split("\n"), number) if line.text)


def _without_blank_end(lines: Sequence[str]) -> Sequence[str]:
    count = len(lines)
    while not lines[count - 1].strip(" \t\v\f"):
        count -= 1
    return lines[:count]


def _heading(token: _Token, lines: Sequence[str], number: int) -> Heading:
    level = token["attrs"]["level"]
    if len(lines) == 1:
        return Heading(level, *_marked(_line(lines[0], number), level))
    texts = _lines(lines[:-1], number)
    return Heading(level, " ".join(line.text for line in texts), texts[0].span)


def _marked(line: Line, level: int) -> tuple[str, Span]:
    """Return the text between the marks of a heading and its place; of the marks if it is empty."""
    text = line.text[level:].strip(_BLANKS)
    opened = text.rstrip("#")
    if not opened or opened[-1] in _BLANKS:
        text = opened.rstrip(_BLANKS)
    if not text:
        return text, line.span
    place = line.span.column + line.text.find(text, level)
    return text, Span(line.span.line, place, place + len(text))


def _table(_token: _Token, lines: Sequence[str], number: int) -> Table:
    rows = [split_row(line, number + index) for index, line in enumerate(lines)]
    header, delimiter, *below = rows
    return Table(header, delimiter, tuple(below), header.span)


def _paragraph(_token: _Token, lines: Sequence[str], number: int) -> Paragraph:
    texts = _lines(lines, number)
    return Paragraph(texts, texts[0].span)


def _fenced(token: _Token, lines: Sequence[str], number: int) -> Code:
    info = token.get("attrs", {"info": ""})["info"].split()
    end = _FENCE_END.match(lines[-1]) if len(lines) > 1 else None
    return Code(
        info[0] if info else "",
        token["raw"].removesuffix("\n"),
        bool(end and end[1].startswith(token["marker"])),
        _line(lines[0], number).span,
        number + 1,
    )


def _indented(_token: _Token, lines: Sequence[str], number: int) -> Code:
    span = _line(lines[0], number).span
    return Code("", "\n".join(lines), closed=True, span=span, line=number)


def _other(token: _Token, lines: Sequence[str], number: int) -> Other:
    span = _line(lines[0], number).span
    return Other(token["type"], "\n".join(lines), token.get("closed", True), span)


_BUILDERS: dict[str, Callable[[_Token, Sequence[str], int], Block]] = {
    "heading": _heading,
    "table": _table,
    "paragraph": _paragraph,
    "block_code": _fenced,
    "indent_code": _indented,
}
