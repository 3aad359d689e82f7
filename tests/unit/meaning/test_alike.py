"""Names that differ in spelling from those of models."""

from __future__ import annotations

import pytest

from typetable.meaning.alike import Alike


@pytest.mark.parametrize(
    "name", ["Order Item", "order_item", "OrderItems", "order items", "ORDER-ITEM"]
)
def test_a_name_may_be_alike(name: str) -> None:
    """In another case, with other marks, or in the plural."""
    assert Alike(["OrderItem", "User"]).like(name) == "OrderItem"


@pytest.mark.parametrize(
    "heading",
    [
        "Item (a thing)",
        "Item\uff08\u54c1\uff09",
        "Item \u2014 a thing",
        "Table: Item",
        "\u041c\u043e\u0434\u0435\u043b\u044c Item",
        "shop.order.Item",
    ],
)
def test_a_heading_may_say_more_than_a_name(heading: str) -> None:
    """In brackets, behind a dash, what it is or in what; the very name is meant first."""
    assert Alike([heading, "User"]).like("Item") == heading
    assert Alike([heading, "ITEM"]).like("Item") == "ITEM"


@pytest.mark.parametrize(
    "heading", ["Item List", "An Item", "Item: Order Line", "1.2.Item"]
)
def test_a_heading_of_another_name_is_not_meant(heading: str) -> None:
    """Though the name is a part of it."""
    assert Alike([heading]).like("Item") == ""


@pytest.mark.parametrize("name", ["Ad Types - Video", "Video, Ads: types"])
def test_words_may_stand_in_another_order(name: str) -> None:
    """Each of them in the singular or the plural, but none more and none less."""
    assert Alike(["Video Ad Type"]).like(name) == "Video Ad Type"
    assert Alike(["Video Ad Type"]).like("Types of video ads") == ""


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("orderitem", ["OrderItem", "Order Item"]),
        ("orders", ["Orders!", "ORDERS"]),
        ("Item", ["a.Item", "b.Item"]),
        ("Big Ad", ["Ad Bigs", "Ads Big"]),
        ("s", ["x"]),
        ("\u2026", ["!!"]),
    ],
)
def test_what_two_names_are_alike_is_not_guessed(name: str, names: list[str]) -> None:
    """It means none of them."""
    assert Alike(names).like(name) == ""
