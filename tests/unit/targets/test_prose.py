"""A schema of plain types, whose descriptions say the rest."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.golden.everything import (
    ANY,
    INTEGER,
    STRING,
    field,
    module,
    ref,
    schema,
    thing,
)

from typetable.schema import Map, ObjectModel, Scalar, Type, UnionModel, UnionOf
from typetable.targets.prose import in_prose

A, B = ref("A", "spec"), ref("B", "spec")
EITHER = UnionOf((A, B))


def _shown(model: ObjectModel, extra: Type | None) -> ObjectModel | UnionModel:
    """Return an object with other members as targets see it."""
    whole = schema(module("spec", replace(model, extra=extra)))
    (shown,) = in_prose(whole).modules[0].models
    assert isinstance(shown, ObjectModel | UnionModel)
    return shown


@pytest.mark.parametrize(
    ("model", "extra"),
    [
        (thing("X"), A),
        (thing("X"), ANY),
        (thing("X", field("default", A)), A),
        (thing("X", field("default", B)), EITHER),
        (thing("X", field("one", EITHER), field("two", A)), EITHER),
    ],
)
def test_an_object_of_members_that_are_alike_is_a_map(
    model: ObjectModel, extra: Type
) -> None:
    """Whether it names some of them, which may be absent."""
    shown = _shown(model, extra)
    assert isinstance(shown, UnionModel)
    assert shown.members == (Map(extra),)
    assert shown.complete


@pytest.mark.parametrize(
    ("model", "extra"),
    [
        (thing("X", field("default", A)), None),
        (thing("X"), None),
        (thing("X", field("default", A)), B),
        (thing("X", field("default", EITHER)), A),
        (thing("X", field("default", A, required=True)), A),
        (thing("X", field("default", A, nullable=True)), A),
        (thing("X", field("default", STRING), field("size", INTEGER)), STRING),
        (thing("X", field("default", STRING)), ANY),
    ],
)
def test_any_other_object_is_one(model: ObjectModel, extra: Type | None) -> None:
    """What it names is more than that it may hold others."""
    shown = _shown(model, extra)
    assert isinstance(shown, ObjectModel)
    assert [each.name for each in shown.fields] == [each.name for each in model.fields]


def test_a_map_says_what_the_object_said() -> None:
    """Its prose, that of its members, and what there is to say of its values."""
    values = Scalar("string", max_length=9)
    named = field("default", values, "What holds\nelsewhere.")
    shown = _shown(thing("X", named, description="Words."), values)
    lines = "`default`: What holds elsewhere. At most 9 characters."
    assert shown.description == f"Words.\n\n{lines}\nAt most 9 characters."
    assert isinstance(shown, UnionModel)
    assert shown.members == (Map(STRING),)
