"""Enums of one name on a page that differ."""

from __future__ import annotations

from msgspec.structs import replace
from tests.plain_pages import Page, read, table

from typetable.language.dialects import packaged
from typetable.language.draft import DraftEnum
from typetable.wording.spelling import Spelling

_PLAIN = packaged()["plain"]
_VALUES = replace(
    _PLAIN.enums, columns=("Value",), headings=(Spelling.of("{}"),), sentences=()
)
ABOVE = replace(_PLAIN, enums=replace(_VALUES, namesakes="above"))
OBJECT = table("Name | Type | Required", "a | string | yes")


def _enum(*values: str) -> str:
    return table("Value | Comment", *(f"`{each}` | Is {each}." for each in values))


def _names(found: Page) -> list[str]:
    return [each.name for each in found.draft.models if isinstance(each, DraftEnum)]


def test_enums_that_differ_are_called_like_the_object_above_them() -> None:
    """Each of them, and it is told."""
    parts = ("# A", OBJECT, "# Kind", _enum("x"), "# B", OBJECT, "# Kind", _enum("y"))
    found = read(*parts, dialect=ABOVE)
    assert _names(found) == ["A Kind", "B Kind"]
    assert [(each.code, each.severity) for each in found.found] == [
        ("TT207", "warning"),
        ("TT207", "warning"),
    ]


def test_an_enum_that_is_written_down_twice_keeps_its_name() -> None:
    """It is one and the same."""
    parts = ("# A", OBJECT, "# Kind", _enum("x"), "# B", OBJECT, "# Kind", _enum("x"))
    found = read(*parts, dialect=ABOVE)
    assert _names(found) == ["Kind", "Kind"]
    assert found.codes == []


def test_other_enums_and_objects_keep_their_names() -> None:
    """Also an enum between the object and its own."""
    parts = ("# A", OBJECT, "# Other", _enum("o"), "# Kind", _enum("x"))
    more = ("# B", OBJECT, "# Kind", _enum("y"))
    found = read(*parts, *more, dialect=ABOVE)
    assert _names(found) == ["Other", "A Kind", "B Kind"]
    assert {*found.names} == {"A", "B"}


def test_nothing_is_called_otherwise_unless_a_dialect_says_so() -> None:
    """What the docs mean by one name is for them to say."""
    parts = ("# A", OBJECT, "# Kind", _enum("x"), "# B", OBJECT, "# Kind", _enum("y"))
    assert _names(read(*parts, dialect=replace(_PLAIN, enums=_VALUES))) == [
        "Kind",
        "Kind",
    ]
