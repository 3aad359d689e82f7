"""Headings in tags."""

from __future__ import annotations

import pytest

from typetable.language.heading_tags import with_headings
from typetable.language.sections import HeadingTag
from typetable.markdown import document
from typetable.markdown.document import Heading
from typetable.source import SourceFile

KNOWN = (HeadingTag.of("### Call"), HeadingTag.of("## h2"))


def _headings(text: str, name: str = "page.mdx") -> list[tuple[int, str, int]]:
    """Return the levels, texts and lines of the headings of a page."""
    source = SourceFile(path=name, name=name, text=text)
    page = with_headings(document.parse(source), KNOWN)
    headings = (each for each in page.blocks if isinstance(each, Heading))
    return [(each.level, each.text, each.span.line) for each in headings]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("<Call>\n  List boats\n</Call>\n", (3, "List boats", 2)),
        ('<Call method="GET" path="/{a}" new>\nList\n</Call>\n', (3, "List", 2)),
        ("<Call>List boats</Call>\n", (3, "List boats", 1)),
        ("<h2>Boats</h2>\n", (2, "Boats", 1)),
    ],
)
def test_the_text_in_a_tag_is_a_heading(
    text: str, heading: tuple[int, str, int]
) -> None:
    """Whatever its attributes, on the line of the tag or between two of them."""
    assert _headings(text) == [heading]


@pytest.mark.parametrize(
    "text",
    [
        "<Note>\nList\n</Note>\n",
        "<Call>\nList\n",
        "<Call>\nList\n</Note>\n",
        "<Call>\n</Call>\n",
        "</Call>\nList\n</Call>\n",
        "<Call />\nList\n",
        "<Caller>List</Caller>\n",
        "Text with <Call>List</Call> in it.\n",
    ],
)
def test_other_tags_stay_what_they_are(text: str) -> None:
    """Those of other names, those left open, and such as stand in a line of text."""
    assert _headings(text) == []


@pytest.mark.parametrize("text", ["Call", "####### Call", "### a tag", "### <Call>"])
def test_a_tag_of_headings_has_a_level(text: str) -> None:
    """It is stated like a heading, by its name alone."""
    with pytest.raises(ValueError, match="marks of its level"):
        HeadingTag.of(text)
