"""Models of workflows, scenes and payments, and documents as examples of their specs have them.

The pages are ours and small; where the published ones stand beside the repository, those too.
"""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from tests.behaviour.kits import KITS
from tests.checkers import complaints, each_checker
from tests.golden.packages import found
from tests.scratch import Scratch

if TYPE_CHECKING:
    from types import ModuleType

    from tests.behaviour.kits import Kit

HERE = Path(__file__).parent / "protocols"
PUBLISHED = Path(__file__).parents[3] / "shared" / "corpus" / "families"

TASKS = """
[tool.typetable.overrides.types]
"*.do" = { as = "map[string, object][]", expect = "[`map[string, task]`](#task)" }
"Extension.before" = "map[string, object][]"
"""
"""What the reference of workflows calls a map of tasks is a list of them."""

LENGTHS = """
[tool.typetable.overrides.wire_names]
"Duration.Minutes" = "minutes"
"Duration.Seconds" = "seconds"
"""
"""As published, the members of durations begin with capital letters."""


class Docs(NamedTuple):
    """Docs, how they are written, and what is said instead of them."""

    dialect: str
    pages: Path
    overrides: str = ""


DOCS = {
    "workflow": Docs("serverless-workflow", HERE / "workflow.md", TASKS),
    "scene": Docs("gltf", HERE / "scene.md"),
    "payment": Docs("x402", HERE / "payment.md"),
    "serverless-workflow": Docs(
        "serverless-workflow", PUBLISHED / "serverless-workflow", TASKS + LENGTHS
    ),
    "gltf": Docs("gltf", PUBLISHED / "gltf"),
    "x402-v2": Docs("x402", PUBLISHED / "x402-v2"),
}


def _generated(name: str, target: str, folder: Path) -> Path:
    """Return the package that a target makes of some docs."""
    docs = DOCS[name]
    if not docs.pages.exists():
        pytest.skip("the published pages are not beside this checkout")
    scratch = Scratch(folder / "repository")
    output = f"{name}_of_{target}".replace("-", "_")
    settings = {
        "spec": [str(docs.pages)],
        "output": output,
        "dialect": docs.dialect,
        "target": target,
        "wire_case": "as-documented",
    }
    lines = [f'"{key}" = {json.dumps(value)}' for key, value in settings.items()]
    tables = ("[tool.typetable]", *lines, docs.overrides)
    scratch.write("pyproject.toml", "\n".join(tables))
    run = scratch.run("generate", "-q")
    assert run.code == 0, run.err
    return scratch.root / output


def _published(name: str) -> object:
    return pytest.param(name, marks=pytest.mark.slow)


@pytest.fixture(scope="module", params=["workflow", _published("serverless-workflow")])
def workflow(
    request: pytest.FixtureRequest, kit: Kit, tmp_path_factory: pytest.TempPathFactory
) -> ModuleType:
    """Return the models of workflows."""
    folder = tmp_path_factory.mktemp(kit.target)
    return found(_generated(request.param, kit.target, folder))


