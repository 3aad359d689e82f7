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

from typetable.schema import Array

GIVEN = schema(
    module(
        "station",
        enum("Colour", "string", NONE="none", RED="red"),
        enum("Level", "integer", ONE=1, TWO=2),
        enum("Rate", "number", HALF=0.5),
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
