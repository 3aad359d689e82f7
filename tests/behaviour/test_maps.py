"""Objects of which the docs say what members of any name are: maps, and what they hold."""

from types import ModuleType
from typing import Any

import pytest
from msgspec.structs import replace
from tests.behaviour.kits import Kit
from tests.golden.everything import (
    INTEGER,
    STRING,
    field,
    module,
    ref,
    schema,
    thing,
    union,
)
from tests.golden.packages import found, imported, write

from typetable.schema import Array, Map, Scalar, Schema, UnionOf

OK, ERROR = ref("Ok", "spec"), ref("Error", "spec")
EITHER = UnionOf((OK, ERROR))

MAPS: Schema = schema(
    module(
        "spec",
        thing("Ok", field("size", INTEGER, required=True)),
        thing("Error", field("text", STRING, required=True)),
        replace(thing("Sizes"), extra=OK),
        replace(thing("Answers", field("default", EITHER)), extra=EITHER),
        replace(thing("Tree"), extra=ref("Tree", "spec")),
        replace(thing("Bush"), extra=UnionOf((ref("Bush", "spec"), STRING))),
        replace(thing("Twig"), extra=UnionOf((Array(ref("Leaf", "spec")), OK))),
        union("Leaf", ref("Twig", "spec"), INTEGER),
        union("Listed", Array(EITHER)),
        union("Deep", Map(Array(EITHER))),
        thing(
            "All",
            field("sizes", ref("Sizes", "spec"), required=True),
            field("answers", ref("Answers", "spec")),
            field("tree", ref("Tree", "spec")),
            field("bush", ref("Bush", "spec")),
            field("twig", ref("Twig", "spec")),
            field("leaf", UnionOf((ref("Leaf", "spec"), STRING))),
            field("listed", ref("Listed", "spec")),
            field("deep", ref("Deep", "spec")),
            field("either", UnionOf((ref("Answers", "spec"), STRING))),
        ),
    )
)

VALUE: dict[str, Any] = {
    "sizes": {"a": {"size": 1}, "b c": {"size": 2}},
    "answers": {"default": {"text": "x"}, "200": {"size": 3}, "x-y": {"text": "z"}},
    "tree": {"a": {"b": {}}},
    "bush": {"a": {"b": "c"}, "d": "e"},
    "twig": {"a": [{"b": {"size": 1}}, 2], "c": {"size": 3}},
    "leaf": {"a": [4]},
    "listed": [{"size": 4}, {"text": "l"}],
    "deep": {"k": [{"text": "d"}]},
    "either": {"404": {"text": "e"}},
}


@pytest.fixture(scope="module")
def maps(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package of the models."""
    folder = tmp_path_factory.mktemp(kit.target) / f"maps_of_{kit.target}"
    return imported(MAPS, kit.target, folder)


def test_what_maps_hold_is_kept(kit: Kit, maps: ModuleType) -> None:
    """On every target, whatever its libraries do with members that they do not know."""
    assert kit.encode(kit.decode(maps.All, VALUE)) == VALUE


def test_what_maps_hold_are_models(kit: Kit, maps: ModuleType) -> None:
    """Also of unions, in arrays and in other maps."""
    if kit.target == "typeddict":
        return
    found = kit.decode(maps.All, VALUE)
    assert type(found.sizes["b c"]) is maps.Ok
    assert [type(each) for each in found.answers.values()] == [
        maps.Error,
        maps.Ok,
        maps.Error,
    ]
    assert [type(each) for each in found.listed] == [maps.Ok, maps.Error]
    assert type(found.deep["k"][0]) is maps.Error
    assert type(found.either["404"]) is maps.Error


@pytest.mark.parametrize("value", [[], {"a": {"size": "1"}}, {"a": {}}, {"a": 1}])
def test_a_map_of_something_else_is_an_error(
    kit: Kit, maps: ModuleType, value: object
) -> None:
    """The map itself, and each of its values."""
    if kit.target != "typeddict":
        with pytest.raises(kit.error):
            kit.decode(maps.All, {"sizes": value})


OPEN = schema(
    module(
        "spec",
        replace(thing("Open", field("size", INTEGER)), extra=Scalar("any")),
        thing("Closed", field("size", INTEGER)),
        replace(thing("Bag", field("size", Scalar("any"))), extra=Scalar("any")),
    )
)


@pytest.fixture(scope="module")
def strict(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package of models that are strict where nobody says otherwise."""
    folder = tmp_path_factory.mktemp(kit.target) / f"open_of_{kit.target}"
    return found(write(OPEN, kit.target, folder, strict=True))


def test_strict_models_take_other_members_where_the_docs_have_them(
    kit: Kit, strict: ModuleType
) -> None:
    """And nowhere else; msgspec has no place for them."""
    data = {"size": 1, "x-more": {"a": [None]}}
    kept = {"size": 1} if kit.target == "msgspec" else data
    assert kit.encode(kit.decode(strict.Open, data)) == kept
    if kit.target != "typeddict":
        with pytest.raises(kit.error):
            kit.decode(strict.Closed, data)


def test_a_null_is_no_other_member(kit: Kit, strict: ModuleType) -> None:
    """Where a member has a name, its type counts."""
    if kit.target == "dataclass":
        with pytest.raises(kit.error):
            kit.decode(strict.Open, {"size": None, "x-more": 1})
        (place,) = _places(kit, strict.Open, {"size": "1", "x-more": 1})
        assert place == "/size"


def _places(kit: Kit, model: type, data: object) -> list[str]:
    with pytest.raises(kit.error) as caught:
        kit.decode(model, data)
    return kit.places(caught.value)


def test_what_is_named_is_an_attribute_beside_others_of_any_type(
    kit: Kit, strict: ModuleType
) -> None:
    """Such an object is no map."""
    if kit.target != "typeddict":
        assert kit.decode(strict.Bag, {"size": 1, "more": 2}).size == 1
