"""Commits: the one that last changed an output, and the settings of a package in it.

The one rule kept here: where git does not tell, nothing is known, and that is no finding.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from typetable.settings import config
from typetable.sources import pages, revisions
from typetable.sources.revisions import Revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typetable.settings.package import Location, Package

_LATEST = 8
"""The commits of docs that are looked at, which takes 15 ms each."""


def last_change_of(folder: Path) -> str:
    """Return the commit that last changed something in a folder; empty where there is none."""
    names = revisions.last_changes(folder) if pages.is_folder(folder) else ()
    return next(iter(names), "")


def of_docs(output: Path, docs: Iterable[Location]) -> Iterator[str]:
    """Yield the commits that docs at places were made in that an output may have been made from.

    HEAD is the first, then that which last changed the output, then the last that changed the
    docs. None where the history is not all there, so that nobody takes its end for its beginning.
    """
    if not pages.is_folder(output) or revisions.is_shallow(output):
        return
    yield "HEAD"
    yield from revisions.last_changes(output)
    for each in docs:
        yield from revisions.last_changes(each.path, _LATEST)


def package_in(name: str, package: Package) -> Package | None:
    """Return a package as its configuration had it in a commit, if it was there."""
    path = Path(package.path).resolve()
    place = Revision(
        folder=path.parent,
        name=name,
        path=f"./{path.name}",
        display_path=package.path,
        certain=False,
    )
    blobs, _ = revisions.read(place, package.limits)
    texts = [blob.data.decode("utf-8", "replace") for blob in blobs]
    past = config.of_text(texts[0], path) if texts else None
    packages = past.packages if past else ()
    return next((each for each in packages if each.name == package.name), None)
