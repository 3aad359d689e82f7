"""No table is passed over without a word: wherever it stands, each cell comes back at its place."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from typetable.markdown.document import Table, parse
from typetable.markdown.unread import hides_table
from typetable.settings.limits import Limits
from typetable.sources.page_text import read_page

if TYPE_CHECKING:
    from collections.abc import Callable

Lines = list[str]


class Written(NamedTuple):
    """A cell as it stands on the page, and the text that it has."""

    raw: str
    text: str


_PIPED = [
    Written(each, each.replace("\\|", "|"))
    for each in ("a", "é", "✅", "`b`", "\\|", "\\_", "<br>", "[c](D.md)", "\t", " ")
]
_MARKED = [
    Written("a", "a"),
    Written("✅", "✅"),
    Written("|", "|"),
    Written("`b`", "`b`"),
    Written("Map&lt;K, V&gt;", "Map<K, V>"),
    Written("&#42;", "\\*"),
    Written("&amp;lt;", "\\&lt;"),
    Written("<code>a*b</code>", "`a*b`"),
    Written("<strong>a <em>b</em></strong>", "**a *b***"),
    Written('<a href="D.md">c</a>', "[c](D.md)"),
    Written("<A HREF='D.md#e'><TT>c</TT></A>", "[`c`](D.md#e)"),
    Written("<s>a</s>", "~~a~~"),
    Written("<span class='x'>a</span>", "a"),
    Written("<sup>1</sup>", "<sup>1</sup>"),
    Written("<!-- x | y <td> -->a", "a"),
    Written("List<Dock>", "List<Dock>"),
]


def _piped(pieces: list[Written]) -> Written:
    raw = "".join(each.raw for each in pieces).strip(" \t")
    return Written(raw, raw.replace("\\|", "|"))


def _marked(pieces: list[Written]) -> Written:
    return Written(
        " ".join(each.raw for each in pieces), " ".join(each.text for each in pieces)
    )


def _grid(cells: st.SearchStrategy[Written]) -> st.SearchStrategy[list[list[Written]]]:
    """Draw a header and rows of as many cells."""
    return st.integers(2, 4).flatmap(
        lambda width: st.lists(
            st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=4
        )
    )


_piped_cells = st.lists(st.sampled_from(_PIPED), max_size=4).map(_piped)
_marked_cells = st.lists(st.sampled_from(_MARKED), max_size=3).map(_marked)


@st.composite
def _pipe_tables(draw: st.DrawFn) -> tuple[Lines, list[list[Written]]]:
    grid = draw(_grid(_piped_cells))
    rows = ["|" + "|".join(f" {cell.raw} " for cell in row) + "|" for row in grid]
    return [rows[0], "|" + " :-- |" * len(grid[0]), *rows[1:]], grid


@st.composite
def _html_tables(draw: st.DrawFn) -> tuple[Lines, list[list[Written]]]:
    """Draw a table with or without the tags that HTML lets one leave out."""
    grid = draw(_grid(_marked_cells))
    cell_end = draw(st.sampled_from(["</td>", ""]))
    row_end = draw(st.sampled_from(["</tr>", "", "</tr></tbody><tbody>"]))
    margin = draw(st.sampled_from(["", "  ", "\t", "      "]))
    between = draw(st.sampled_from([[], ["", ""], ["<!-- a", "", "</table> -->"]]))
    lines = [draw(st.sampled_from(["<table>", "<TABLE class='a'><thead>"]))]
    for row in grid:
        lines.append(f"{margin}<tr>")
        lines += [f"{margin}<td>{cell.raw}{cell_end}" for cell in row]
        lines += [f"{margin}{row_end}", *between]
    return [*lines, "</table>"], grid


def _item(mark: str) -> Callable[[Lines], Lines]:
    width = " " * len(mark)
    return lambda lines: [
        (mark if index == 0 else width * bool(line)) + line
        for index, line in enumerate(lines)
    ]


def _below_item(lines: Lines) -> Lines:
    return ["1. First.", "", *(f"   {line}" for line in lines)]


def _quote(lines: Lines) -> Lines:
    return [f"> {line}" if line else ">" for line in lines]


def _around(above: Lines, below: Lines) -> Callable[[Lines], Lines]:
    return lambda lines: [*above, *lines, *below]


_CONTAINERS = [
    *map(_item, ("- ", "* ", "1. ", "12) ", "-  ")),
    _below_item,
    _quote,
    _around(["<div>"], ["</div>"]),
    _around(["<details>", "<summary>A</summary>", ""], ["", "</details>"]),
    _around(["<Tabs>", '<TabItem value="a">'], ["</TabItem>", "</Tabs>"]),
    _around(["Text."], [""]),
    _around(["Text.", ""], ["", "Text."]),
    _around(["### Dock"], []),
]


def _nested(lines: Lines, containers: list[Callable[[Lines], Lines]]) -> Lines:
    for contain in containers:
        lines = contain(lines)
    return lines


def _check(lines: Lines, grid: list[list[Written]], end: str) -> None:
    source, _ = read_page(end.join(lines).encode(), "a.md", "a.md", Limits())
    assert source is not None
    blocks = parse(source).blocks
    tables = [block for block in blocks if isinstance(block, Table)]
    if not tables and re.search(r"12\) |<div>", "".join(lines)):
        # the number ends no paragraph, and the tag goes on to an empty line
        assert any(map(hides_table, blocks))
        return
    (table,) = tables
    rows = [row.cells for row in (table.header, *table.rows)]
    texts = [[cell.text for cell in row] for row in rows]
    assert texts == [[cell.text for cell in row] for row in grid]
    for cell, written in zip(chain(*rows), chain(*grid), strict=True):
        place = slice(cell.span.column - 1, cell.span.end - 1)
        assert source.line(cell.span.line)[place] == written.raw
    assert table.faults == ()


_ends = st.sampled_from(["\n", "\r\n", "\r"])
_places = st.lists(st.sampled_from(_CONTAINERS), max_size=6)


@settings(deadline=None, max_examples=400)
@given(_pipe_tables(), _places, _ends)
def test_every_pipe_table_comes_back(
    table: tuple[Lines, list[list[Written]]],
    containers: list[Callable[[Lines], Lines]],
    end: str,
) -> None:
    """In lists, quotes, tags and below text, with its cells and where they stand."""
    lines, grid = table
    _check(_nested(lines, containers), grid, end)


@settings(deadline=None, max_examples=400)
@given(_html_tables(), _places, _ends)
def test_every_html_table_comes_back(
    table: tuple[Lines, list[list[Written]]],
    containers: list[Callable[[Lines], Lines]],
    end: str,
) -> None:
    """With the text that a cell between pipes would have."""
    lines, grid = table
    _check(_nested(lines, containers), grid, end)
