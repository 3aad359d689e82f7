"""Members of one model that several rows state."""

from __future__ import annotations

import time

from msgspec.structs import replace
from tests.plain_pages import Page, read, table

from typetable.language.columns import Columns
from typetable.language.dialects import packaged
from typetable.notation.types import ANY, ScalarType, UnionType

PLAIN = packaged()["plain"]
COLUMNS = Columns(
    name=("Name",), type=("Type",), required=("Required",), condition=("Where",)
)
DIALECT = replace(PLAIN, columns=COLUMNS)


def _read(*rows: str) -> Page:
    header = "Name | Type | Required | Where"
    return read("# T", table(header, *rows), dialect=DIALECT)


def test_rows_on_conditions_are_one_member_of_any_of_their_types() -> None:
    """No value that one of them allows is refused."""
    found = _read("a | string | no | x", "a | number | no | y")
    kind = found.models["T"]["a"].type
    assert kind == UnionType((ScalarType("string"), ScalarType("number")))
    assert found.models["T"]["a"].condition == "x; y"


def test_a_member_of_any_type_stays_so() -> None:
    """What one row leaves open no other one narrows."""
    found = _read("a | any | no | ", "a | number | no | y")
    assert found.models["T"]["a"].type == ANY


def test_a_row_without_a_condition_decides_of_presence() -> None:
    """Wherever it stands among them; rows on conditions alone require nothing."""
    rows = ("a | string | yes | ", "a | string | no | x")
    assert all(_read(*each).models["T"]["a"].required for each in (rows, rows[::-1]))
    found = _read("a | string | yes | x", "a | string | yes | y")
    assert not found.models["T"]["a"].required


def test_a_default_that_depends_on_the_condition_is_none() -> None:
    """One that all rows share, or that a row states without a condition, is."""
    columns = replace(COLUMNS, default=("Default",))

    def default(*rows: str) -> object:
        page = table("Name | Type | Required | Where | Default", *rows)
        dialect = replace(DIALECT, columns=columns)
        return read("# T", page, dialect=dialect).models["T"]["a"].default

    low, high = "a | string | no | x | low", "a | string | no | y | high"
    assert default(low, high) is None
    assert default(low, low.replace("x", "y")) == "low"
    assert default(low, high.replace("y", "")) == "high"


def test_each_row_is_told() -> None:
    """The first one is kept, the others are notes."""
    found = _read("a | string | no | x", "a | number | no | y", "a | any | no | z")
    assert [(each.code, each.severity) for each in found.found] == [
        ("TT206", "note")
    ] * 2
    assert found.draft.ledger.kept == 1
    assert found.draft.ledger.told == 2


def test_rows_without_any_condition_stay_an_error() -> None:
    """Nobody knows which one is right."""
    found = _read("a | string | no | ", "a | number | no | ")
    assert [(each.code, each.is_error) for each in found.found] == [("TT206", True)]


def test_many_rows_of_a_member_take_time_in_proportion_to_their_number() -> None:
    """Texts are put together once."""
    started = time.process_time()
    _read(*(f"a | string | no | {at}" for at in range(2_000)))
    assert time.process_time() - started < 2
