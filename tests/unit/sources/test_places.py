"""Texts that name a state of the docs."""

from __future__ import annotations

from contextlib import chdir
from typing import TYPE_CHECKING

import pytest

from typetable.settings.package import Location
from typetable.sources.places import display_paths, places_of
from typetable.sources.revisions import Revision

if TYPE_CHECKING:
    from pathlib import Path


def test_any_other_text_is_a_place_on_the_disk(tmp_path: Path) -> None:
    """It need not exist, and `spec` has nothing to do with it."""
    with chdir(tmp_path):
        (place,) = places_of("docs", ())
    assert place == Location(path=tmp_path / "docs", display_path="docs")


@pytest.mark.parametrize(
    ("text", "path"), [(".", "./"), ("docs/", "docs"), ("./docs", "./docs"), ("", "")]
)
def test_a_path_in_a_revision_is_as_git_takes_it(text: str, path: str) -> None:
    """To git, `.` and `docs/` are nothing."""
    (place,) = places_of(f"git:v1:{text}", ())
    assert isinstance(place, Revision)
    assert (place.name, place.path, place.certain) == ("v1", path, True)


def test_a_revision_alone_has_the_docs_of_the_configuration(tmp_path: Path) -> None:
    """Git is asked from as near as still exists; maybe nothing was there."""
    spec = [
        Location(path=tmp_path / name, display_path=name) for name in ("a", "b/c.md")
    ]
    (tmp_path / "a").mkdir()
    places = places_of("git:v1", (*spec,))
    assert display_paths(places) == "git:v1:a, git:v1:b/c.md"
    states = [(place.folder, place.path, place.certain) for place in revisions(places)]
    assert states == [(tmp_path / "a", "./", False), (tmp_path, "./b/c.md", False)]


def revisions(places: tuple[Location | Revision, ...]) -> list[Revision]:
    """Return those of some places that are in git."""
    return [place for place in places if isinstance(place, Revision)]
