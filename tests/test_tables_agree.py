"""The table reader agrees with an independent parser, markdown-it, about tables and their cells.

Where it does not, that is one of a few classes, each with a reason; anything else is a fault.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown_it import MarkdownIt

from typetable.markdown.document import Row, Table, parse
from typetable.source import PAGES, SourceFile

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
SAMPLE = [
    "families/adcom/AdCOM v1.0 FINAL.md",
    "families/discord/resources/application.mdx",
    "families/discord/resources/webhook.mdx",
    "families/gbfs-3.1/gbfs.md",
    "families/openrtb/2.6.md",
    "families/plain-rest/delta-io+delta-sharing/PROTOCOL.md",
    "families/widdershins-cds/cds_admin.md",
    "liblab/torbox-php/AddReferralToAccountOkResponse.md",
]

OWN = {
    "plain": "# A\n\n| a | b |\n| - | :-: |\n| 1 | `x \\| y` |\n| 2 | \n\ntext\n",
    "bare": "a | b\n--|--\n1 | 2\n3 | 4 | 5\nlone\n\n|c|\n|-|\n",
    "below text": "Text:\n| a | b |\n|---|---|\n| 1 | **2** |\n# B\n",
    "items": "- one\n- two\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n\n  more\n"
    "- three\n  1. | c | d |\n     |---|---|\n     | 3 | 4 |\n",
    "quotes": "> | a | b |\n> |---|---|\n> | 1 | 2 |\n\n> - x\n>\n>   | c |\n>   |---|\n",
    "tabs": "-\t| a | b |\n\t|---|---|\n\t| 1 | 2 |\n",
    "details": "<details>\n<summary>S</summary>\n\n| a | b |\n|---|---|\n</details>\n",
    "code": "```\n| a | b |\n|---|---|\n```\n\n    | a | b |\n    |---|---|\n",
    "no table": "| a | b |\n| - - | - |\n\na | b\n===\n\n<!--\n| a | b |\n|---|---|\n-->\n",
    "deeper": "1. a\n   - b\n     > c\n     > | d | e |\n     > |---|---|\n     > | 1 | 2 |\n",
}

BELOW_A_TAG = "below a tag"
"""GitHub shows the source of a table right below a tag, as it does of a heading; MDX and most
builders of sites show a table, and so does whoever reads the page as it is written."""

INDENTED_ROWS = "indented rows"
"""liblab's PHP docs indent rows by four blanks and more, where Markdown would end the table."""


class _Found(NamedTuple):
    """A table: the line of its header, and the texts of its cells, as many as the header has."""

    line: int
    rows: list[list[str]]


def _theirs(text: str) -> dict[int, _Found]:
    found: dict[int, _Found] = {}
    table: _Found | None = None
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        match token.type:
            case "table_open":
                table = _Found((token.map or [0])[0] + 1, [])
                found[table.line] = table
            case "table_close":
                table = None
            case "tr_open" if table:
                table.rows.append([])
            case "inline" if table:
                table.rows[-1].append(token.content.replace("\\|", "|").strip())
    return found


def _texts(row: Row, width: int) -> list[str]:
    """Return the cells of a row as GitHub shows them: missing ones empty, others left out."""
    texts = [cell.text.strip() for cell in row.cells]
    return [*texts, *[""] * width][:width]


def _page(path: str, text: str) -> SourceFile:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return SourceFile(path=path, name=path, text=plain)


def _exceptions(page: SourceFile) -> Counter[str]:
    """Compare both readers on a page; return how many tables differ, by class."""
    blocks = parse(page).blocks
    tables = [b for b in blocks if isinstance(b, Table) and b.source == "pipe"]
    theirs = _theirs(page.text)
    lines = {table.span.line for table in tables}
    assert lines >= theirs.keys(), f"{page.path}: {sorted(theirs.keys() - lines)}"
    classes = (_class(page, table, theirs.get(table.span.line)) for table in tables)
    return Counter(each for each in classes if each)


def _class(page: SourceFile, table: Table, found: _Found | None) -> str:
    """Return which kind of exception a table is; the empty string where both agree."""
    width = len(table.header.cells)
    rows = [_texts(row, width) for row in (table.header, *table.rows)]
    if found is None:
        assert _is_below_a_tag(page, table.span.line), f"{page.path}:{table.span.line}"
        return BELOW_A_TAG
    if found.rows == rows:
        return ""
    row = table.rows[len(found.rows) - 1]
    assert found.rows == rows[: len(found.rows)], f"{page.path}:{table.span.line}"
    assert row.span.column > 4, f"{page.path}:{row.span.line}"
    return INDENTED_ROWS


def _is_below_a_tag(page: SourceFile, line: int) -> bool:
    while page.line(line - 1).strip():
        line -= 1
        if page.line(line).lstrip().startswith("<"):
            return True
    return False


def _read(path: Path) -> SourceFile:
    text = path.read_text("utf-8", errors="replace")
    return _page(path.relative_to(CORPUS).as_posix(), text)


@pytest.mark.parametrize("name", OWN)
def test_pages_of_our_own_are_read_alike(name: str) -> None:
    """Without an exception, in whatever a table stands."""
    assert not _exceptions(_page("a.md", OWN[name]))


def test_exceptions_are_seen() -> None:
    """A table below a tag, and one with rows that Markdown takes for code."""
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert _exceptions(_page("a.md", f"<Anchor />\n## A\n{table}")) == {BELOW_A_TAG: 1}
    assert _exceptions(_page("a.md", f"{table}    | 3 | 4 |\n")) == {INDENTED_ROWS: 1}


@pytest.mark.parametrize("name", SAMPLE)
def test_some_real_pages_are_read_alike(name: str) -> None:
    """But for the tables of a class that each has a reason."""
    path = CORPUS / name
    if not path.exists():
        pytest.skip("the pages of vendors do not stand beside this repository")
    _exceptions(_read(path))


@pytest.mark.slow
def test_all_real_pages_are_read_alike() -> None:
    """Thousands of pages, no table missed, and few in which we read more."""
    paths = [path for path in CORPUS.rglob("*") if path.suffix.lower() in PAGES]
    if not paths:
        pytest.skip("the pages of vendors do not stand beside this repository")
    total: Counter[str] = Counter()
    for path in sorted(paths):
        total += _exceptions(_read(path))
    assert {*total} <= {BELOW_A_TAG, INDENTED_ROWS}
