"""What `from_json` of msgspec models says of JSON that they cannot hold, as dataclasses say it."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from tests.behaviour.guarantees import BARE
from tests.behaviour.kits import KITS
from tests.behaviour.test_tagged_unions import DOCS
from tests.golden.everything import EVERYTHING
from tests.golden.packages import found, write

Pair = tuple[ModuleType, ModuleType]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Return the package with everything for msgspec, and that of dataclasses."""
    folder = tmp_path_factory.mktemp("errors")
    msgspec_, dataclass = (
        found(write(EVERYTHING, target, folder / f"errors_of_{target}"))
        for target in ("msgspec", "dataclass")
    )
    return msgspec_, dataclass


WRONG: list[tuple[str, Any]] = [
    ("Station", {"ID": "1", "status": 5, "anything": 0, "since": None}),
    ("Station", BARE | {"at": {"_Lat": 1}, "levels": [1, "x"]}),
    ("Station", BARE | {"dict": {"a/b~": "x", "c": 2}}),
    ("Station", BARE | {"image": "aGk", "share": "1", "list": [["x"], [1]]}),
    ("Station", BARE | {"parent": BARE | {"at": {"lat": 1, "lon": "x"}}}),
    ("Station", BARE | {"owner": {"name": 1, "stations": [BARE, BARE | {"id": 2}]}}),
    ("Owner", {"name": "n", "stations": [BARE | {"details": [{"size": 1}], "id": 0}]}),
    ("Holder", {"tagged": {"kind": "gate", "size": 1}}),
    ("Holder", {"tagged": {"kind": "open", "Size": 1}}),
    ("Holder", {}),
    ("Point", []),
]


@pytest.mark.parametrize(("model", "data"), WRONG)
def test_all_is_told_at_once(packages: Pair, model: str, data: Any) -> None:
    """Each thing with one JSON pointer, also in unions and maps, and in the same words."""
    own, other = (getattr(package, model) for package in packages)
    with pytest.raises(packages[1].DecodeError) as expected:
        other.from_dict(data)
    with pytest.raises(packages[0].DecodeError) as caught:
        own.from_json(json.dumps(data))
    told = {str(each) for each in caught.value.problems}
    if model == "Holder" and not data:
        assert told == {"/tagged: expected a value, found nothing"}
    else:
        assert told == {str(each) for each in expected.value.problems}
    assert isinstance(caught.value, msgspec.ValidationError)


FAULTY: list[dict[str, Any]] = [
    {"part": {"type": "text", "size": "x"}},
    {"part": {"type": "image"}},
    {"parts": [{"type": "gif", "size": 1}, {"type": "gif", "Size": 1}]},
    {"by_name": {"a/b": {"type": "image", "size": "x", "note": 5}}},
]


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Return the packages with tagged unions for msgspec, and of dataclasses."""
    folder = tmp_path_factory.mktemp("tagged")
    msgspec_, dataclass = (
        found(write(DOCS, target, folder / f"tagged_of_{target}"))
        for target in ("msgspec", "dataclass")
    )
    return msgspec_, dataclass


@pytest.mark.parametrize("data", FAULTY)
def test_faults_inside_of_what_a_tag_names_are_told(tagged: Pair, data: Any) -> None:
    """Each with its pointer, whether the tag is a constant of a type or of an enum."""
    own, other = tagged
    with pytest.raises(own.DecodeError) as caught:
        own.Holder.from_json(json.dumps(data))
    with pytest.raises(other.DecodeError) as expected:
        other.Holder.from_dict(data)
    told = {str(each) for each in caught.value.problems}
    assert told == {str(each) for each in expected.value.problems}


@pytest.mark.parametrize("target", ["pydantic", "msgspec"])
def test_a_tag_that_is_null_is_none(target: str, tmp_path: Path) -> None:
    """An object without a tag is kept as it is where it fits no member."""
    kit = KITS[target]
    models = found(write(DOCS, target, tmp_path / f"null_for_{target}"))
    data = {"part": {"type": None, "size": 1}}
    assert kit.decode(models.Holder, data).part == data["part"]


def test_what_is_right_is_decoded(packages: Pair) -> None:
    """As `msgspec.json.decode` does it; text that is no JSON stays its error."""
    station = packages[0].Station
    text = json.dumps(BARE | {"details": {"size": 1}})
    assert station.from_json(text) == msgspec.json.decode(text, type=station)
    with pytest.raises(msgspec.DecodeError, match="truncated"):
        station.from_json("{")


def test_strict_models_tell_what_is_surplus(tmp_path: Path) -> None:
    """In the words of msgspec, at the place where it is."""
    models = found(
        write(EVERYTHING, "msgspec", tmp_path / "strict_errors", strict=True)
    )
    data = BARE | {"status": "new", "at": {"lat": 1, "more": 2}}
    with pytest.raises(models.DecodeError) as caught:
        models.Station.from_json(json.dumps(data))
    pointers = {each.pointer: each.found for each in caught.value.problems}
    assert pointers == {
        "/status": "string 'new' (Invalid enum value 'new')",
        "/at": "object (Object contains unknown field `more`)",
    }


def test_what_plain_decoding_says_is_what_msgspec_says(tagged: Pair) -> None:
    """The first fault, with the path of msgspec: keys of maps are dots, nothing is near.

    Its own structs are no better off, and where Python decodes a part, there are two paths.
    """

    class Own(msgspec.Struct):
        size: int

    class Holder(msgspec.Struct):
        inner: dict[str, Own]

    def said(kind: Any, data: object) -> str:
        with pytest.raises(msgspec.ValidationError) as caught:
            msgspec.json.decode(json.dumps(data), type=kind)
        return str(caught.value)

    alone = said(Holder, {"inner": {"a": {"Size": 1}, "b": 2}})
    assert alone == "Object missing required field `size` - at `$.inner[...]`"
    wrong = {"holder": {"by_name": {"a": {"type": "text", "Size": 1}, "b": 2}}}
    outer = "Object missing required field `size` - at `$.by_name[...]` - at `$.holder`"
    assert said(tagged[0].Outer, wrong) == outer
    with pytest.raises(
        tagged[0].DecodeError, match=r"/holder/by_name/a/size: .* `Size`"
    ):
        tagged[0].Outer.from_json(json.dumps(wrong))
