"""What is called alike is told apart: models of several modules, and functions for unions."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.behaviour.kits import Kit
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

from typetable.schema import Array, Scalar, UnionOf

PARTS = [thing(name, field(f"of_{name}", STRING, required=True)) for name in "ABCD"]
A, B, C, D = map(ref, "ABCD")
FAR = ref("Far", "depot")

NAMESAKES = schema(
    module(
        "station",
        *PARTS,
        union("HTTPStatus", A, B),
        union("HttpStatus", C, D),
        union("String", A, B),
        union("StringOrInteger", A, B),
        enum("Kind", "string", NEAR="near"),
        thing("Near", field("kind", ref("Kind"), required=True)),
        thing("decode_http_status", field("text", STRING)),
        thing(
            "Order",
            field("split", ref("HTTPStatus")),
            field("joined", ref("HttpStatus")),
            field("function", ref("decode_http_status")),
            field("plain", Array(STRING)),
            field("not_plain", ref("String")),
            field("either", UnionOf((STRING, INTEGER))),
            field("named", ref("StringOrInteger")),
            field("nested", UnionOf((Array(UnionOf((A, B))), C))),
            field("flat", UnionOf((Array(A), B, C))),
            field("here", UnionOf((STRING, A))),
            field("there", UnionOf((STRING, FAR))),
            field("kinds", UnionOf((ref("Near"), FAR))),
            field("around", UnionOf((A, ref("Around", "ring")))),
            field("open", UnionOf((Scalar("any", unresolved="X"), A))),
            field("as_open", UnionOf((Scalar("any", unresolved="Y"), A))),
        ),
    ),
    module(
        "depot",
        thing("A", field("in_depot", STRING, required=True)),
        thing("Kinds", field("kind", ref("Kind", "depot"), required=True)),
        enum("Kind", "string", FAR="far"),
        union("Far", ref("A", "depot"), ref("Kinds", "depot")),
    ),
    module(
        "ring",
        thing("A", field("in_ring", STRING, required=True)),
        thing("B", field("order", ref("Order"), required=True)),
        union("Around", ref("A", "ring"), ref("B", "ring")),
    ),
)
"""Models whose names, or what is made of them, meet in one module."""

OF_A, OF_B, OF_C = {"of_A": "1"}, {"of_B": "1"}, {"of_C": "1"}
IN_DEPOT, IN_RING = {"in_depot": "1"}, {"in_ring": "1"}
MEANT: list[tuple[str, Any, str]] = [
    ("split", OF_B, "station.B"),
    ("joined", OF_C, "station.C"),
    ("not_plain", OF_B, "station.B"),
    ("either", 1, "builtins.int"),
    ("named", OF_B, "station.B"),
    ("nested", OF_C, "station.C"),
    ("flat", OF_B, "station.B"),
    ("here", OF_A, "station.A"),
    ("there", IN_DEPOT, "depot.A"),
    ("kinds", {"kind": "near"}, "station.Near"),
    ("kinds", {"kind": "far"}, "depot.Kinds"),
    ("around", OF_A, "station.A"),
    ("around", IN_RING, "ring.A"),
    ("around", {"order": {"split": OF_A}}, "ring.B"),
]
"""Members of an order, values of theirs, and what these are."""


@pytest.fixture(scope="module")
def models(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package of models that are called alike."""
    folder = tmp_path_factory.mktemp(kit.target) / f"namesakes_for_{kit.target}"
    return imported(NAMESAKES, kit.target, folder)


@pytest.mark.parametrize(("member", "value", "meant"), MEANT)
def test_each_is_what_is_meant(
    kit: Kit, models: ModuleType, member: str, value: Any, meant: str
) -> None:
    """A value becomes what its own union says, whatever else is called like that."""
    order = kit.decode(models.Order, {member: value})
    assert kit.encode(order) == {member: value}
    if not isinstance(order, dict):
        found = type(getattr(order, member))
        assert f"{found.__module__}.{found.__name__}".endswith(meant)


def test_inside_of_arrays(kit: Kit, models: ModuleType) -> None:
    """An array of a union, and a union with an array, are not the same."""
    data = {"nested": [OF_B, OF_A], "flat": [OF_A]}
    order = kit.decode(models.Order, data)
    assert kit.encode(order) == data
    if not isinstance(order, dict):
        assert [type(each).__name__ for each in order.nested] == ["B", "A"]
        assert [type(each).__name__ for each in order.flat] == ["A"]


def test_scalars_stay_scalars(kit: Kit, models: ModuleType) -> None:
    """A union that is called like a scalar changes nothing of what a scalar is."""
    assert kit.encode(kit.decode(models.Order, {"plain": ["1"]})) == {"plain": ["1"]}
    if kit.target != "typeddict":
        with pytest.raises(kit.error):
            kit.decode(models.Order, {"plain": [1]})


TWICE = schema(
    module("one", thing("Thing", field("x", STRING))),
    module("two", thing("Thing", field("y", STRING))),
)
"""A package of which no model can be exported."""


def test_nothing_to_export(kit: Kit, tmp_path: Path) -> None:
    """A package whose models are all called alike has none of its own."""
    package = imported(TWICE, kit.target, tmp_path / f"twice_for_{kit.target}")
    assert not hasattr(package, "Thing")
    assert "Thing" not in package.__all__
