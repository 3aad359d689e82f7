"""What befalls a `generate` at each of its calls to the system: errors and kills.

The run creates, updates and deletes modules of a package that is there. Wherever it is struck, each
file is the old or the new one, the run says what is not as it should be, and the next one heals.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from tests.hostile import sandbox
from tests.hostile.stages import CHANGING, Stage, make

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.hostile.sandbox import Job

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")

READING_ERRORS = ("EACCES", "EIO")
DEEDS = ("ENOSPC", "EACCES", "EIO", "kill")


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
    healed = set()
    for index, deed in struck:
        job = stage.struck(index, deed)
        where = f"{deed} at {index}: {stage.calls[index]}"
        assert_survived(stage, job, where)
        left = stage.left()
        if left not in healed:  # what is left alike heals alike
            assert_heals(stage, where)
            healed.add(left)


@pytest.mark.slow
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
