"""Where links lead to."""

from __future__ import annotations

import pytest
from msgspec import structs

from typetable.language.draft import Draft, DraftField, DraftObject
from typetable.language.ledger import Ledger
from typetable.meaning.places import Places
from typetable.notation.types import NamedType
from typetable.source import Span

SPAN = Span(1, 1, 1)


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


def _linked(page: str, *targets: str, **anchors: str) -> Draft:
    """Return a page whose model has a member for each of some links."""
    draft = _draft(page, **anchors)
    fields = tuple(
        DraftField(
            name="a",
            type=NamedType("x", target=target),
            required=True,
            description="",
            span=SPAN,
            type_span=SPAN,
        )
        for target in targets
    )
    model = DraftObject(name="Links", description="", fields=fields, span=SPAN)
    return structs.replace(draft, models=(*draft.models, model))


def test_links_from_the_root_of_a_site_may_have_a_folder_of_it_in_front() -> None:
    """It is the one below which most of them find a page, and no other."""
    links = ["/dev/shop/order#order", "/dev/shop/buyer#buyer", "/x/elsewhere#order"]
    places = Places(
        [
            _linked("shop/order.md", *links, order="Order"),
            _draft("shop/buyer.md", buyer="Buyer"),
            _draft("elsewhere.md", order="Other"),
        ]
    )
    assert [*places.of("elsewhere.md", "/dev/shop/order#order")] == [
        ("shop/order.md", "Order")
    ]
    assert [*places.of("shop/order.md", "/x/elsewhere#order")] == []
    assert [*places.of("shop/order.md", "/dev/elsewhere#order")] == [
        ("elsewhere.md", "Other")
    ]


def test_an_anchor_may_name_its_page() -> None:
    """By the words of its path, as in `#DOCS_SHOP_BIG_ORDER/order`; of several the longest."""
    places = Places(
        [
            _draft("shop/Big_Order.md", order="Big Order"),
            _draft("order.md", order="Order"),
        ]
    )
    order = ("shop/Big_Order.md", "Big Order")
    assert [*places.of("order.md", "#DOCS_SHOP_BIG_ORDER/order")] == [order]
    assert [*places.of("shop/Big_Order.md", "#DOCS_ORDER/order")] == [
        ("order.md", "Order")
    ]
    assert [*places.of("order.md", "#DOCS_SHOP_OTHER/order")] == []


@pytest.mark.parametrize("target", ["#", ""])
def test_a_link_without_a_goal_is_none_to_its_own_page(target: str) -> None:
    """As people write it where they have no goal yet; the page of one model is not meant."""
    assert [*PLACES.of("shop/buyer.md", target)] == []


@pytest.mark.parametrize(
    ("target", "places"),
    [
        ("#DOCS_BUYER/buyer", [("shop/buyer.md", "Buyer")]),
        ("#DOCS_SHOP_BUYER/buyer", [("shop/buyer.md", "Buyer")]),
        ("#DOCS_TOWN_BUYER/buyer", []),
        ("#DOCS_BUYER/order", []),
    ],
)
def test_an_anchor_may_name_a_page_without_its_folder(
    target: str, places: list[tuple[str, str]]
) -> None:
    """If it names no folder; in another one there is no such page."""
    assert [*PLACES.of("shop/order.md", target)] == places
