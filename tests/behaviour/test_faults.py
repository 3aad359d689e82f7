"""What befalls a `generate` at each of its calls to the system: errors, kills and swapped links.

The run creates, updates and deletes modules of a package that is there. Wherever it is struck, each
file is the old or the new one, the run says what is not as it should be, the next one heals, and
nothing outside of the project has changed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.hostile import sandbox, swapper
from tests.hostile.attacks import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.hostile.sandbox import Job, Sandbox

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")

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

READING_ERRORS = ("EACCES", "EIO")
DEEDS = ("ENOSPC", "EACCES", "EIO", "kill")


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


def faults(calls: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield where a run is struck, and by what: all that it changes by all that there is."""
    for index, call in enumerate(calls):
        if _changes(call):
            yield from ((index, deed) for deed in DEEDS)
        else:
            yield index, READING_ERRORS[index % 2]


def _changes(call: str) -> bool:
    return call.startswith(CHANGING)


def assert_survived(stage: Stage, job: Job, where: str) -> None:
    """Nothing is half-written, nothing lost, and nothing kept quiet."""
    found = stage.generated()
    assert "Traceback" not in job.printed, (where, job.printed)
    assert job.code in {0, 1, 2, -9}, (where, job.printed)
    for name in stage.old.keys() | stage.new.keys():
        states = stage.old.get(name), stage.new.get(name)
        assert found.get(name) in states, (where, name, job.printed)
    if job.code == 0:
        assert found == stage.new, (where, job.printed)
    elif job.code > 0:
        assert job.stderr.strip(), where
    if "nothing was written" in job.printed:
        assert found == stage.old, (where, job.printed)


def assert_heals(stage: Stage, where: str) -> None:
    """See that the next plain run brings all in step, and leaves nothing behind."""
    job = sandbox.plain().run(stage.box, "both", folder=stage.project)
    assert job.code == 0, (where, job.printed)
    assert "Traceback" not in job.printed, (where, job.printed)
    assert stage.generated() == stage.new, where
    left = [*stage.box.root.rglob(".typetable-*"), *stage.box.log.glob("cache/*/.t*")]
    assert left == [], where


def _assert_survives(stage: Stage, struck: Iterable[tuple[int, str]]) -> None:
    for index, deed in struck:
        job = stage.struck(index, deed)
        where = f"{deed} at {index}: {stage.calls[index]}"
        assert_survived(stage, job, where)
        assert_heals(stage, where)


def test_faults_at_some_calls(tmp_path: Path) -> None:
    """Each file is old or new, what fails is said, and the next plain run heals."""
    stage = make(tmp_path)
    _assert_survives(stage, [*faults(stage.calls)][::37])


@pytest.mark.slow
def test_faults_at_every_call(tmp_path: Path) -> None:
    """Each file is old or new, what fails is said, and the next plain run heals."""
    stage = make(tmp_path)
    _assert_survives(stage, faults(stage.calls))


@pytest.mark.slow
def test_faults_at_every_change_of_the_first_run(tmp_path: Path) -> None:
    """Where there is no folder, no cache and no key yet."""
    stage = make(tmp_path, is_first=True)
    struck = [each for each in faults(stage.calls) if _changes(stage.calls[each[0]])]
    _assert_survives(stage, struck)


