"""The sheets of the benchmark: which works race in which scenes.

The one rule kept here: a sheet is a function from a studio, where scenes are built, to what was
measured; nothing here prints.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import made_pages, scenes, works
from tests.benchmarks.costs import middle, race
from tests.benchmarks.limits import Verdict, judged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tests.benchmarks.costs import Cost
    from tests.benchmarks.scenes import Scene

CORPUS = scenes.ROOT.parent / "shared" / "corpus" / "liblab"
LARGE = "pandascore-python"
TARGETS = ("dataclass", "pydantic", "msgspec", "typeddict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What was measured of a scene, or of several that share a table."""

    title: str
    costs: Mapping[str, Sequence[Cost]] = field(default_factory=dict)
    text: Sequence[str] = ()
    lines: Sequence[str] = ()
    verdicts: Sequence[Verdict] = ()
    absent: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """Where scenes are built, with how many pages and turns, and which peers there are."""

    folder: Path
    docs: Sequence[Path] = ()
    pages: int = 728
    turns: int = 5
    peers: Mapping[str, str] = field(default_factory=dict)
    sizes: Sequence[int] = (1, 10, 100, 728, 7280)

    def scene(self, place: Path | int, target: str = "dataclass") -> Scene:
        """Return a scene with the pages of a folder, or made ones with names of so many words."""
        folder = self.folder / f"{target}-{getattr(place, 'name', place)}"
        if folder.exists():
            return scenes.Scene(name=_name(place), folder=folder, target=target)
        if isinstance(place, Path):
            return scenes.copied(place, folder, target=target)
        return self.made(folder, self.pages, words=place, target=target)

    def made(
        self, folder: Path, count: int, *, words: int = 2, target: str = "dataclass"
    ) -> Scene:
        """Return a scene with pages of our own."""
        made_pages.write(folder / "docs", count, words=words)
        return scenes.stage(
            scenes.Scene(name=_name(words), folder=folder, target=target)
        )

    @property
    def places(self) -> list[Path | int]:
        """Return the folders to measure on, and how long the names of made pages are."""
        return [*self.docs, 2, 5]

    @property
    def large(self) -> Path | int:
        """Return the folder that most is asked of, or else pages of our own."""
        return next((path for path in self.docs if path.name == LARGE), 2)


def _name(place: Path | int) -> str:
    if isinstance(place, Path):
        return place.name
    return "made" if place == 2 else "made, long names"


def raced(studio: Studio, scene: Scene, subject: str, names: Sequence[str]) -> Sheet:
    """Return what some works cost in a scene, and whether that is enough."""
    costs = race(works.runs(scene, names, studio.peers), studio.turns)
    title = f"{subject}: {scene.name}, {len(scene.pages):,} pages, {scene.target}"
    return Sheet(
        title=title,
        costs=costs,
        verdicts=list(judged(subject, scene.name, costs)),
        absent=[name for name in names if name not in costs],
    )


def start(studio: Studio) -> Iterator[Sheet]:
    """Measure what has next to nothing to do, many times."""
    often = replace(studio, turns=4 * studio.turns)
    names = ("python -c pass", "--version", "--help", "check")
    yield raced(often, studio.scene(studio.large), "start", names)


def large(studio: Studio) -> Iterator[Sheet]:
    """Measure everything on the folder that most is asked of."""
    elsewhere = {"--version", "--help", "import package", "import all modules"}
    names = [name for name in works.WORKS if name not in elsewhere]
    yield raced(studio, studio.scene(studio.large), "large", names)


def folder(studio: Studio) -> Iterator[Sheet]:
    """Measure making the models of each other folder from nothing."""
    names = ("generate", "floor", "DCG", "DCG, unformatted", "OPC, ruff")
    others = [place for place in studio.places if place != studio.large]
    for scene in map(studio.scene, others):
        subject = "folder" if len(scene.pages) >= 100 else "small folder"
        yield raced(studio, scene, subject, names)


