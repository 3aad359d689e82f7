"""What is no drift: other places, systems and programs around the same docs."""

import os
import re
import shutil
import subprocess
import sys
from functools import partial
from importlib.metadata import requires
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.scratch import SOURCE, Scratch, in_step

from typetable.output.seal import open_seal, seal


@pytest.fixture
def repository(tmp_path: Path) -> Scratch:
    """Return a repository in step."""
    return in_step(tmp_path / "repository")


def test_a_spec_folder_may_be_renamed_and_moved(repository: Scratch) -> None:
    """Generated code names pages by their paths below the folder."""
    (repository.root / "docs").mkdir()
    (repository.root / "spec").rename(repository.root / "docs" / "models of the API")
    repository.edit("pyproject.toml", '"spec"', '"docs/models of the API"')
    assert repository.run("check").code == 0


def test_an_output_folder_may_be_moved(repository: Scratch) -> None:
    """It moves with its files."""
    (repository.root / "models").rename(repository.root / "types")
    assert repository.run("check", "--output", "types").code == 0


def test_another_checkout_path(repository: Scratch, tmp_path: Path) -> None:
    """Nothing of the path of a checkout goes into the code."""
    other = tmp_path / "an other" / "place"
    shutil.copytree(repository.root, other)
    moved = Scratch.__new__(Scratch)
    moved.root = other
    assert moved.run("check").code == 0
    assert moved.run("check", folder="models").code == 0


def test_a_link_to_the_checkout(repository: Scratch, tmp_path: Path) -> None:
    """A checkout may be reached by another name."""
    (tmp_path / "link").symlink_to(repository.root, target_is_directory=True)
    linked = Scratch.__new__(Scratch)
    linked.root = tmp_path / "link"
    assert linked.run("check").code == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C.UTF-8", "TZ": "Pacific/Auckland", "COLUMNS": "20"},
    ],
)
def test_other_environments(repository: Scratch, environment: dict[str, str]) -> None:
    """Hash seed, locale, time zone and terminal make no difference, also not to the seals."""
    before = read(repository)
    assert repository.spawn("check", **environment).code == 0
    shutil.rmtree(repository.root / "models")
    assert repository.spawn("generate", **environment).code == 0
    assert read(repository) == before


def pythons() -> list[str]:
    """Return other Pythons at hand that can run typetable with the packages of this one."""
    names = (f"python3.{minor}" for minor in range(11, 15))
    found = {path for name in names if (path := shutil.which(name))}
    return sorted(path for path in found if can_run(path))


def can_run(python: str) -> bool:
    """Return whether a Python of another version finds all that typetable imports."""
    script = "import sys, typetable.pipeline, black; print(*sys.version_info[:2])"
    done = subprocess.run(
        [python, "-c", script], env=ENVIRONMENT, capture_output=True, check=False
    )
    return done.returncode == 0 and done.stdout.split() != [
        b"%d" % number for number in sys.version_info[:2]
    ]


ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


@pytest.mark.slow
def test_another_python(repository: Scratch) -> None:
    """Each Python at hand finds the output in step, and writes the same."""
    found = pythons()
    if not found:
        pytest.skip("no other Python that can run typetable is at hand")
    before = read(repository)
    for python in found:
        assert repository.spawn("check", python=python, **ENVIRONMENT).code == 0
        shutil.rmtree(repository.root / "models")
        assert repository.spawn("generate", python=python, **ENVIRONMENT).code == 0
        assert read(repository) == before


@pytest.mark.parametrize(
    "versions",
    [
        {"black": "20.0.0"},
        {"black": "99.9.9"},
        {"typetable": "0.0.1"},
        {"typetable": "99.0.0", "black": "99.9.9"},
        {"black": "99.9.9 and-what-a-later-version-adds"},
    ],
)
def test_other_versions(repository: Scratch, versions: dict[str, str]) -> None:
    """Whatever wrote the same code, it is in step, remembered or not; and stays as it is."""
    for path in (repository.root / "models").rglob("*.py"):
        made = open_seal(path.read_text("utf-8"))
        assert made
        assert made.provenance
        path.write_text(seal(made.body, replace(made.provenance, **versions)), "utf-8")
    before = read(repository)
    for flags in ((), ("--no-cache",)):
        assert repository.run("check", *flags).code == 0
        assert repository.run("generate", *flags).code == 0
    assert read(repository) == before


@pytest.mark.slow
def test_another_black(repository: Scratch, tmp_path: Path) -> None:
    """The oldest black that may be used finds what the newest wrote in step, and the reverse."""
    (wanted,) = (
        each for each in requires("typetable") or () if each.startswith("black")
    )
    (oldest,) = re.findall(r">=([\d.]+)", wanted)
    place = ("install", "--quiet", "--no-deps", "--target", str(tmp_path / "black"))
    pip = (sys.executable, "-I", "-m", "pip", *place, f"black=={oldest}")
    subprocess.run(pip, check=True)
    path = os.pathsep.join((str(tmp_path / "black"), SOURCE))
    other = partial(repository.spawn, PYTHONPATH=path)
    assert other("check", "--no-cache").code == 0
    shutil.rmtree(repository.root / "models")
    assert other("generate", "--no-cache", "--verify").code == 0
    made = (repository.root / "models" / "owner.py").read_text("utf-8")
    assert f" {oldest}\n" in made
    assert repository.run("check").code == 0
    assert repository.run("check", "--no-cache").code == 0


def test_working_copies_with_crlf(repository: Scratch) -> None:
    """Git may check out pages and modules with the line ends of Windows."""
    for path in [*repository.root.rglob("*.md"), *repository.root.rglob("*.py")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = read(repository)
    assert repository.run("check").code == 0
    assert repository.run("generate").code == 0
    assert read(repository) == before


def test_padding_of_tables(repository: Scratch) -> None:
    """A formatter of Markdown changes nothing that the docs say."""
    repository.edit("spec/Station.md", "| :-------- |", "| :- |")
    repository.edit("spec/Station.md", "| name      |", "|name|")
    assert repository.run("check").code == 0


def test_nothing_to_do_is_one_line(repository: Scratch) -> None:
    """No file is written, one line is said; none where it is quiet."""
    before = _times(repository.root)
    for command in ("generate", "check"):
        run = repository.run(command)
        assert run.err == "models is in step with spec: 6 files\n"
        assert run.out == ""
        quiet = repository.run(command, "-q")
        assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert _times(repository.root) == before


def read(scratch: Scratch) -> dict[str, bytes]:
    """Return all generated files."""
    folder = scratch.root / "models"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*.py*")
        if "__pycache__" not in path.parts
    }


def _times(root: Path) -> dict[Path, int]:
    """Return when each file and folder changed, but for what is remembered."""
    folders = (root / "models", root / "spec")
    files = (path for folder in folders for path in (folder, *folder.rglob("*")))
    return {path: path.stat().st_mtime_ns for path in files}
