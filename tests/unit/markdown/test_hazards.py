"""Fences without an end: what a reader of the source sees below them is read, and told."""

from __future__ import annotations

import time

import pytest

from typetable.diagnostics import Findings
from typetable.markdown import document, hazards
from typetable.markdown.document import Heading, Table
from typetable.source import SourceFile

TABLE = "| Name | Type |\n| --- | --- |\n| a | string |\n"
SAMPLE = "```json\n{}\n```\n"


def _uncovered(text: str) -> tuple[list[str], list[tuple[str, int]]]:
    """Return what tables and headings stand on a page, and the findings with their lines."""
    source = SourceFile(path="a.md", name="a.md", text=text)
    findings = Findings(source.path)
    blocks = hazards.uncovered(document.parse(source), source, findings).blocks
    seen = [type(each).__name__ for each in blocks if isinstance(each, Table | Heading)]
    told = [(each.code, each.span.line) for each in findings.diagnostics if each.span]
    return seen, told


def test_a_fence_that_another_one_follows_hides_no_table() -> None:
    """By Markdown the second one ends it, and a table in between would be code without a word."""
    page = f"# A\n\n``` <a> ::= <b>\n\n{TABLE}\n# B\n\n{SAMPLE}\n{TABLE}"
    assert _uncovered(page) == (
        ["Heading", "Table", "Heading", "Table"],
        [("TT105", 3)],
    )


def test_each_of_several_such_fences_is_told() -> None:
    """And what stands between them is read."""
    part = f"```x y\n\n{TABLE}\n{SAMPLE}\n"
    assert _uncovered(part * 3) == (
        ["Table"] * 3,
        [("TT105", 1), ("TT105", 11), ("TT105", 21)],
    )


@pytest.mark.parametrize(
    "page",
    [
        f"````md\n{TABLE}\n{SAMPLE}````\n",
        f"```md\n{TABLE}\n{SAMPLE}\n",
        f"```sh\n# install\n{SAMPLE}\n",
        f"~~~\n{TABLE}\n{SAMPLE}~~~\n",
        f"```\n{TABLE}```\n{SAMPLE}",
    ],
)
def test_a_fence_that_holds_what_it_shows_stays_one(page: str) -> None:
    """Longer marks, other marks, Markdown as such, a proper end, no table: nothing is read."""
    assert _uncovered(page) == ([], [])


def test_pages_of_such_fences_take_time_in_proportion() -> None:
    """So many are mended; that the rest stays code is told."""
    start = time.process_time()
    seen, told = _uncovered(f"```x\n{TABLE}{SAMPLE}" * 1_000)
    assert (len(seen), len(told)) == (8, 9)
    assert time.process_time() - start < 2
