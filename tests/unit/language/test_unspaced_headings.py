"""Headings without a blank behind their marks."""

from __future__ import annotations

import pytest

from typetable.language.unspaced_headings import with_unspaced
from typetable.markdown import document
from typetable.markdown.document import Heading, Paragraph
from typetable.source import SourceFile


def _page(text: str) -> document.Document:
    source = SourceFile(path="page.md", name="page.md", text=text)
    return with_unspaced(document.parse(source))


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("##Order\n", [(2, "Order", 3)]),
        ("###Order###\n", [(3, "Order", 4)]),
        ("###Order list ##\n", [(3, "Order list", 4)]),
        ("#Order\n", []),
        ("#1 is first\n", []),
        ("####### Order\n", []),
    ],
)
def test_two_marks_make_a_heading(
    text: str, headings: list[tuple[int, str, int]]
) -> None:
    """Its place is that of the text behind the marks."""
    found = [each for each in _page(text).blocks if isinstance(each, Heading)]
    assert [(e.level, e.text, e.span.column) for e in found] == headings


def test_a_heading_parts_a_paragraph() -> None:
    """What stands above and below it is text, each in its place."""
    blocks = _page("One.\n##Order\nTwo.\nThree.\n").blocks
    texts = [
        (each.span.line, len(each.lines))
        for each in blocks
        if isinstance(each, Paragraph)
    ]
    assert texts == [(1, 1), (3, 2)]
