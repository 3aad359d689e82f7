"""Which member of a union a value becomes, where a glance does not tell."""

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
from tests.golden.packages import found, imported, write

from typetable.schema import Array, Scalar, UnionOf

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


with_decode = pytest.mark.parametrize(
    "kit", [KITS["dataclass"], KITS["msgspec"]], indirect=True
)


@with_decode
def test_unions_are_decoded_on_their_own(models: Any) -> None:
    """By name, in arrays and maps, and with everything that is wrong in one error."""
    cat, dog = {"kind": "cat"}, {"kind": "puppy"}
    made = models.decode({"a": [cat, dog, 1]}, dict[str, list[models.Pet]])
    assert [type(each).__name__ for each in made["a"]] == ["Cat", "Dog", "int"]
    assert type(models.decode(RENT, models.Offer | None)).__name__ == "Rent"
    with pytest.raises(models.DecodeError) as caught:
        models.decode([[RENT], 7, [{"of": {"rooms": "x"}}]], list[list[models.Offer]])
    pointers = [problem.pointer for problem in caught.value.problems]
    assert pointers == ["/1", "/2/0/of/rooms"]


@with_decode
def test_msgspec_reads_no_unions_of_objects_on_their_own(models: Any) -> None:
    """It has no means to tell them apart, and says so, rather than to return dictionaries."""
    for kind in (models.Pet, models.Pet | None, list[models.Offer]):
        with pytest.raises(TypeError, match="supported"):
            msgspec.convert({}, kind)


@pytest.mark.parametrize("kit", [KITS["dataclass"]], indirect=True)
def test_libraries_read_dataclasses(models: Any) -> None:
    """They know the types of all fields, also of what no page describes."""
    holder = {"pet": {"kind": "cat"}, "pets": [{"kind": "dog"}]}
    made = TypeAdapter(models.Holder).validate_python(holder)
    assert made == models.Holder.from_dict(holder)
    assert type(TypeAdapter(models.Pet).validate_python({"kind": "dog"})) is models.Dog
    assert msgspec.convert({"rooms": 1}, models.Flat) == models.Flat(rooms=1)
