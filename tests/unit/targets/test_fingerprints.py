"""What stands for all that a view depends on: what other pages say, too, where that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_schemas import enum, field, obj, page, ref, required, union

from typetable import naming
from typetable.schema import Schema, UnionOf
from typetable.targets import TARGETS, Catalog

if TYPE_CHECKING:
    from typetable.schema import Module
    from typetable.targets.views import Viewing

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
    "a member of a union with other fields": (
        page(obj("Part list", required(field("inner"))), name="other"),
        THIRD,
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


def viewings(target: str, *modules: Module) -> dict[str, Viewing]:
    """Return what makes the views of some pages."""
    schema = Schema(modules=tuple(sorted(modules, key=lambda each: each.name)))
    names, _ = naming.assign(schema, TARGETS[target].reserved)
    files = TARGETS[target].files(Catalog(schema, names))
    return {each.page: each for each in files if each.page}


def viewing(target: str, *others: Module) -> Viewing:
    """Return what makes the view of the page."""
    return viewings(target, PAGE, *others)["page.md"]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("change", CHANGES)
def test_a_view_that_differs_has_another_essence(target: str, change: str) -> None:
    """Whether the view of each target differs is for the target to say; the essence must."""
    before, after = viewing(target, OTHER, THIRD), viewing(target, *CHANGES[change])
    if before.view().view != after.view().view:
        assert before.essence() != after.essence()


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_matters_to_some_target(change: str) -> None:
    """Otherwise it would show nothing."""
    assert any(
        viewing(target, OTHER, THIRD).view().view
        != viewing(target, *CHANGES[change]).view().view
        for target in TARGETS
    )


@pytest.mark.parametrize("target", TARGETS)
def test_what_cannot_matter_leaves_the_essence(target: str) -> None:
    """Pages that nothing here leads to, and classes of other names."""
    before = viewing(target, OTHER, THIRD)
    after = viewing(target, OTHER, THIRD, page(obj("More"), name="more"))
    assert before.essence() == after.essence()
    assert len(before.essence()) == 32


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
    before = viewings(target, *ring)
    after = viewings(target, *ring, hand)
    differ = {
        each for each in before if before[each].view().view != after[each].view().view
    }
    assert bool(differ) == (target in {"pydantic", "msgspec"})
    assert all(before[each].essence() != after[each].essence() for each in differ)
