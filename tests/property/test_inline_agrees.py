"""Inline Markdown says what an independent parser reads in it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from typetable.markdown.inline import scan

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARSER = MarkdownIt("commonmark")
_MARKS = {"strong": "strong", "em": "emphasis", "link": "link"}
_PIECES = (
    *(
        "a",
        "b",
        " ",
        "é",
        "✅",
        ".",
        "*",
        "**",
        "***",
        "_",
        "__",
        "`",
        "``",
        "\\",
        "&amp;",
    ),
    *(
        "&lt",
        "[",
        "]",
        "](u)",
        '](v "t")',
        "](<w x>)",
        "![",
        "(",
        ")",
        "|",
    ),
)
_texts = st.lists(st.sampled_from(_PIECES), max_size=20).map("".join)

Letters = list[tuple[str, frozenset[str], str]]


def _theirs(raw: str) -> Iterator[tuple[str, frozenset[str], str]]:
    """Yield each character with its marks and where it leads."""
    active: list[str] = []
    target = ""
    (inline,) = _PARSER.parseInline(raw)
    for token in inline.children or ():
        kind, _, side = token.type.rpartition("_")
        if side == "open":
            active.append(_MARKS[kind])
            target = str(token.attrs["href"]) if kind == "link" else target
        elif side == "close":
            active.remove(_MARKS[kind])
            target = "" if kind == "link" else target
        else:
            marks = {*active} | ({"code"} if token.type == "code_inline" else set())
            yield from ((letter, frozenset(marks), target) for letter in token.content)


def _ours(raw: str) -> Iterator[tuple[str, frozenset[str], str]]:
    for run in scan(raw).runs:
        yield from ((letter, run.marks - {"tag"}, run.target) for letter in run.text)


@settings(deadline=None, max_examples=1500)
@given(_texts.filter(lambda text: "![" not in text))
def test_every_letter_is_marked_alike(raw: str) -> None:
    """Emphasis, code, links, escapes and entities are those of CommonMark."""
    ours = [(a, b, c.replace(" ", "%20")) for a, b, c in _ours(raw)]
    theirs = [(a, b, c.removesuffix("/")) for a, b, c in _theirs(raw)]
    assert ours == theirs


@settings(deadline=None, max_examples=500)
@given(_texts)
def test_every_run_stands_where_it_says(raw: str) -> None:
    """From the left to the right, and as it is written but for escapes and entities."""
    position = 0
    inline = scan(raw)
    for run in inline.runs:
        assert position <= run.start <= run.end <= len(raw)
        assert run.text == raw[run.start : run.end] or raw[run.start] in "\\&"
        position = run.end
    places = [inline.place(index) for index in range(len(inline.text) + 1)]
    assert places == sorted(places)
    for place, letter in zip(places, inline.text, strict=False):
        assert raw[place] == letter or raw[place] in "\\&"


_REPEATED = """
    * *a a* **a_ [ ![ ]( [a](b [a](b) ` ~~a <b> <a%href=x> & \\ [*a *[a](b) {# <!-- _a*b~c
    `%`` <a%b=' ](a%"
"""


@pytest.mark.parametrize("piece", _REPEATED.split())
def test_time_grows_with_the_text(piece: str) -> None:
    """Some thousand pieces take a second at most, which their square would not."""
    start = time.process_time()
    scan(piece.replace("%", " ") * 30_000)
    assert time.process_time() - start < 5
