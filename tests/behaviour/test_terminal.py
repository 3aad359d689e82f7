"""What a terminal gets that a pipe does not, in a terminal of our own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.scratch import OWNER, SOURCE, Scratch, in_step

pty = pytest.importorskip("pty", reason="there are no terminals here")


IMPATIENT = """\
import sys
from typetable.cli import console, main
console._PATIENCE = 0
sys.exit(main())
"""
"""Runs typetable so that progress shows at once, however fast the machine is."""


def on_terminal(scratch: Scratch, *arguments: str, **variables: str) -> str:
    """Return all that typetable writes to a terminal of 80 columns."""
    return shown_by(scratch, "-m", "typetable", *arguments, **variables)


def shown_by(scratch: Scratch, *command: str, **variables: str) -> str:
    """Return all that Python writes to a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"PYTHONPATH": SOURCE, "TERM": "xterm", "COLUMNS": "80"}
    for name in ("NO_COLOR", "FORCE_COLOR"):
        environment.pop(name, None)
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=scratch.root,
        env=environment | variables,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            data = os.read(ours, 65536)
        except OSError:  # how Linux says that the other end is closed
            data = b""
        if not data:
            break
        said += data
    process.wait()
    os.close(ours)
    return said.decode()


@pytest.fixture
def drifted(tmp_path: Path) -> Scratch:
    """Return a repository in which a page changed."""
    repository = in_step(tmp_path / "repository")
    repository.edit("spec/Station.md", "name      | str", "name      | int")
    return repository


def test_colours_are_for_terminals(drifted: Scratch) -> None:
    """They come on a terminal, unless somebody minds, and never into a pipe."""
    assert "\x1b[1;31merror\x1b[0m" in on_terminal(drifted, "check")
    assert "\x1b[1" not in on_terminal(drifted, "check", NO_COLOR="1")
    assert "\x1b[1" not in on_terminal(drifted, "check", "--color", "never")
    assert "\x1b" not in on_terminal(drifted, "check", TERM="dumb")
    assert "\x1b" not in drifted.run("check", "--diff").err
    assert "\x1b[1;31m" in drifted.run("check", "--color", "always").err


def test_findings_fit_on_a_terminal(drifted: Scratch) -> None:
    """No line of an excerpt is wider than 80 columns."""
    drifted.edit("spec/Station.md", "Its name.     ", "word " * 60)
    said = on_terminal(drifted, "check", "--color", "never")
    excerpts = [line for line in said.splitlines() if " | " in line]
    assert excerpts
    assert max(map(len, excerpts)) <= 80


def test_progress_is_shown_and_wiped(tmp_path: Path) -> None:
    """Long work shows how far it is, on one line that is gone in the end; a pipe gets nothing."""
    repository = Scratch(tmp_path / "repository")
    for number in range(50):
        page = OWNER.replace("Owner", f"Owner{number}").replace("Station", "str")
        repository.write(f"spec/Owner{number}.md", page)
    command = ("generate", "--spec", "spec", "--output", "models")
    said = shown_by(repository, "-c", IMPATIENT, *command, "--color", "never")
    assert "reading 0 of 50" in said
    assert said.rpartition(" of 50")[2].startswith("\r\x1b[K")
    piped = repository.run(*command, "--target", "typeddict")
    assert "\x1b" not in piped.err
    assert " of 50" not in piped.err
