"""What the value of a member adds to its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.small_schemas import enum, page, schema

from typetable.naming import Reserved, assign
from typetable.naming.spoken import spoken
from typetable.schema import Member
from typetable.source import Span

if TYPE_CHECKING:
    from typetable.schema import Value


@pytest.mark.parametrize(
    ("documented", "value", "name"),
    [
        ("_1", 1, "_1"),
        ("_1", -1, "minus_1"),
        ("_0_5", -0.5, "minus_0_5"),
        ("_NAME", "-name", "minus_name"),
        ("NAME", "+name", "plus_name"),
        ("+name", "+name", "plus_name"),
        ("A", "A+", "A_plus".lower()),
        ("_5", ">=5", "at_least_5"),
        ("COPYCOLLECTION", "copyCollection", "copy_collection"),
        ("BADREQUEST", "BadRequest", "bad_request"),
        ("EnGb", "EN_GB", "EnGb"),
        ("UTF8", "utf-8", "utf_8"),
        ("PLANA", "plan_a", "plan_a"),
        ("USA", "U.S.A", "USA"),
        ("OAUTH2", "OAuth2", "OAUTH2"),
        ("IPHONE", "iPhone", "IPHONE"),
        ("IPV4", "IPv4", "IPV4"),
        ("ApplicationJson", "application/json", "ApplicationJson"),
        ("RED", "-red-", "minus_red_minus"),
        ("RED", "rouge", "RED"),
        ("C", "C++", "C"),
        ("YES", True, "YES"),
        ("_1", 10**30, "_1"),
        ("_", "-", "_"),
        ("NONE", None, "NONE"),
    ],
)
def test_a_value_of_the_same_letters_tells_signs_and_words(
    documented: str, value: Value | None, name: str
) -> None:
    """Words of one letter are parts of a spelling, unless something is between them."""
    assert spoken(documented, value) == name


def names(*members: tuple[str, Value]) -> tuple[str, ...]:
    """Return the Python names of the members of an enum."""
    rows = [Member(name=n, value=v, span=Span(1, 1, 2)) for n, v in members]
    kind = enum("E", A=members[0][1])
    model = replace(kind, members=tuple(rows))
    found, _ = assign(schema(page(model)), Reserved())
    return found.members["page", "E"]


def test_no_name_has_a_hash_that_signs_can_tell() -> None:
    """In whatever way the docs name the members."""
    assert names(("_1", 1), ("_1", -1), ("_0", 0)) == ("VALUE_1", "MINUS_1", "VALUE_0")
    assert names(("1", 1), ("-1", -1)) == ("VALUE_1", "MINUS_1")
    assert names(("name", "name"), ("-name", "-name")) == ("NAME", "MINUS_NAME")
    assert names(("+name", "+name"), ("-name", "-name")) == ("PLUS_NAME", "MINUS_NAME")
    assert names(("NAME", "+name"), ("NAME", "-name")) == ("PLUS_NAME", "MINUS_NAME")
    assert names(("A", "A+"), ("A", "A-"), ("A", "A")) == ("A_PLUS", "A_MINUS", "A")
    assert names(("N", "n!!"), ("N", "n"), ("N", "n?")) == (
        "N_N_EXCLAMATION_MARK_EXCLAMATION_MARK",
        "N_N",
        "N_N_QUESTION_MARK",
    )
    spaced = names(("A_B", "a.b"), ("A_B", "a b"), ("A_B", "a_b"), ("A_B", "a/b"))
    assert spaced == (
        "A_B_A_FULL_STOP_B",
        "A_B_A_SPACE_B",
        "A_B_A_B",
        "A_B_A_SOLIDUS_B",
    )
    assert names(("NAME", "name "), ("NAME", "name")) == (
        "NAME_NAME_SPACE",
        "NAME_NAME",
    )
    assert names(("C", "c"), ("C++", "c++"), ("C#", "c#")) == (
        "C",
        "C_PLUS_SIGN_PLUS_SIGN",
        "C_NUMBER_SIGN",
    )


def test_glued_words_are_parted() -> None:
    """Where that makes two members of one name, as documented."""
    assert names(("COPYALL", "copyAll")) == ("COPY_ALL",)
    both = names(("COPYALL", "copyAll"), ("COPY_ALL", "copy_all"))
    assert both == ("COPYALL", "COPY_ALL")
