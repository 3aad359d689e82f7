from __future__ import annotations

import subprocess
import sys

import pytest

from typetable.markdown.document import (
    Block,
    Code,
    Heading,
    Other,
    Paragraph,
    Table,
    parse,
    split_row,
)
from typetable.source import SourceFile, Span

TABLE = "| Name | Type |\n| :--- | :--- |\n"


def _blocks(text: str) -> tuple[Block, ...]:
    return parse(SourceFile(path="a.md", name="a.md", text=text)).blocks


def _table(text: str) -> Table:
    (table,) = _blocks(text)
    assert isinstance(table, Table)
    return table


def _rows(text: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in _table(text).rows]


def _kinds(text: str) -> list[str]:
    return [
        block.kind if isinstance(block, Other) else type(block).__name__
        for block in _blocks(text)
    ]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a|b", ["a", "b"]),
        ("| a | b", ["a", "b"]),
        ("a | b |", ["a", "b"]),
        ("|| b ||", ["", "b", ""]),
        ("\t|\ta\t|\tb\t|\t", ["a", "b"]),
        ("lone", ["lone"]),
        ("|", [""]),
        ("||", [""]),
        ("| |", [""]),
        ("", [""]),
        ("| a \\| b | c |", ["a | b", "c"]),
        ("| a \\\\| b |", ["a \\| b"]),
        ("| a \\\\ | b |", ["a \\\\", "b"]),
        ("| `a|b` |", ["`a", "b`"]),
        ("| C:\\dir\\|", ["C:\\dir|"]),
        ("| a \\", ["a \\"]),
        ("| \xa0a\u3000| \x0b |", ["\xa0a\u3000", "\x0b"]),
        ("| b | c | d | e |", ["b", "c", "d", "e"]),
    ],
)
def test_a_row_splits_at_bare_pipes(text: str, cells: list[str]) -> None:
    """Only a backslash right before a pipe escapes it; blanks are space and tab."""
    assert [cell.text for cell in split_row(text, 1).cells] == cells


def test_cells_know_their_columns() -> None:
    """A span covers the raw text; that of an empty cell stands where text would begin."""
    row = split_row(r"  | a \| b |   | ✅|", 7, 3)
    assert [cell.span for cell in row.cells] == [
        Span(7, 7, 13),
        Span(7, 15, 15),
        Span(7, 20, 21),
    ]
    assert row.span == Span(7, 5, 22)


def test_a_table_has_header_delimiter_and_rows() -> None:
    """Its place is the header's."""
    table = _table(TABLE + "| id | str |\n| n | int |\n")
    assert [cell.text for cell in table.header.cells] == ["Name", "Type"]
    assert [cell.text for cell in table.delimiter.cells] == [":---", ":---"]
    assert [row.span.line for row in table.rows] == [3, 4]
    assert table.span == table.header.span == Span(1, 1, 16)


def test_ragged_rows_are_rows() -> None:
    """A table is not lost because of one row, nor is the row."""
    assert _rows(TABLE + "| a |\n| a | b | c |\nno pipe\n|") == [
        ["a"],
        ["a", "b", "c"],
        ["no pipe"],
        [""],
    ]


@pytest.mark.parametrize(
    "delimiter",
    [
        "|---|---|",
        "-|-",
        ":-:|:-:",
        "  | --- | :-: |  ",
        "|\t---\t|\t---:\t|",
        "|-|",
        "|-|-|-|",
    ],
)
def test_a_delimiter_row_needs_only_dashes(delimiter: str) -> None:
    """Pipes at its ends may be missing, and its cells more or fewer than the header's."""
    table = _table(f"| a | b |\n{delimiter}\n| c | d |")
    assert len(table.rows) == 1


@pytest.mark.parametrize(
    "delimiter",
    ["| --- | === |", "| --- | |", "|\xa0---|---|", "| - - | - |", "    |-|-|"],
)
def test_another_second_line_makes_no_table(delimiter: str) -> None:
    """The lines stay text, for a later stage to wonder about."""
    assert _kinds(f"| a | b |\n{delimiter}\n| c | d |") == ["Paragraph"]


