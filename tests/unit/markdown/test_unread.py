from __future__ import annotations

import pytest

from typetable.diagnostics import Findings
from typetable.markdown import unread
from typetable.markdown.document import Table, parse
from typetable.source import SourceFile

TABLE = "| a | b |\n|---|---|\n| c | d |"


def _told(text: str) -> list[tuple[str, str, int]]:
    """Return rule, severity and line of each finding about a page."""
    findings = Findings("a.md")
    for block in parse(SourceFile(path="a.md", name="a.md", text=text)).blocks:
        unread.report(block, findings)
        if isinstance(block, Table):
            unread.report_inner(block, findings)
    return [
        (each.rule.code, each.severity, each.span.line if each.span else 0)
        for each in findings.diagnostics
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("    " + TABLE.replace("\n", "\n    "), ("TT127", "note", 1)),
        (f"<pre>\n{TABLE}\n</pre>", ("TT127", "note", 1)),
        ("    <table><tr><td>a</table>", ("TT127", "note", 1)),
        ("- a\n\n      " + TABLE.replace("\n", "\n      "), ("TT127", "note", 3)),
        ("a\n\nb | c\n    |--|--\nd | e", ("TT127", "warning", 3)),
        ("> a | b\n--|--\nc | d", ("TT127", "warning", 1)),
        ("text\n2. a | b\n   --|--", ("TT127", "warning", 1)),
        ("<div>\n- x\n    * a | b\n      --|--", ("TT127", "note", 3)),
        ("<table>\n<tr><td>a", ("TT105", "error", 1)),
        ("> " * 17 + "| a | b |\n" + "> " * 17 + "|--|--|", ("TT127", "error", 2)),
        (
            "<table><tr><td>\n<table><tr><td>a</table></table>",
            ("TT127", "warning", 2),
        ),
    ],
)
def test_a_table_that_is_not_read_is_told(
    text: str, told: tuple[str, str, int]
) -> None:
    """Where it stands, and more loudly if that is no place for a table."""
    assert _told(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        f"```\n{TABLE}\n```",
        f"- a\n\n  ```\n  {TABLE}\n  ```",
        f"<!--\n{TABLE}\n-->",
        f"<div>\n<!--\n{TABLE}\n-->\n</div>",
        f"<script>\n{TABLE}\n</script>",
        "a | b\nc - d | e",
        "    a || b\n    ---",
        "| a |\n\n|---|",
        "1 | 2\n- 3 | 4",
    ],
)
def test_nothing_is_said_of_what_is_read_or_no_table(text: str) -> None:
    """A fence and a comment say that what they hold is no table."""
    assert _told(text) == []
