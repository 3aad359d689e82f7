"""Absences: what may help where no page is found.

The one rule kept here: a hint is about what stands on the disk, and reads no more than the names in
one folder and one small file.
"""

from __future__ import annotations

import os
import re
from itertools import islice
from typing import TYPE_CHECKING

from typetable.diagnostics import clipped
from typetable.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SUBMODULE = re.compile(r"^[ \t]*path[ \t]*=[ \t]*(.+?)[ \t]*$", re.MULTILINE)
"""The line of `.gitmodules` that names the folder of a submodule."""

_MOST_CHARACTERS, _MOST_NAMES = 1 << 16, 1_000

_FETCH = "run `git submodule update --init`"


def hint(path: Path) -> str:
    """Return what helps where no page is at a path; empty where nothing is known."""
    return _FETCH if _is_unfetched(path) else _near(path)


def _is_unfetched(path: Path) -> bool:
    """Return whether a path is, or is in, a submodule that is not checked out."""
    for root in path.parents:
        parts = path.relative_to(root).parts
        if any(parts[: len(each)] == each for each in _submodules(root)):
            return True
        if _exists(root / ".git"):
            return False
    return False


def _submodules(root: Path) -> Iterator[tuple[str, ...]]:
    """Yield the parts of the paths of submodules whose folders are empty, as git makes them."""
    try:
        with (root / ".gitmodules").open(encoding="utf-8", errors="replace") as file:
            text = file.read(_MOST_CHARACTERS)
    except (OSError, ValueError):
        return
    for name in _SUBMODULE.findall(text):
        if not _names(root / name):
            yield tuple(name.split("/"))


def _near(path: Path) -> str:
    """Return the suggestion of a path like one that nothing is at."""
    there = path
    while not _exists(there.parent):
        there = there.parent
    name = Suggestions(_names(there.parent)).nearest(there.name)
    return f"did you mean `{clipped(name)}`?" if name and not _exists(there) else ""


def _names(folder: Path) -> list[str]:
    """Return the names in a folder, or as many of them as are looked at."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in islice(entries, _MOST_NAMES))
    except (OSError, ValueError):
        return []


def _exists(path: Path) -> bool:
    return os.path.lexists(path)
