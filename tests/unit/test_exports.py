"""JSON Schema and OpenAPI: valid for their formats, and accepted by the tools that read them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from tests import small_schemas as small

from typetable import exports
from typetable.cli import main

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
    defs = exports.json_schema(small.schema(*pages))["$defs"]
    assert sorted(defs) == ["a.Data", "b.Data"]


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
