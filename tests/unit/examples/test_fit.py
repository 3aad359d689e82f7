"""How JSON differs from a type."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.small_schemas import enum, field, obj, page, ref, schema, union

from typetable.examples.fit import Fit
from typetable.examples.models import Models
from typetable.interchange.json_values import values
from typetable.schema import Array, Map, Model, ObjectModel, Scalar, Type, UnionOf

TRAM = obj(
    "Tram", field("kind", Scalar("string", values=("tram",)), required=True), field("x")
)
BUS = obj(
    "Bus", field("kind", Scalar("string", values=("bus",)), required=True), field("y")
)
NUMBERS = enum("E", one=1, two=2)
OTHERS = (
    TRAM,
    BUS,
    NUMBERS,
    union("Own", ref("Own"), Scalar("string")),
    replace(union("Open", Scalar("string")), complete=False),
)


def codes(text: str, kind: Type, *others: Model, required: bool = True) -> list[str]:
    """Return the codes of what differs in the member `a` of an object."""
    model = obj("M", field("a", kind, required=required))
    fit = Fit(Models(schema(page(model, *(others or OTHERS)))))
    (value,) = values(f'{{"a": {text}}}')
    return [each.rule.code for each in fit.of_model(value, ref("M"))]


EITHER = UnionOf((ref("Tram"), ref("Bus")))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1", Scalar("integer")),
        ("1.0", Scalar("integer")),
        ("1", Scalar("number")),
        ('"no uuid"', Scalar("string", format="uuid", max_length=2)),
        ("{}", Scalar("object")),
        ("[1]", Scalar("any")),
        ("[1]", Scalar("string", unresolved="Stranger")),
        ('["a"]', Array(Scalar("string"))),
        ("[...]", Array(Scalar("string"))),
        ('"<count>"', Scalar("integer")),
        ('{"b": 1}', Map(Scalar("integer"))),
        ("2", ref("E")),
        ('{"kind": "bus", "y": "1"}', EITHER),
        ("1", ref("Open")),
        ("1", ref("Nowhere")),
        ('"a"', ref("Own")),
    ],
)
def test_what_fits(text: str, kind: Type) -> None:
    """What the docs allow fits, and so does what they do not describe."""
    assert codes(text, kind) == []


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("true", Scalar("integer"), ["TT235"]),
        ("1.5", Scalar("integer"), ["TT235"]),
        ('"1"', Scalar("number"), ["TT235"]),
        ("null", Scalar("string"), ["TT235"]),
        ('"c"', Scalar("string", values=("a", "b")), ["TT236"]),
        ("true", Scalar("integer", values=(1,)), ["TT235"]),
        ("3", ref("E"), ["TT236"]),
        ('["a", 1]', Array(Scalar("string")), ["TT235"]),
        ("{}", Array(Scalar("string")), ["TT235"]),
        ("[]", Map(Scalar("string")), ["TT235"]),
        ('{"b": "c"}', Map(Scalar("integer")), ["TT235"]),
        ("1", ref("Bus"), ["TT235"]),
        ('{"kind": "bus", "y": 1}', EITHER, ["TT235"]),
        ("true", UnionOf((Scalar("string"), Scalar("integer"))), ["TT235"]),
    ],
)
def test_what_differs(text: str, kind: Type, found: list[str]) -> None:
    """A value differs by its kind or by what is listed; of a union, from the one it says to be."""
    assert codes(text, kind) == found


def test_null_is_a_member_that_is_absent() -> None:
    """Null in an optional member says no more than that it is not there."""
    assert codes("null", Scalar("string"), required=False) == []


@pytest.mark.parametrize("said", [{"open": True}, {"flags": True}])
def test_open_values_are_not_all_listed(said: dict[str, bool]) -> None:
    """Where the docs do not list all values, or sums of them count, any may stand."""
    assert codes("3", ref("E"), replace(NUMBERS, **said)) == []


STATION = obj(
    "Station",
    field("id", required=True),
    field("name", required=True),
    field("key", required=True, read_only=True),
    field("lock", required=True, condition="if it is locked"),
    field("open", "boolean"),
)


def found(text: str, model: ObjectModel = STATION) -> list[tuple[str, str, bool]]:
    """Return the codes of what differs from a station, where it is, and whether it is sure."""
    (value,) = values(text)
    fit = Fit(Models(schema(page(model))))
    each = fit.of_model(value, ref("Station"))
    return [(e.rule.code, text[e.start : e.end], e.is_sure) for e in each]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"id": "1", "name": "a"}', []),
        ('{"id": "1"}', [("TT234", "{", True)]),
        ('{"id": "1", ...}', []),
        ('{"id": "1", "name": "a", "opne": true}', [("TT233", '"opne"', True)]),
        ('{"id": "1", "name": "a", "open": 1}', [("TT235", "1", True)]),
    ],
)
def test_members_are_those_of_rows(
    text: str, expected: list[tuple[str, str, bool]]
) -> None:
    """A member has a row, and what has to be there is there, at the place of the difference."""
    assert found(text) == expected


def test_an_object_of_another_kind_accuses_nobody() -> None:
    """Where most members are unknown or missing, the object was hardly meant to be of the model."""
    assert not any(sure for _, _, sure in found('{"x": 1, "y": 2, "id": "1"}'))
    assert found('{"x": 1}')


def test_others_may_be_as_the_docs_say() -> None:
    """A member without a row is of the type that the docs state of all others."""
    model = replace(STATION, extra=Scalar("integer"))
    assert found('{"id": "1", "name": "a", "x": 1}', model) == []
    assert found('{"id": "1", "name": "a", "x": ""}', model) == [("TT235", '""', True)]


def test_unions_in_unions_take_no_longer_than_they_are_wide() -> None:
    """Each value is held against each type once: 2 to the power of 60 would never end."""
    inner: Type = Scalar("integer")
    for _ in range(60):
        inner = Array(UnionOf((inner, Map(inner))))
    assert codes("[" * 60 + '"a"' + "]" * 60, inner) == ["TT235"]
