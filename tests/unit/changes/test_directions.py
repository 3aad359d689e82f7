from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_schemas import enum, field, obj, page, ref, required, schema

from typetable.changes.change import LEVELS
from typetable.changes.compare import compare
from typetable.changes.directions import BOTH, Endings, sides
from typetable.changes.levels import EFFECTS
from typetable.changes.match_models import placed_models
from typetable.schema import Array, Schema

if TYPE_CHECKING:
    from typetable.changes.change import Effect
    from typetable.schema import Model


def _sides(*models: str, **uses: str) -> dict[str, str]:
    """Return the sides of models by name; `uses` says which other ones each refers to."""
    names = [*models, *uses]
    made = [obj(n, *(field(u, ref(u)) for u in uses.get(n, "").split())) for n in names]
    known = {home.key: home.model for home in placed_models(schema(page(*made)))}
    found = sides(known, Endings())
    return {name: " ".join(sorted(each)) for (_, name), each in found.items()}


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("GetItemResponse", "read"),
        ("GetItemOkResponse2", "read"),
        ("ItemResponse_1", "read"),
        ("CreateItemRequest", "write"),
        ("ListItemsParameters", "write"),
        ("Item", "read write"),
        ("RequestLog", "read write"),
    ],
)
def test_a_name_that_tells_is_believed(name: str, side: str) -> None:
    """Digits that documents append do not hide it; anything else may be both."""
    assert _sides(name) == {name: side}


def test_what_only_requests_use_is_only_written() -> None:
    """However deep it stands; and what both use is both."""
    found = _sides("Z", XRequest="A C", YResponse="C", A="B", B="A", C="")
    assert found["A"] == found["B"] == "write"
    assert found["C"] == found["Z"] == "read write"


def test_a_circle_that_nothing_uses_may_be_both() -> None:
    """Nothing tells, and what it uses is as unknown."""
    found = _sides(A="B", B="A Item", XRequest="Item", Item="")
    assert found == {"A": "read write", "B": "read write"} | {
        "XRequest": "write",
        "Item": "read write",
    }


def test_a_response_inside_of_a_request_is_both() -> None:
    """Use adds to what the name says."""
    assert _sides(XRequest="YResponse", YResponse="")["YResponse"] == "read write"


def _with_new_field(name: str) -> tuple[Schema, Schema]:
    return (
        schema(page(obj(name, field("a")))),
        schema(page(obj(name, field("a"), required(field("b"))))),
    )


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("ItemRequest", ("breaking", "none", "breaking")),
        ("ItemResponse", ("warning", "none", "none")),
        ("Item", ("breaking", "none", "breaking")),
    ],
)
def test_severity_follows_the_direction(name: str, levels: tuple[str, ...]) -> None:
    """A new required field hurts tests of those who only read it, and nobody else of them."""
    (change,) = compare(*_with_new_field(name))
    assert (change.source, change.read, change.write) == levels


@pytest.mark.parametrize("effect", EFFECTS.values())
def test_who_makes_models_for_tests_reads_their_source(effect: Effect) -> None:
    """What breaks code that makes models is a warning for those who only read JSON."""
    read = effect.among({"read"}).source_read
    if effect.source_write == "breaking":
        assert LEVELS.index(read) >= LEVELS.index("warning")
    else:
        assert read == effect.source_read


def test_a_narrower_type_of_a_response_is_a_warning() -> None:
    """Its level is not in the table, and follows the same rule."""
    old = schema(page(obj("XResponse", field("a", "number"))))
    new = schema(page(obj("XResponse", field("a", "integer"))))
    (change,) = compare(old, new)
    assert (change.code, change.source, change.read) == ("TT622", "warning", "none")


def test_endings_are_a_setting() -> None:
    """Other documents have other names for what is sent."""
    endings = Endings(read=("Reply",), write=("Body",))
    (change,) = compare(*_with_new_field("ItemReply"), endings)
    assert change.level == "warning"
    (change,) = compare(*_with_new_field("ItemResponse"), endings)
    assert change.level == "breaking"


def test_a_note_about_reading_goes_with_readers() -> None:
    """Tolerant models keep an unknown value, which matters to nobody who writes."""
    old, new = enum("Colour", RED="red"), enum("Colour", RED="red", BLUE="blue")
    notes = [
        change.note
        for end in ("Response", "Request")
        for change in compare(_using(f"X{end}", old), _using(f"X{end}", new))
    ]
    assert notes == [
        "models made from the old docs decode the new value as an unknown one",
        "",
    ]


def _using(name: str, used: Model) -> Schema:
    user = obj(name, field("colours", Array(ref("Colour"))))
    return schema(page(user, used))


def test_sides_of_both_states_count() -> None:
    """What was only read and is now written too may break writers."""
    part = obj("Part", field("id"))
    old = schema(page(part, obj("XResponse", field("part", ref("Part")))))
    bigger = obj("Part", field("id"), required(field("size")))
    user = obj("XRequest", field("part", ref("Part")))
    new = schema(page(bigger, *old.modules[0].models[1:], user))
    added = {change.code: change for change in compare(old, new)}["TT611"]
    assert added.write == "breaking"
    assert {"read", "write"} == BOTH
