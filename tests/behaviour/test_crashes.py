"""Processes that are killed while they write, and several that write at once."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.behaviour import endless_writer
from tests.behaviour.endless_writer import BODIES, files

import typetable
from typetable.disk.files import text_at
from typetable.output.apply import apply
from typetable.output.plan import plan
from typetable.output.seal import open_seal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")


def start(folder: Path) -> subprocess.Popen[str]:
    """Return a process that writes the two states in turn, without end."""
    command = [sys.executable, endless_writer.__file__, str(folder)]
    source = os.fspath(Path(typetable.__file__).parents[1])
    environment = os.environ | {"PYTHONPATH": source}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def stop(writer: subprocess.Popen[str]) -> None:
    """Kill a process at once."""
    writer.kill()
    writer.communicate()


def are_whole(folder: Path) -> bool:
    """Return whether each module that is still there is wholly the old or wholly the new one."""
    texts = [text_at(path) for path in folder.rglob("*.py")]
    seals = [open_seal(text) for text in texts if text is not None]
    return all(each and each.intact and each.body in BODIES.values() for each in seals)


def temporaries(folder: Path) -> list[Path]:
    """Return the temporary files below a folder."""
    return list(folder.rglob(".typetable-*"))


@pytest.mark.slow
def test_a_killed_run_leaves_whole_files_and_the_next_one_heals(tmp_path: Path) -> None:
    """Twenty times at a random instant."""
    instants = random.Random(5)  # noqa: S311  # no secret
    for _ in range(20):
        writer = start(tmp_path)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(instants.uniform(0, 0.05))
        stop(writer)
        assert are_whole(tmp_path)
        assert apply(plan(tmp_path, files("new"))) == ()
        assert plan(tmp_path, files("new")).is_empty
        assert temporaries(tmp_path) == []


def test_several_runs_at_once_leave_whole_files(tmp_path: Path) -> None:
    """Four processes that undo each other's work never leave a broken module."""
    writers = [start(tmp_path) for _ in range(4)]
    try:
        for writer in writers:
            assert writer.stdout is not None
            writer.stdout.readline()
        for _ in range(10):
            time.sleep(0.05)
            assert are_whole(tmp_path)
    finally:
        for writer in writers:
            stop(writer)
    assert apply(plan(tmp_path, files("new"))) == ()
    assert plan(tmp_path, files("new")).is_empty
    assert temporaries(tmp_path) == []
