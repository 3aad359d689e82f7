from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from msgspec.structs import replace
from tests.golden.everything import EVERYTHING
from tests.small_schemas import enum, field, obj, page, ref, schema, union

from typetable.interchange import to_json as interchange
from typetable.interchange.from_json import from_json
from typetable.interchange.to_json import to_json
from typetable.schema import Json, Meaning, Scalar
from typetable.settings.limits import Limits
from typetable.source import SourceFile

PUBLISHED = json.loads(
    (Path(interchange.__file__).parents[1] / "schema.schema.json").read_text("utf-8")
)


def test_the_published_schema_is_one() -> None:
    """It is JSON Schema itself."""
    jsonschema.Draft202012Validator.check_schema(PUBLISHED)


def test_everything_follows_the_published_schema() -> None:
    """A schema that has one of each kind is valid."""
    jsonschema.validate(to_json(EVERYTHING), PUBLISHED)


@pytest.mark.parametrize("key", ["name", "wire_name", "type", "required", "line"])
def test_the_published_schema_misses_what_is_missing(key: str) -> None:
    """A field without one of its members is not valid."""
    printed = to_json(schema(page(obj("A", field("a")))))
    del printed["modules"][0]["models"][0]["fields"][0][key]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(printed, PUBLISHED)


def test_a_reference_names_its_module_where_it_must() -> None:
    """Only where several modules define a model of that name."""
    user = page(
        obj("User", field("d", ref("D", "a")), field("e", ref("E", "a"))), name="u"
    )
    one, other = page(obj("D"), obj("E"), name="a"), page(obj("D"), name="b")
    (model,) = to_json(schema(one, other, user))["modules"][2]["models"]
    assert [row["type"].get("module") for row in model["fields"]] == ["a", None]


def test_what_is_not_said_is_left_out() -> None:
    """`nullable`, `discriminator` and `unresolved` are there only where they say something."""
    printed = json.dumps(
        to_json(schema(page(obj("A", field("a")), enum("E", X="x"), union("U"))))
    )
    assert not any(
        key in printed for key in ("nullable", "discriminator", "unresolved")
    )


SAID = field(
    "a",
    Scalar("string", format="uuid", max_length=0, values=("a", "")),
    default=Json("null"),
    deprecated=True,
    read_only=True,
    condition="if b",
    examples=(Json("[1]"),),
)


def test_what_is_said_follows_the_published_schema() -> None:
    """All that a schema can hold is printed, and null as a default is none that is absent."""
    thing = replace(obj("A", SAID), extra=Scalar("integer"))
    flags = replace(enum("F", A=1, B=2), open=True, flags=True)
    switch = replace(enum("S", ON=True), scalar="boolean")
    printed = to_json(schema(page(thing, flags, switch, union("U", ref("A")))))
    jsonschema.validate(printed, PUBLISHED)
    made, of_flags, *_ = printed["modules"][0]["models"]
    assert made["extra"] == {"kind": "scalar", "scalar": "integer"}
    assert (of_flags["open"], of_flags["flags"]) == (True, True)
    assert made["fields"][0] == {
        "name": "a",
        "wire_name": "a",
        "type": {
            "kind": "scalar",
            "scalar": "string",
            "format": "uuid",
            "max_length": 0,
            "values": ["a", ""],
        },
        "required": False,
        "description": "",
        "default": None,
        "deprecated": True,
        "read_only": True,
        "condition": "if b",
        "examples": [[1]],
        "line": 1,
    }


def test_a_text_as_default_is_told_from_a_value() -> None:
    """Both are strings in JSON; only one of them is what the API would send."""
    text = field("a", default="now")
    value = field("b", default=Json('"now"'))
    (made,) = to_json(schema(page(obj("A", text, value))))["modules"][0]["models"]
    first, second = made["fields"]
    assert (first["default"], second["default"]) == ("now", "now")
    assert first["default_is_text"] is True
    assert "default_is_text" not in second


def test_meanings_of_a_discriminator_name_their_models() -> None:
    """And the modules of these where several have one of that name; all of it is read again."""
    pet = union("Pet", ref("Cat"), ref("Dog"), discriminator="kind")
    meanings = (Meaning("cat", ref("Cat")), Meaning(2, ref("Dog")))
    made = page(obj("Cat"), obj("Dog"), replace(pet, meanings=meanings))
    docs = schema(made, page(obj("Dog"), name="other"))
    printed = to_json(docs)
    jsonschema.validate(printed, PUBLISHED)
    assert printed["modules"][0]["models"][2]["meanings"] == [
        {"value": "cat", "model": "Cat"},
        {"value": 2, "model": "Dog", "module": "page"},
    ]
    source = SourceFile(path="x", name="x", text=json.dumps(printed))
    again, _ = from_json(source, Limits())
    assert again is not None
    assert again.modules[-1].models[2] == made.models[2]
