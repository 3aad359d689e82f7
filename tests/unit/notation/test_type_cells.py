"""Type cells, and what they say beside the type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.plain_pages import read, table

from typetable.language.dialects import packaged
from typetable.notation.records import Types
from typetable.schema import Json
from typetable.wording.facts import Facts
from typetable.wording.spelling import Spelling

if TYPE_CHECKING:
    from typetable.language.draft import DraftField

PLAIN = packaged()["plain"]
SPOKEN = replace(
    PLAIN,
    types=replace(PLAIN.types, separators=(";", "<br>")),
    facts=Facts(
        fold=True,
        silent="optional",
        type={
            Spelling.of("required"): "required",
            Spelling.of("default {default}"): "default",
            Spelling.of("{}, default {default}"): "default",
            Spelling.of("deprecated"): "deprecated",
            Spelling.of("recommended"): "ignored",
        },
    ),
)


def cell(text: str) -> tuple[DraftField, list[str]]:
    """Return the member whose type cell holds a text, and the codes of what was found."""
    found = read("# Thing", table("Name | Type", f"a | {text}"), dialect=SPOKEN)
    return found.models["Thing"]["a"], found.codes


@pytest.mark.parametrize(
    "text",
    [
        "integer; default 0<br>DEPRECATED; required",
        "integer<br/>required; default 0; deprecated",
        "integer, default 0; required<br />Deprecated",
        "integer; required. ;default 0,<br>deprecated.",
        "integer; default&nbsp;0<BR>deprecated<br>**required**;",
        "integer, **default 0**; **required**<br>*deprecated*",
    ],
)
def test_separators_of_all_kinds_end_a_type(text: str) -> None:
    """Each part is one fact, whichever separator stands before it."""
    field, codes = cell(text)
    assert (field.default, field.deprecated, field.required) == (Json("0"), True, True)
    assert codes == []


def test_what_says_nothing_that_is_known_is_told() -> None:
    """A slip of the pen would be lost otherwise."""
    field, codes = cell("string; requierd; recommended")
    assert not field.required
    assert codes == ["TT202"]


def test_without_separators_a_cell_is_one_part() -> None:
    """Nothing ends a type of itself."""
    assert Types().parts("a; b") == ["a; b"]
