"""What the anchors of a page lead to."""

from __future__ import annotations

import pytest
from tests.plain_pages import read, table

from typetable.reading.anchors import slug

ROWS = table("Name | Type", "a | string")
MORE = table("Name | Type", "b | string")


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Order", "order"),
        ("Order Item", "order-item"),
        ("What's new? (v1.2)", "whats-new-v12"),
        ("a_b - c", "a_b---c"),
        ("Größe & Maß", "größe--maß"),
        ("订单 对象", "订单-对象"),
        ("2.1 Order", "21-order"),
    ],
)
def test_a_slug_is_that_of_github(heading: str, anchor: str) -> None:
    """Lower case, no punctuation, a dash for each blank."""
    assert slug(heading) == anchor


@pytest.mark.parametrize(
    ("anchor", "page"),
    [
        ("order", ["# Order", ROWS]),
        ("order", ["# `Order`", ROWS]),
        ("here", ["# Order {#here}", ROWS]),
        ("here", ['# Order <a name="here"></a>', ROWS]),
        ("here", ['<a id="here"></a>', "# Order", ROWS]),
        ("here", ['<div id="here" class="x"></div>', "# Order", ROWS]),
        ("here", ['<ManualAnchor id="here" />', "# Order", ROWS]),
        ("here", ['<a id="other"/>', '<a id="here"/>', "# Order", ROWS]),
        ("here", ["# Order", '<a id="here"></a>', ROWS]),
        ("here", ["# Order", 'Seen <span id="here">here</span>:', ROWS]),
        ("properties", ["# Order", "## Properties", ROWS]),
        ("required-properties", ["# Order", ROWS, "## Required properties", MORE]),
        ("order", ["# Order", "Text.", "## Body", ROWS]),
        ("order", ["# Order", "## Order", ROWS]),
        ("order", ["# Order", "## Kinds", "Text.", "### Order body", ROWS]),
        ("order", ["# Order", "## Order body", ROWS, "## Order other", MORE]),
        ("order-body", ["# Order", "## Body", ROWS]),
        ("order-order-body", ["# Order", "## Order body", ROWS]),
    ],
)
def test_an_anchor_leads_to_the_model_below_it(anchor: str, page: list[str]) -> None:
    """Written or made of a heading, in it or above it or above the table."""
    found = read("# First", ROWS, *page)
    assert found.draft.anchors[anchor].startswith("Order")


@pytest.mark.parametrize(
    ("heading", "anchors"),
    [
        ("Order - Item", {"order---item", "order-item"}),
        ("Größe & Maß", {"größe--maß", "größe-maß"}),
        ("Les éléments", {"les-éléments", "les-elements", "les-l-ments"}),
    ],
)
def test_sites_spell_marks_and_accents_in_their_ways(
    heading: str, anchors: set[str]
) -> None:
    """One hyphen for several, and a plain letter or a hyphen for one with an accent."""
    found = read("# First", ROWS, f"# {heading}", MORE).draft.anchors
    assert {each for each, model in found.items() if model == heading} == anchors


def test_what_github_makes_of_a_heading_counts_first() -> None:
    """`order-item` is of the heading that is so called, not of `Order - Item` above it."""
    found = read("# Order - Item", ROWS, "# Order Item", MORE).draft.anchors
    assert found["order-item"] == "Order Item"
    assert found["order---item"] == "Order - Item"


def test_other_scripts_are_not_cut_down_to_the_latin_in_them() -> None:
    """`api` is no anchor of `API 订单`, nor `-`."""
    found = read("# API 订单", ROWS, "# 订单 - 对象", MORE).draft.anchors
    assert found.keys() == {"api-订单", "订单---对象", "订单-对象"}


def test_equal_headings_are_numbered() -> None:
    """All headings of a page count, also those that are no models."""
    found = read("# Intro", "# Order", "Text.", "# Intro", ROWS, "# Intro", "Text.")
    assert found.draft.anchors == {
        "intro": "",
        "order": "",
        "intro-1": "Intro",
        "intro-2": "",
    }


def test_an_anchor_in_a_section_leads_to_the_next_of_its_models() -> None:
    """The text above a table may name the model, which has an anchor of its own."""
    anchor = '<a name="item"></a>'
    sentence = "The `Item` object has the following fields:"
    found = read("# Order", ROWS, anchor, sentence, ROWS)
    assert found.draft.anchors == {"order": "Order", "item": "Item"}


def test_anchors_in_code_are_none() -> None:
    """They are shown, not made."""
    found = read("# Order", '```html\n<a id="x"></a>\n```', ROWS)
    assert [*found.draft.anchors] == ["order"]


def test_a_heading_around_several_models_leads_to_none_of_them() -> None:
    """Unless one is called like it, or the first has all of its words."""
    found = read("# Order source", "## Big order", ROWS, "## Small order", MORE)
    assert found.draft.anchors["order-source"] == ""


def test_a_heading_around_kinds_of_a_thing_leads_to_none_of_them() -> None:
    """Not to the first, though that has all of its words."""
    found = read("# Order", "## Big order", ROWS, "## Small order", MORE)
    assert found.draft.anchors["order"] == ""


def test_what_is_written_counts_before_what_a_heading_around_makes() -> None:
    """Of two places of one anchor the first that is of its very heading counts."""
    found = read("# Order", "## Body", ROWS, "# Order Body", MORE)
    assert found.draft.anchors["order-body"] == "Order Body"
