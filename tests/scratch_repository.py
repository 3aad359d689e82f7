"""Git for tests: repositories in folders that are thrown away."""

from __future__ import annotations

import os
import subprocess
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

WHO = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")


def git(folder: Path, *arguments: str, stdin: IO[bytes] | None = None) -> str:
    """Run git in a folder, with no configuration but that of the repository."""
    nowhere = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    run = subprocess.run(
        ["git", *WHO, *arguments],
        cwd=folder,
        stdin=stdin,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **nowhere},
    )
    return run.stdout.strip()
