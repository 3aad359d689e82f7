"""Type checkers at their strictest, over all code of a folder at once.

The one rule kept here: a checker starts once for many packages. It looks at the libraries that they
need each time that it starts, which takes longer than any of them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(sys.executable).parent

CHECKERS = ("mypy", "pyright")

each_checker = pytest.mark.parametrize("checker", CHECKERS)
"""Runs a test with one checker after the other."""


def complaints(checker: str, folder: Path) -> str:
    """Return what a checker says about the code below a folder; nothing where all is well.

    What mypy knows of libraries is kept beside the folder, for other folders of the same tests.
    """
    options = {
        "mypy": ("--strict", "--cache-dir", str(folder.parent / "mypy_cache"), "."),
        "pyright": ("--pythonpath", sys.executable),
    }
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    run = subprocess.run(
        [TOOLS / checker, *options[checker]],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    return run.stdout + run.stderr if run.returncode else ""
