"""Whether what is made without black is right for other versions of it, tried by hand.

`python tests/benchmarks/black_versions.py 26.3.1 26.5.1` installs each version into a folder of its
own and runs the tests of formatting with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TESTS = ("tests/property/test_format_agrees.py", "tests/property/test_printing.py")


def main(*versions: str) -> int:
    """Return how many of the versions fail."""
    return sum(not agrees(version) for version in versions)


def agrees(version: str) -> bool:
    """Return whether the tests of formatting pass with a version of black."""
    with tempfile.TemporaryDirectory() as folder:
        install = ("pip", "install", "-q", "--no-deps", "--target", folder)
        subprocess.run(
            (sys.executable, "-m", *install, f"black=={version}"), check=True
        )
        paths = (folder, str(ROOT / "generator"))
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
        pytest = ("pytest", "-q", "-n", "auto", "-p", "no:cacheprovider", *TESTS)
        found = subprocess.run(
            (sys.executable, "-m", *pytest), cwd=ROOT, env=environment, check=False
        )
    sys.stdout.write(
        f"black {version}: {'differs' if found.returncode else 'agrees'}\n"
    )
    return found.returncode == 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
