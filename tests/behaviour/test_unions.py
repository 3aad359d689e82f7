"""Which member of a union a value becomes, where a glance does not tell."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

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
from tests.golden.packages import found, imported, write

from typetable.schema import Array, Map, Scalar, UnionOf

UNKNOWN = Scalar("any", unresolved="Tent")

UNIONS = schema(
    module(
        "station",
        thing("Cat", field("kind", ref("CatKind"), required=True), field("x", STRING)),
        thing("Dog", field("kind", ref("DogKind"), required=True), field("x", STRING)),
        enum("CatKind", "string", CAT="cat"),
        enum("DogKind", "string", DOG="dog", PUPPY="puppy"),
        union("Pet", ref("Cat"), ref("Dog")),
        thing("Holder", field("pet", ref("Pet")), field("pets", Array(ref("Pet")))),
        thing("Flat", field("rooms", INTEGER, required=True)),
        thing("Boat", field("sails", INTEGER, required=True)),
        thing("Rent", field("of", ref("Flat")), field("at", ref("Offer"))),
        thing("Sale", field("of", ref("Boat")), field("at", ref("Offer"))),
        union("Offer", ref("Rent"), ref("Sale")),
        thing("Offers", field("all", Array(ref("Offer")))),
        thing("Place", field("x", UnionOf((ref("Flat"), UNKNOWN, ref("Boat"))))),
    )
)


KNIT = schema(
    module(
        "station",
        *(
            model
            for number in range(40)
            for model in (
                thing(
                    f"M{number}",
                    field("next", Array(ref(f"U{(number + 1) % 40}"))),
                    field("back", ref(f"U{number * 7 % 40}")),
                    field(f"x{number}", STRING, required=True),
                ),
                union(f"U{number}", ref(f"M{number}"), ref(f"M{(number + 3) % 40}")),
            )
        ),
    )
)
"""Models and unions that refer to each other on and on."""


@pytest.fixture(
    scope="module", params=[KITS["dataclass"], KITS["pydantic"], KITS["msgspec"]]
)
def kit(request: pytest.FixtureRequest) -> Kit:
    """Return one target after the other that decodes."""
    chosen: Kit = request.param
    return chosen


@pytest.fixture(scope="module")
def models(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package with unions."""
    folder = tmp_path_factory.mktemp(kit.target) / f"unions_for_{kit.target}"
    return imported(UNIONS, kit.target, folder)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ({"kind": "cat"}, "Cat"),
        ({"kind": "dog", "x": "1"}, "Dog"),
        ({"kind": "puppy"}, "Dog"),
        ({"kind": "new"}, "Cat"),
    ],
)
def test_values_of_enums_tell_members_apart(
    kit: Kit, models: ModuleType, value: dict[str, Any], name: str
) -> None:
    """Whatever lists the value fits better; one that nobody lists is kept all the same."""
    holder = kit.decode(models.Holder, {"pet": value, "pets": [value]})
    assert type(holder.pet).__name__ == type(holder.pets[0]).__name__ == name
    assert kit.encode(holder) == {"pet": value, "pets": [value]}


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ({"rooms": 1}, "Flat"),
        ({"sails": 1}, "Boat"),
        ({"sails": "x"}, "dict"),
        ({"poles": 3}, "dict"),
        ([None], "list"),
        (1, "int"),
    ],
)
def test_what_nothing_defines(
    kit: Kit, models: ModuleType, value: Any, name: str
) -> None:
    """A member that no page defines may be anything; the others are still decoded."""
    place = kit.decode(models.Place, {"x": value})
    assert type(place.x).__name__ == name
    assert kit.encode(place) == {"x": value}


RENT, SALE = {"of": {"rooms": 1}}, {"of": {"sails": 1}}


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (RENT, "Rent"),
        (SALE, "Sale"),
        (RENT | {"at": SALE}, "Rent"),
        (SALE | {"at": RENT}, "Sale"),
        (SALE | {"at": SALE | {"at": RENT}}, "Sale"),
    ],
)
def test_what_is_inside_tells_members_apart(
    kit: Kit, models: ModuleType, value: dict[str, Any], name: str
) -> None:
    """A member in which something is wrong gives way to one in which nothing is."""
    offers = kit.decode(models.Offers, {"all": [value, {"at": value}]})
    assert type(offers.all[0]).__name__ == type(offers.all[1].at).__name__ == name
    assert kit.encode(offers) == {"all": [value, {"at": value}]}


def test_what_is_wrong_is_said_of_the_best(kit: Kit, models: ModuleType) -> None:
    """Where something is wrong in all, the error tells what is wrong in the first of the best."""
    with pytest.raises(kit.error, match="rooms"):
        kit.decode(models.Offers, {"all": [{"of": {"wheels": 4}}]})


def test_trials_end(kit: Kit, models: ModuleType) -> None:
    """What is wrong deep inside of unions in unions is found soon."""
    value: dict[str, Any] = {"of": {"wheels": 4}}
    for _ in range(40):
        value = {"at": value}
    with pytest.raises(kit.error):
        kit.decode(models.Offers, {"all": [value]})


@pytest.mark.parametrize("strict", [False, True])
def test_programs_make_members_too(kit: Kit, tmp_path: Path, *, strict: bool) -> None:
    """What is a member of a union already stays what it is, in arrays too, strict or not."""
    name = f"{'strict' if strict else 'tolerant'}_unions_for_{kit.target}"
    models = found(write(UNIONS, kit.target, tmp_path / name, strict=strict))
    cat = models.Cat(kind=models.CatKind.CAT)
    made = models.Holder(pet=cat, pets=[cat])
    assert made.pet is cat
    assert made.pets == [cat]
    assert kit.encode(made) == {"pet": {"kind": "cat"}, "pets": [{"kind": "cat"}]}


def test_unions_on_and_on(kit: Kit, tmp_path: Path) -> None:
    """Unions that lead to each other further than a library can follow are decoded all the same."""
    models = imported(KNIT, kit.target, tmp_path / f"knit_for_{kit.target}")
    value: dict[str, Any] = {"x9": "1"}
    for number in range(8, -1, -1):
        value = {f"x{number}": "1", "next": [value], "back": {"x0": "", "back": {}}}
        value["back"] = {f"x{number * 7 % 40}": "", "next": [{"x": 1}]}
    made = kit.decode(models.M0, value)
    assert type(made.next[0].next[0]).__name__ == "M2"
    assert type(made.next[0].back).__name__ == "M7"
    assert made.next[0].back.next == [{"x": 1}]
    assert kit.encode(made) == value


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
