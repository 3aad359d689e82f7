"""Lines of text as lines and rows with their places.

The one rule kept here: a span covers raw text without its outer blanks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typetable.markdown.records import Cell, Line, Row
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

BLANKS = " \t"  # what Markdown takes for blanks within a line; a no-break space is text
_PIPE = re.compile(
    r"\|(?<!\\\|)"
)  # what begins with a letter of its own is found faster


def split_row(text: str, line: int, column: int = 1) -> Row:
    r"""Return the row that `text`, which starts at `line` and `column`, makes.

    Every `|` splits, in a code span too, unless a backslash stands right before it: `\|` becomes
    `|` (https://github.github.com/gfm/#example-200). Outer blanks and pipes are left out, but a
    row has at least one cell. The span of an empty cell is where its text would stand.
    """
    raw = text.strip(BLANKS)
    column += text.find(raw)
    span = Span(line, column, column + len(raw))
    inner = raw.removeprefix("|")
    column += len(raw) - len(inner)
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    is_escaped = "\\" in inner
    cells = []
    for part in _PIPE.split(inner) if is_escaped else inner.split("|"):
        bare = part.strip(BLANKS)
        start = column + part.find(bare)
        cell = bare.replace("\\|", "|") if is_escaped else bare
        cells.append(Cell(cell, Span(line, start, start + len(bare))))
        column += len(part) + 1
    return Row(tuple(cells), span)


def line_of(text: str, number: int) -> Line:
    """Return line `number`, which holds `text`."""
    raw = text.strip(BLANKS)
    column = text.find(raw) + 1
    return Line(raw, Span(number, column, column + len(raw)))


def lines_of(lines: Sequence[str], number: int) -> tuple[Line, ...]:
    """Return some lines, of which `number` is the first."""
    return tuple(line_of(line, number + index) for index, line in enumerate(lines))


def lines(text: str, number: int) -> tuple[Line, ...]:
    """Return the lines of a block's raw text, which starts on line `number`, without empty ones."""
    return tuple(line for line in lines_of(text.split("\n"), number) if line.text)
