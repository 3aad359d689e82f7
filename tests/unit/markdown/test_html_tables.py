from __future__ import annotations

import re

import pytest

from typetable.markdown.document import Block, Other, Paragraph, Table, Unread, parse
from typetable.markdown.spans import seen
from typetable.source import SourceFile, Span


def _blocks(text: str) -> tuple[Block, ...]:
    return parse(SourceFile(path="a.md", name="a.md", text=text)).blocks


def _table(text: str) -> Table:
    (table,) = (block for block in _blocks(text) if isinstance(block, Table))
    assert table.source == "html"
    return table


def _cells(text: str) -> list[list[str]]:
    table = _table(text)
    return [[cell.text for cell in row.cells] for row in (table.header, *table.rows)]


def _cell(content: str) -> str:
    ((text,),) = _cells(f"<table><tr><td>{content}</td></tr></table>")
    return text


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
        "<table><tr><th>a<th>b<tr><td>c<td>d</table>",
        "<TABLE border=0><THEAD><TR><TH>a<TH>b<TBODY><TR><TD>c<TD>d</TABLE>",
        (
            "<table><caption>x <b>y</b></caption><colgroup><col></colgroup>\n"
            "<tr><td>a<td>b</tr><tr></tr>\n\n<tr><td>c<td>d</tr></table>"
        ),
        "<table>\n<!-- <tr><td>x -->\n<td>a</td>\n<td>b</td><tr>\n\n<td>c\n<td>d\n</table>",
        (
            "<div>\n<table\n  class='a > b'>\n<tr><td colspan=1>a<td rowspan='01'>b"
            "<tr><td>c<td>d</table>\n</div>"
        ),
    ],
)
def test_tags_may_be_left_out(text: str) -> None:
    """As HTML allows; the first row is the header, whatever its cells are."""
    assert _cells(text) == [["a", "b"], ["c", "d"]]
    assert _table(text).faults == ()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("", ""),
        (" a\n  b ", "a b"),
        ("a<br>b<BR/>c", "a<br>b<br>c"),
        ("<p>a</p>\n<p>b</p>", "a<br>b"),
        ("<ul><li>a</li><li>b</li></ul>", "a<br>b"),
        ("a\n\n`b`\n\n", "a<br>`b`"),
        ("<b> a </b>b", "**a** b"),
        ("<b>a</b><strong>b</strong>", "**ab**"),
        ("<i>a</i> <em>b</em> <del>c</del>", "*a* *b* ~~c~~"),
        ("<code>a`b</code>", "``a`b``"),
        ("<code>a&lt;b&gt;</code>", "`a<b>`"),
        ("<code>a<br>b</code>", "`a`<br>`b`"),
        ("<code><a href='x'>a</a></code>", "[`a`](x)"),
        ("<a href='a b(c)'>t</a>", "[t](<ab(c)>)"),
        ("<a name='x'></a>a", '<a id="x"></a>a'),
        ("\n\n<a id='x'></a> `a`\n", '<a id="x"></a>`a`'),
        ("<font color=red><span>a</span></font>", "a"),
        ("a<sup>1</sup> <img src=x>", "a<sup>1</sup> <img src=x>"),
        ("Map&lt;K, V&gt; | &amp; &copy;", "Map<K, V> | & ©"),
        ("&#95;a&#95; &lt;br&gt; &amp;lt;", r"\_a\_ \<br> \&lt;"),
        ("&nope; &", "&nope; &"),
        ("**a** [b](c)", "**a** [b](c)"),
        ("List<Dock>", "List<Dock>"),
        ("</b>a</a>", "a"),
    ],
)
def test_a_cell_says_what_it_would_between_pipes(content: str, text: str) -> None:
    """Marks are Markdown, blanks are one, entities are what they stand for."""
    assert _cell(content) == text


@pytest.mark.parametrize(
    ("content", "marked"),
    [
        ("<strong>Kind&nbsp;&nbsp;</strong>", "Kind"),
        ("<b>Time:</b>until then", "Time"),
        ("<i>Any.</i>all", "Any"),
        ("<b>?</b>", "?"),
    ],
)
def test_a_mark_in_html_is_one_in_markdown(content: str, marked: str) -> None:
    """Markdown would see none beside a blank, or between a colon and a word."""
    text = _cell(content)
    assert seen(text).marked("strong", "emphasis") == (marked,)
    assert seen(text).text == seen(re.sub("<[^>]*>", "", content)).text


