from __future__ import annotations

import pytest
from msgspec.structs import replace

from typetable.language.draft import Draft, DraftField, DraftObject
from typetable.language.ledger import Ledger
from typetable.meaning.definitions import Definitions
from typetable.notation.types import NamedType, ScalarType
from typetable.source import Span

HERE = Span(1, 1, 2)


def _model(name: str, *types: str) -> DraftObject:
    fields = (
        DraftField(
            name=f"to_{kind}",
            type=NamedType(kind, 0, 0),
            required=True,
            description="",
            span=HERE,
            type_span=HERE,
        )
        for kind in types
    )
    return DraftObject(name=name, description="", fields=tuple(fields), span=HERE)


def _page(path: str, *models: DraftObject) -> Draft:
    return Draft(
        path=path, page=path, models=models, pointers=(), samples=(), ledger=Ledger()
    )


def _kept(*drafts: Draft) -> dict[str, list[str]]:
    definitions = Definitions(drafts)
    return {d.page: [model.name for model in definitions.kept(d)] for d in drafts}


def test_equal_models_are_kept_once() -> None:
    """On the page of their name, else on the first one."""
    boat = _page("Boat.md", _model("Boat"), _model("Dock"), _model("Oar"))
    other = _page("dock.md", _model("Dock"), _model("Oar"))
    assert _kept(boat, other) == {"Boat.md": ["Boat", "Oar"], "dock.md": ["Dock"]}


def test_models_that_refer_to_different_ones_differ() -> None:
    """However far away the difference is."""
    chain = _model("A", "B"), _model("B", "C")
    one, other = _model("C", "X"), _model("C", "Y")
    assert _kept(_page("p.md", *chain, one), _page("q.md", *chain, other)) == {
        "p.md": ["A", "B", "C"],
        "q.md": ["A", "B", "C"],
    }


def test_equal_cycles_are_one() -> None:
    """Models that refer to each other are compared together."""
    cycle = _model("A", "B"), _model("B", "A")
    assert _kept(_page("p.md", *cycle), _page("q.md", *cycle)) == {
        "p.md": ["A", "B"],
        "q.md": [],
    }


def test_a_conflict_on_one_page_keeps_the_first() -> None:
    """And a finding names both."""
    page = _page("p.md", _model("A", "X"), _model("A", "Y"))
    definitions = Definitions([page])
    assert [model.name for model in definitions.kept(page)] == ["A"]
    (found,) = definitions.diagnostics
    assert (found.code, len(found.labels)) == ("TT207", 1)


def test_long_chains_cost_no_square_of_time() -> None:
    """Two thousand models that differ at the end only: each is looked at twice."""
    chain = [_model(f"M{n}", f"M{n + 1}") for n in range(2_000)]
    pages = [_page(f"{end}.md", *chain, _model("M2000", end)) for end in "XY"]
    assert [len(names) for names in _kept(*pages).values()] == [2_001, 2_001]


def _meant(page: str, named: NamedType, *drafts: Draft) -> list[str]:
    """Return the pages of what a name may mean on one of some pages."""
    definitions = Definitions(drafts, ("link", "name", "alike"))
    return [each.draft.page for each in definitions.lookup(page, named)]


def test_of_several_models_the_one_of_the_folder_is_meant() -> None:
    """Behind the one of the page, and the one of the page of that name."""
    near, far = _page("a/x.md", _model("T", "X")), _page("b/x.md", _model("T", "Y"))
    own = _page("c/t.md", _model("T", "Z"))
    user = _page("a/user.md", _model("U"))
    assert _meant("a/user.md", NamedType("T"), near, far, user) == ["a/x.md"]
    assert _meant("a/user.md", NamedType("T"), near, far, own, user) == ["c/t.md"]
    twice = _page("a/y.md", _model("T", "Q"))
    assert len(_meant("a/user.md", NamedType("T"), near, far, twice, user)) == 3


@pytest.mark.parametrize(
    "name", ["Order Item", "order_item", "OrderItems", "order items", "ORDER-ITEM"]
)
def test_a_name_may_be_alike(name: str) -> None:
    """In another case, with other marks, or in the plural."""
    page = _page("p.md", _model("OrderItem"), _model("User"))
    assert _meant("p.md", NamedType(name), page) == ["p.md"]


@pytest.mark.parametrize(
    "heading",
    [
        "Item (a thing)",
        "Item\uff08\u54c1\uff09",
        "Item \u2014 a thing",
        "Table: Item",
        "\u041c\u043e\u0434\u0435\u043b\u044c Item",
    ],
)
def test_a_heading_may_say_more_than_a_name(heading: str) -> None:
    """In brackets, behind a dash, or what it is; one that has the very name is meant first."""
    page = _page("p.md", _model(heading), _model("User"))
    assert _meant("p.md", NamedType("Item"), page) == ["p.md"]
    definitions = Definitions(
        [_page("p.md", _model(heading, "X"), _model("ITEM"))], ("alike",)
    )
    (meant,) = definitions.lookup("p.md", NamedType("Item"))
    assert meant.model.name == "ITEM"


@pytest.mark.parametrize("heading", ["Item List", "An Item", "Item: Order Line"])
def test_a_heading_of_another_name_is_not_meant(heading: str) -> None:
    """Though the name is a part of it."""
    assert _meant("p.md", NamedType("Item"), _page("p.md", _model(heading))) == []


@pytest.mark.parametrize(
    ("named", "names"),
    [
        (NamedType("orderitem"), ["OrderItem", "Order Item"]),
        (NamedType("orders"), ["Orders!", "ORDERS"]),
        (NamedType("order", otherwise=ScalarType("string")), ["Order"]),
        (NamedType("s"), ["x"]),
        (NamedType("…"), ["!!"]),
    ],
)
def test_what_two_names_are_alike_or_a_word_means_is_not_guessed(
    named: NamedType, names: list[str]
) -> None:
    """It is unknown, or that word."""
    page = _page("p.md", *map(_model, names))
    assert _meant("p.md", named, page) == []


def test_a_link_counts_before_a_name() -> None:
    """Where it leads to a model of the docs."""
    page = _page("p.md", _model("T", "X"), _model("U"))
    linked = replace(page, anchors={"u": "U", "none": ""})
    for target, found in (("#u", "U"), ("#none", "T"), ("http://a.b#u", "T")):
        definitions = Definitions([linked], ("link", "name"))
        (meant,) = definitions.lookup("p.md", NamedType("T", target=target))
        assert meant.model.name == found


def test_equal_models_whose_links_lead_to_different_ones_differ() -> None:
    """Though the text of their pages is the same."""
    pages = []
    for end in "XY":
        row = _model("A", "who").fields[0]
        linked = replace(row, type=NamedType("who", target="#b"))
        model = replace(_model("A"), fields=(linked,))
        page = _page(f"{end}.md", model, _model("B", end))
        pages.append(replace(page, anchors={"b": "B"}))
    definitions = Definitions(pages, ("link", "name"))
    kept = [[model.name for model in definitions.kept(page)] for page in pages]
    assert kept == [["A", "B"], ["A", "B"]]
