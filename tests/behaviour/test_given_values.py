"""Plain values in place of members of enums: `Order(colour="red")`, and what checkers say of it."""

from pathlib import Path

import pytest
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
)
from tests.golden.packages import found, write

from typetable.schema import Array, Map, Scalar, UnionModel, UnionOf
from typetable.source import Span

GIVEN = schema(
    module(
        "station",
        enum("Colour", "string", NONE="none", RED="red"),
        enum("Level", "integer", ONE=1, TWO=2),
        enum("Rate", "number", HALF=0.5),
        thing("Bulb", field("watts", INTEGER, required=True)),
        UnionModel(
            name="Colours",
            description="",
            span=Span(1, 1, 2),
            members=(ref("Colour"), Array(ref("Colour")), ref("Bulb")),
            complete=True,
        ),
        thing(
            "Lamp",
            field("needed", ref("Colour"), required=True),
            field("null", ref("Colour"), required=True, nullable=True),
            field("named", ref("Colour"), wire="@named"),
            field("converted", ref("Level"), nullable=True),
            field("other", ref("Level"), wire="@other", nullable=True),
            field("must", ref("Level"), wire="@must", required=True),
            field("rate", ref("Rate")),
            field("count", INTEGER),
            field("all", Array(ref("Colour"))),
            field("both", Array(UnionOf((ref("Colour"), ref("Bulb"))))),
            field("by_name", Map(ref("Rate")), nullable=True),
            field("rows", Array(Array(ref("Level"))), wire="@rows"),
            field("either", ref("Colours")),
            field("gaps", Array(UnionOf((ref("Colour"), Scalar("null"))))),
            field("text_or", UnionOf((STRING, Array(ref("Colour"))))),
            field("text", STRING, 'Says "Converted[".', wire="Converted["),
        ),
    )
)
"""Fields of enums in each way in which a field is declared."""

LIBRARIES = [KITS[target] for target in ("dataclass", "pydantic", "msgspec")]
LAMP = {"needed": "red", "null": None, "@must": 1}


@pytest.mark.parametrize("kit", LIBRARIES, ids=lambda kit: kit.target)
def test_values_given(kit: Kit, tmp_path: Path) -> None:
    """They become members, whatever their kind and however the field is declared."""
    models = found(write(GIVEN, kit.target, tmp_path / f"given_for_{kit.target}"))
    more = {"named": "blue", "converted": 2, "other": None, "rate": 0.5, "text": "x"}
    made = models.Lamp(needed="none", null="red", must=7, **more)
    assert made.needed is models.Colour.NONE
    assert made.null is models.Colour.RED
    assert (made.named, made.named.is_known) == ("blue", False)
    assert made.converted is models.Level.TWO
    assert (made.must, made.must.is_known) == (7, False)
    made.needed, made.null, made.rate = "red", None, None
    assert (made.needed, made.null) == (models.Colour.RED, None)
    assert kit.encode(made)["needed"] == "red"
    assert repr(made.needed) == repr(models.Colour.RED)


@pytest.mark.parametrize("kit", LIBRARIES, ids=lambda kit: kit.target)
def test_values_given_in_others(kit: Kit, tmp_path: Path) -> None:
    """In arrays, maps and unions they become members, too, beside those that are members."""
    models = found(write(GIVEN, kit.target, tmp_path / f"inner_for_{kit.target}"))
    red, two, bulb = models.Colour.RED, models.Level.TWO, models.Bulb(watts=7)
    rate = kit.decode(models.Lamp, LAMP | {"by_name": {"a": 0.5}}).by_name["a"]
    cases: list[tuple[str, object, object]] = [
        ("all", ["red", red, "pink"], [red, red, models.Colour("pink")]),
        ("both", ["red", bulb, red], [red, bulb, red]),
        ("by_name", {"a": 0.5}, {"a": rate}),
        ("rows", [[1], [], [two, 9]], [[models.Level.ONE], [], [two, models.Level(9)]]),
        ("gaps", ["red", None], [red, None]),
        ("text_or", ["red", red], [red, red]),
        ("either", "red", red),
        ("either", ["red", red], [red, red]),
        ("either", bulb, bulb),
        ("either", [], []),
    ]
    for name, value, held in cases:
        made = models.Lamp(needed="red", null=None, must=1, **{name: value})
        other = models.Lamp(needed="red", null=None, must=1)
        setattr(other, name, value)
        for lamp in (made, other):
            assert repr(getattr(lamp, name)) == repr(held), name
            assert kit.decode(models.Lamp, kit.encode(lamp)) == lamp
    assert models.Lamp(needed="red", null=None, must=1, text_or="red").text_or == "red"


@pytest.mark.parametrize("kit", LIBRARIES, ids=lambda kit: kit.target)
def test_absent_values(kit: Kit, tmp_path: Path) -> None:
    """What is not given is as absent as ever, and null as null, also after a copy."""
    models = found(write(GIVEN, kit.target, tmp_path / f"absent_for_{kit.target}"))
    made = kit.decode(models.Lamp, LAMP)
    assert (made.named, made.all, made.needed.is_known) == (None, None, True)
    assert kit.encode(made) == LAMP == kit.encode(kit.replace(made))
    assert kit.decode(models.Lamp, LAMP | {"@named": "red"}).named == "red"
    assert models.Lamp(needed="red", null=None, must=1) == made


@pytest.mark.parametrize("kit", LIBRARIES[1:], ids=lambda kit: kit.target)
def test_strict_values(kit: Kit, tmp_path: Path) -> None:
    """Where no other values are allowed, none are when given, and the type names those that are."""
    folder = write(GIVEN, kit.target, tmp_path / f"closed_{kit.target}", strict=True)
    text = (folder / "station.py").read_text("utf-8")
    assert 'needed: Converted[Colour, Literal["none", "red"]]' in text
    models = found(folder)
    made = models.Lamp(needed="red", null=None, must=1)
    assert made.must is models.Level.ONE
    with pytest.raises(ValueError, match="blue"):
        made.needed = "blue"
    with pytest.raises(ValueError, match="blue"):
        models.Lamp(needed="blue", null=None, must=1)
