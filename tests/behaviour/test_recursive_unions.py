"""Unions that hold themselves, or each other, in arrays and maps."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from pydantic import TypeAdapter
from tests.behaviour.kits import KITS, Kit
from tests.golden.everything import (
    INTEGER,
    STRING,
    enum,
    field,
    module,
    ref,
    schema,
    thing,
    union,
)
from tests.golden.packages import imported

from typetable.schema import Array, Map, Scalar, UnionOf


@pytest.fixture(
    scope="module", params=[KITS["dataclass"], KITS["pydantic"], KITS["msgspec"]]
)
def kit(request: pytest.FixtureRequest) -> Kit:
    """Return one target after the other that decodes."""
    chosen: Kit = request.param
    return chosen


HELD = schema(
    module(
        "station",
        thing("Leaf", field("size", INTEGER, required=True)),
        thing("Twig", field("name", STRING, required=True), field("at", ref("Tree"))),
        union("Tree", ref("Leaf"), ref("Twig"), Array(ref("Tree")), Map(ref("Tree"))),
        union("Rows", INTEGER, Array(ref("Rows")), Array(Array(ref("Rows")))),
        thing("Forest", field("tree", ref("Tree")), field("all", Array(ref("Tree")))),
        thing("Table", field("rows", ref("Rows"))),
    )
)
"""Unions that hold themselves in arrays and maps."""


@pytest.fixture(scope="module")
def held(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package with unions that hold themselves."""
    folder = tmp_path_factory.mktemp(kit.target) / f"held_for_{kit.target}"
    return imported(HELD, kit.target, folder)


def test_unions_hold_themselves(kit: Kit, held: ModuleType) -> None:
    """What is in their arrays and maps are models, as deep as these are."""
    value = {
        "tree": [{"size": 1}, [[{"name": "x", "at": [{"size": 2}]}]]],
        "all": [{"a": {"b": [{"size": 3}]}}, "anything", [None]],
    }
    forest = kit.decode(held.Forest, value)
    leaf, ((twig,),) = forest.tree
    assert (leaf.size, twig.name, twig.at[0].size) == (1, "x", 2)
    assert forest.all[0]["a"]["b"] == [held.Leaf(size=3)]
    assert kit.encode(forest) == value


def test_trials_of_unions_that_hold_themselves_end(kit: Kit, held: ModuleType) -> None:
    """Where many of their types could fit, none is tried again and again."""
    rows: Any = "no number"
    for _ in range(40):
        rows = [rows]
    assert kit.encode(kit.decode(held.Table, {"rows": rows})) == {"rows": rows}


NULL = Scalar("null")
EACH_OTHER = schema(
    module(
        "station",
        thing(
            "Near",
            field("near", INTEGER, required=True),
            field("in", ref("Odd")),
            field("sizes", Array(INTEGER)),
        ),
        union("Odd", ref("Near"), Array(ref("Even", "depot"))),
        union("Maps", Map(ref("Maps"))),
        union("Gaps", ref("Near"), Array(UnionOf((ref("Gaps"), NULL)))),
        union("Left", STRING, Map(ref("Right"))),
        union("Right", ref("Near"), Array(ref("Left"))),
        enum("Hue", "string", RED="red"),
        union("Hues", ref("Hue"), Array(ref("Hues"))),
        thing(
            "All",
            field("odd", ref("Odd")),
            field("even", ref("Even", "depot")),
            field("maps", ref("Maps")),
            field("gaps", ref("Gaps")),
            field("left", Array(ref("Left"))),
            field("any", UnionOf((ref("Left"), INTEGER))),
            field("hues", ref("Hues")),
        ),
    ),
    module(
        "depot",
        thing("Far", field("far", STRING, required=True), field("in", ref("Odd"))),
        union(
            "Even", ref("Far", "depot"), Map(ref("Odd")), Array(ref("Even", "depot"))
        ),
    ),
    module(
        "yard",
        thing("Yard", field("even", ref("Even", "depot")), field("left", ref("Left"))),
        thing("Both", field("of", UnionOf((ref("Left"), ref("Even", "depot"))))),
    ),
)
"""Unions that hold each other in arrays and maps, across modules and among others too."""

NEAR, FAR = {"near": 1}, {"far": "x"}


