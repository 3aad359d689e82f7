"""Enums whose rows have marks, as liblab's docs have them."""

from __future__ import annotations

import pytest
from tests.plain_pages import Page, read, table

from typetable.language.dialects import packaged
from typetable.language.draft import DraftEnum, DraftObject

LIBLAB = packaged()["liblab"]


def _read(*rows: str) -> Page:
    header = "Name | Type | Required | Description"
    return read("# Kind", "**Properties**", table(header, *rows), dialect=LIBLAB)


def _values(found: Page) -> list[object] | None:
    (model,) = found.draft.models
    if not isinstance(model, DraftEnum):
        return None
    return [member.value for member in model.members]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('"a"', "a"),
        ("'a'", "a"),
        ('`"a"`', "a"),
        ("`'a'`", "a"),
        ("true", True),
        ("-1", -1),
        ("1.5", 1.5),
    ],
)
def test_a_description_that_is_a_value_makes_an_enum(cell: str, value: object) -> None:
    """In quotes of both kinds, in code or not; a number, or a truth."""
    found = _read(f"A | str | ✅ | {cell}")
    assert _values(found) == [value]
    assert type((_values(found) or [None])[0]) is type(value)


@pytest.mark.parametrize("cell", ["`a`", "a", "it's", "'a' or 'b'", '"a" "b"', "`5`"])
def test_other_descriptions_make_an_object(cell: str) -> None:
    """A word of code may be anything."""
    assert isinstance(_read(f"A | str | ✅ | {cell}").draft.models[0], DraftObject)


def test_an_enum_of_one_row_may_be_an_object_and_is_noted() -> None:
    """Unless the name is that of the value."""
    found = _read('name | str | ✅ | "box"')
    assert _values(found) == ["box"]
    assert [(each.code, each.severity) for each in found.found] == [("TT210", "note")]
    assert _read('NOT_YET | str | ✅ | "not-yet"').codes == []


@pytest.mark.parametrize("odd", ["B | str | ✅ | b", 'B | str | ❌ | "b"'])
def test_a_row_without_a_value_is_an_error_where_most_have_one(odd: str) -> None:
    """What refuses every value of an enum is no object."""
    found = _read('A | str | ✅ | "a"', odd, 'C | str | ✅ | "c"')
    assert _values(found) == ["a", "c"]
    (told,) = found.found
    assert (told.code, told.severity) == ("TT210", "error")
    assert told.span is not None
    assert told.span.line == 8
    assert (found.draft.ledger.kept, found.draft.ledger.told) == (2, 1)


def test_where_as_many_rows_have_none_it_is_an_object() -> None:
    """With a warning."""
    found = _read('A | str | ✅ | "a"', "B | str | ✅ | b")
    assert _values(found) is None
    assert [(each.code, each.severity) for each in found.found] == [
        ("TT210", "warning")
    ]


def test_a_row_that_is_marked_otherwise_is_an_error_beside_one_of_a_value() -> None:
    """Where it is named after its value, as all rows of an enum may be."""
    found = _read('OPEN | str | ✅ | "open"', 'SHUT | str | ❌ | "shut"')
    assert [(each.code, each.severity) for each in found.found] == [("TT210", "error")]
    assert _read("OPEN | str | ❌ | open", "SHUT | str | ❌ | shut").codes == []


def test_rows_named_like_words_with_a_number_behind_them_make_no_object() -> None:
    """The word may be the value, or the number in parentheses."""
    found = _read("OPEN | str | ✅ | open (1)", "SHUT | str | ✅ | SHUT (2)")
    assert [(each.code, each.severity) for each in found.found] == [("TT210", "error")]


def test_an_object_of_one_row_that_has_a_value_is_noted() -> None:
    """It may be an enum that is marked otherwise."""
    found = _read('name | str | ❌ | "box"')
    assert _values(found) is None
    assert [(each.code, each.severity) for each in found.found] == [("TT210", "note")]
    assert _read("name | str | ❌ | The box.").codes == []
