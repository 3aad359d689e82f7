"""Unions of ten members, with a tag that tells them apart and without one, on every target."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from msgspec.structs import replace
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

from typetable.schema import Array, Map, Meaning, Scalar, UnionOf

WORDS = ("text", "image", "audio", "video", "file", "link", "poll", "card", "gif", "a")
"""The values of the tag; every other member has an enum of its own for that."""


def part(number: int, word: str) -> Any:
    """Return a member of the tagged union; all but their tags are alike."""
    is_enum = number % 2
    kind = ref(f"Kind{number}") if is_enum else Scalar("string", values=(word,))
    fields = (field("size", INTEGER, required=True), field("note", STRING))
    return thing(f"Part{number}", field("type", kind, required=True), *fields)


def shape(number: int) -> Any:
    """Return a member of the union without tags, told by the member that it needs."""
    own = field(f"size_{number}", INTEGER, required=True)
    return thing(f"Shape{number}", own, field("inner", ref("Inner"), required=True))


MEANT = {"car": "Car", "auto": "Car", "van": "Van", "1": "Van"} | {
    f'a [b | (c, {n})], "it\'s": {{}}': "Van" for n in range(5)
}
"""The members of a third union by values of a member that is any text."""

MADE = [part(number, word) for number, word in enumerate(WORDS)]
ENUMS = [
    enum(f"Kind{number}", "string", **{word.upper(): word})
    for number, word in enumerate(WORDS)
    if number % 2
]
PARTS = [ref(model.name) for model in MADE]
CONSTANTS = {"odd": "it's", "flag": True, "number": -7}
DOCS = schema(
    module(
        "station",
        *MADE,
        *ENUMS,
        *map(shape, range(10)),
        union("Part", *PARTS),
        union("Shape", *(ref(f"Shape{number}") for number in range(10))),
        union("PartOrText", ref("Part"), STRING),
        thing(
            "Holder",
            field("part", ref("Part")),
            field("parts", Array(ref("Part"))),
            field("by_name", Map(UnionOf((PARTS[0], PARTS[1])))),
            field("either", ref("PartOrText")),
            field("shape", ref("Shape")),
            field("shapes", Array(ref("Shape"))),
        ),
        thing("Outer", field("holder", ref("Holder"))),
        thing(
            "Constants",
            *(
                field(
                    name,
                    Scalar(kind, values=(CONSTANTS[name],)),  # type: ignore[arg-type]
                    wire=f"@{name}",
                    required=True,
                )
                for name, kind in zip(
                    CONSTANTS, ("string", "boolean", "integer"), strict=True
                )
            ),
        ),
        thing("Car", field("kind", STRING), field("name", STRING, required=True)),
        thing("Van", field("kind", STRING), field("name", STRING, required=True)),
        replace(
            union("Vehicle", ref("Car"), ref("Van"), discriminator="kind"),
            meanings=tuple(Meaning(value, ref(name)) for value, name in MEANT.items()),
        ),
        thing("Garage", field("vehicle", ref("Vehicle"))),
        thing("Inner", field("x", INTEGER, required=True)),
    )
)

EACH = [KITS["dataclass"], KITS["pydantic"], KITS["msgspec"]]


@pytest.fixture(scope="module", params=EACH, ids=lambda kit: kit.target)
def kit(request: pytest.FixtureRequest) -> Kit:
    """Return one target after the other that decodes."""
    chosen: Kit = request.param
    return chosen


@pytest.fixture(scope="module")
def models(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package."""
    folder = tmp_path_factory.mktemp(kit.target) / f"tagged_for_{kit.target}"
    return imported(DOCS, kit.target, folder)


def place(kit: Kit, model: Any, data: Any) -> list[str]:
    """Return where an error is."""
    with pytest.raises(kit.error) as caught:
        kit.decode(model, data)
    return kit.places(caught.value)


def test_a_tag_means_its_member(kit: Kit, models: ModuleType) -> None:
    """Each of its values, in arrays, in maps and beside what is no object."""
    parts = [{"type": word, "size": 1} for word in WORDS]
    data = {
        "parts": parts,
        "by_name": {"x": parts[1]},
        "either": parts[7],
        "part": parts[3],
    }
    made = kit.decode(models.Holder, data)
    names = [type(each).__name__ for each in made.parts]
    assert names == [model.name for model in MADE]
    assert type(made.by_name["x"]) is models.Part1
    assert (type(made.either), type(made.part)) == (models.Part7, models.Part3)
    assert kit.encode(made) == data
    assert kit.decode(models.Holder, {"either": "text"}).either == "text"


