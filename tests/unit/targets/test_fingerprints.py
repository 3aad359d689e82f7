"""What stands for all that a view depends on: what other pages say, too, where that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_schemas import enum, field, obj, page, ref, union

from typetable import naming
from typetable.schema import Schema, UnionOf
from typetable.targets import TARGETS, Catalog

if TYPE_CHECKING:
    from typetable.schema import Module
    from typetable.targets.views import LazyView

PAGE = page(
    obj(
        "Owner list",
        field("Shade"),
        field("tone"),
        field("part", ref("Part list", "other")),
    ),
    obj("Either", field("x", UnionOf((ref("Part list", "other"), ref("Owner list"))))),
)
OTHER = page(obj("Part list", field("inner", ref("Inner", "third"))), name="other")
THIRD = page(obj("Inner", field("name")), name="third")

CHANGES: dict[str, tuple[Module, ...]] = {
    "a class called like a field": (
        OTHER,
        THIRD,
        page(enum("Shade", A="a"), name="more"),
    ),
    "a class called like an attribute": (
        OTHER,
        THIRD,
        page(enum("tone", A="a"), name="more"),
    ),
    "a class called like one of ours": (
        OTHER,
        THIRD,
        page(obj("OwnerList"), name="more"),
    ),
    "a class called like what is referred to": (
        OTHER,
        THIRD,
        page(obj("PartList"), name="more"),
    ),
    "a union in the place of an object": (
        page(
            union("Part list", ref("Inner", "third"), ref("Owner list")), name="other"
        ),
        THIRD,
    ),
    "a way back, near": (
        page(obj("Part list", field("owner", ref("Owner list"))), name="other"),
        THIRD,
    ),
    "a way back, far": (
        OTHER,
        page(obj("Inner", field("owner", ref("Owner list"))), name="third"),
    ),
}
"""What could come about on other pages while one stays as it is."""


def lazy_views(target: str, *modules: Module) -> dict[str, LazyView]:
    """Return what makes the views of some pages."""
    schema = Schema(modules=tuple(sorted(modules, key=lambda each: each.name)))
    names, _ = naming.assign(schema, TARGETS[target].reserved)
    files = TARGETS[target].files(Catalog(schema, names))
    return {each.page: each for each in files if each.page}


def lazy_view(target: str, *others: Module) -> LazyView:
    """Return what makes the view of the page."""
    return lazy_views(target, PAGE, *others)["page.md"]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("change", CHANGES)
def test_a_view_that_differs_has_another_fingerprint(target: str, change: str) -> None:
    """Whether the view of each target differs is for the target to say; the fingerprint must."""
    before, after = lazy_view(target, OTHER, THIRD), lazy_view(target, *CHANGES[change])
    if before.view().view != after.view().view:
        assert before.fingerprint() != after.fingerprint()


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_matters_to_some_target(change: str) -> None:
    """Otherwise it would show nothing."""
    assert any(
        lazy_view(target, OTHER, THIRD).view().view
        != lazy_view(target, *CHANGES[change]).view().view
        for target in TARGETS
    )


@pytest.mark.parametrize("target", TARGETS)
def test_what_cannot_matter_leaves_the_fingerprint(target: str) -> None:
    """Pages that nothing here leads to, and classes of other names."""
    before = lazy_view(target, OTHER, THIRD)
    after = lazy_view(target, OTHER, THIRD, page(obj("More"), name="more"))
    assert before.fingerprint() == after.fingerprint()
    assert len(before.fingerprint()) == 32


@pytest.mark.parametrize("target", TARGETS)
def test_where_a_ring_is_entered_matters(target: str) -> None:
    """A library that builds types has to stop somewhere in it, and another page can say where."""
    following = {n: (n + 1) % 40 for n in range(40)}
    ring = [
        page(
            obj(f"Bead{n}", field("next", ref(f"Bead{after}", f"r{after}"))),
            name=f"r{n}",
        )
        for n, after in following.items()
    ]
    hand = page(obj("Hand", field("x", ref("Bead20", "r20"))))
    before = lazy_views(target, *ring)
    after = lazy_views(target, *ring, hand)
    differ = {
        each for each in before if before[each].view().view != after[each].view().view
    }
    assert bool(differ) == (target in {"pydantic", "msgspec"})
    assert all(
        before[each].fingerprint() != after[each].fingerprint() for each in differ
    )
