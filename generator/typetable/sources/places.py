"""Places: those of a state of the docs, on the disk or in the history of a repository.

The one rule kept here: `git:REV` is the docs of the configuration in a revision, and any other text
is a place of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from typetable.settings.package import Location, location
from typetable.sources import pages, revisions
from typetable.sources.revisions import Revision

if TYPE_CHECKING:
    from collections.abc import Iterable

Places: TypeAlias = tuple[Location | Revision, ...]
"""The places of a state of the docs, on the disk or in git: pages, or a schema in JSON."""


def places_of(text: str, spec: Places) -> Places:
    """Return the places that a text means; `git:REV` is the docs at `spec` in a revision."""
    if not text.startswith(revisions.PREFIX):
        return (location(text, Path()),)
    name, colon, path = text.removeprefix(revisions.PREFIX).partition(":")
    if not colon:
        return at(name, spec)
    # To git, `.` and `docs/` are nothing: it takes `./` for here and `docs` for a folder.
    path = "./" if path.rstrip("/") == "." else path.rstrip("/")
    display_path = text.rstrip("/")
    return (
        Revision(folder=Path.cwd(), name=name, path=path, display_path=display_path),
    )


def at(name: str, spec: Iterable[Location | Revision]) -> Places:
    """Return places of the disk as places of a revision, where maybe nothing was there."""
    return tuple(_at(name, each) for each in spec if isinstance(each, Location))


def _at(name: str, each: Location) -> Revision:
    """Return a place of a revision; git is asked from there, or from as near as still exists."""
    around = (each.path, *each.path.parents)
    folder = next(near for near in around if pages.is_folder(near))
    below = each.path.relative_to(folder).as_posix()
    return Revision(
        folder=folder,
        name=name,
        path="./" if below == "." else f"./{below}",
        display_path=f"{revisions.PREFIX}{name}:{each.display_path}",
        certain=False,
    )


def display_paths(places: Places) -> str:
    """Return places as the user named them."""
    return ", ".join(each.display_path for each in places)
