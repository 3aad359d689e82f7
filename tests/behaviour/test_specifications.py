"""Models of specifications that people write, and real documents that follow them.

The pages are ours and small; where the published ones stand beside the repository, those too.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.behaviour.kits import KITS
from tests.checkers import complaints, each_checker
from tests.golden.packages import found
from tests.scratch import CONFIGURATION, OWNER, STATION, Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

    from tests.behaviour.kits import Kit

HERE = Path(__file__).parent / "specifications"
PUBLISHED = Path(__file__).parents[3] / "shared" / "corpus" / "families"

SPECIFICATIONS = {
    "openapi": ("oas", HERE / "openapi.md"),
    "stac": ("stac", HERE / "stac.md"),
    "openapi-3.1.1": ("oas", PUBLISHED / "oas-3.1.1"),
    "stac-1.1": ("stac", PUBLISHED / "stac-1.1"),
}
"""The dialects and the pages of specifications."""

OPEN_OBJECTS = {
    "oas": {
        "*.schema": "object",
        "Components.schemas": "Map[string, object]",
    },
    "stac": {"Item.properties": "object", "Item.assets": "Map<string, object>"},
}
"""Overrides for msgspec, which keeps what pages name alone: others say what stands in these."""


def _published(name: str) -> object:
    return pytest.param(name, marks=pytest.mark.slow)


@pytest.fixture(scope="module", params=["openapi", _published("openapi-3.1.1")])
def openapi(
    request: pytest.FixtureRequest, kit: Kit, tmp_path_factory: pytest.TempPathFactory
) -> ModuleType:
    """Return the models of OpenAPI documents."""
    return _models(request.param, kit.target, tmp_path_factory.mktemp(kit.target))


@pytest.fixture(scope="module", params=["stac", _published("stac-1.1")])
def stac(
    request: pytest.FixtureRequest, kit: Kit, tmp_path_factory: pytest.TempPathFactory
) -> ModuleType:
    """Return the models of STAC items."""
    return _models(request.param, kit.target, tmp_path_factory.mktemp(kit.target))


def _models(name: str, target: str, folder: Path) -> ModuleType:
    """Return the package that a target makes of a specification."""
    return found(_generated(name, target, folder))


def _generated(name: str, target: str, folder: Path) -> Path:
    dialect, pages = SPECIFICATIONS[name]
    if not pages.exists():
        pytest.skip("the published pages are not beside this checkout")
    scratch = Scratch(folder / "repository")
    output = f"{name}_of_{target}".replace("-", "_").replace(".", "_")
    settings = {
        "spec": [str(pages)],
        "output": output,
        "dialect": dialect,
        "target": target,
        "wire_case": "as-documented",
    }
    lines = (*_toml(settings),)
    if target == "msgspec":
        lines = (
            *lines,
            "[tool.typetable.overrides.types]",
            *_toml(OPEN_OBJECTS[dialect]),
        )
    scratch.write("pyproject.toml", "\n".join(["[tool.typetable]", *lines]))
    run = scratch.run("generate", "-q")
    assert run.code == 0, run.err
    return scratch.root / output


def _toml(table: Mapping[str, object]) -> Iterator[str]:
    return (f'"{key}" = {json.dumps(value)}' for key, value in table.items())


@cache
def _own_export(folder: Path, dialect: str, *pages: str) -> Any:
    """Return the OpenAPI document in which this project exports models."""
    scratch = Scratch(folder)
    scratch.write("pyproject.toml", CONFIGURATION)
    for number, page in enumerate(pages):
        scratch.write(f"spec/{number}.md", page)
    run = scratch.run("schema", "-q", "--format", "openapi", "--dialect", dialect)
    assert run.code == 0, run.err
    return json.loads(run.out)


HAND_WRITTEN: dict[str, Any] = json.loads((HERE / "docks.json").read_text("utf-8"))
"""A document that says something of every kind, as people write them."""


@pytest.fixture(scope="module", params=["hand-written", "stations", "specification"])
def document(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Any:
    """Return an OpenAPI document."""
    folder = tmp_path_factory.mktemp("export") / "repository"
    match request.param:
        case "stations":
            return _own_export(folder, "liblab", STATION, OWNER)
        case "specification":
            text = (HERE / "openapi.md").read_text("utf-8")
            return _own_export(folder, "oas", text)
    return HAND_WRITTEN


def test_openapi_documents_keep_all_that_they_say(
    kit: Kit, openapi: ModuleType, document: Any
) -> None:
    """Those of this project and of people, on every target."""
    assert kit.encode(kit.decode(openapi.OpenAPI, document)) == document


def test_extensions_of_openapi_documents_are_kept(
    kit: Kit, openapi: ModuleType
) -> None:
    """Also where decoding is strict; msgspec has no place for them."""
    extended = json.loads(json.dumps(HAND_WRITTEN))
    extended["x-top"] = {"a": [None]}
    extended["info"]["x-logo"] = "logo.svg"
    extended["paths"]["/docks/{id}"]["x-item"] = [1]
    extended["paths"]["/docks/{id}"]["get"]["x-other"] = "none"
    if kit.target == "dataclass":
        read = openapi.OpenAPI.from_dict(extended, strict=True)
        assert kit.encode(read) == extended
    if kit.target != "msgspec":
        assert kit.encode(kit.decode(openapi.OpenAPI, extended)) == extended


def test_parts_of_openapi_documents_are_models(kit: Kit, openapi: ModuleType) -> None:
    """Also those that stand in objects of any names."""
    if kit.target == "typeddict":
        return
    read = kit.decode(openapi.OpenAPI, HAND_WRITTEN)
    item = read.paths["/docks/{id}"]
    assert type(item) is openapi.PathItem
    assert [type(each) for each in item.parameters] == [
        openapi.Parameter,
        openapi.Reference,
    ]
    kinds = [openapi.Response, openapi.Reference, openapi.Response]
    assert [type(each) for each in item.get.responses.values()] == kinds
    assert item.get.responses["200"].links["again"].operation_id == "dock"
    assert item.get.security == [{"key": []}, {}]
    moved = item.put.callbacks["moved"]
    assert type(moved["{$request.body#/url}"]) is openapi.PathItem
    assert type(read.components.responses["Error"]) is openapi.Response
    assert read.components.security_schemes["key"].name == "X-Key"


def test_what_openapi_documents_must_not_be_is_an_error(
    kit: Kit, openapi: ModuleType
) -> None:
    """At its place, wherever it stands."""
    wrong = {**HAND_WRITTEN, "paths": {"/a": {"get": {"tags": "docks"}}}}
    if kit.target != "typeddict":
        with pytest.raises(kit.error):
            kit.decode(openapi.OpenAPI, wrong)
        with pytest.raises(kit.error):
            kit.decode(openapi.OpenAPI, {"openapi": "3.1.0"})


ITEM: dict[str, Any] = json.loads((HERE / "item.json").read_text("utf-8"))
"""An item as the examples of the specification have them."""

EXTENDED = {
    **ITEM,
    "properties": {**ITEM["properties"], "eo:cloud_cover": 1.2, "proj:shape": [5, 6]},
}
"""An item that follows extensions, too."""


NOWHERE = {key: ITEM[key] for key in ITEM if key != "bbox"} | {"geometry": None}


@pytest.mark.parametrize("item", [ITEM, EXTENDED, NOWHERE])
def test_items_keep_all_that_they_say(
    kit: Kit, stac: ModuleType, item: dict[str, Any]
) -> None:
    """On every target."""
    assert kit.encode(kit.decode(stac.Item, item)) == item


def test_items_without_a_place_say_so(kit: Kit, stac: ModuleType) -> None:
    """Null is a value, and nothing is none."""
    if kit.target != "typeddict":
        without = {key: ITEM[key] for key in ITEM if key != "geometry"}
        with pytest.raises(kit.error):
            kit.decode(stac.Item, without)


@pytest.mark.slow
@each_checker
def test_models_of_specifications_are_typed_strictly(
    checker: str, tmp_path: Path
) -> None:
    """As those of any other docs, on all targets; published ones where they are at hand."""
    names = (name for name, (_, pages) in SPECIFICATIONS.items() if pages.exists())
    for name, target in product(names, KITS):
        _generated(name, target, tmp_path / f"{name}_{target}")
    assert complaints(checker, tmp_path) == ""