@pytest.fixture(scope="module")
def asset(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the models of assets."""
    folder = tmp_path_factory.mktemp(kit.target)
    return found(_generated("scene", kit.target, folder))


@pytest.fixture(scope="module", params=["payment", _published("x402-v2")])
def payment(
    request: pytest.FixtureRequest, kit: Kit, tmp_path_factory: pytest.TempPathFactory
) -> ModuleType:
    """Return the models of payments."""
    folder = tmp_path_factory.mktemp(kit.target)
    return found(_generated(request.param, kit.target, folder))


WORKFLOW: dict[str, Any] = {
    "document": {
        "dsl": "1.0.0",
        "namespace": "docks",
        "name": "count-docks",
        "version": "0.1.0",
        "tags": {"city": "Basel"},
        "metadata": {"team": ["bikes"]},
    },
    "input": {"from": "${ .city }"},
    "use": {
        "secrets": ["key"],
        "timeouts": {"short": {"after": {"seconds": 5}}},
        "extensions": [
            {"extend": "all", "before": [{"log": {"call": "http", "with": {}}}]}
        ],
    },
    "do": [
        {
            "getDocks": {
                "if": "${ .city != null }",
                "call": "http",
                "with": {
                    "method": "get",
                    "endpoint": {"uri": "https://example.org/docks/{city}"},
                },
                "output": {"as": {"docks": "${ .body }"}},
                "timeout": "short",
                "then": "count",
            }
        },
        {"count": {"set": {"docks": "${ .docks | length }"}}},
    ],
    "timeout": {"after": {"minutes": 1, "seconds": 30}},
    "output": {"as": "${ .docks }"},
}
"""A workflow as examples of the reference have them, from YAML."""


def test_a_workflow_keeps_all_that_it_says(kit: Kit, workflow: ModuleType) -> None:
    """On every target, with types that are one of two."""
    assert kit.encode(kit.decode(workflow.Workflow, WORKFLOW)) == WORKFLOW
    named = {**WORKFLOW, "timeout": "short"}
    assert kit.encode(kit.decode(workflow.Workflow, named)) == named


def test_parts_of_a_workflow_are_models(kit: Kit, workflow: ModuleType) -> None:
    """Those that links around types lead to."""
    if kit.target == "typeddict":
        return
    read = kit.decode(workflow.Workflow, WORKFLOW)
    assert type(read.document) is workflow.Document
    assert type(read.use.timeouts["short"].after) is workflow.Duration
    assert type(read.use.extensions[0]) is workflow.Extension
    assert type(read.timeout) is workflow.Timeout
    wrongs: list[dict[str, Any]] = [
        {"do": []},
        {**WORKFLOW, "use": {"secrets": "key"}},
    ]
    for wrong in wrongs:
        with pytest.raises(kit.error):
            kit.decode(workflow.Workflow, wrong)


ASSET: dict[str, Any] = {
    "asset": {"version": "2.0", "generator": "hand"},
    "accessors": [
        {"componentType": 5126, "count": 24, "max": [0.5, 1, 2], "normalized": True},
        {"componentType": 5123, "count": 36, "sparse": {"count": 2}},
    ],
    "nodes": [
        {"name": "Dock", "translation": [0, 0.5, 0], "children": [1]},
        {"extensions": {"EXT_lights": {"light": 0}}},
    ],
    "extensionsUsed": ["EXT_lights"],
    "extensions": {"EXT_lights": {"lights": [{"color": [1.0, 0.9, 0.7]}]}},
    "extras": 7,
}
"""An asset as examples of the specification have them."""


def test_an_asset_keeps_all_that_it_says(kit: Kit, asset: ModuleType) -> None:
    """On every target, also what extensions and applications say."""
    assert kit.encode(kit.decode(asset.glTF, ASSET)) == ASSET


def test_parts_of_an_asset_are_models(kit: Kit, asset: ModuleType) -> None:
    """Also the items of arrays of which the docs say how many there are."""
    if kit.target == "typeddict":
        return
    read = kit.decode(asset.glTF, ASSET)
    assert type(read.asset_) is asset.asset
    assert type(read.accessors[1].sparse) is asset.AccessorSparse
    assert read.nodes[0].translation == [0, 0.5, 0]
    wrongs: list[dict[str, Any]] = [
        {"nodes": []},
        {**ASSET, "accessors": [{"count": 1}]},
    ]
    for wrong in wrongs:
        with pytest.raises(kit.error):
            kit.decode(asset.glTF, wrong)


REQUIREMENTS: dict[str, Any] = {
    "scheme": "exact",
    "network": "eip155:84532",
    "amount": "10000",
    "asset": "0x036CbD53842c5426634e7929541eC2318f3dCF7e",
    "payTo": "0x209693Bc6afc0C5328bA36FaF03C514EF312287C",
    "maxTimeoutSeconds": 60,
    "extra": {"name": "USDC", "version": "2"},
}

PAYMENTS: list[dict[str, Any]] = [
    {
        "x402Version": 2,
        "accepted": REQUIREMENTS,
        "payload": {
            "signature": "0x2d6a",
            "authorization": {"from": "0x857b", "to": "0x2096", "value": "10000"},
        },
    },
    {"x402Version": 2, "accepted": {}, "payload": {"transaction": "AAAA"}},
]
"""Payments of two schemes."""


@pytest.mark.parametrize("paid", PAYMENTS)
def test_a_payment_keeps_all_that_it_says(
    kit: Kit, payment: ModuleType, paid: dict[str, Any]
) -> None:
    """Whatever its scheme is: the specification shows but one of them."""
    assert kit.encode(kit.decode(payment.PaymentPayload, paid)) == paid


def test_what_is_to_be_paid_keeps_all_that_it_says(
    kit: Kit, payment: ModuleType
) -> None:
    """With all that others agree upon."""
    required = {
        "x402Version": 2,
        "error": "PAYMENT-SIGNATURE header is required",
        "resource": {"url": "https://example.org/data", "mimeType": "text/plain"},
        "accepts": [REQUIREMENTS],
        "extensions": {"bazaar": {"info": {}, "schema": {"type": "object"}}},
    }
    assert kit.encode(kit.decode(payment.PaymentRequired, required)) == required
    if kit.target != "typeddict":
        with pytest.raises(kit.error):
            kit.decode(payment.PaymentRequired, {"x402Version": 2})


@pytest.mark.slow
@each_checker
def test_models_of_protocols_are_typed_strictly(checker: str, tmp_path: Path) -> None:
    """As those of any other docs, on all targets; published ones where they are at hand."""
    names = (name for name, docs in DOCS.items() if docs.pages.exists())
    for name, target in product(names, KITS):
        _generated(name, target, tmp_path / f"{name}_{target}")
    assert complaints(checker, tmp_path) == ""
