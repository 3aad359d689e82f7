"""Names of members, and what they wear."""

from __future__ import annotations

import pytest
from tests.plain_pages import read, rows, table

from typetable.wording.names import Names


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("`a`", "a"),
        ("**a**", "a"),
        ("[a](#a)", "a"),
        ("a{#id}", "a"),
        ("a[^1]", "a"),
        ("a<sup>1</sup>", "a"),
        ("[`a`](#a)<sup>[note](#note)</sup>", "a"),
        ("a\\_b", "a_b"),
        ("a_b_", "a_b_"),
        ("@odata.type", "@odata.type"),
        ("image@2x_url", "image@2x_url"),
        ("$ref", "$ref"),
        ("x-y", "x-y"),
        ("xml:lang", "xml:lang"),
        ("optional", "optional"),
        ("required", "required"),
        ("no", "no"),
        ("a v2.0", "a"),
    ],
)
def test_a_name_without_what_it_wears(cell: str, name: str) -> None:
    """Marks, links, anchors, notes and versions are none of it; odd characters of JSON are."""
    assert [*rows("Name | Type", f"{cell} | string")[0]] == [name]


@pytest.mark.parametrize(
    ("cell", "required", "deprecated"),
    [
        ("a?", False, False),
        ("[a]", False, False),
        ("`[a]`", False, False),
        ("a (optional)", False, False),
        ("a*", True, False),
        ("a\\*", True, False),
        ("`a` *", True, False),
        ("* a", True, False),
        ("a (required)", True, False),
        ("`a` **(required)**", True, False),
        ("a?*", True, False),
        ("~~a~~", False, True),
        ("a (deprecated)", False, True),
    ],
)
def test_what_a_name_wears_says_something(
    cell: str, *, required: bool, deprecated: bool
) -> None:
    """Each mark is taken off, and none is left."""
    fields, codes = rows("Name | Type", f"{cell} | string")
    assert codes == []
    assert [*fields] == ["a"]
    assert (fields["a"].required, fields["a"].deprecated) == (required, deprecated)


@pytest.mark.parametrize(
    "cell",
    [
        *("a name", "a, b", "a / b", "a \\| b", "a<br>b", "a (`string`)"),
        *(
            "/path/{x}",
            "`a`<br>`string`",
            "`a` `b`",
            "…",
            "...",
            "...rest",
            "-",
            "—",
            "a:",
            "a.",
        ),
        *('"a"', "a=5", "[a=5]", "a()", "a 🔒", "# a"),
        *("a†", "a‡", "a¹", "a[0]", "a (optional, deprecated)"),
        *("", "a\u200bb", "\\</a\\>"),
    ],
)
def test_what_is_left_of_a_name_is_a_name(cell: str) -> None:
    """Else the row is an error at the cell and becomes no field."""
    fields, codes = rows("Name | Type", f"{cell} | string", "b | string", "c | string")
    assert [*fields] == ["b", "c"]
    assert codes in (["TT129"], ["TT205"], ["TT123"])


def test_where_the_finding_stands() -> None:
    """At the cell, with the character that cannot stand in a name."""
    (found,) = read(
        "# T", table("Type | Name", "string | a name", "any | b", "any | c")
    ).found
    assert found.span
    assert (found.span.line, found.span.column) == (5, 12)
    assert found.message == "`a name` is no name: a blank cannot stand in one"


def test_superscripts_take_time_in_proportion_to_the_text() -> None:
    """However many are opened and never closed."""
    fields, codes = rows("Name | Type", f"{'a<sup>' * 20_000} | string")
    assert fields == {}
    assert len(codes) == 1


def test_names_may_be_free() -> None:
    """Only where a dialect says so."""
    assert not Names().free
