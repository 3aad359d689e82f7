"""This project as others get it: a repository of what it installs, with one commit."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.scratch_repository import git

ROOT = Path(__file__).parents[1]

FILES = (".pre-commit-hooks.yaml", "LICENSE", "README.md", "pyproject.toml")
FOLDERS = (".github", "generator", "templates")


def publish(folder: Path) -> str:
    """Make the repository in an empty folder; return its only commit."""
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    for name in FOLDERS:
        ignored = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "all")
    return git(folder, "rev-parse", "HEAD")
