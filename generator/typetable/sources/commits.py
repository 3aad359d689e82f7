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
    from typetable.settings.package import Package


def last_change_of(folder: Path) -> str:
    """Return the commit that last changed something in a folder; empty where there is none."""
    return revisions.last_change(folder) if pages.is_folder(folder) else ""


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