def test_each_cell_knows_its_place() -> None:
    """An empty one that where its text would stand, a long one its first line."""
    table = _table(
        "x\n\n <table>\n <tr><td> <b>a</b> <td></td><td>\n  c\n  d</td></table>"
    )
    assert [cell.span for cell in table.header.cells] == [
        Span(4, 11, 19),
        Span(4, 24, 24),
        Span(5, 3, 4),
    ]
    assert table.span == table.header.span == Span(4, 2, 33)


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ("<td rowspan=2>", "shape"),
        ("<td rowspan='0'>", "shape"),
        ("<td rowspan='100'>", "shape"),
        ("<td></td><tr><td rowspan=2>", "shape"),
        ("<th colspan = '2'>", "shape"),
        ("<td colSpan={3}>", "shape"),
        ("<td><table><tr><td>a</table>", "nested"),
        ("text<td>", "shape"),
        ("{rows.map(row => <td>", "shape"),
        ("<td><!-- a", "shape"),
    ],
)
def test_what_is_no_grid_is_a_fault(tags: str, kind: str) -> None:
    """It names its place; the table is still there."""
    text = f"<table><tr><td>b</td>{tags}</td></tr></table>"
    fault, *_ = _table(text).faults
    assert fault.kind == kind
    assert fault.span.line == 1
    assert fault.span.column > len("<table><tr><td>b")


def test_text_around_a_table_is_text() -> None:
    """Tags are none; two tables of a line are two."""
    above, first, between, second, below = _blocks(
        "<p>Fields: <table><tr><td>a</table> and <table><tr>\n\n<td>b</table></p> end"
    )
    for block, text in ((above, "<p>Fields:"), (between, "and"), (below, "</p> end")):
        assert isinstance(block, Paragraph)
        assert [line.text for line in block.lines] == [text]
    assert isinstance(first, Table)
    assert isinstance(second, Table)


@pytest.mark.parametrize(
    "text",
    [
        "Use `<table>` with <tr>.",
        "A <table> element",
        "<!-- <table><tr><td>a</table> -->",
        "<!--\n<table><tr><td>a</table>\n-->",
        "```\n<table><tr><td>a</table>\n```",
        "    <table><tr><td>a</table>",
        "{/* <table><tr><td>a</table> */}",
        "<table></table>",
        "<table-row><tr></table-row>",
    ],
)
def test_not_every_tag_is_a_table(text: str) -> None:
    """Neither code nor a comment nor one without a cell is."""
    assert not any(isinstance(each, Table | Unread) for each in _blocks(text))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<table>\n<tr><td>a\n\n# b", 1),
        ("a\n\n<table><tr><td>a</table><table><tr>\n", 3),
        ("<table><tr><td>\n<table><tr><td>a</table>", 1),
        ("- a\n\n  <table>\n  <tr><td>b\n\n</table>", 3),
    ],
)
def test_a_table_left_open_is_told(text: str, line: int) -> None:
    """It hides nothing but itself."""
    (unread,) = (block for block in _blocks(text) if isinstance(block, Unread))
    assert (unread.why, unread.span.line) == ("open", line)


def test_a_comment_may_end_before_a_table() -> None:
    """On its line, of either kind."""
    for comment in ("<!-- a\n# b -->", "{/* a\n# b */}", "<!-- a -->"):
        *around, table = _blocks(f"{comment}<table><tr><td>a</table>")
        assert isinstance(table, Table)
        assert not any(
            isinstance(each, Other) and "table" in each.text for each in around
        )


def _grid(rows: str) -> list[list[str]]:
    table = _table(f"<table><tr><th>a<th>b<th>c</tr>{rows}</table>")
    assert not table.faults
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_cell_stands_in_each_row_that_it_spans() -> None:
    """At its own column, before, between and behind the cells that a row has."""
    rows = "<tr><td rowspan=2>1<td>2<td rowspan=3>3<tr><td>4<tr><td>5<td>6"
    assert _grid(rows) == [["1", "2", "3"], ["1", "4", "3"], ["5", "6", "3"]]
    assert _grid("<tr><td>1<td rowspan=2>2<td>3<tr><td>4<td>5") == [
        ["1", "2", "3"],
        ["4", "2", "5"],
    ]


def test_cells_know_whether_rows_share_them() -> None:
    """Each of them is at the one place where it is written."""
    table = _table("<table><tr><th>a<tr><td rowspan=2>1<td>2<tr><td>3</table>")
    first, second = table.rows
    assert [cell.is_shared for cell in (*first.cells, *second.cells)] == [
        True,
        False,
        True,
        False,
    ]
    assert first.cells[0] == second.cells[0]


def test_cells_of_several_rows_are_no_more_than_text_times_a_limit() -> None:
    """Many of them would else be many cells for little text."""
    text = "<td rowspan=99>" * 300 + "<tr><td>" * 300
    table = _table(f"<table><tr><th>a<tr>{text}</table>")
    assert sum(len(row.cells) for row in table.rows) < 99 * len(text)