def _files(folder: Path) -> dict[str, bytes]:
    """Return the files of a project, but for those of the cache."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in found
        if ".typetable_cache" not in path.parts
    }


@pytest.mark.slow
@pytest.mark.parametrize("words", [("init", "docs"), ("templates", "eject")])
def test_faults_at_every_change_of_other_commands(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    """What they write is there as a whole or not at all, and the next run does the rest."""
    stage = make(tmp_path, is_first=True)
    if words[0] == "init":
        (stage.start / "box" / "project" / "pyproject.toml").write_text("[tool.x]\n")
    assert stage.struck(-2, "kill", *words).code == 0
    calls = tuple((tmp_path / "calls").read_text("utf-8").splitlines())
    old, new = _files(stage.start / "box" / "project"), _files(stage.project)
    for index, deed in [each for each in faults(calls) if _changes(calls[each[0]])]:
        where = f"{deed} at {index}: {calls[index]}"
        job = stage.struck(index, deed, *words)
        found = _files(stage.project)
        assert "Traceback" not in job.printed, (where, job.printed)
        assert job.code == 0 or job.stderr.strip() or deed == "kill", where
        assert job.code != 0 or found == new, (where, job.printed)
        for name in found:
            is_whole = found[name] in {old.get(name), new.get(name)}
            assert is_whole or (deed == "kill" and ".typetable-" in name), where
        sandbox.plain().run(stage.box, "command", *words, folder=stage.project)
        assert _files(stage.project) == new, where


PLACES = {
    "the output folder": "sub/out",
    "the folder around it": "sub",
    "the cache": ".typetable_cache",
    "a module": "sub/out/page.py",
    "a module that goes": "sub/out/gone.py",
    "the file of exports": "sub/out/__init__.py",
}
"""What somebody swaps for a link meanwhile."""

FOLDERS = ("sub", "sub/out", ".typetable_cache")


def make_with_goals(folder: Path) -> Stage:
    """Return a stage that has, outside of the project, the very things that are swapped."""
    stage = make(folder)
    shutil.rmtree(stage.box.root)
    shutil.copytree(stage.start / "box", stage.box.root)
    for place in PLACES.values():
        source, goal = stage.project / place, _goal(stage, place)
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, goal)
    shutil.rmtree(stage.start / "box")
    shutil.copytree(stage.box.root, stage.start / "box")
    return stage


def _goal(stage: Stage, place: str) -> Path:
    return stage.box.root / "outside" / place.replace("/", "-")


def _assert_leads_nowhere(stage: Stage, place: str, indices: Iterable[int]) -> None:
    goal, before = _goal(stage, place), outside(stage.start)
    for index in indices:
        where = f"swap at {index}: {stage.calls[index]}"
        job = stage.struck(index, f"swap:{stage.project / place}:{goal}")
        assert (stage.project / f"{place}.aside").exists() or index, where
        assert "Traceback" not in job.printed, (where, job.printed)
        assert job.code in {0, 1, 2}, (where, job.printed)
        assert outside(stage.box.log) == before, where


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_links_swapped_in_at_some_calls(tmp_path: Path, place: str) -> None:
    """Nothing that they lead to is written, renamed, removed or given other rights."""
    stage = make_with_goals(tmp_path)
    indices = [n for n, call in enumerate(stage.calls) if call.startswith(NAMING)]
    _assert_leads_nowhere(stage, place, [0, *indices[::3]])


@pytest.mark.slow
@pytest.mark.parametrize("place", FOLDERS)
def test_links_swapped_in_at_every_call(tmp_path: Path, place: str) -> None:
    """Nothing that they lead to is written, renamed, removed or given other rights."""
    stage = make_with_goals(tmp_path)
    _assert_leads_nowhere(stage, place, range(len(stage.calls)))


@pytest.mark.parametrize(
    "count", [3, pytest.param(100, marks=pytest.mark.slow)], ids=["some", "many"]
)
@pytest.mark.parametrize("place", FOLDERS)
def test_links_that_come_and_go_without_end(
    tmp_path: Path, place: str, count: int
) -> None:
    """Whatever a run finds in the place, it writes nowhere else."""
    stage = make_with_goals(tmp_path)
    before = outside(stage.start)
    for number in range(count):
        stage.begin()
        goal = str(_goal(stage, place))
        command = [sys.executable, swapper.__file__, str(stage.project / place), goal]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as swapping:
            assert swapping.stdout
            swapping.stdout.readline()
            job = stage.run(-2, "kill", "generate", "--force")
            swapping.kill()
        assert "Traceback" not in job.printed, job.printed
        assert outside(tmp_path) == before, (number, job.printed)
