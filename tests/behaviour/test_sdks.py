"""Models of docs that generators write: what they decode comes back as it was, on all targets.

The pages are ours and small; where the published ones stand beside the repository, those too.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.checkers import CHECKERS, complaints
from tests.golden.packages import found
from tests.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.behaviour.kits import Kit

HERE = Path(__file__).parent / "sdks"
PUBLISHED = Path(__file__).parents[3] / "shared" / "corpus" / "families"

PARCEL: dict[str, Any] = {
    "id": "497f6eca-6276-4993-bfeb-53cbbbba6f08",
    "sent": None,
    "tier": "high",
    "to": {"city": "Ulm", "lines": [{"text": "a", "size": 3}, {"text": "b"}]},
    "labels": {"x": [1, 2], "y": []},
    "from": {"name": "Pip", "kind": "person", "born": "1999-12-31"},
}

FEATURE: dict[str, Any] = {
    "id": 7,
    "shape": {"type": "Point", "coordinates": [1.5, 2]},
    "style": {"width": 1.5, "colours": {"edge": "red", "body": "none"}},
    "box": None,
}


def _models(
    target: str,
    dialect: str,
    pages: Path,
    folder: Path,
    wire_case: str = "as-documented",
) -> Callable[[str, str], Any]:
    """Return what gives the model of a page and a name."""
    scratch = Scratch(folder / "repository")
    output = f"sdk_of_{target}_{pages.name.replace('-', '_')}"
    settings = {
        "spec": [str(pages)],
        "output": output,
        "dialect": dialect,
        "target": target,
        "wire_case": wire_case,
    }
    lines = (f"{key} = {json.dumps(value)}" for key, value in settings.items())
    scratch.write("pyproject.toml", "\n".join(["[tool.typetable]", *lines]))
    run = scratch.run("generate", "-q")
    assert run.code == 0, run.err
    package = found(scratch.root / output).__name__
    return lambda page, name: getattr(import_module(f"{package}.{page}"), name)


@pytest.fixture(scope="module")
def parcels(
    kit: Kit, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], Any]:
    """Return the models of a page that widdershins could have written."""
    folder = tmp_path_factory.mktemp(kit.target)
    return _models(kit.target, "widdershins", HERE / "parcels", folder)


@pytest.fixture(scope="module")
def maps(
    kit: Kit, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], Any]:
    """Return the models of pages that TypeDoc could have written."""
    folder = tmp_path_factory.mktemp(kit.target)
    return _models(kit.target, "typedoc", HERE / "maps", folder)


@pytest.mark.parametrize(
    "changes", [{}, {"from": "a shop"}, {"sent": "2026-01-02T03:04:05Z", "tier": "new"}]
)
def test_rows_below_rows_and_types_of_several_come_back(
    kit: Kit, parcels: Callable[[str, str], Any], changes: dict[str, Any]
) -> None:
    """Objects in arrays, maps of arrays, models or text, and values that no table lists."""
    data = PARCEL | changes
    assert kit.encode(kit.decode(parcels("api", "Parcel"), data)) == data


def test_a_model_has_the_members_of_its_parts(
    kit: Kit, parcels: Callable[[str, str], Any]
) -> None:
    """They are required where the part requires them."""
    person = parcels("api", "Person")
    data = {"name": "Pip", "kind": "person", "born": None}
    decoded = kit.decode(person, data)
    assert kit.encode(decoded) == data
    if kit.target != "typeddict":
        assert decoded.name == "Pip"
        with pytest.raises(kit.error):
            kit.decode(person, {"born": None})


@pytest.mark.parametrize("changes", [{}, {"id": "x", "box": [1.0, 2.0], "shape": 5}])
def test_headings_below_headings_come_back(
    kit: Kit, maps: Callable[[str, str], Any], changes: dict[str, Any]
) -> None:
    """Members of members, names that stand for any type, and an alias that may be null."""
    data = FEATURE | changes
    assert kit.encode(kit.decode(maps("feature", "Feature"), data)) == data
    road = data | {"lanes": 2}
    assert kit.encode(kit.decode(maps("road", "Road"), road)) == road


published = pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason="the real pages are not beside this checkout"
)

MANIFESTS: dict[str, Any] = json.loads((HERE / "manifests.json").read_text("utf-8"))
"""Five manifests and three answers of an API server, by the page and the name of their models."""

CHAT: dict[str, Any] = {
    "id": "cmpl-1",
    "object": "chat.completion",
    "model": "small",
    "usage": {"prompt_tokens": 1, "total_tokens": 2, "prompt_audio_seconds": None},
    "created": 1702256327,
    "choices": [
        {
            "index": 0,
            "finish_reason": "tool_calls",
            "message": {
                "role": "assistant",
                "content": [
                    {"type": "text", "text": "Hi"},
                    {"type": "image_url", "image_url": "https://a.example/b.png"},
                ],
                "tool_calls": [
                    {
                        "id": "a",
                        "type": "function",
                        "index": 0,
                        "function": {"name": "f", "arguments": '{"a": 1}'},
                    },
                    {"function": {"name": "g", "arguments": {"a": 1}}},
                ],
            },
        },
        {"index": 1, "finish_reason": "new", "message": {"content": None}},
    ],
}

BENEFIT: dict[str, Any] = {
    "id": "1",
    "created_at": "2024-01-02T03:04:05Z",
    "modified_at": "2024-01-02T03:04:05Z",
    "type": "github_repository",
    "description": "d",
    "selectable": True,
    "deletable": True,
    "is_deleted": False,
    "organization_id": "o",
    "metadata": {"a": 1, "b": "x", "c": True},
    "properties": {
        "repository_owner": "x",
        "repository_name": "y",
        "permission": "pull",
    },
    "visibility": "public",
    "visibility_configurable": True,
}


@published
@pytest.mark.slow
def test_manifests_and_answers_come_back(kit: Kit, tmp_path: Path) -> None:
    """All models of Kubernetes are made, and are clean for strict type checkers."""
    pages = PUBLISHED / "openapi-generator-kubernetes"
    folder = tmp_path / "repository"
    model = _models(kit.target, "openapi-generator", pages, tmp_path, "camel")
    for key, data in MANIFESTS.items():
        assert kit.encode(kit.decode(model(*key.split()), data)) == data, key
    assert [complaints(each, folder) for each in CHECKERS] == ["", ""]


@published
@pytest.mark.slow
def test_a_chat_with_calls_of_tools_comes_back(kit: Kit, tmp_path: Path) -> None:
    """Each piece of content, and the arguments of each call, are of the right member."""
    model = _models(kit.target, "speakeasy", PUBLISHED / "speakeasy-mistral", tmp_path)
    decoded = kit.decode(
        model("models_chatcompletionresponse", "ChatCompletionResponse"), CHAT
    )
    assert kit.encode(decoded) == CHAT
    if kit.target != "typeddict":
        message = decoded.choices[0].message
        content = [type(each).__name__ for each in message.content]
        calls = [type(each.function.arguments) for each in message.tool_calls]
        assert (content, calls) == (["TextChunk", "ImageURLChunk"], [str, dict])


@published
@pytest.mark.slow
def test_a_member_of_a_union_of_benefits_comes_back(kit: Kit, tmp_path: Path) -> None:
    """Its metadata are texts, numbers or truths."""
    model = _models(kit.target, "speakeasy", PUBLISHED / "speakeasy-polar", tmp_path)
    benefit = model("models_benefitgithubrepository", "BenefitGitHubRepository")
    assert kit.encode(kit.decode(benefit, BENEFIT)) == BENEFIT
