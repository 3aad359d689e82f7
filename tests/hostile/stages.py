"""Projects in which a run is struck at one of its calls to the system, again and again."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

from tests.hostile import sandbox
from tests.hostile.attacks import table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hostile.sandbox import Job, Sandbox


CONFIGURATION = """\
[tool.typetable]
spec = "docs"
output = "sub/out"
dialect = "liblab"
wire_case = "snake"
"""

NAMING = ("make", "replace", "unlink", "mkdir")
CHANGING = (*NAMING, "write", "fsync", "fchmod")
"""The calls that make, move and remove files, and all that change something."""


class Stage(NamedTuple):
    """A sandbox in which a run begins again and again, and what that has to bring about."""

    box: Sandbox
    start: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    calls: tuple[str, ...]

    @property
    def project(self) -> Path:
        """The folder of the configuration."""
        return self.box.root / "project"

    def struck(self, index: int, deed: str, *words: str) -> Job:
        """Begin again, and return what became of a run of a command that is struck."""
        self.begin()
        return self.run(index, deed, *words)

    def begin(self) -> None:
        """Put everything as it was at the start."""
        for place in (self.box.root, self.box.log / "cache"):
            shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.start / "box", self.box.root, symlinks=True)
        if (self.start / "cache").exists():
            shutil.copytree(self.start / "cache", self.box.log / "cache")

    def run(self, index: int, deed: str, *words: str) -> Job:
        """Return what becomes of a run as things are, struck at a call if that is reached."""
        fault = (str(index), deed, str(self.box.log / "calls"))
        command = words or ("generate",)
        return sandbox.plain().run(
            self.box, "struck", *fault, *command, folder=self.project
        )

    def left(self) -> frozenset[tuple[str, int, bytes]]:
        """Return all that a run leaves: each path with its rights and content, of caches too."""
        return frozenset(
            (
                path.relative_to(self.box.log).as_posix(),
                path.lstat().st_mode,
                path.read_bytes() if path.is_file() else b"",
            )
            for top in (self.box.root, self.box.log / "cache")
            for path in top.rglob("*")
        )

    def generated(self) -> dict[str, bytes]:
        """Return what stands in the output folder."""
        out = self.project / "sub" / "out"
        return {path.name: path.read_bytes() for path in out.glob("*")}


def outside(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Return what stands outside of the project of a box, with its rights and times."""
    found, root = {}, folder / "box" / "outside"
    for path in sorted(root.rglob("*")):
        status = path.stat()
        data = path.read_bytes() if path.is_file() else b""
        facts = data, status.st_mode, status.st_mtime_ns
        found[str(path.relative_to(root))] = facts
    return found


def _write_docs(project: Path, kinds: dict[str, str]) -> None:
    shutil.rmtree(project / "docs", ignore_errors=True)
    (project / "docs").mkdir(parents=True)
    for name, kind in kinds.items():
        page = table(f"id | {kind} | ✅ | x", name=name)
        (project / "docs" / f"{name}.md").write_text(page, encoding="utf-8")


def _run(box: Sandbox, name: str, *words: str) -> Job:
    job = sandbox.plain().run(box, name, *words, folder=box.root / "project")
    assert job.code == 0, job.printed
    return job


def make(folder: Path, *, is_first: bool = False) -> Stage:
    """Return a stage for the first run of all, or for one that finds an older package."""
    box = sandbox.make(folder, {})
    stage = Stage(box, folder / "start", {}, {}, ())
    _write_docs(stage.project, {"Gone": "str", "Kept": "str", "Page": "str"})
    (stage.project / "pyproject.toml").write_text(CONFIGURATION)
    if not is_first:
        _run(box, "command", "generate")
        (stage.project / "sub" / "out" / "mine.py").write_text("mine = 1\n")
    old = stage.generated()
    _write_docs(stage.project, {"Kept": "str", "Page": "int", "Zoo": "str"})
    shutil.copytree(box.root, stage.start / "box")
    if not is_first:
        shutil.copytree(folder / "cache", stage.start / "cache")
    assert stage.struck(-2, "kill").code == 0
    calls = (folder / "calls").read_text("utf-8").splitlines()
    return stage._replace(old=old, new=stage.generated(), calls=tuple(calls))
