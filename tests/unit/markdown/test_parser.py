from __future__ import annotations

import pytest

from typetable.markdown.document import (
    Block,
    Code,
    Container,
    Heading,
    Other,
    Paragraph,
    Table,
    Unread,
    parse,
)
from typetable.source import SourceFile, Span

TABLE = "| a | b |\n|---|---|\n| c | d |"


def _blocks(text: str, path: str = "a.md") -> tuple[Block, ...]:
    return parse(SourceFile(path=path, name=path, text=text)).blocks


def _indented(text: str, first: str, others: str) -> str:
    return first + text.replace("\n", f"\n{others}")


def _kinds(text: str, path: str = "a.md") -> list[str]:
    return [
        block.kind if isinstance(block, Other) else type(block).__name__
        for block in _blocks(text, path)
    ]


def _cells(table: Block) -> list[list[str]]:
    assert isinstance(table, Table)
    rows = (table.header, *table.rows)
    return [[cell.text for cell in row.cells] for row in rows]


@pytest.mark.parametrize(
    ("text", "column", "marks"),
    [
        (_indented(TABLE, "- ", "  "), 5, "-"),
        (_indented(TABLE, "10) ", "    "), 7, "10)"),
        (_indented(TABLE, "> ", "> "), 5, ">"),
        (_indented(TABLE, ">", ">"), 4, ">"),
        (_indented(TABLE, ">\t", ">\t"), 5, ">"),
        (_indented(TABLE, "- > ", "  > "), 7, "- >"),
        (_indented(TABLE, "> - ", ">   "), 7, "> -"),
        (_indented(TABLE, "1. - * ", "       "), 10, "1. - *"),
        (_indented(TABLE, "- - > > ", "    > > "), 11, "- - > >"),
    ],
)
def test_a_table_in_a_container_knows_its_place(
    text: str, column: int, marks: str
) -> None:
    """Each cell stands where the page shows it, and the containers around it are told."""
    (table,) = _blocks(text)
    assert isinstance(table, Table)
    assert [row.cells[0].span for row in (table.header, *table.rows)] == [
        Span(1, column, column + 1),
        Span(3, column, column + 1),
    ]
    assert [each.mark for each in table.within] == marks.split()
    assert _cells(table) == [["a", "b"], ["c", "d"]]


def test_a_tab_is_one_character_of_its_line() -> None:
    """However many columns of an item it fills."""
    (table,) = _blocks(_indented(TABLE, "-\t", "\t"))
    assert isinstance(table, Table)
    assert [table.header.cells[1].span, table.rows[0].cells[1].span] == [
        Span(1, 9, 10),
        Span(3, 8, 9),
    ]


def test_an_item_with_a_table_is_opened() -> None:
    """The items around it stay as they are written, marks and all."""
    text = "- one\n  - more\n- two:\n\n  " + _indented(TABLE, "", "  ") + "\n- three"
    above, said, table, below = _blocks(text)
    assert isinstance(said, Paragraph)
    assert isinstance(table, Table)
    assert (above, below) == (
        Other("list", "- one\n  - more", closed=True, span=Span(1, 1, 6)),
        Other("list", "- three", closed=True, span=Span(8, 1, 8)),
    )
    assert [line.text for line in said.lines] == ["two:"]
    assert said.within == table.within == (Container("item", "-", Span(3, 1, 2)),)


@pytest.mark.parametrize(
    ("text", "level"),
    [("> # Dock", 1), ("> Dock\n> ---", 2), ("> > ### Dock ##\n> text", 3)],
)
def test_a_heading_in_a_quote_is_one(text: str, level: int) -> None:
    """As GitHub shows it."""
    heading = _blocks(text)[0]
    assert isinstance(heading, Heading)
    assert (heading.level, heading.text) == (level, "Dock")
    assert heading.span.column == text.index("Dock") + 1


def test_a_quote_ends_at_text_below_its_table() -> None:
    """A line without the mark is a row if it starts with a pipe, and never a header."""
    table, text = _blocks("> | a | b |\n> |---|---|\n| c | d |\nbelow")
    assert _cells(table) == [["a", "b"], ["c", "d"]]
    assert isinstance(text, Paragraph)
    assert text.span == Span(4, 1, 6)
    assert _kinds("> a | b\n---|---\n") == ["Paragraph"]


