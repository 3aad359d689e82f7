"""JSON Schema and OpenAPI: valid for their formats, and accepted by the tools that read them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from msgspec.structs import replace
from tests import small_schemas as small

from typetable.cli import main
from typetable.interchange import json_schema
from typetable.schema import Json, Meaning, Scalar

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """\
# Shop

A shop.

**Properties**

| Name    | Type           | Required | Description          |
| :------ | :------------- | :------- | :------------------- |
| id\\_   | str            | ✅       | Its ID.              |
| status  | Status         | ❌       |                      |
| parts   | List[Shop]     | ❌       |                      |
| photo   | bytes          | ❌       |                      |
| extras  | Dict[str, int] | ❌       |                      |
| contact | Contact        | ❌       |                      |
| owner   | Optional[str]  | ✅       |                      |
| other   | Nowhere        | ❌       |                      |

# Status

**Properties**

| Name   | Type | Required | Description |
| :----- | :--- | :------- | :---------- |
| OPEN   | str  | ✅       | "open"      |
| CLOSED | str  | ✅       | "closed"    |

# Contact

# Contact_1

**Properties**

| Name  | Type | Required | Description |
| :---- | :--- | :------- | :---------- |
| email | str  | ✅       |             |

# Contact_2

**Properties**

| Name  | Type | Required | Description |
| :---- | :--- | :------- | :---------- |
| phone | str  | ✅       |             |
"""


def exported(folder: Path, form: str) -> dict[str, Any]:
    """Return what `typetable schema --format` writes of the page."""
    (folder / "Shop.md").write_text(PAGE, encoding="utf-8")
    target = folder / "out.json"
    code = main(
        ["schema", str(folder / "Shop.md"), "--format", form, "--output", str(target)]
    )
    assert code == 0
    document: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return document


def test_json_schema_is_valid_and_means_what_the_page_says(tmp_path: Path) -> None:
    """A value that the page allows is valid, with surplus members too; others are not."""
    document = exported(tmp_path, "jsonschema")
    jsonschema.Draft202012Validator.check_schema(document)
    validator = jsonschema.Draft202012Validator({"$ref": "#/$defs/Shop", **document})
    good: dict[str, Any] = {
        "id": "1",
        "status": "open",
        "parts": [{"id": "2", "owner": None}],
        "extras": {"a": 1},
        "contact": {"phone": "1"},
        "owner": None,
        "surplus": True,
    }
    validator.validate(good)
    wrongs: list[dict[str, Any]] = [
        {"id": 1},
        {"owner": 1},
        {"status": "x"},
        {"contact": {}},
    ]
    for wrong in wrongs:
        assert not validator.is_valid(good | wrong)


def test_provenance_stands_in_extension_keys(tmp_path: Path) -> None:
    """Each model names its page and line, each field its line."""
    shop = exported(tmp_path, "jsonschema")["$defs"]["Shop"]
    assert (shop["x-source"], shop["x-line"]) == ("Shop.md", 1)
    assert shop["properties"]["id"]["x-line"] == 9
    assert shop["properties"]["other"]["x-unresolved"] == "Nowhere"


def test_openapi_has_the_same_definitions_as_components(tmp_path: Path) -> None:
    """OpenAPI 3.1 uses JSON Schema 2020-12, so only the place of the definitions differs."""
    defs = exported(tmp_path, "jsonschema")["$defs"]
    document = exported(tmp_path, "openapi")
    assert document["openapi"] == "3.1.0"
    moved = json.dumps(defs).replace("#/$defs/", "#/components/schemas/")
    assert document["components"]["schemas"] == json.loads(moved)


def test_names_that_two_modules_define_are_told_apart() -> None:
    """A name that stands on two pages gets the name of its module before it."""
    pages = small.page(small.obj("Data"), name="a"), small.page(
        small.obj("Data"), name="b"
    )
    defs = json_schema.json_schema(small.schema(*pages))["$defs"]
    assert sorted(defs) == ["a.Data", "b.Data"]


def test_no_definition_hides_another() -> None:
    """Names that OpenAPI cannot tell apart, on one page, get a suffix of their spelling."""
    defs = json_schema.json_schema(
        small.schema(small.page(*map(small.obj, ("a b", "a_b", "a é"))))
    )["$defs"]
    assert sorted(made["title"] for made in defs.values()) == ["a b", "a é", "a_b"]


def test_discriminators_map_their_values() -> None:
    """OpenAPI would take the names of models for values, which they seldom are."""
    cat = small.obj("Cat", small.field("kind", small.ref("Kind")))
    kind = small.enum("Kind", CAT="cat", TOM="tom")
    pet = small.union("Pet", small.ref("Cat"), small.ref("Dog"), discriminator="kind")
    page = small.page(cat, small.obj("Dog", small.field("kind")), kind, pet)
    schemas = json_schema.openapi(small.schema(page))["components"]["schemas"]
    cat_place = "#/components/schemas/Cat"
    assert schemas["Pet"]["discriminator"] == {
        "propertyName": "kind",
        "mapping": {"cat": cat_place, "tom": cat_place},
    }


def test_definitions_of_names_in_other_scripts() -> None:
    """OpenAPI wants ASCII in the names of components: they are romanised, and told apart."""
    models = map(small.obj, ("Größe", "订单", "a b", "a.b", "a/b"))
    schemas = json_schema.openapi(small.schema(small.page(*models)))
    assert [*schemas["components"]["schemas"]] == [
        "Grosse",
        "u8ba2_u5355",
        "page.a_space_b",
        "a.b",
        "page.a_solidus_b",
    ]


def test_tags_are_discriminators() -> None:
    """Those that types state, and those that are said to have meanings."""
    kinds = {name: Scalar("string", values=(name.lower(),)) for name in ("Cat", "Dog")}
    objects = [
        small.obj(name, small.required(small.field("kind", kind)))
        for name, kind in kinds.items()
    ]
    pet = small.union("Pet", small.ref("Cat"), small.ref("Dog"))
    meanings = (Meaning("miau", small.ref("Cat")),)
    said = replace(pet, name="Said", discriminator="sound", meanings=meanings)
    page = small.page(*objects, pet, said)
    schemas = json_schema.openapi(small.schema(page))["components"]["schemas"]
    place = "#/components/schemas/"
    assert schemas["Pet"]["discriminator"] == {
        "propertyName": "kind",
        "mapping": {"cat": f"{place}Cat", "dog": f"{place}Dog"},
    }
    assert schemas["Said"]["discriminator"] == {
        "propertyName": "sound",
        "mapping": {"miau": f"{place}Cat"},
    }


def test_readers_of_yaml_read_it(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """No character is written as two escapes, which JSON allows and YAML does not."""
    table = "| Name | Type | Required | Description |\n| :- | :- | :- | :- |\n"
    row = "| id | str | \u2705 | Go \U0001f680, caf\u00e9\U000e0041. |\n"
    page = f"# A\n\n**Properties**\n\n{table}{row}"
    (tmp_path / "A.md").write_text(page, encoding="utf-8")
    main(["schema", str(tmp_path / "A.md"), "--format", "openapi"])
    written = capsysbinary.readouterr().out.decode("utf-8")
    assert "Go \U0001f680, caf\\u00e9" in written
    assert "\U000e0041" not in written
    assert json.loads(written)["components"]["schemas"]["A"]["title"] == "A"


@pytest.mark.slow
@pytest.mark.parametrize("form", ["jsonschema", "openapi"])
def test_datamodel_code_generator_accepts_it(tmp_path: Path, form: str) -> None:
    """Another generator makes models of the export, and they can be imported."""
    pytest.importorskip("datamodel_code_generator", reason="a peer, not a dependency")
    exported(tmp_path, form)
    reading = ["--input", "out.json", "--input-file-type", form]
    writing = ["--output", "models.py", "--output-model-type", "dataclasses.dataclass"]
    result = subprocess.run(
        [sys.executable, "-m", "datamodel_code_generator", *reading, *writing],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    check = "import models; models.Shop; models.Status"
    subprocess.run([sys.executable, "-c", check], cwd=tmp_path, check=True)


def test_all_that_is_said_of_a_field_is_exported() -> None:
    """In the words of JSON Schema; a default that is a text is no value."""
    said = small.field(
        "a",
        Scalar("string", format="uuid", max_length=4, values=("a", "b")),
        default=Json('"a"'),
        deprecated=True,
        read_only=True,
        condition="if b",
        examples=(Json('"b"'),),
    )
    text = small.field("b", Scalar("date", format="RFC 3339"), default="today")
    model = replace(small.obj("A", said, text), extra=Scalar("integer"))
    document = json_schema.json_schema(small.schema(small.page(model)))
    jsonschema.Draft202012Validator.check_schema(document)
    made = document["$defs"]["A"]
    assert made["additionalProperties"] == {"type": "integer"}
    assert made["properties"] == {
        "a": {
            "type": "string",
            "format": "uuid",
            "enum": ["a", "b"],
            "maxLength": 4,
            "default": "a",
            "deprecated": True,
            "readOnly": True,
            "examples": ["b"],
            "x-condition": "if b",
            "x-line": 1,
        },
        "b": {"type": "string", "format": "date", "x-default": "today", "x-line": 1},
    }


def test_open_enums_and_flags_allow_other_values() -> None:
    """The docs say so; what they list is shown, with what it means."""
    first, *others = small.enum("E", A=1, B=2).members
    members = (replace(first, description="One."), *others)
    enum = replace(small.enum("E"), scalar="integer", members=members)
    for changes in ({"open": True}, {"flags": True}):
        document = json_schema.json_schema(
            small.schema(small.page(replace(enum, **changes)))
        )
        made = document["$defs"]["E"]
        assert made["examples"] == [1, 2]
        assert made["x-enum-descriptions"] == ["One.", ""]
        jsonschema.validate(3, made)


def test_an_alias_is_what_it_is_another_name_for() -> None:
    """A union of one member is no more than that member."""
    page = small.page(small.obj("A"), small.union("B", small.ref("A")))
    made = json_schema.json_schema(small.schema(page))["$defs"]["B"]
    assert made["anyOf"] == [{"$ref": "#/$defs/A"}]
