"""HTML headings: what readers see as a heading is one."""

from __future__ import annotations

import time

import pytest

from typetable.markdown.parser import parse
from typetable.markdown.records import Heading, Other
from typetable.markdown.spans import seen


def _headings(text: str) -> list[Heading]:
    blocks = parse(text, is_mdx=False).blocks
    return [each for each in blocks if isinstance(each, Heading)]


@pytest.mark.parametrize(
    ("html", "level", "said"),
    [
        ('<h2 id="tocS_Pet">Pet</h2>', 2, "Pet"),
        ("<H3 class='x'\n  id=pet>Two\nwords</H3 >", 3, "Two words"),
        ("<div><h1>In <code>tags</code></h1></div>", 1, "In tags"),
        ("<h4>_a_ *b* [c](d) `e` &amp; f</h4>", 4, "_a_ *b* [c](d) `e` & f"),
        ('<h2 id="a>b">List«Pet»</h2>', 2, "List«Pet»"),
    ],
)
def test_a_heading_of_html_is_a_heading(html: str, level: int, said: str) -> None:
    """Its text is no Markdown; its level is that of the tag."""
    (heading,) = _headings(html)
    assert heading.level == level
    assert seen(heading.text).text == said


def test_an_identifier_is_an_anchor() -> None:
    """It stands in front of the text, as one that is written by hand."""
    (heading,) = _headings('<h2 id="order">Order</h2>')
    assert heading.text == '<a id="order"></a>Order'


@pytest.mark.parametrize(
    "html",
    [
        "<!-- <h2>Pet</h2> -->",
        "<pre><h2>Pet</h2></pre>",
        "<h2><img src='pet.png'></h2>",
        "<h2>Pet</h3>",
        "<h7>Pet</h7>",
        "<p>x\n<!-- open <h2>Pet</h2>",
    ],
)
def test_what_nobody_sees_as_a_heading_is_none(html: str) -> None:
    """Comments, text that is shown as it is, pictures and tags that do not match."""
    assert not _headings(html)


def test_what_stands_around_headings_is_kept_with_its_places() -> None:
    """The lines of one block are headings and the HTML between them."""
    blocks = parse(
        'Text.\n\n<p id="a"></p>\n<h2>Pet</h2> more\n<a id="b"></a>', is_mdx=False
    ).blocks[1:]
    assert [
        (each.text, each.span.line, each.span.column)
        for each in blocks
        if isinstance(each, Heading | Other)
    ] == [
        ('<p id="a"></p>', 3, 1),
        ("Pet", 4, 5),
        ('more\n<a id="b"></a>', 4, 14),
    ]


@pytest.mark.parametrize("piece", ["<h1>", "<h1 ", "<h1 a='", "<!--", "<pre>", "<h1><"])
def test_headings_that_are_never_closed_take_time_in_proportion(piece: str) -> None:
    """Whatever a page opens again and again."""
    start = time.process_time()
    parse("<div>" + piece * 20_000, is_mdx=False)
    assert time.process_time() - start < 1
