"""Conservation: what stands in a page stands in exactly one block, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from typetable.markdown.document import (
    Cell,
    Code,
    Heading,
    Line,
    Other,
    Paragraph,
    Table,
    Unread,
    parse,
    split_row,
)
from typetable.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from typetable.markdown.document import Block

BLANKS = " \t\v\f"
TABLE = ["| a | b |", "| --- | --- |"]

_pieces = st.sampled_from(
    [
        *(
            "# ",
            "#",
            "|",
            " | ",
            "\\|",
            "\\",
            "---",
            "|---|",
            ":-:",
            "===",
            "- ",
            "1. ",
        ),
        *(
            "> ",
            "```",
            "~~~",
            "<!--",
            "-->",
            "<div>",
            "<pre>",
            "<Tab>",
            "{/*",
            "*/}",
            "import {",
            "    ",
            "\t",
            " ",
            "\xa0",
        ),
        *("[a]: b", "a", "é", "✅", "\v", "\u2028", "*", "__"),
    ]
)
_lines = st.lists(_pieces, max_size=6).map("".join) | st.sampled_from(
    [
        "",
        "| a | b |",
        "| --- | --- |",
        "> | --- | --- |",
        "  | --- | --- |",
        "---",
        "a | b",
        "text",
        "# Dock",
        "- item",
        "  inside",
    ]
)
_pages = st.lists(_lines, max_size=25).map("\n".join)

_cell_pieces = [
    "a",
    "é",
    "✅",
    "`",
    "\\|",
    "\\\\|",
    "\\",
    "\\_",
    " ",
    "\t",
    "\xa0",
    "\v",
]
_cells = st.lists(st.sampled_from(_cell_pieces), max_size=6).map(
    lambda pieces: "".join(pieces).strip(" \t")
)
_blanks = st.text(" \t", max_size=2)


@st.composite
def _rows(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw the text of a row and its raw cells; a pipe at an end may be missing."""
    cells = draw(st.lists(_cells, min_size=1, max_size=5))
    padded = [f"{draw(_blanks)}{cell} {draw(_blanks)}" for cell in cells]
    first = "|" if not cells[0] or draw(st.booleans()) else ""
    last = "|" if not cells[-1] or draw(st.booleans()) else ""
    return draw(_blanks) + first + "|".join(padded) + last + draw(_blanks), cells


def _page(text: str) -> SourceFile:
    return SourceFile(path="a.md", name="a.md", text=text)


def _texts(lines: Iterable[str]) -> list[str]:
    return [stripped for line in lines if (stripped := line.strip(BLANKS))]


def _stands(block: Block, source: SourceFile) -> bool:
    """Return whether the texts of a block in a list or a quote stand where it says."""
    match block:
        case Paragraph():
            texts: list[Line | Cell | Heading] = [*block.lines]
        case Table():
            texts = [*block.header.cells, *(c for row in block.rows for c in row.cells)]
        case Heading():
            texts = [block]
        case _:
            return True
    places = (source.line(each.span.line)[each.span.column - 1 :] for each in texts)
    return all(
        place.replace("\\|", "|").startswith(
            each.text.replace("\\|", "|").split(" ")[0]
        )
        for place, each in zip(places, texts, strict=True)
    )


def _holds(block: Block, lines: Sequence[str]) -> bool:  # noqa: PLR0911
    """Return whether `lines`, which start at the block's span, are what the block says."""
    match block:
        case Heading():
            if len(lines) == 1:
                return block.text in lines[0]
            return block.text == " ".join(line.strip(" \t") for line in lines[:-1])
        case Table():
            rows = (block.header, block.delimiter, *block.rows)
            numbers = range(block.span.line, block.span.line + len(lines))
            return rows == tuple(map(split_row, lines, numbers))
        case Paragraph():
            texts = [line.text for line in block.lines]
            return texts == [line.strip(" \t") for line in lines]
        case Unread():
            return False
        case Code() if not lines[0].expandtabs(4).startswith(" " * 4):
            inner = lines[1:-1] if block.closed else lines[1:]
            return _texts(block.text.split("\n")) == _texts(inner)
        case Other():
            whole = "\n".join(lines)
            return block.text in {whole, whole[block.span.column - 1 :]}
        case _:
            return block.text == "\n".join(lines)


@settings(deadline=None, max_examples=300)
@given(_pages)
def test_every_line_is_in_one_block(text: str) -> None:
    """Blocks stand in the order of their lines, and only blank lines are outside of them."""
    source = _page(text)
    blocks = parse(source).blocks
    starts = [block.span.line - 1 for block in blocks]
    assert starts == sorted(set(starts))
    assert not _texts(source.lines[: starts[0] if starts else None])
    for block, start, end in zip(blocks, starts, [*starts[1:], None], strict=False):
        lines = source.lines[start:end]
        while not _texts(lines[-1:]):
            lines = lines[:-1]
        assert _stands(block, source) if block.within else _holds(block, lines)


@settings(deadline=None, max_examples=300)
@given(_pages)
def test_no_line_with_a_leading_pipe_leaves_its_table(text: str) -> None:
    """Whatever follows a table, a line that starts with a pipe right below a row is a row."""
    source = _page(text)
    tables = [block for block in parse(source).blocks if isinstance(block, Table)]
    starts = {table.header.span.line for table in tables}
    for table in tables:
        below = table.span.line + 2 + len(table.rows)
        # Below a quoted table another one may start, outside of the quote.
        is_row = source.line(below).lstrip(" \t").startswith("|")
        assert below in starts or not is_row


@settings(deadline=None, max_examples=300)
@given(_rows(), st.integers(1, 99), st.integers(1, 99))
def test_every_cell_comes_back(
    row: tuple[str, list[str]], line: int, column: int
) -> None:
    """With its text, and with the place where its raw text stands."""
    text, cells = row
    found = split_row(text, line, column)
    assert [cell.text for cell in found.cells] == [
        cell.replace("\\|", "|") for cell in cells
    ]
    raw = [
        text[cell.span.column - column : cell.span.end - column] for cell in found.cells
    ]
    assert raw == cells
    assert {cell.span.line for cell in found.cells} == {line} == {found.span.line}


@settings(deadline=None)
@given(
    st.sampled_from(["", "Text.\n", "# Dock\n", "- a\n", "> a\n", "<br/>\n", "\n\n"]),
    st.lists(
        st.tuples(st.text(" \t", max_size=5), st.lists(_cells, min_size=1)), max_size=8
    ),
)
def test_ragged_rows_are_kept(above: str, rows: list[tuple[str, list[str]]]) -> None:
    """A table has the rows that were written, with the cells that were written."""
    lines = [f"{indent}|{' |'.join(cells)} |" for indent, cells in rows]
    blocks = parse(_page(above + "\n".join([*TABLE, *lines, "", "text"]))).blocks
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        [cell.replace("\\|", "|") for cell in cells] for _, cells in rows
    ]
    first = table.span.line + 2
    assert [row.span.line for row in table.rows] == [*range(first, first + len(rows))]