def test_a_table_may_follow_text() -> None:
    """The lines before its header stay a paragraph."""
    text, table = _blocks("One.\nTwo.\n" + TABLE)
    assert isinstance(text, Paragraph)
    assert [line.text for line in text.lines] == ["One.", "Two."]
    assert table.span.line == 3


def test_indented_rows_are_rows_if_they_start_with_a_pipe() -> None:
    """Rows indented by four blanks would be code anywhere else (rule R9 of the liblab docs)."""
    assert _rows(TABLE + "    | a | b |\n\t| c | d |\n") == [["a", "b"], ["c", "d"]]
    assert _kinds(TABLE + "    a | b\n") == ["Table", "Code"]


@pytest.mark.parametrize("mark", ["> ", ">> ", "- ", "+ ", "* ", "1. ", ">"])
def test_a_row_may_begin_like_a_quote_or_a_list(mark: str) -> None:
    """Where no row begins with a pipe, a line with as many pipes as the header is one."""
    below = f"a | b\n{mark}c | d\n{mark}text\n"
    table, *rest = _blocks(f"Name | Type\n-- | --\n{below}")
    assert isinstance(table, Table)
    assert [row.cells[0].text for row in table.rows] == ["a", f"{mark}c"]
    assert len(rest) == 1


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("# a | b", "Heading"),
        ("```", "Code"),
        ("---", "thematic_break"),
        ("> a | b", "block_quote"),
        ("- a | b", "list"),
        ("<!-- a | b -->", "block_html"),
        ("<div>a | b", "block_html"),
        ("", "Paragraph"),
    ],
)
def test_another_block_ends_a_table(line: str, kind: str) -> None:
    """So does a blank line."""
    assert _kinds(TABLE + f"| a | b |\n{line}\nx")[:2] == ["Table", kind]


@pytest.mark.parametrize(
    ("text", "level", "title", "span"),
    [
        ("# Dock", 1, "Dock", Span(1, 3, 7)),
        ("  ### A B  ##  ", 3, "A B", Span(1, 7, 10)),
        ("#\tDock\t#", 1, "Dock", Span(1, 3, 7)),
        ("# id\\_ #1", 1, "id\\_ #1", Span(1, 3, 10)),
        ("# C#", 1, "C#", Span(1, 3, 5)),
        ("# \xa0Dock", 1, "\xa0Dock", Span(1, 3, 8)),
        ("## ##", 2, "", Span(1, 1, 6)),
        ("#", 1, "", Span(1, 1, 2)),
        (" Dock\n====", 1, "Dock", Span(1, 2, 6)),
        ("Two\n lines\n---  ", 2, "Two lines", Span(1, 1, 4)),
        ("a | b\n---", 2, "a | b", Span(1, 1, 6)),
    ],
)
def test_headings_are_raw_text_with_a_place(
    text: str, level: int, title: str, span: Span
) -> None:
    """Closing marks, underlines and outer blanks are left out."""
    assert _blocks(text) == (Heading(level, title, span),)


@pytest.mark.parametrize("text", ["#\u3000Dock", "#\xa0Dock", "#Dock", "####### Dock"])
def test_marks_without_a_blank_are_text(text: str) -> None:
    """A wide space is none for Markdown."""
    assert _kinds(text) == ["Paragraph"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("```json x\n{}\n\n```\n", Code("json", "{}\n", True, Span(1, 1, 10), 2)),
        ("  ~~~\n  a\n ~~~~\n", Code("", "a", True, Span(1, 3, 6), 2)),
        ("```\na\n~~~\n\n", Code("", "a\n~~~\n\n", False, Span(1, 1, 4), 2)),
        ("````\n```", Code("", "```", False, Span(1, 1, 5), 2)),
        ("```", Code("", "", False, Span(1, 1, 4), 2)),
        ("\n    a\n\n", Code("", "    a", True, Span(2, 5, 6), 2)),
    ],
)
def test_code_is_verbatim(text: str, code: Code) -> None:
    """An open fence takes the rest of the page, and says so."""
    assert _blocks(text) == (code,)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("<!-- a\n\n# b -->", True),
        ("<!-- a\n\n# b", False),
        ("<!-->", True),
        ("<pre>\n\n# a</PRE>", True),
        ("<Script>\n\n# a", False),
        ("<?php\n\n?>", True),
        ("<![CDATA[ ]]>", True),
        ("<!DOCTYPE html\n>", True),
        ("<details>\n<summary>", True),
    ],
)
def test_html_may_be_left_open(text: str, closed: bool) -> None:  # noqa: FBT001
    """What it swallows is its text."""
    assert _blocks(text) == (Other("block_html", text, closed, _blocks(text)[0].span),)


