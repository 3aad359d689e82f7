"""The nearest name is found, and looking for it ends."""

from difflib import get_close_matches

import pytest

from typetable.suggestions import Suggestions


def test_the_nearest_name_is_found() -> None:
    """Among those that begin alike, in whatever case."""
    known = Suggestions(["Dock", "Door", "Lock"])
    assert known.nearest("Dokc") == "Dock"
    assert known.nearest("dock") == "Dock"
    assert known.nearest("Zebra") == ""


@pytest.mark.parametrize("name", ["abc", "abcd", "acb", "aabb", "ab", "abbb"])
def test_it_is_the_one_that_difflib_finds(name: str) -> None:
    """Among equally near ones too."""
    known = ["abd", "abc", "acd", "abcde", "abcdefghi", "aabbc", "a", "abb"]
    assert [Suggestions(known).nearest(name)] == get_close_matches(name, known, 1)


def test_only_the_first_unknown_names_are_looked_up() -> None:
    """Whoever has more of them needs no list of typing errors."""
    known = Suggestions(["Dock"])
    assert [known.nearest("Dokc") for _ in range(21)] == ["Dock"] * 20 + [""]


def test_long_names_are_not_compared_without_end() -> None:
    """A thousand names of two hundred equal letters would take two seconds each time."""
    known = Suggestions("A" * 190 + f"{number}" for number in range(1000))
    assert known.nearest("A" * 190) == ""
    assert known.nearest("AA") == ""
