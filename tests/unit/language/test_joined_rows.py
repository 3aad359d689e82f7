"""Rows of a table that stand on one line."""

from __future__ import annotations

from msgspec.structs import replace
from tests.plain_pages import read, table

from typetable.language.dialects import packaged
from typetable.language.rows import RowRules

STRICT = replace(packaged()["plain"], rows=RowRules(long="error"))


def rows(*lines: str) -> tuple[dict[str, str], list[str]]:
    """Return the descriptions of the members in some lines, and the codes of what was found."""
    page = table("Name | Type | Description", *lines)
    found = read("# Thing", page, dialect=STRICT)
    fields = found.models["Thing"].items()
    return {name: field.description for name, field in fields}, found.codes


def test_rows_on_one_line_are_each_read_and_told() -> None:
    """A line break was lost: browsers show the first row alone."""
    joined = "a | string | One. | b | integer | Two. | c | string array | Three."
    fields, codes = rows(joined, "d | string | Four.")
    assert [*fields] == ["a", "b", "c", "d"]
    assert [fields["b"], fields["c"]] == ["Two.", "Three."]
    assert codes == ["TT111"]


def test_a_copy_of_a_row_below_is_read_once() -> None:
    """Rows were pasted at the end of a line that others follow."""
    joined = "a | string | One. | b | integer | Two."
    fields, codes = rows(joined, "b | integer | Two.")
    assert [*fields] == ["a", "b"]
    assert codes == ["TT111"]


def test_other_rows_that_are_too_long_stay_errors() -> None:
    """Names of several words, and types that no dialect knows, may be text with pipes in it."""
    for joined in (
        "a | string | One | of two | string | words",
        "a | string | One | b | Thing | two",
        "a | string | One | b | a thing | two",
        "a | string | One | b | string",
    ):
        fields, codes = rows(joined, "d | string | Four.")
        assert [*fields] == ["d"]
        assert codes == ["TT111"]
