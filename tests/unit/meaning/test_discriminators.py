"""Discriminators that overrides name; `tests/cases/discriminators.md` has one of each kind."""

from __future__ import annotations

from tests.small_schemas import enum, field, obj, page, ref, required, schema, union

from typetable.meaning.discriminators import settle
from typetable.schema import Ref, Scalar, UnionModel
from typetable.settings.package import Discriminator, Override

CAT = obj("Cat", required(field("kind", ref("CatKind"))))
DOG = obj("Dog", required(field("pet_kind", wire="kind")), field("y"))
KIND = enum("CatKind", CAT="cat")


def override(key: str, name: str, *, pattern: str = "") -> Override[Discriminator]:
    """Return an override that names a field."""
    value = Discriminator(name=name)
    return Override(key=key, value=value, pattern=pattern, path="x.toml", span=None)


def told(*unions: UnionModel, name: str, pattern: str = "") -> tuple[object, ...]:
    """Return the discriminator and meanings of the last union, and the codes of findings."""
    said = {each.name: override(each.name, name, pattern=pattern) for each in unions}
    made = settle(schema(page(CAT, DOG, KIND, *unions)), said)
    last = made.schema.modules[0].models[-1]
    assert isinstance(last, UnionModel)
    meanings = {each.value: each.model for each in last.meanings}
    return last.discriminator, meanings, [each.code for each in made.diagnostics]


def meant(found: tuple[object, ...]) -> dict[str, Ref]:
    """Return the meanings in what is told."""
    meanings = found[1]
    assert isinstance(meanings, dict)
    return meanings


def test_documented_names_and_json_names_mean_a_field() -> None:
    """The discriminator is the name in JSON."""
    pet = union("Pet", ref("Cat"), ref("Dog"))
    for name in ("kind", "pet_kind"):
        found = told(pet, name=name)
        assert (found[0], found[2]) == ("kind", ["TT232"])
        assert meant(found)["cat"] == ref("Cat")
        assert meant(found)["dog"] == ref("Dog")


def test_unions_in_unions_have_the_objects_of_all() -> None:
    """Names of unions are no objects."""
    inner = union("Inner", ref("Cat"), ref("Dog"))
    outer = union("Pet", ref("Inner"), Scalar("string"))
    assert meant(told(inner, outer, name="kind")).keys() >= {"cat", "dog"}


def test_a_pattern_passes_over_unions_without_the_field() -> None:
    """It is about others."""
    pet = union("Pet", ref("Cat"), ref("Dog"))
    assert told(pet, name="nope", pattern="*") == ("", {}, [])
    assert told(pet, name="nope") == ("", {}, ["TT231"])


def test_one_object_is_told_from_nothing() -> None:
    """Or from what is no object."""
    assert told(union("Pet", ref("Cat"), Scalar("string")), name="kind")[2] == ["TT231"]
