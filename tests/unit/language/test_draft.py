from __future__ import annotations

import pytest
from msgspec import msgpack

from typetable.language.draft import (
    Draft,
    DraftEnum,
    DraftField,
    DraftMember,
    DraftObject,
    rows_in,
    unnamed_in,
)
from typetable.language.ledger import Ledger
from typetable.notation.types import MapType, ScalarType
from typetable.schema import Json
from typetable.source import Span

HERE = Span(1, 1, 2)
VALUES = ("a", None, True, 1, 1.5)


def _object(default: Json | str | None) -> DraftObject:
    kind = ScalarType("string", format="f", max_length=0, values=VALUES)
    row = DraftField(
        name="a",
        type=kind,
        required=True,
        description="",
        span=HERE,
        type_span=HERE,
        default=default,
        deprecated=True,
        read_only=True,
        condition="if b",
        examples=(Json("1"),),
    )
    return DraftObject(
        name="A",
        description="",
        fields=(row,),
        span=HERE,
        extra=MapType(ScalarType("any")),
        extra_spans=(HERE, HERE),
    )


ENUM = DraftEnum(
    name="E",
    description="",
    members=tuple(
        DraftMember(name="x", value=value, span=HERE, description="d")
        for value in VALUES
    ),
    span=HERE,
    open=True,
    flags=True,
)


@pytest.mark.parametrize("default", [None, "null", Json("null")])
def test_a_draft_is_remembered_as_it_was(default: Json | str | None) -> None:
    """Null, a text that says so and nothing at all stay three things, and true is not 1."""
    draft = Draft(
        path="p",
        page="p",
        models=(_object(default), ENUM),
        pointers=(),
        samples=(),
        ledger=Ledger(),
    )
    again = msgpack.decode(msgpack.encode(draft), type=Draft)
    assert repr(again) == repr(draft)


def test_rows_that_name_nothing_are_counted() -> None:
    """Those that state the type of other members, and null as a value."""
    assert (rows_in(_object(None)), unnamed_in(_object(None))) == (3, 2)
    assert (rows_in(ENUM), unnamed_in(ENUM)) == (5, 1)
