"""Scenes: folders with pages, a configuration, and what other tools read of the same models.

The one rule kept here: everything lies below the folder of the scene, so that nothing is left when
that is deleted, and pages that are somebody else's are copied before they are changed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.costs import FailedError

ROOT = Path(__file__).parents[2]
TYPETABLE = (sys.executable, "-m", "typetable")

ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH"}
} | {"PYTHONPATH": str(ROOT / "generator"), "NO_COLOR": "1"}
"""Whoever uses a tool has its modules compiled already."""

_CONFIGURATION = """\
spec = "docs"
output = "models"
target = "{target}"
strict = false
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A folder in which the tools work, with pages in `docs`."""

    name: str
    folder: Path
    target: str = "dataclass"

    @property
    def docs(self) -> Path:
        """Return the folder of the pages."""
        return self.folder / "docs"

    @property
    def pages(self) -> list[Path]:
        """Return the pages, always in the same order."""
        return sorted(self.docs.rglob("*.md"))


def stage(scene: Scene) -> Scene:
    """Write the configuration beside the pages."""
    text = _CONFIGURATION.format(target=scene.target)
    (scene.folder / "typetable.toml").write_text(text, encoding="utf-8")
    return scene


def copied(source: Path, folder: Path, *, target: str = "dataclass") -> Scene:
    """Return a scene with copies of the pages of a folder."""
    shutil.copytree(source, folder / "docs")
    return stage(Scene(name=source.name, folder=folder, target=target))


def single(scene: Scene, folder: Path) -> Scene:
    """Return a scene with the one page of another that is of middling size."""
    page = sorted(scene.pages, key=lambda path: path.stat().st_size)[
        len(scene.pages) // 2
    ]
    (folder / "docs").mkdir(parents=True)
    shutil.copy(page, folder / "docs")
    return stage(Scene(name="one page", folder=folder, target=scene.target))


def typetable(scene: Scene, *arguments: str) -> str:
    """Run typetable in a scene and return what it printed; raise FailedError where it fails."""
    done = subprocess.run(
        [*TYPETABLE, *arguments],
        cwd=scene.folder,
        env=ENVIRONMENT,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise FailedError([*TYPETABLE, *arguments], done.stderr)
    return done.stdout


def export(scene: Scene) -> None:
    """Write the models of the pages for other tools: `schema.json` and `openapi.json`."""
    schema = scene.folder / "schema.json"
    if schema.exists():
        return
    schema.write_text(typetable(scene, "schema", "--format", "jsonschema", "-q"))
    document = json.loads(typetable(scene, "schema", "--format", "openapi", "-q"))
    answer = {"responses": {"200": {"description": "All of them."}}}
    document["paths"] = {"/all": {"get": answer}}  # tools want an endpoint
    (scene.folder / "openapi.json").write_text(json.dumps(document))


def leave(_: Scene) -> None:
    """Leave everything as it is."""


def forget(scene: Scene) -> None:
    """Put the models away, and what typetable remembers.

    They are not deleted before the end: for minutes after that, ext4 looks again at the place of
    each file that is gone whenever it makes one, and who writes many would be measured by it.
    """
    away = scene.folder / "away"
    away.mkdir(exist_ok=True)
    for name in ("models", ".typetable_cache"):
        if (scene.folder / name).exists():
            count = sum(1 for _ in away.iterdir())
            (scene.folder / name).rename(away / f"{count}-{name}")


def settle(scene: Scene) -> None:
    """Bring the models in step, and let typetable find that they are, and remember it."""
    typetable(scene, "generate", "-q")
    typetable(scene, "check", "-q")


def change(scene: Scene) -> None:
    """Bring the models in step, then change the first row of the page in the middle."""
    settle(scene)
    page = scene.pages[len(scene.pages) // 2]
    page.write_text(changed(page.read_text("utf-8")), encoding="utf-8")


def renew(scene: Scene) -> None:
    """Change a page and bring the models in step, so that nothing has looked at them since."""
    change(scene)
    typetable(scene, "generate", "-q")


def changed(text: str) -> str:
    """Return a page with another description in the first row of its first table."""
    lines = text.split("\n")
    row = next(number for number, line in enumerate(lines) if line.startswith("| :"))
    lines[row + 1] = lines[row + 1].rstrip().removesuffix("|") + "again |"
    return "\n".join(lines)


def revise(scene: Scene) -> None:
    """Keep a state of the docs in `old` of which every tenth page differs, and remember both."""
    old = scene.folder / "old"
    if old.exists():
        return
    shutil.copytree(scene.docs, old)
    for page in sorted(old.rglob("*.md"))[::10]:
        page.write_text(changed(page.read_text("utf-8")), encoding="utf-8")
    settle(scene)
