"""What stands before the names of rows that are in others."""

from __future__ import annotations

import pytest
from tests.plain_pages import read, table

from typetable.wording.indents import Indents


@pytest.mark.parametrize(
    ("text", "marks", "name"),
    [
        ("name", 0, "name"),
        ("> name", 1, "name"),
        (">>name", 2, "name"),
        (r"\> > name", 2, "name"),
        ("&gt;&gt; name", 2, "name"),
        ("&gt &gt name", 2, "name"),
        ("&gtname", 1, "name"),
        ("&nbsp;&nbsp;> name", 1, "name"),
    ],
)
def test_a_mark_may_be_written_as_an_entity(text: str, marks: int, name: str) -> None:
    """Whose end may be missing, as browsers read it."""
    depth, rest = Indents((">",)).of(text)
    assert (depth.marks, rest) == (marks, name)


@pytest.mark.parametrize(
    "mark", ["->", "→", "=>", "⇒", "∟", "⌞", "└─", "├─", "┗", "┣", "•", "◦", "- ", "+ "]
)
def test_people_draw_trees_in_many_ways(mark: str) -> None:
    """All of them say that a row is in the one above."""
    rows = ("a | object | A.", f"{mark}b | object | B.", f"{mark}{mark}c | string | C.")
    found = read("# T", table("Name | Type | Description", *rows))
    assert found.names == {"T": ["a"], "T a": ["b"], "T a b": ["c"]}
