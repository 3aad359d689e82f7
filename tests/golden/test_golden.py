"""Whole packages, compared byte for byte with what is kept beside this file.

`pytest tests/golden --update` writes them anew; it is refused in CI.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.golden.everything import EVERYTHING
from tests.golden.packages import texts, write

from typetable.targets import TARGETS

CASES = Path(__file__).parent
TOOLS = Path(sys.executable).parent


def kept(target: str) -> Path:
    """Return the folder of the package that is kept for a target."""
    return CASES / f"everything_{target}"


@pytest.mark.parametrize("target", TARGETS)
def test_everything(target: str, request: pytest.FixtureRequest) -> None:
    """Each target writes the package that was looked at when it was kept."""
    if request.config.getoption("--update"):
        assert "CI" not in os.environ, "snapshots are not updated in CI"
        write(EVERYTHING, target, kept(target))
    folder = kept(target)
    found = {path.name: path.read_text("utf-8") for path in folder.glob("*.*")}
    assert found == texts(EVERYTHING, target)


@pytest.mark.parametrize("target", TARGETS)
def test_black_leaves_it_alone(target: str) -> None:
    """The kept package is in black's style."""
    run = [str(TOOLS / "black"), "--check", "--quiet", str(kept(target))]
    assert subprocess.run(run, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    "tool",
    [
        ("mypy", "--strict"),
        ("pyright", "--pythonpath", sys.executable),
        ("ruff", "check", "--isolated"),
    ],
)
def test_checkers(target: str, tool: tuple[str, ...], tmp_path: Path) -> None:
    """The strictest settings of the type checkers and ruff's own find nothing to say."""
    folder = write(EVERYTHING, target, tmp_path / "models")
    settings = '{"typeCheckingMode": "strict", "include": ["models"]}'
    (tmp_path / "pyrightconfig.json").write_text(settings)
    name, *options = tool
    what = () if name == "pyright" else (folder.name,)
    run = subprocess.run(
        [TOOLS / name, *options, *what],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout
