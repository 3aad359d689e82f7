"""Whole packages, compared byte for byte with what is kept beside this file.

`pytest tests/golden --update` writes them anew; it is refused in CI.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.golden.everything import EVERYTHING, SAID
from tests.golden.packages import texts, write

from typetable.targets import TARGETS

CASES = Path(__file__).parent
TOOLS = Path(sys.executable).parent


SCHEMAS = {"everything": EVERYTHING, "said": SAID}
"""What is written; of the second the modules alone, as the other files are those of the first."""

cases = pytest.mark.parametrize("case", SCHEMAS)


def kept(case: str, target: str) -> Path:
    """Return the folder of the package that is kept for a target."""
    return CASES / f"{case}_{target}"


def written(case: str, target: str) -> dict[str, str]:
    """Return the files that are kept of a case."""
    files = texts(SCHEMAS[case], target)
    return files if case == "everything" else {"order.py": files["order.py"]}


@cases
@pytest.mark.parametrize("target", TARGETS)
def test_everything(case: str, target: str, request: pytest.FixtureRequest) -> None:
    """Each target writes the package that was looked at when it was kept."""
    folder = kept(case, target)
    if request.config.getoption("--update"):
        assert "CI" not in os.environ, "snapshots are not updated in CI"
        folder.mkdir(exist_ok=True)
        for path, text in written(case, target).items():
            (folder / path).write_text(text, encoding="utf-8")
    found = {path.name: path.read_text("utf-8") for path in folder.glob("*.*")}
    assert found == written(case, target)


@cases
@pytest.mark.parametrize("target", TARGETS)
def test_black_leaves_it_alone(case: str, target: str) -> None:
    """The kept package is in black's style."""
    run = [str(TOOLS / "black"), "--check", "--quiet", str(kept(case, target))]
    assert subprocess.run(run, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("strict", [False, True])
@cases
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    "tool",
    [
        ("mypy", "--strict"),
        ("pyright", "--pythonpath", sys.executable),
        ("ruff", "check", "--isolated"),
    ],
)
def test_checkers(
    case: str,
    target: str,
    tool: tuple[str, ...],
    tmp_path: Path,
    *,
    strict: bool,
) -> None:
    """The strictest settings of the type checkers and ruff's own find nothing to say."""
    folder = write(SCHEMAS[case], target, tmp_path / "models", strict=strict)
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
