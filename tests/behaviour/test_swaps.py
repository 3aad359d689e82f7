"""What befalls a `generate` when links take the place of what it writes to: nothing outside."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.hostile import swapper
from tests.hostile.stages import NAMING, Stage, make, outside

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")

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


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_links_swapped_in_at_some_calls(tmp_path: Path, place: str) -> None:
    """Nothing that they lead to is written, renamed, removed or given other rights."""
    stage = make_with_goals(tmp_path)
    indices = [n for n, call in enumerate(stage.calls) if call.startswith(NAMING)]
    _assert_leads_nowhere(stage, place, [0, *indices[::3]])


@pytest.mark.slow
@pytest.mark.parametrize("place", FOLDERS)
def test_links_swapped_in_at_every_call(tmp_path: Path, place: str) -> None:
    """Nothing that they lead to is written, renamed, removed or given other rights.

    A call by a descriptor goes where it went before, so a link is as one before the next name.
    """
    stage = make_with_goals(tmp_path)
    named = [n for n, call in enumerate(stage.calls) if not call[-1].isdigit()]
    _assert_leads_nowhere(stage, place, [0, *named])


@pytest.mark.parametrize(
    "count", [3, pytest.param(40, marks=pytest.mark.slow)], ids=["some", "many"]
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
