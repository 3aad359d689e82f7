"""Tabs and boxes are opened for the tables in them, and for nothing else."""

from __future__ import annotations

import pytest

from typetable.markdown.document import Code, Paragraph, Table, parse
from typetable.source import SourceFile

ROWS = "    | a | b |\n    | - | - |\n    | c | d |\n"


def blocks(text: str) -> list[object]:
    """Return the blocks of a page."""
    return [*parse(SourceFile(path="p.md", name="p.md", text=text)).blocks]


@pytest.mark.parametrize(
    "line",
    ['=== "Request"', '!!! tip "Request"', '??? note "Request"', '???+ tip "Request"'],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_table_in_a_tab_is_read(line: str, between: str) -> None:
    """Its places are those on the page, and the tab is a title above it."""
    title, table = blocks(f"{line}{between}{ROWS}")
    assert isinstance(title, Paragraph)
    assert title.lines[0].text == "**Request**"
    assert isinstance(table, Table)
    assert table.rows[0].cells[1].span.column == len("    | c | ") + 1
    assert table.within[-1].kind == "tab"


def test_a_tab_ends_at_what_is_not_indented() -> None:
    """Text and code in it are kept, and so is what stands below."""
    text = f'=== "A"\n\n    Said.\n\n{ROWS}\n        code\n\nBelow.\n\n    code\n'
    kinds = [type(each).__name__ for each in blocks(text)]
    assert kinds == ["Paragraph", "Paragraph", "Table", "Code", "Paragraph", "Code"]


@pytest.mark.parametrize(
    "text",
    [
        '=== "A"\n\n    print(1 | 2)\n',
        f"Some text\n\n{ROWS}",
        f'A line\n=== "B"\n\n{ROWS}',
        f"===\n\n{ROWS}",
        f"=== A\n\n{ROWS}",
    ],
)
def test_other_code_is_code(text: str) -> None:
    """Without a table in it, or a line that opens a tab, Markdown has its way."""
    assert not any(isinstance(each, Table) for each in blocks(text))
    assert any(isinstance(each, Code) for each in blocks(text))


def test_tabs_stand_in_lists_and_in_tabs() -> None:
    """Indentation adds up."""
    inner = "".join(f"    {line}\n" for line in ['=== "B"', "", *ROWS.splitlines()])
    found = blocks(f'=== "A"\n\n{inner}')
    tables = [each for each in found if isinstance(each, Table)]
    assert [[w.kind for w in each.within] for each in tables] == [["tab", "tab"]]
