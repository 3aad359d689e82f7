"""Null in required members of what an API sends."""

from __future__ import annotations

import pytest
from tests.small_schemas import enum, field, obj, page, ref, required

from typetable.changes.directions import Endings
from typetable.meaning.records import Resolved
from typetable.meaning.responses import with_null
from typetable.schema import ObjectModel, Scalar, Schema
from typetable.settings.package import Override, Overrides

KIND = enum("Kind", CAT="cat")
COLOUR = enum("Colour", RED="red", BLUE="blue")
CONSTANT = Scalar("string", values=("cat",))


def nullable(*models: ObjectModel, stated: str = "") -> set[str]:
    """Return the fields that may be null, as `Model.field`."""
    said = (Override(key=stated, value=False, path="p.toml", span=None),)
    resolved = Resolved(
        schema=Schema(modules=(page(*models, KIND, COLOUR),)),
        diagnostics=(),
        overrides=Overrides(nullable=said if stated else ()),
        repeated=0,
        unnamed=0,
        made=0,
    )
    (module,) = with_null(resolved, Endings()).schema.modules
    return {
        f"{model.name}.{row.name}"
        for model in module.models
        if isinstance(model, ObjectModel)
        for row in model.fields
        if row.nullable
    }


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Pet", {"Pet.a"}),
        ("PetResponse", {"PetResponse.a"}),
        ("PetRequest", set()),
        ("PetParams2", set()),
    ],
)
def test_required_members_of_what_is_read(name: str, found: set[str]) -> None:
    """Those of requests are what the docs say, and optional ones may be absent anyway."""
    assert nullable(obj(name, required(field("a")), field("b"))) == found


def test_a_model_inside_of_a_response_is_read() -> None:
    """Whether a request has it, too; one inside of requests alone is not."""
    inner = obj("Inner", required(field("a")))
    request = obj("PetRequest", required(field("b", ref("Inner"))))
    response = obj("PetResponse", required(field("c", ref("Inner"))))
    assert nullable(inner, request) == set()
    assert nullable(inner, request, response) == {"Inner.a", "PetResponse.c"}


def test_a_constant_is_never_null() -> None:
    """It is what tells one model from another."""
    rows = (field("a", ref("Kind")), field("b", ref("Colour")), field("c", CONSTANT))
    assert nullable(obj("Pet", *map(required, rows))) == {"Pet.b"}


def test_what_an_override_says_stays() -> None:
    """It is about that very member."""
    model = obj("Pet", required(field("a")), required(field("b")))
    assert nullable(model, stated="Pet.a") == {"Pet.b"}
