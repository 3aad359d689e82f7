"""Targets: what is decided before a template is filled in."""

from tests.golden.everything import EVERYTHING
from tests.golden.packages import texts


def test_alias_of() -> None:
    """A union without a name is called after its members, as classes are."""
    text = texts(EVERYTHING, "msgspec")["station.py"]
    assert "_StringOrIntegerOrArrayOfPoint: TypeAlias = str | int | list[Point]" in text
