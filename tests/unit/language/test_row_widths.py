"""Rows that are not as wide as their table."""

from __future__ import annotations

from msgspec.structs import replace
from tests.plain_pages import read, rows, table

from typetable.language.dialects import packaged
from typetable.language.rows import RowRules

HEADER = "Name | Type | Required | Description"


def test_a_short_row_lacks_its_last_cells() -> None:
    """As browsers show it; what is not there says nothing."""
    fields, codes = rows(HEADER, "a", "b | string", "c | string | yes")
    assert codes == []
    assert [each.required for each in fields.values()] == [False, False, True]
    assert [each.description for each in fields.values()] == ["", "", ""]


def test_a_short_row_is_an_error_where_the_dialect_says_so() -> None:
    """A cell that was left out in the middle moves all behind it."""
    strict = replace(packaged()["plain"], rows=RowRules(short="error"))
    found = read("# T", table(HEADER, "a | string | yes"), dialect=strict)
    assert found.models == {"T": {}}
    assert found.codes == ["TT110"]


def test_a_short_row_may_lack_its_word_of_presence() -> None:
    """A warning tells it, and nothing is said of presence; with the word the rest is missing."""
    dialect = replace(packaged()["plain"], rows=RowRules(short="text"))
    lines = ("a | string | What.", "b | string | `yes`")
    found = read("# T", table(HEADER, *lines), dialect=dialect)
    fields = found.models["T"]
    assert [each.required for each in fields.values()] == [False, True]
    assert [each.description for each in fields.values()] == ["What.", ""]
    (told,) = found.found
    assert (told.code, told.severity) == ("TT110", "warning")


def test_a_long_row_is_an_error() -> None:
    """A pipe splits a cell, so nobody knows which one."""
    fields, codes = rows(HEADER, "a | string | yes | x | y", "b | string | yes | x")
    assert [*fields] == ["b"]
    assert codes == ["TT111"]


def test_a_row_that_is_wide_by_a_pipe_in_its_text_lacks_its_tags() -> None:
    """One that ends with a `|` and begins with none has an empty last cell."""
    dialect = packaged()["openapi-generator"]
    lines = (
        "a | str | Its name | nick. |",
        "b | str | x | [optional]",
        "c | str | x | odd",
    )
    page = "\n".join(["Name | Type | Description | Notes", "- | - | - | -", *lines])
    found = read("# T", f"## Properties\n\n{page}\n", dialect=dialect)
    described = {key: each.description for key, each in found.models["T"].items()}
    assert described == {"a": "Its name | nick.", "b": "x"}
    assert found.codes == ["TT135"]


def test_prose_in_place_of_a_value_is_the_description() -> None:
    """The last column has none then, which is told; a value stays where it is."""
    head = "Name | Type | Required | Default | Description"
    rows = ("a | string | yes | the id of the shop", "b | string | no | `x y z`")
    found = read("# X", table(head, *rows, "c | string | no | none at all"))
    first, second, third = found.models["X"].values()
    assert (first.default, first.description) == (None, "the id of the shop")
    assert (second.description, third.description) == ("", "none at all")
    assert found.codes == ["TT110", "TT110"]