def pydantic(studio: Studio) -> Iterator[Sheet]:
    """Measure making models of another kind."""
    scene = studio.scene(studio.large, "pydantic")
    yield raced(studio, scene, "pydantic", ("generate", "DCG", "DCG, unformatted"))


def one_page(studio: Studio) -> Iterator[Sheet]:
    """Measure making the models of a single page."""
    scene = scenes.single(studio.scene(studio.large), studio.folder / "one")
    yield raced(studio, scene, "one page", ("generate", "DCG", "python -c pass"))


def scaling(studio: Studio) -> Iterator[Sheet]:
    """Measure ever more pages of the same kind."""
    runs = {}
    for count in studio.sizes:
        scene = studio.made(studio.folder / f"{count}", count)
        runs[f"{count:,} pages"] = works.runs(scene, ["generate"], {})["generate"]
    costs = race(runs, min(studio.turns, 3))
    lines = [
        f"{name}: {1000 * middle(costs[name], 'wall') / count:.2f} ms a page"
        for name, count in zip(costs, studio.sizes, strict=True)
    ]
    yield Sheet(
        title="scaling: made pages, dataclass, no cache",
        costs=costs,
        lines=lines,
        verdicts=list(judged("scaling", "made", costs)),
    )


def imports(studio: Studio) -> Iterator[Sheet]:
    """Measure what it takes to import the models of each target."""
    runs = works.runs(studio.scene(studio.large), ["python -c pass"], {})
    for target in TARGETS:
        scene = studio.scene(studio.large, target)
        found = works.runs(scene, ("import package", "import all modules"), {})
        runs |= {f"{target}, {name}": run for name, run in found.items()}
    title = f"imports: {scene.name}, {len(scene.pages):,} modules"
    yield Sheet(title=title, costs=race(runs, studio.turns))


def codec(studio: Studio) -> Iterator[Sheet]:
    """Measure decoding and encoding a payload, beside other libraries."""
    program = (sys.executable, "-m", "tests.benchmarks.models")
    done = subprocess.run(
        [*program, "--rounds", str(12 * studio.turns)],
        cwd=scenes.ROOT,
        env=scenes.ENVIRONMENT,
        check=True,
        capture_output=True,
        text=True,
    )
    text = ("```text", *done.stdout.splitlines(), "```")
    yield Sheet(title="codec: decoding and encoding", text=text)


def doubts(studio: Studio) -> Iterator[Sheet]:
    """Count the modules for which black has to be asked anything."""
    asked = {
        f"{scene.name}, {target}": _doubts(scene.docs, target)
        for scene in map(studio.scene, studio.places)
        for target in ("dataclass", "pydantic")
    }
    yield Sheet(
        title="doubts: modules in which black is asked about a statement",
        lines=[f"{name}: {_counted(counts)}" for name, counts in asked.items()],
        verdicts=[
            Verdict(
                said="modules in doubt",
                where=name,
                reached=counts["asked"] / counts["modules"],
                most=0.03,
            )
            for name, counts in asked.items()
        ],
    )


def _doubts(docs: Path, target: str) -> dict[str, int]:
    """Return the counts of `doubts.py`, in a process of its own, for the memory that it takes."""
    program = str(Path(__file__).parent / "doubts.py")
    done = subprocess.run(
        [sys.executable, program, target, str(docs)],
        env=scenes.ENVIRONMENT,
        check=True,
        capture_output=True,
    )
    counts: dict[str, int] = json.loads(done.stdout)
    return counts


def _counted(counts: Mapping[str, int]) -> str:
    return (
        f"{counts['asked']} of {counts['modules']} modules,"
        f" {counts['statements']} statements"
    )


SHEETS: Mapping[str, Callable[[Studio], Iterator[Sheet]]] = {
    "start": start,
    "large": large,
    "folder": folder,
    "pydantic": pydantic,
    "page": one_page,
    "scaling": scaling,
    "imports": imports,
    "codec": codec,
    "doubts": doubts,
}
"""All sheets by the words that choose them."""
