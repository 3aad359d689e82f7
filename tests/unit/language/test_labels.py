"""Labels: lines that stand as headings."""

from __future__ import annotations

import pytest

from typetable.language.labels import label, names
from typetable.markdown import document
from typetable.source import SourceFile


def _named(text: str) -> str:
    """Return the name of the label at the end of a page, or nothing."""
    page = document.parse(SourceFile(path="page.md", name="page.md", text=text))
    found = label(page.blocks)
    return found.name if found else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Response:\n", "Response"),
        ("* Response\uff1a\n", "Response"),
        ("1. **Response**\n", "Response"),
        ("**Response**\n\n```\n{}\n```\n", "Response"),
        ("Callback Sent to Buyers\n", "Callback Sent to Buyers"),
        ("cURL\n", ""),
        ("And:\n", ""),
        ("* Total orders canceled\n", ""),
        ("* one:\n* two:\n", ""),
        ("> Response:\n", ""),
        ("The response is sent once.\n", ""),
        ("This line has more words than names have:\n", ""),
        ("GET /v1/orders of all\n", ""),
        ("Two\nlines:\n", ""),
    ],
)
def test_a_label_is_one_line_alone(text: str, name: str) -> None:
    """It is marked, or ends in a colon, or is a few words without a point."""
    assert _named(text) == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Response: as JSON\n", ["Response"]),
        ("**Response 200** (all)\n", ["Response"]),
        ("request uri: {base}/docks\n", []),
        ("Response: It is sent.\n", []),
    ],
)
def test_a_line_may_begin_with_a_label(text: str, found: list[str]) -> None:
    """A remark behind it is short; a path or a sentence is none."""
    page = document.parse(SourceFile(path="page.md", name="page.md", text=text))
    assert [*names(page.blocks[0])] == found
