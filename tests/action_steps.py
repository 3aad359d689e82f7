"""Steps of the action for GitHub, run as the platform runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ACTION = Path(__file__).parents[1] / ".github" / "actions" / "check"
BASH = shutil.which("bash") or "bash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What became of a step: exit code, log, outputs and summary."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


def step(
    script: str, folder: Path, files: Path, *arguments: str, **inputs: str
) -> Step:
    """Run a script with the files and variables that a runner gives it."""
    files.mkdir(exist_ok=True)
    output, summary = files / "output", files / "summary"
    output.write_text("")
    summary.write_text("")
    runner = {
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(summary),
        "RUNNER_TEMP": str(files),
        "TYPETABLE_PYTHON": sys.executable,
    }
    done = subprocess.run(
        [BASH, ACTION / script, *arguments],
        cwd=folder,
        env=os.environ | runner | inputs,
        check=False,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    pairs = (line.partition("=") for line in output.read_text("utf-8").splitlines())
    outputs = {name: value for name, _, value in pairs}
    text = summary.read_text("utf-8")
    return Step(code=done.returncode, log=done.stdout, outputs=outputs, summary=text)