@pytest.fixture(scope="module")
def each_other(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package with unions that hold each other."""
    folder = tmp_path_factory.mktemp(kit.target) / f"each_other_for_{kit.target}"
    return imported(EACH_OTHER, kit.target, folder)


@pytest.mark.parametrize(
    ("model", "value"),
    [
        ("All", {"odd": [FAR, {"a": NEAR, "b": [{"c": NEAR}]}, [[FAR]]]}),
        ("All", {"even": {"a": [{"b": [FAR]}], "c": NEAR}}),
        ("All", {"maps": {"a": {"b": {}}, "c": {}}}),
        ("All", {"gaps": [NEAR, [None, [NEAR]]]}),
        ("All", {"left": ["x", {"a": NEAR, "b": [{"c": [{"d": NEAR}]}]}]}),
        ("All", {"any": {"a": [{"b": NEAR}]}}),
        ("All", {"odd": NEAR | {"in": [FAR | {"in": [FAR]}]}}),
        ("Yard", {"even": [[{"a": NEAR}]], "left": {"a": [{"b": NEAR}]}}),
        ("Both", {"of": [[FAR]]}),
    ],
)
def test_unions_hold_each_other(
    kit: Kit, each_other: ModuleType, model: str, value: Any
) -> None:
    """What is in their arrays and maps are models, as deep as these are."""
    made = kit.decode(getattr(each_other, model), value)
    for name in value:
        shown = repr(getattr(made, name))
        assert "'near'" not in shown
        assert "'far'" not in shown
    assert kit.encode(made) == value


def test_plain_values_are_given_through_names(kit: Kit, each_other: ModuleType) -> None:
    """What programs give becomes members of enums as deep as what is decoded."""
    given = each_other.All(hues=["red", [["blue"]]])
    red, [[blue]] = given.hues
    assert red is each_other.Hue.RED
    assert not blue.is_known
    assert kit.encode(given) == {"hues": ["red", [["blue"]]]}


def test_what_is_wrong_in_unions_that_hold_each_other(
    kit: Kit, each_other: ModuleType
) -> None:
    """An error tells where it is, through all of them."""
    wrong = [{"a": NEAR | {"in": [[{"b": NEAR | {"sizes": [1, "x"]}}]]}}]
    with pytest.raises(kit.error) as caught:
        kit.decode(each_other.All, {"odd": wrong})
    (place,) = kit.places(caught.value)
    assert place.startswith("/odd/0/")
    assert place.endswith("/sizes/1")


@pytest.mark.parametrize("kit", [KITS["msgspec"]], indirect=True)
def test_pointers_lead_through_names(each_other: ModuleType) -> None:
    """Msgspec says of no member of a map which it is; `from_json` does."""
    wrong = {"odd": [{"a": NEAR | {"in": [[{"b": NEAR | {"sizes": [1, "x"]}}]]}}]}
    with pytest.raises(each_other.DecodeError) as caught:
        each_other.All.from_json(json.dumps(wrong))
    pointers = [problem.pointer for problem in caught.value.problems]
    assert pointers == ["/odd/0/a/in/0/0/b/sizes/1"]


@pytest.mark.parametrize("kit", [KITS["pydantic"]], indirect=True)
def test_aliases_are_unions_at_run_time(held: ModuleType) -> None:
    """Pydantic reads and describes a union by its name alone."""
    adapter: Any = TypeAdapter(held.Tree)
    assert adapter.validate_python([[{"size": 1}]]) == [[held.Leaf(size=1)]]
    assert {"type": "array", "items": {}} in adapter.json_schema()["anyOf"]


@pytest.mark.parametrize("kit", [KITS["dataclass"], KITS["msgspec"]], indirect=True)
def test_names_of_unions_that_hold_each_other(each_other: ModuleType) -> None:
    """They are types to `decode`, and none to msgspec, which would return dictionaries."""
    odd = each_other.decode([FAR, {"a": NEAR}], each_other.Odd)
    assert type(odd[1]["a"]).__name__ == "Near"
    with pytest.raises(TypeError, match="supported"):
        msgspec.convert({}, each_other.Maps)


FAR_AWAY = schema(
    module(
        "station",
        union("First", STRING, Array(ref("Far", "depot"))),
        union("Last", INTEGER, STRING),
        thing("Near", field("far", ref("Lot", "depot")), field("x", STRING)),
        thing("Two", field("first", ref("First"))),
    ),
    module(
        "depot",
        union("Far", Array(ref("Last")), ref("Lot", "depot")),
        thing("Lot", field("near", ref("Near"), required=True)),
    ),
)
"""A union that is spelled out in another module, where an alias for a part of it comes later."""


def test_names_are_there_before_what_mentions_them(kit: Kit, tmp_path: Path) -> None:
    """Also in the types of other modules, which are spelled out."""
    models = imported(FAR_AWAY, kit.target, tmp_path / f"far_away_for_{kit.target}")
    value = {"first": [[1, "x"], {"near": {"x": "x"}}]}
    made = kit.decode(models.Two, value)
    assert type(made.first[1]).__name__ == "Lot"
    assert kit.encode(made) == value


def test_unions_of_one_type_are_that_type(kit: Kit, tmp_path: Path) -> None:
    """Where a package has no others, nothing of unions is needed."""
    text = UnionOf((ref("Text"), STRING))
    docs = schema(
        module("station", union("Text", STRING), thing("One", field("x", text)))
    )
    models = imported(docs, kit.target, tmp_path / f"one_type_for_{kit.target}")
    assert kit.decode(models.One, {"x": "y"}).x == "y"
