"""Targets: what is decided before a template is filled in."""

from tests import small_schemas as small
from tests.golden.everything import EVERYTHING
from tests.golden.packages import texts

from typetable.schema import UnionOf


def test_alias_of() -> None:
    """A union without a name is called after its members, as classes are."""
    text = texts(EVERYTHING, "msgspec")["station.py"]
    assert "_StringOrIntegerOrArrayOfPoint: TypeAlias = str | int | list[Point]" in text


def test_unions_of_many_members_have_names_that_say_so() -> None:
    """The first members are in the name, and how many more there are."""
    names = [f"Station{letter}" for letter in "ABCDEF"]
    either = UnionOf(tuple(small.ref(name) for name in names))
    fields = (
        small.field("one", either),
        small.field("other", UnionOf(either.members[1:])),
    )
    page = small.page(*map(small.obj, names), small.obj("Town", *fields))
    module = texts(small.schema(page), "msgspec")["page.py"]
    assert "one: _StationAOrStationBOrStationCOr3More | None = None" in module
    assert "other: _StationBOrStationCOrStationDOr2More | None = None" in module
