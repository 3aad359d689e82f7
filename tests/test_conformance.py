"""Real pages: what vendors' own code says of them, and six languages that say the same.

The pages stand beside the repository where they stand at all; they belong to their vendors.
"""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from typetable.interchange import to_json
from typetable.naming.casing import snake
from typetable.pipeline import understand
from typetable.settings.package import Package, location, override

if TYPE_CHECKING:
    from types import ModuleType

    from typetable.meaning.understanding import Understanding
    from typetable.settings.values import WireCase

SHARED = Path(__file__).parents[2] / "shared"
CORPUS = SHARED / "corpus"
TOOL = SHARED / "tools" / "conformance.py"

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir() or not TOOL.is_file(),
    reason="the real pages are not beside this checkout",
)

WIRE_NAMES: dict[str, tuple[WireCase, float]] = {
    "pandascore": ("snake", 100),
    "gitguardian": ("snake", 100),
    "torbox": ("snake", 100),
    "rapyd": ("snake", 99.7),  # some members of one model are in camel case
    "voyado": ("camel", 99),
}
"""The convention of each API, and how many percent of its names follow it."""

DIALECTS = {
    "booking-csharp": "liblab-csharp",
    "booking-typescript": "liblab-typescript",
    "gitguardian-python": "liblab",
    "pandascore-python": "liblab",
    "rapyd-python": "liblab",
    "torbox-csharp": "liblab-csharp",
    "torbox-go": "liblab-go",
    "torbox-java": "liblab-java",
    "torbox-php": "liblab-php",
    "torbox-python": "liblab",
    "torbox-typescript": "liblab-typescript",
    "voyado-python": "liblab",
}

_LATER = frozenset(
    {
        "controlqueuedtorrentokresponse",
        "searchalltorrentsfromscraperokresponse",
        "searchalltorrentsfromscraperokresponsedata",
    }
)
"""Models of the release that the Python and Go docs are made from."""

_DATA = "getuserdataokresponsedata"

RELEASES: dict[str, frozenset[str]] = {
    # C# has no property of its class's name
    "csharp": _LATER | {f"{_DATA}.settings", f"{_DATA}.settings1"},
    "go": frozenset(),
    "java": _LATER,
    "php": _LATER,
    "typescript": frozenset(),
}
"""What differs between the docs of TorBox in Python and in another language."""


@cache
def _understood(folder: str, wire_case: WireCase = "as-documented") -> Understanding:
    spec = location(str(CORPUS / "liblab" / folder), Path())
    package = Package(path="pyproject.toml", spec=(spec,))
    return understand(override(package, wire_case=wire_case))


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("conformance", TOOL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("api", WIRE_NAMES)
def test_what_the_vendors_code_says(api: str) -> None:
    """Every model, kind, field, order, type, required flag and enum value is right."""
    wire_case, percent = WIRE_NAMES[api]
    understood = _understood(f"{api}-python", wire_case)
    oracle = json.loads((CORPUS / "oracle" / f"{api}-python.json").read_text("utf-8"))
    tool = _tool()
    documented = tool.heading_names(CORPUS / "liblab" / f"{api}-python")
    schema = to_json.to_json(understood.schema)
    scores, _ = tool.compare(schema, oracle, documented)
    wanted = {score.name: 100.0 for score in scores} | {"wire names": percent}
    short = {s.name: s.misses for s in scores if s.percent < wanted[s.name]}
    assert not short


@pytest.mark.parametrize("folder", DIALECTS)
def test_recognition(folder: str) -> None:
    """The language of a folder is seen without being told."""
    assert _understood(folder).dialect.name == DIALECTS[folder]


@pytest.mark.parametrize("folder", DIALECTS)
def test_the_account_balances_and_nothing_is_wrong(folder: str) -> None:
    """Every row is accounted for, and no real page is refused."""
    understood = _understood(folder)
    assert understood.account.balances
    assert not [each for each in understood.diagnostics if each.is_error]


def _key(name: str) -> str:
    """Return a name by its words, so that no language's spelling matters."""
    return snake(name).replace("_", "")


def _objects(folder: str) -> dict[str, dict[str, bool]]:
    """Return the required flag of each field of each object."""
    modules: list[dict[str, Any]] = to_json.to_json(_understood(folder).schema)[
        "modules"
    ]
    return {
        _key(model["name"]): {
            _key(row["name"]): row["required"] for row in model["fields"]
        }
        for module in modules
        for model in module["models"]
        if model["kind"] == "object"
    }


def _differences(language: str) -> set[str]:
    """Return what differs from Python: models, `Model.field`, and `Model.field?` for a flag."""
    ours, theirs = _objects("torbox-python"), _objects(f"torbox-{language}")
    found = set(ours) ^ set(theirs)
    for name in set(ours) & set(theirs):
        one, other = ours[name], theirs[name]
        found |= {f"{name}.{field}" for field in set(one) ^ set(other)}
        shared = set(one) & set(other)
        found |= {f"{name}.{field}?" for field in shared if one[field] != other[field]}
    return found


@pytest.mark.parametrize("language", RELEASES)
def test_six_languages_say_the_same(language: str) -> None:
    """Models, fields and required flags agree but for what the releases are known to differ in."""
    found = _differences(language)
    if language == "java":  # it has a model for the parameters of each request
        found = {name for name in found if not name.endswith("parameters")}
    if language == "typescript":  # it numbers the objects that others name
        found = {name for name in found if name.strip("0123456789")}
    assert found == RELEASES[language]