@pytest.mark.parametrize(
    "value", [{"type": "new", "size": 1}, {"type": ["text"]}, {"type": 1}, {"size": 1}]
)
def test_an_unknown_tag_keeps_the_value(
    kit: Kit, models: ModuleType, value: dict[str, Any]
) -> None:
    """And so does none, where every member needs one."""
    data = {"part": value, "parts": [value], "by_name": {"x": value}, "either": value}
    made = kit.decode(models.Holder, data)
    assert (made.part, made.parts[0]) == (value, value)
    assert kit.encode(made) == data


@pytest.mark.parametrize("number", range(10))
def test_errors_of_a_member_are_told_where_they_are(
    kit: Kit, models: ModuleType, number: int
) -> None:
    """A known tag means its member, whatever is wrong in that."""
    wrong = {"type": WORDS[number], "size": "1"}
    right = {"type": "text", "size": 1}
    assert place(kit, models.Holder, {"part": wrong}) == ["/part/size"]
    assert place(kit, models.Holder, {"either": wrong}) == ["/either/size"]
    parts = {"parts": [right, wrong]}
    assert place(kit, models.Holder, parts) == ["/parts/1/size"]
    assert place(kit, models.Outer, {"holder": parts}) == ["/holder/parts/1/size"]


@pytest.mark.parametrize("number", range(10))
def test_errors_without_tags_are_told_where_they_are(
    kit: Kit, models: ModuleType, number: int
) -> None:
    """The member that fits best tells what is wrong inside."""
    wrong = {f"size_{number}": 1, "inner": {"x": "1"}}
    assert place(kit, models.Holder, {"shape": wrong}) == ["/shape/inner/x"]
    shapes = {"shapes": [{"size_0": 1, "inner": {"x": 1}}, wrong]}
    assert place(kit, models.Holder, shapes) == ["/shapes/1/inner/x"]
    outer = {"holder": shapes}
    assert place(kit, models.Outer, outer) == ["/holder/shapes/1/inner/x"]


def test_meanings_of_a_member_that_is_any_text(kit: Kit, models: ModuleType) -> None:
    """What its values mean may be said beside the models, of several values too."""
    for value, name in MEANT.items():
        data = {"vehicle": {"kind": value, "name": "x"}}
        made = kit.decode(models.Garage, data)
        assert type(made.vehicle).__name__ == name
        assert kit.encode(made) == data
    data = {"vehicle": {"kind": "bus", "name": "x"}}
    assert kit.decode(models.Garage, data).vehicle == data["vehicle"]
    untagged = kit.decode(models.Garage, {"vehicle": {"name": "x"}})
    assert type(untagged.vehicle) is models.Car
    wrong = {"vehicle": {"kind": "van", "name": 1}}
    assert place(kit, models.Garage, wrong) == ["/vehicle/name"]


def test_constants_need_not_be_given(kit: Kit, models: ModuleType) -> None:
    """A tag and a required constant are the default of the constructor, and always encoded."""
    assert kit.encode(models.Part0(size=1)) == {"type": "text", "size": 1}
    assert models.Part1(size=1).type == "image"
    wired = {f"@{name}": value for name, value in CONSTANTS.items()}
    made = models.Constants()
    assert kit.encode(made) == wired
    assert kit.encode(kit.decode(models.Constants, wired)) == wired
    assert (made.odd, made.flag, made.number) == ("it's", True, -7)
    assert models.Kind1.IMAGE == "image"


def test_other_values_of_constants_are_kept(kit: Kit, models: ModuleType) -> None:
    """But not those of another kind."""
    data = {"@odd": "", "@flag": False, "@number": 8}
    assert kit.encode(kit.decode(models.Constants, data)) == data
    assert place(kit, models.Constants, data | {"@odd": 1}) == ["/@odd"]
    assert place(kit, models.Constants, data | {"@flag": 0}) == ["/@flag"]
    assert place(kit, models.Constants, data | {"@number": True}) == ["/@number"]


def test_strict_models_know_no_other_values(kit: Kit, tmp_path: Path) -> None:
    """Neither of tags nor of constants."""
    name = f"strict_tags_for_{kit.target}"
    models = found(write(DOCS, kit.target, tmp_path / name, strict=True))
    data = {"@odd": "it's", "@flag": True, "@number": -7}
    assert kit.encode(kit.decode(models.Constants, data)) == data
    for wrong in ({"@odd": ""}, {"@flag": False}, {"@number": 8}):
        with pytest.raises(kit.error):
            kit.decode(models.Constants, data | wrong)
    with pytest.raises(kit.error):
        kit.decode(models.Holder, {"part": {"type": "new", "size": 1}})
    made = kit.decode(models.Holder, {"part": {"type": "a", "size": 1}})
    assert type(made.part) is models.Part9
