"""The wheel is whole: it works in a fresh environment, away from the checkout."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
VERSIONS = ("3.11", "3.12", "3.13")
DATA = ("dialects", "explanations", "templates")

PAGE = """\
# Station

**Properties**

| Name       | Type   | Required | Description |
| :--------- | :----- | :------- | :---------- |
| id\\_       | str    | ✅       | Its ID.     |
| status     | Status | ❌       |             |
| created_at | str    | ❌       |             |

# Status

**Properties**

| Name | Type | Required | Description |
| :--- | :--- | :------- | :---------- |
| OPEN | str  | ✅       | "open"      |
"""

USE = """\
from models import Station
data = {"id": "1", "status": "new", "createdAt": "now"}
assert Station.from_dict(data).to_dict() == data
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Return what a program says; it must end well."""
    foreign = {"PYTHONPATH", "VIRTUAL_ENV"}
    environment = {key: text for key, text in os.environ.items() if key not in foreign}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        check=False,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def build(kind: str, project: Path, folder: Path) -> Path:
    """Return the distribution that a project builds, and leave the project as it is."""
    command = (sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", folder)
    run(*command, cwd=project)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout."""
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


def interpreter(version: str) -> str | None:
    """Return a Python of a version, if there is one that runs."""
    if sys.version.startswith(f"{version}."):
        return sys.executable
    for found in (f"python{version}", *_of_pyenv(version)):
        program = shutil.which(found)
        if program and subprocess.run([program, "-c", ""], check=False).returncode == 0:
            return program
    return None


def _of_pyenv(version: str) -> list[str]:
    root = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    return sorted(map(str, root.glob(f"versions/{version}.*/bin/python")))


def test_the_wheel_holds_all_data(wheel: Path) -> None:
    """Dialects, explanations, templates, the schema of schemas and the marker are inside."""
    package = ROOT / "generator" / "typetable"
    folders = {name: package / name for name in DATA} | {
        "templates": ROOT / "templates"
    }
    wanted = {"typetable/py.typed", "typetable/schema.schema.json"} | {
        f"typetable/{name}/{path.relative_to(folder).as_posix()}"
        for name, folder in folders.items()
        for path in folder.rglob("*.*")
    }
    held = set(zipfile.ZipFile(wheel).namelist())
    assert wanted - held == set()
    assert {name.split("/")[0] for name in held if ".dist-info" not in name} == {
        "typetable"
    }


def test_the_source_distribution_is_whole(wheel: Path, tmp_path: Path) -> None:
    """A wheel built from the source distribution holds what one built from the checkout does."""
    source = build("sdist", ROOT, tmp_path / "source")
    with tarfile.open(source) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (project,) = (tmp_path / "unpacked").iterdir()
    assert (project / "tests" / "test_packaging.py").is_file()
    again = build("wheel", project, tmp_path / "wheel")
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(wheel).namelist()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_fresh_environment(version: str, wheel: Path, tmp_path: Path) -> None:
    """Installed from the wheel, typetable generates models that work, on each Python."""
    python = interpreter(version)
    if python is None:
        pytest.skip(f"there is no Python {version} here")
    run(python, "-m", "venv", ".venv", cwd=tmp_path)
    tools = tmp_path / ".venv" / ("Scripts" if os.name == "nt" else "bin")
    run(tools / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    assert run(tools / "typetable", "--version", cwd=tmp_path).startswith("typetable ")
    assert "TT201" in run(tools / "typetable", "explain", "TT201", cwd=tmp_path)

    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "Station.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "typetable.toml").write_text(
        'spec = "docs"\noutput = "models"\nwire_case = "camel"\n'
    )
    python_strictly = (tools / "python", "-W", "error")
    run(*python_strictly, "-m", "typetable", "generate", cwd=tmp_path)
    run(*python_strictly, "-m", "typetable", "check", cwd=tmp_path)
    run(*python_strictly, "-c", USE, cwd=tmp_path)
