"""Sandboxes: a folder with docs and bystanders, and servers that run typetable in it."""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.hostile import runner

import typetable
from typetable.cache.store import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SOURCE = str(Path(typetable.__file__).parents[1])
TYPETABLE = ("typetable.cli", "black", "mistune")
LIBRARIES = ("doctest", "msgspec", "pydantic")
"""What running typetable takes, and what using its output does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What became of a job: its exit code, its costs and what it printed."""

    code: int
    seconds: float
    megabytes: int
    stdout: str
    stderr: str

    @property
    def printed(self) -> str:
        """All that the job printed."""
        return self.stdout + self.stderr


class Server:
    """A Python that forks for each job."""

    def __init__(
        self, *flags: str, modules: Sequence[str] = TYPETABLE, **environment: str
    ) -> None:
        """Start it with modules that jobs need; it ends with this process."""
        command = [sys.executable, *flags, runner.__file__, SOURCE, *modules]
        self._environment = {"PATH": os.defpath} | environment
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._environment,
            text=True,
        )
        atexit.register(self._process.communicate)

    def run(
        self,
        box: Sandbox,
        name: str,
        *arguments: str,
        folder: Path | None = None,
        kill_after: float = 0,
        largest: int = 0,
        ordinary: bool = False,
    ) -> Job:
        """Run a job in a sandbox, from its root or from another folder.

        It is killed after so many seconds, and writes no file of more bytes than the `largest`. An
        `ordinary` user is one whom the modes of files keep out.
        """
        logs = [box.log / "stdout", box.log / "stderr"]
        job = {
            "name": name,
            "arguments": arguments,
            "folder": str(folder or box.root),
            "environment": {**self._environment, **box.environment},
            "logs": [str(log) for log in logs],
            "kill_after": kill_after,
            "largest": largest,
            "ordinary": ordinary,
        }
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        result: dict[str, Any] = json.loads(self._process.stdout.readline())
        stdout, stderr = (log.read_bytes().decode("utf-8", "replace") for log in logs)
        return Job(**result, stdout=stdout, stderr=stderr)


@cache
def plain() -> Server:
    """Return a server in the usual surroundings."""
    return Server(PYTHONHASHSEED="1", LC_ALL="C.UTF-8", GITHUB_ACTIONS="true")


@cache
def strange() -> Server:
    """Return a server with other hashes in another locale, whose streams know ASCII only."""
    return Server(
        PYTHONHASHSEED="77",
        LC_ALL="tr_TR",
        LANG="tr_TR",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        TZ="Asia/Kathmandu",
    )


@cache
def importer() -> Server:
    """Return a server that takes warnings for errors and knows nothing of its surroundings."""
    return Server("-I", "-B", "-W", "error", modules=LIBRARIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """A folder in which everything that changes is noticed."""

    root: Path
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        """The output folder."""
        return self.root / "out"

    def snapshot(self) -> dict[str, str]:
        """Return what stands in the sandbox: every path with its kind and content.

        The folder of typetable's own cache may come and change.
        """
        found = {}
        for path in self.root.rglob("*"):
            if FOLDER in path.parts and not path.is_symlink():
                continue
            kind = f"{path.lstat().st_mode:o}"
            if path.is_symlink():
                kind += f" {os.readlink(path)}"  # noqa: PTH115  # not resolved
            elif path.is_file():
                kind += hashlib.sha256(path.read_bytes()).hexdigest()
            found[path.relative_to(self.root).as_posix()] = kind
        return found

    def generated(self) -> dict[str, bytes]:
        """Return the files of the output folder."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file()
        }


def make(folder: Path, pages: Mapping[str, bytes]) -> Sandbox:
    """Make a sandbox with some pages, and with files that nobody may touch."""
    box = Sandbox(
        root=folder / "box",
        log=folder,
        environment={
            "HOME": str(folder / "box" / "home"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "COLUMNS": "80",
        },
    )
    (box.root / "home").mkdir(parents=True)
    (box.root / "outside").mkdir()
    (box.root / "outside" / "precious.txt").write_text("PRECIOUS\n")
    for name, data in pages.items():
        path = box.root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return box
