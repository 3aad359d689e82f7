"""Repositories: the one that a folder is in, looked for here and only then named to git.

The one rule kept here: an entry `.git` makes a repository, because git itself never checks one out;
so the author of a checkout can bring none. A folder that merely looks like a bare repository is one
where `GIT_DIR` names it, and where an entry `.git` leads elsewhere, that place has to lead back, as
work trees and submodules do. The content of a `.git` folder, such as alternates, is believed as its
history is: it is of the person who cloned.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.diagnostics import clipped
from typetable.sources import git
from typetable.sources.git import FailedError, Repository

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST = 64 * 1024
"""The bytes of a file of git that holds a path; on a disk 4,096 are the longest path."""


def find(folder: Path, patience: float = git.PATIENCE) -> Repository:
    """Return the repository that an existing folder, free of links, is in; or raise FailedError."""
    around = (folder, *folder.parents)
    tops = [near for near in around if _is_top(near)]
    for near in around:
        looked = Repository(root=near, outermost=[near, *tops][-1], patience=patience)
        if near in tops:
            return _named(looked)
        if _is_bare(near):
            return _named_by_user(looked)
    message = "this folder is in no git repository"
    raise FailedError(message, "compare two folders, or start in a clone")


def _is_top(folder: Path) -> bool:
    """Return whether a folder has an entry `.git` as git makes it: a folder, or a file."""
    entry = folder / ".git"
    return os.path.isfile(entry) or os.path.lexists(entry / "HEAD")  # noqa: PTH113


def _is_bare(folder: Path) -> bool:
    kept = (folder / "objects", folder / "refs")
    return os.path.lexists(folder / "HEAD") and all(map(os.path.isdir, kept))


def _named_by_user(looked: Repository) -> Repository:
    """Return a bare repository that the environment names, or raise FailedError."""
    named = os.environ.get("GIT_DIR", "")
    if named and _is_same(named, looked.root):
        return replace(looked, git_dir=str(looked.root))
    message = f"`{clipped(looked.root.name)}` is a bare repository, which is not asked"
    raise FailedError(message, f"if it is yours, set `GIT_DIR={looked.root}`")


def _named(looked: Repository) -> Repository:
    """Return the repository that git takes at a top, or raise FailedError.

    Git looks for it once, because it knows whose repositories it may trust.
    """
    reply = git.answer(looked, "rev-parse", "--absolute-git-dir", "--git-common-dir")
    own, *common = [looked.root / each for each in _lines(reply)]
    repository = replace(looked, git_dir=str(own))
    if len(common) != 1 or not _leads_back(repository, own, common[0]):
        message = "`.git` leads to a repository that does not lead back here"
        hint = '`git worktree repair`, or `git config core.worktree "$PWD"` in it'
        raise FailedError(message, hint)
    return repository


def _leads_back(repository: Repository, own: Path, common: Path) -> bool:
    """Return whether a repository is that of its root; `common` is shared by its work trees."""
    entry = repository.root / ".git"
    if not _is_same(own, common):  # as `git worktree add` makes it
        is_listed = _is_same(own.parent, common / "worktrees")
        return is_listed and _is_same(_path_in(own, "gitdir"), entry)
    if entry.is_symlink() or entry.is_file():  # as `git submodule` makes it
        (tree,) = _lines(
            git.answer(repository, "config", "--default", "", "core.worktree")
        )
        return bool(tree) and _is_same(own / tree, repository.root)
    return _is_same(own, entry)


def _path_in(folder: Path, name: str) -> Path:
    """Return the path that a file of git holds; that of the folder where there is no file."""
    file = folder / name
    if not file.is_file():
        return folder
    with file.open("rb") as stream:
        return folder / _lines(stream.read(_LONGEST))[0]


def _lines(reply: bytes) -> list[str]:
    r"""Return lines = { line `\n` }, in which all but that one character may stand."""
    return os.fsdecode(reply.removesuffix(b"\n")).split("\n")


def _is_same(one: Path | str, other: Path | str) -> bool:
    try:
        return os.path.samefile(one, other)  # noqa: PTH121
    except (OSError, ValueError):
        return False
