from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from typetable import pipeline
from typetable.changes.compare import compare
from typetable.settings.package import Package
from typetable.sources.page_text import read_page

if TYPE_CHECKING:
    from random import Random

    from hypothesis.strategies import SearchStrategy

    from typetable.schema import Schema

Row = tuple[str, str, str, str]
Page = tuple[str, tuple[Row, ...]]

PACKAGE = Package(path="typetable.toml", dialect="liblab", wire_case="as-documented")

WORDS = ("id", "item_name", "min_size", "a_b_c", "kind", "part_of")
TYPES = ("str", "int", "List[str]", "Union[str, int]", "List[Item]", "Colour", "dict")


def pages() -> SearchStrategy[list[Page]]:
    """Return docs: some models, each on its page, with some rows."""
    rows = st.tuples(
        st.sampled_from(WORDS),
        st.sampled_from(TYPES),
        st.sampled_from(("✅", "❌")),
        st.sampled_from(("", "What it is.", "One of a_b and c_d; 2 * 3.", "x < y")),
    )
    tables = st.lists(rows, min_size=1, unique_by=lambda row: row[0]).map(tuple)
    names = st.sampled_from(("Item", "Colour", "PartList", "Size", "Kind_1"))
    models = st.tuples(names, tables)
    return st.lists(models, min_size=1, unique_by=lambda model: model[0])


def plain(page: Page) -> str:
    """Return a page as a generator of docs would write it."""
    name, rows = page
    lines = ["| Name | Type | Required | Description |", "| :- | :- | :- | :- |"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join((f"# {name}", "", "**Properties**", "", *lines, ""))


def disguised(page: Page, random: Random) -> str:
    """Return a page of the same meaning with other padding, escapes, rows and line ends."""
    name, rows = page
    shuffled = random.sample(rows, len(rows))
    lines = ["|Name|Type|Required|Description|", "|---|:---:|:--|--:|"]
    lines += [
        "|".join(("", *(_padded(_escaped(cell, random), random) for cell in row), ""))
        for row in shuffled
    ]
    end = random.choice(("\n", "\r\n"))
    text = end.join((f"#  {name}", "", "", "**Properties**", "", *lines, "", ""))
    return random.choice(("", "\ufeff")) + text


def _escaped(cell: str, random: Random) -> str:
    return "".join(
        f"\\{mark}" if mark in "_[]" and random.random() < 0.5 else mark
        for mark in cell
    )


def _padded(cell: str, random: Random) -> str:
    return " " * random.randrange(4) + cell + " " * random.randrange(4)


def schema(texts: dict[str, str]) -> Schema:
    """Return what some pages say."""
    read = [
        read_page(text.encode(), name, name, PACKAGE.limits)[0]
        for name, text in texts.items()
    ]
    sources = [source for source in read if source]
    assert len(sources) == len(texts)
    return pipeline.understand_pages(PACKAGE, sources).schema


@settings(max_examples=60, deadline=None)
@given(pages(), st.randoms(use_true_random=False))
def test_what_says_the_same_differs_in_nothing_but_order(
    docs: list[Page], random: Random
) -> None:
    """Padding, escapes, line ends, and the order of rows and of pages have no level."""
    old = {f"{page[0]}.md": plain(page) for page in docs}
    new = {
        f"{page[0]}.md": disguised(page, random)
        for page in random.sample(docs, len(docs))
    }
    changes = compare(schema(old), schema(new))
    assert {(change.code, change.level) for change in changes} <= {("TT652", "none")}


@settings(max_examples=40, deadline=None)
@given(pages(), pages())
def test_what_says_another_thing_differs(old: list[Page], new: list[Page]) -> None:
    """The disguise of the test above hides nothing: docs of other rows are told apart."""
    same = {p[0]: sorted(p[1]) for p in old} == {p[0]: sorted(p[1]) for p in new}
    before = schema({f"{page[0]}.md": plain(page) for page in old})
    after = schema({f"{page[0]}.md": plain(page) for page in new})
    told = [change for change in compare(before, after) if change.code != "TT652"]
    assert same or told
