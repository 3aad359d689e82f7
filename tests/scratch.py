"""A scratch repository: pages, a configuration, and typetable run in it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import typetable
from typetable.cli import main

SOURCE = str(Path(typetable.__file__).parents[1])

CONFIGURATION = """\
[tool.typetable]
spec = "spec"
output = "models"
dialect = "liblab"
wire_case = "camel"
"""

STATION = """\
# Station

A place with docks.

**Properties**

| Name      | Type       | Required | Description    |
| :-------- | :--------- | :------- | :------------- |
| dock_ids  | List[str]  | ✅       | All its docks. |
| name      | str        | ❌       | Its name.      |
| colour    | Colour     | ❌       |                |

# Colour

**Properties**

| Name | Type | Required | Description |
| :--- | :--- | :------- | :---------- |
| RED  | str  | ✅       | "red"       |
| BLUE | str  | ✅       | "blue"      |
"""

OWNER = """\
# Owner

**Properties**

| Name    | Type    | Required | Description |
| :------ | :------ | :------- | :---------- |
| station | Station | ✅       | What it has. |
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What became of a run: its exit code and what it wrote to the standard streams."""

    code: int
    out: str
    err: str


class Scratch:
    """A folder that stands for a repository."""

    def __init__(self, root: Path) -> None:
        """Start with an empty repository in `root`."""
        self.root = root
        (root / ".git").mkdir(parents=True)

    def write(self, path: str, text: str) -> Path:
        """Write a file and return its place."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())
        return place

    def edit(self, path: str, old: str, new: str, count: int = -1) -> None:
        """Replace a text that stands in a file."""
        text = (self.root / path).read_bytes().decode()
        assert old in text
        self.write(path, text.replace(old, new, count))

    def run(self, *arguments: str, folder: str = ".") -> Run:
        """Run typetable in this process."""
        out, err = io.StringIO(), io.StringIO()
        with chdir(self.root / folder), redirect_stdout(out), redirect_stderr(err):
            try:
                code = main(arguments)
            except SystemExit as stop:  # from argparse
                code = int(stop.code or 0)
        return Run(code=code, out=out.getvalue(), err=err.getvalue())

    def spawn(self, *arguments: str, python: str = sys.executable, **env: str) -> Run:
        """Run typetable in a process of its own."""
        done = subprocess.run(
            [python, "-m", "typetable", *arguments],
            cwd=self.root,
            env=os.environ | {"PYTHONPATH": SOURCE} | env,
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
        return Run(code=done.returncode, out=done.stdout, err=done.stderr)


def in_step(root: Path, *more_settings: str) -> Scratch:
    """Return a repository with two pages and the models that they describe."""
    scratch = Scratch(root)
    scratch.write("pyproject.toml", "\n".join([CONFIGURATION, *more_settings]))
    scratch.write("spec/Station.md", STATION)
    scratch.write("spec/Owner.md", OWNER)
    assert scratch.run("generate", "-q").code == 0
    return scratch
