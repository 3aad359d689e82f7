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
    ("named", "found"),
    [
        (NamedType("order item"), ["p.md"]),
        (NamedType("order item", otherwise=ScalarType("string")), []),
    ],
)
def test_a_name_may_be_alike_unless_it_is_a_word(
    named: NamedType, found: list[str]
) -> None:
    """A word that is a type is taken to the letter."""
    assert _meant("p.md", named, _page("p.md", _model("OrderItem"))) == found


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
