"""Models that texts mention."""

from __future__ import annotations

import pytest

from typetable.markdown.spans import seen
from typetable.wording.links import Member, Mention, Mentioned, Referring

_RUNS = ["Many Ad", "Ad", "Big Ad", "ad", "A"]


def found(spelling: str, raw: str) -> list[tuple[str, str]]:
    """Return the names and targets that a raw text mentions."""
    every = Mention.of(spelling).found(seen(raw))
    return [(each.name, each.target) for each in every]


@pytest.mark.parametrize(
    ("spelling", "raw", "names"),
    [
        ("{code} object", "Many `A`  objects, a `B`\nObject, a `C`.", ["A", "B"]),
        ("refer to {code}", "Refer to `A`; to `B`; prefer to `C`.", ["A"]),
        ("{bold}", "A **B** and `C`.", ["B"]),
        ("Object: {}", "See Object:  Some Ad (old). No object: no.", ["Some Ad", "no"]),
        ("Object: {} of", "Object: Ad of it.", ["Ad"]),
        ("the {} list", "See the Status Codes list of it.", ["Status Codes"]),
        (
            "{} object",
            "Many Ad objects, a Big Ad object, an ad\nobject, a A object.",
            _RUNS,
        ),
        (
            "{} object",
            "An Ad object, objects, (x) object, Ad and object",
            ["An Ad", "Ad", "and"],
        ),
        ("{}\u5bf9\u8c61", "\u4e00\u7ec4Ad\u5bf9\u8c61, \u4e00\u5bf9\u8c61", ["Ad"]),
        ("{link}", "[a](#b) and <a href='#d'>c</a>", ["a", "c"]),
    ],
)
def test_a_text_mentions_a_model_as_it_is_spelled(
    spelling: str, raw: str, names: list[str]
) -> None:
    """Blanks and case do not count; a word before the name is whole."""
    assert [name for name, _ in found(spelling, raw)] == names


def test_links_and_numbers_lead_somewhere() -> None:
    """A number is that of a heading."""
    assert found("{link}", "[a](x.md#b)") == [("a", "x.md#b")]
    told = "Sections 1, section 3.2.14), Section 4."
    wanted = [("Section 3.2.14", "#3.2.14"), ("Section 4", "#4")]
    assert found("Section {number}", told) == wanted


@pytest.mark.parametrize("spelling", ["Section", "{code} of {code}", "{name}"])
def test_one_hole_says_where_the_name_stands(spelling: str) -> None:
    """Anything else is an error of the dialect file."""
    with pytest.raises(ValueError, match="hole"):
        Mention.of(spelling)


def test_only_objects_are_called_like_their_members() -> None:
    """A number of that name is some other number more often than not."""
    referring = Referring(beside=("member",), never=("ext",))
    for name, is_object, ways in (
        ("imp", True, [(Mentioned("imp", alike=True),)]),
        ("imp", False, []),
        ("ext", True, []),
    ):
        member = Member(name, f"`{name}`", "")
        assert [*referring.ways(member, is_object=is_object)] == ways
