"""Standard streams that are full, closed, or no longer read: a code and a line, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.scratch import SOURCE

FULL = Path("/dev/full")
COMMANDS = ["--help", "--version", "explain TT110", "check --help", "completion bash"]


def run(command: str, redirection: str) -> subprocess.CompletedProcess[str]:
    """Run typetable from a shell, with streams that are not held back in Python."""
    return subprocess.run(
        ["sh", "-c", f'"$0" -m typetable {command} {redirection}', sys.executable],
        env=os.environ | {"PYTHONPATH": SOURCE, "PYTHONUNBUFFERED": ""},
        capture_output=True,
        check=False,
        text=True,
    )


@pytest.mark.skipif(not FULL.exists(), reason="no device here is always full")
@pytest.mark.parametrize("command", COMMANDS)
def test_what_cannot_be_written_is_said(command: str) -> None:
    """Whoever wanted the text learns that it is not there."""
    done = run(command, f"> {FULL}")
    assert done.returncode == 2
    assert done.stderr == "typetable: No space left on device\n"


@pytest.mark.skipif(not FULL.exists(), reason="no device here is always full")
@pytest.mark.parametrize("command", ["--version", "nonsense"])
def test_nobody_can_be_told(command: str) -> None:
    """The code is all that is left."""
    done = run(command, f"> {FULL} 2>&1")
    assert done.returncode == 2
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
@pytest.mark.parametrize("redirection", [">&-", "2>&-", "<&-", ">&- 2>&-"])
@pytest.mark.parametrize("command", ["--help", "explain TT110"])
def test_a_closed_stream_takes_whatever_is_written(
    command: str, redirection: str
) -> None:
    """Whoever closes it does not want to know."""
    done = run(command, redirection)
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_a_reader_may_leave() -> None:
    """As `head` does."""
    done = run("completion bash", "| head -c 3")
    assert len(done.stdout) == 3
    assert done.stderr == ""