def test_other_tags_are_text() -> None:
    """They cannot hide the lines below."""
    assert _kinds("<br/>\n# a") == ["Paragraph", "Heading"]


def test_link_definitions_are_text() -> None:
    """Mistune would take their lines away."""
    (text,) = _blocks("[id]: /etc/passwd 'x'\nb")
    assert isinstance(text, Paragraph)
    assert [line.text for line in text.lines] == ["[id]: /etc/passwd 'x'", "b"]
    assert [line.span for line in text.lines] == [Span(1, 1, 22), Span(2, 1, 2)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("- a\nlazy\n\n  more\n\n1. b\n- c\n\nx", ["list", "Paragraph"]),
        ("- a\n\n  # inside\n# outside", ["list", "Heading"]),
        ("- a\n- - -\n- b", ["list", "thematic_break", "list"]),
        ("1. a\n\n  b", ["list", "Paragraph"]),
        ("-     a\n\n  b", ["list"]),
        ("text\n- a", ["Paragraph", "list"]),
        ("text\n2. a", ["Paragraph"]),
        ("text\n*\n", ["Paragraph"]),
        ("> a\nlazy\n\nx", ["block_quote", "Paragraph"]),
        ("> a\n# b", ["block_quote", "Heading"]),
        ("> a\n- b\n> c", ["block_quote", "list", "block_quote"]),
        ("- a\n" + TABLE, ["list", "Table"]),
        ("> a\n" + TABLE, ["block_quote", "Table"]),
        ("- a\n  - b\n\n  c\n\nd", ["list", "Paragraph"]),
        ("- a | b\n- c -- d", ["list"]),
        ("- # a", ["list"]),
        ("> ```\n> # a\n> ```", ["block_quote"]),
    ],
)
def test_lists_and_quotes_are_taken_whole(text: str, kinds: list[str]) -> None:
    """Without a table in them, or a heading in a quote, they stay as they are written."""
    assert _kinds(text) == kinds


def test_an_empty_page_has_no_blocks() -> None:
    """Blank lines are no blocks."""
    assert _blocks("") == _blocks("\n \n\t\n") == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "> " * 20_000,
        "".join(f"{'  ' * depth}- a\n" for depth in range(1_000)),
        "- a\n> b\n" * 20_000,
        "# a" + " " * 200_000 + "b",
        "<x" + "\ta=b\tc\td" * 5_000,
        "- " * 100_000 + "x",
        "> \n" * 50_000 + "x",
        "- a" + "\n" * 100_000 + "b",
        "\n" * 300_000,
        "    a\n" * 50_000,
        "text\n" + "    a\n" * 50_000,
        "``` a`b\n" * 50_000,
        "| " * 100_000 + "\n" + "|-" * 100_000,
        "|" + "\\|" * 200_000 + "\n|-|",
        "| a |\n" + "-" * 200_000 + "|" + ":" * 200_000,
        "<!--" * 100_000,
        "1. a\n" * 30_000,
    ],
    ids=range(17),
)
def test_hostile_pages_are_parsed(text: str) -> None:
    """Neither recursion nor a backtracking expression gets in the way: this would not end."""
    assert _blocks(text) or not text.strip()


def test_mistune_is_not_loaded_before_it_is_needed() -> None:
    """Importing it takes longer than a check that finds nothing to do."""
    program = (
        "import sys, typetable.markdown.document; sys.exit('mistune' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
