"""What samples, descriptions and names say of the values of a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.small_schemas import field, obj, ref, required

from typetable.meaning.tag_values import Row, described, named, sampled, single, typed
from typetable.schema import Scalar

if TYPE_CHECKING:
    from typetable.schema import Field, Value

CAT, DOG = ref("Cat"), ref("Dog")


def row(name: str, kind: Field, *others: Field, listed: tuple[Value, ...] = ()) -> Row:
    """Return an object and its tag."""
    return Row(ref(name), obj(name, kind, *others), kind, listed)


def test_what_speaks_for_two_speaks_for_none() -> None:
    """Of several pieces of evidence for one object the first counts."""
    assert single([{CAT: ("a", "b"), DOG: ("b",)}]) == {CAT: ("a",)}
    assert single([{CAT: ("a",)}, {CAT: ("b",), DOG: ("c",)}]) == {
        CAT: ("a",),
        DOG: ("c",),
    }


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("7", "integer", 7),
        ("-7", "integer", -7),
        ("x", "integer", "x"),
        ("true", "boolean", True),
        ("yes", "boolean", "yes"),
        ("7", "string", "7"),
    ],
)
def test_values_are_of_their_members(text: str, kind: Any, value: Value) -> None:
    """As far as they can be."""
    made = typed(text, field("kind", kind))
    assert (made, type(made)) == (value, type(value))


def test_samples_that_fit_one_object_count() -> None:
    """At any depth; what has other members, or fits two objects, says nothing."""
    cat = row("Cat", field("kind"), required(field("lives", "integer")))
    dog = row("Dog", field("kind"), field("tricks", "integer"))
    objects = {each.ref: each.model for each in (cat, dog)}
    samples = [
        [{"kind": "c", "lives": 9}, {"in": {"kind": "d", "tricks": 1}}],
        {"kind": "x", "tricks": 1, "more": 1},
        {"kind": ["y"], "lives": 1},
    ]
    assert sampled([cat, dog], objects, samples) == {CAT: ("c",), DOG: ("d",)}
    both = {CAT: dog.model, DOG: dog.model}
    assert sampled([cat, dog], both, samples) == {}


@pytest.mark.parametrize(
    ("description", "values"),
    [
        ("Always `cat`.", ("cat",)),
        ('Is "cat" here, and `cat` there.', ("cat",)),
        ('`"cat"`', ("cat",)),
        ("Is \u2018cat\u2019 or \u201ccat\u201d.", ("cat",)),
        ("`cat` or `dog`", ()),
        ("Which cat.", ()),
    ],
)
def test_a_description_says_one_value(description: str, values: Any) -> None:
    """In code or in quotes."""
    made = row("Cat", field("kind", description=description))
    assert described([made]).get(CAT, ()) == values


def test_names_are_meant_in_every_case() -> None:
    """With and without the words that all share, and among those that are listed."""
    event, other = (row(f"{n}DockEvent", field("kind")) for n in ("Big", "Old"))
    found = named([event, other])[event.ref]
    assert {"BigDockEvent", "big_dock_event", "big-dock-event", "big", "BIG"} <= {
        *found
    }
    assert found[-1] == "big"
    chosen = row("Cat", field("kind"), listed=("cat", "dog"))
    assert named([chosen]) == {CAT: ("cat",)}
    assert named([row("Cat", field("kind", Scalar("integer")))]) == {}
