"""`typetable watch`, in a process of its own, while files are saved."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from tests.scratch import CONFIGURATION, SOURCE, STATION, Scratch, in_step

pytest.importorskip("watchfiles", reason="an extra that is not installed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")

PATIENCE = 30

HEEDING = """\
import signal, sys
from typetable.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main())
"""
"""Runs typetable so that it heeds Ctrl-C, which shells keep from programs in the background."""


class Watch:
    """A running watch."""

    def __init__(self, scratch: Scratch) -> None:
        """Start it and wait until it watches."""
        self.scratch = scratch
        self.log = scratch.root.parent / "log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", HEEDING, "watch"],
                cwd=scratch.root,
                env=os.environ | {"PYTHONPATH": SOURCE},
                stderr=log,
            )
        # the first run, and the one that looks for what changed before the watch began
        self.until(lambda: self.said().count("watching") == 2)

    def said(self) -> str:
        """Return all that it said so far."""
        return self.log.read_text("utf-8")

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something that the watch brings about."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.02)

    def module(self) -> str:
        """Return the module of the page that is edited."""
        return (self.scratch.root / "models/station.py").read_text("utf-8")


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    """Return a watch over a repository in step."""
    started = Watch(in_step(tmp_path / "repository"))
    yield started
    started.process.kill()
    started.process.wait()


def test_a_saved_page_is_regenerated(watch: Watch) -> None:
    """A line says so, and Ctrl-C ends the watch well."""
    watch.scratch.edit("spec/Station.md", "name      | str", "name      | int")
    watch.until(lambda: "name: int | None" in watch.module())
    watch.until(lambda: "models: 1 file written" in watch.said())
    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(PATIENCE) == 0
    assert "Traceback" not in watch.said()


def test_errors_leave_the_last_good_output(watch: Watch) -> None:
    """The watch goes on, and the next good page is written."""
    before = watch.module()
    watch.scratch.edit("spec/Station.md", "name      | str", "name | str | str")
    watch.until(lambda: "1 error; the last good output stays" in watch.said())
    assert "error[TT111]" in watch.said()
    assert watch.module() == before
    watch.scratch.write("spec/Station.md", STATION.replace("Its name.", "Her name."))
    watch.until(lambda: "Her name." in watch.module())


def test_pages_come_and_go(watch: Watch) -> None:
    """A new page has a module, a page that is gone has none."""
    module = watch.scratch.root / "models/town.py"
    page = watch.scratch.write("spec/Town.md", STATION.replace("# Station", "# Town"))
    watch.until(module.exists)
    page.unlink()
    watch.until(lambda: not module.exists())


def test_files_that_editors_replace(watch: Watch) -> None:
    """Many editors rename a new file over the old one, also over the configuration, repeatedly."""
    for case, spelled in (("snake", '"_".join'), ("camel", "str.capitalize")):
        new = watch.scratch.write("new", CONFIGURATION.replace("camel", case))
        new.rename(watch.scratch.root / "pyproject.toml")
        watch.until(partial(is_spelled, watch, spelled))
        time.sleep(0.6)  # let it watch the new file


def is_spelled(watch: Watch, way: str) -> bool:
    """Return whether JSON names are spelled in a way."""
    return way in (watch.scratch.root / "models/_support.py").read_text("utf-8")


def test_without_watchfiles(tmp_path: Path) -> None:
    """The message says what to type."""
    scratch = in_step(tmp_path / "repository")
    (tmp_path / "site").mkdir()
    script = "import sys; sys.modules['watchfiles'] = None\n"
    (tmp_path / "site" / "sitecustomize.py").write_text(script)
    path = os.pathsep.join((str(tmp_path / "site"), SOURCE))
    run = scratch.spawn("watch", PYTHONPATH=path)
    assert run.code == 2
    assert "run: python -I -m pip install watchfiles\n" in run.err
