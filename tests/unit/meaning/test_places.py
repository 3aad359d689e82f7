"""Where links lead to."""

from __future__ import annotations

import pytest

from typetable.language.draft import Draft, DraftObject
from typetable.language.ledger import Ledger
from typetable.meaning.places import Places
from typetable.source import Span


def _draft(page: str, **anchors: str) -> Draft:
    names = dict.fromkeys(filter(None, anchors.values()))
    models = [
        DraftObject(name=name, description="", fields=(), span=Span(1, 1, 1))
        for name in names
    ]
    return Draft(
        path=page,
        page=page,
        models=tuple(models),
        pointers=(),
        samples=(),
        ledger=Ledger(),
        anchors=anchors,
    )


PLACES = Places(
    [
        _draft("shop/order.md", order="Order", item="Item", intro=""),
        _draft("shop/buyer.md", buyer="Buyer"),
        _draft("shop/README.md", shop="Shop"),
        _draft("town/index.mdx", item="Item", town="Town"),
    ]
)


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("#order", ("shop/order.md", "Order")),
        ("#Order", ("shop/order.md", "Order")),
        ("buyer.md#buyer", ("shop/buyer.md", "Buyer")),
        ("./buyer.md#buyer", ("shop/buyer.md", "Buyer")),
        ("../shop/buyer.md#buyer", ("shop/buyer.md", "Buyer")),
        ("/docs/../shop/buyer.md#buyer", ("shop/buyer.md", "Buyer")),
        ("../buyer/#buyer", ("shop/buyer.md", "Buyer")),
        ("buyer.html#buyer", ("shop/buyer.md", "Buyer")),
        ("buyer", ("shop/buyer.md", "Buyer")),
        ("buyer.md", ("shop/buyer.md", "Buyer")),
        ("../shop#shop", ("shop/README.md", "Shop")),
        ("/town/#town", ("town/index.mdx", "Town")),
        ("#buyer", ("shop/buyer.md", "Buyer")),
    ],
)
def test_a_link_leads_to_a_model(target: str, place: tuple[str, str]) -> None:
    """By its path from the page, or as sites call it; an anchor alone may be of another page."""
    assert [*PLACES.of("shop/order.md", target)] == [place]


@pytest.mark.parametrize(
    "target",
    [
        "#intro",
        "#nothing",
        "order.md",
        "buyer.md#order",
        "other.md#order",
        "https://example.com/shop/order.md#order",
        "//example.com/order#order",
        "mailto:shop",
        "#",
        "",
    ],
)
def test_a_link_may_lead_nowhere(target: str) -> None:
    """To no page of these, no anchor of that page, or a page of several models."""
    assert [*PLACES.of("shop/order.md", target)] == []


def test_an_anchor_on_several_other_pages_is_each_of_them() -> None:
    """Which of them is meant nobody knows."""
    found = PLACES.of("shop/buyer.md", "#item")
    assert [page for page, _ in found] == ["shop/order.md", "town/index.mdx"]
