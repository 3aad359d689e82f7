from __future__ import annotations

from typetable.meaning.definitions import Definitions
from typetable.reading.draft import Draft, DraftField, DraftObject
from typetable.reading.ledger import Ledger
from typetable.reading.types import NamedType
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