@pytest.mark.parametrize("depth", [16, 17, 18, 2_000])
def test_a_table_too_deep_to_be_read_is_told(depth: int) -> None:
    """Sixteen lists and quotes may stand around it."""
    (block,) = _blocks(_indented(TABLE, "> " * depth, "> " * depth))
    assert isinstance(block, Table if depth <= 16 else Unread)
    assert block.span.line == 1 + (depth > 16)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"<div>\n{TABLE}\n</div>", ["block_html", "Table", "block_html"]),
        (f"<div>\n\n{TABLE}\n</div>", ["block_html", "Table", "block_html"]),
        (
            "<div>\n" + _indented(TABLE, "    ", "    ") + "\n</div>",
            ["block_html", "Table", "block_html"],
        ),
        (f"<details>\n<summary>A</summary>\n{TABLE}", ["block_html", "Table"]),
        (f"<TabItem value='a|b'>\n{TABLE}\n</TabItem>", ["tags", "Table", "tags"]),
        (f"<!-- x\n{TABLE}\n-->", ["block_html"]),
        (f"<pre>\n{TABLE}\n</pre>", ["block_html"]),
        (_indented(TABLE, "    ", "    "), ["Code"]),
        (f"text\n{TABLE}", ["Paragraph", "Table"]),
        (f"text\n===\n{TABLE}", ["Heading", "Table"]),
    ],
)
def test_html_hides_no_table(text: str, kinds: list[str]) -> None:
    """Only comments do, and what is shown as it is written."""
    assert _kinds(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("---\ntitle: a\n---\n# b", ["front_matter", "Heading"]),
        ("---\n# note\ntitle: a\n\nx:\n  - y\n---", ["front_matter"]),
        ("---\n---\nb", ["front_matter", "Paragraph"]),
        ("+++\ntitle = 'a'\n+++\nb\n---", ["front_matter", "Heading"]),
        ("---\ntitle: a\n\nb", ["thematic_break", "Paragraph", "Paragraph"]),
        ("---\nSome text.\n---", ["thematic_break", "Heading"]),
        ("---\n# Dock\n---", ["thematic_break", "Heading", "thematic_break"]),
        (f"---\na: b\n\n{TABLE}\n\n---", ["thematic_break", "Paragraph", "Table"]),
        ("\n---\ntitle: a\n---", ["thematic_break", "Heading"]),
        ("> ---\n> a: # b\n> ---", ["thematic_break", "Heading"]),
    ],
)
def test_front_matter_is_no_text(text: str, kinds: list[str]) -> None:
    """It stands at the top, has keys, is closed, and hides no table."""
    assert _kinds(text)[: len(kinds)] == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "<Tabs>\n<Tab a={[{b: '>'}]}>\nx\n</Tab></Tabs>\n# c",
            "tags tags Paragraph tags Heading",
        ),
        ("<Tabs\n  a='b'\n>\nx", "tags Paragraph"),
        ("<>\nx\n</>", "tags Paragraph tags"),
        ("x\n<Note.Info />\ny", "Paragraph tags Paragraph"),
        ("<Note>x</Note>\nList<Dock>", "Paragraph"),
        ("<DIV>\n# a", "block_html"),
        ("<br/>\nx", "Paragraph"),
        ("import A from 'a'\nimport {\n  B,\n} from 'b'\n\nx", "imports Paragraph"),
        ("import 'a.css'", "imports"),
        ("import * as a from 'b'", "imports"),
        ("import A, {b} from 'c'", "imports"),
        ("export const a = {\n  b: 1,\n}\n\nx", "imports Paragraph"),
        ("export default Layout;", "imports"),
        (f"export const a = 1\n{TABLE}", "imports Table"),
        ("text\nexport const a = 1", "Paragraph"),
        ("import of bikes from abroad\n\nexport them", "Paragraph Paragraph"),
        ("exports", "Paragraph"),
        ("{/* a\n\n# b */}\n# c", "comment Heading"),
        ("text\n{/* a */}\ntext", "Paragraph comment Paragraph"),
        (f"{{/*\n{TABLE}\n*/}}", "comment"),
    ],
)
def test_what_mdx_adds_is_no_text(text: str, kinds: str) -> None:
    """Wherever it stands, since many a builder reads `.md` so too."""
    assert _kinds(text) == kinds.split()
    assert (
        _kinds(text, "a.mdx")
        == kinds.replace("block_html", "block_html Heading").split()
    )


def test_a_comment_left_open_says_so() -> None:
    """It hides the rest of the page."""
    (comment,) = _blocks("{/* a\n\n# b")
    assert isinstance(comment, Other)
    assert not comment.closed


def test_indentation_means_nothing_in_mdx() -> None:
    """Neither for tables nor for fences, nor does a tag go on to an empty line."""
    text = (
        "<Steps>\n  <Step>\n" + _indented(TABLE, "      ", "      ") + "\n\n"
        "      ```json a.json\n      {\n\n        1\n      }\n      ```\n"
        "  </Step>\n</Steps>\n<div>\n    # Dock\n</div>\n<!-- # a\n\n# b -->\n"
    )
    opened, step, table, code, *below = _blocks(text, "docs/A.MDX")
    assert {type(opened), type(step)} == {Other}
    assert _cells(table) == [["a", "b"], ["c", "d"]]
    assert code == Code("json", "{\n\n  1\n}", True, Span(7, 7, 21), 8)
    assert [type(each) for each in below] == [
        Other,
        Other,
        Other,
        Heading,
        Other,
        Other,
    ]
    assert _kinds("``` a`b\n\n```\nx", "a.mdx") == ["Paragraph", "Code"]
