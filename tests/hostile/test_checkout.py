"""A hostile checkout: nothing of it runs, whichever way typetable is started in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.action_steps import BASH, step
from tests.hostile.planted import MODULES, plant
from tests.published import ROOT, publish
from tests.scratch import in_step
from tests.scratch_repository import git

from typetable.cli import COMMANDS

if TYPE_CHECKING:
    from tests.hostile.planted import Planted
    from tests.scratch import Scratch

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs bash"),
    pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here"),
]

CONSOLE_SCRIPT = str(Path(sys.executable).with_name("typetable"))
ISOLATED = (sys.executable, "-I", "-m", "typetable")
STARTS = {
    "console script": (CONSOLE_SCRIPT,),
    "-I -m": ISOLATED,
    "-P -m": (sys.executable, "-P", "-m", "typetable"),
}

ARGUMENTS = {
    "check": ("--diff", "--no-cache"),
    "diff": ("--against", "HEAD"),
    "generate": ("--no-cache", "--verify", "--diff"),
    "init": ("--print",),
    "schema": (),
    "templates": ("eject", "own"),
    "audit": ("models",),
    "completion": ("bash",),
    "explain": ("TT201",),
}
"""Each command that ends by itself, with arguments that let it do all of its work."""


def drifted(root: Path) -> Scratch:
    """Return a repository with a commit, whose docs changed since."""
    repository = in_step(root)
    (root / ".git").rmdir()
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=one")
    repository.edit("spec/Station.md", "name      | str", "name      | int")
    return repository


def run(
    root: Path, *command: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder."""
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        command,
        cwd=root,
        env=kept | environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture(scope="module")
def looked_up(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the modules that commands and installing look up, found or not."""
    root = drifted(tmp_path_factory.mktemp("looked_up") / "checkout").root
    commands = [
        *(("typetable", name, *arguments) for name, arguments in ARGUMENTS.items()),
        ("venv", "--without-pip", "made"),
        ("pip", "install", "--help"),
    ]
    timed = (sys.executable, "-I", "-X", "importtime", "-m")
    lines = (
        line.rpartition("|")[2].strip().partition(".")[0]
        for command in commands
        for line in run(root, *timed, *command).stderr.splitlines()
        if line.startswith("import time:")
    )
    return {name for name in lines if name.isidentifier() and name != "__main__"}


@pytest.fixture
def hostile(tmp_path: Path, looked_up: set[str]) -> Planted:
    """Return a repository out of step in which everything is planted."""
    root = drifted(tmp_path / "checkout").root
    return plant(root, MODULES | looked_up, tmp_path / "ran")


def test_what_is_looked_up_is_known(looked_up: set[str]) -> None:
    """The list holds what typetable loads late, and what a library would use if it were there."""
    assert {"black", "jinja2", "mistune", "msgspec", "subprocess"} <= looked_up
    assert looked_up - MODULES


@pytest.mark.parametrize(
    ("command", "variables"),
    [
        ((sys.executable, "-c", "import black"), ()),
        ((sys.executable, "-m", "venv", "--help"), ()),
        ((sys.executable, "-c", ""), ("PYTHONPATH",)),
        ((sys.executable, "-P", "-m", "venv"), ("PYTHONPYCACHEPREFIX",)),
        ((BASH, "-c", "git"), ("PATH",)),
    ],
)
def test_planted_files_tell_that_they_ran(
    hostile: Planted, command: tuple[str, ...], variables: tuple[str, ...]
) -> None:
    """What the other tests ask is answered: who looks something up here runs something."""
    run(
        hostile.root,
        *command,
        **{name: hostile.leading_here[name] for name in variables},
    )
    assert hostile.ran


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("command", ARGUMENTS)
def test_no_command_runs_anything(hostile: Planted, start: str, command: str) -> None:
    """The console script and an isolated `-m` take all that they import from elsewhere."""
    done = run(hostile.root, *STARTS[start], command, *ARGUMENTS[command])
    assert hostile.ran == set()
    assert done.returncode < 2, done.stderr


def test_every_command_is_tried() -> None:
    """All but the one that never ends."""
    assert {*ARGUMENTS, "watch"} == {*COMMANDS}


def test_a_watch_runs_nothing(hostile: Planted) -> None:
    """Nor does what watches files, which is loaded late."""
    pytest.importorskip("watchfiles", reason="an extra that is not installed")
    with subprocess.Popen(
        (CONSOLE_SCRIPT, "watch"), cwd=hostile.root, stderr=subprocess.PIPE, text=True
    ) as watch:
        assert watch.stderr
        assert "watching" in watch.stderr.readline()
        (hostile.root / "spec" / "Owner.md").unlink()
        assert "watching" in watch.stderr.readline()
        watch.terminate()
    assert hostile.ran == set()


def test_a_plain_m_runs_no_more_than_python_itself(
    tmp_path: Path, looked_up: set[str]
) -> None:
    """Only what Python imports on the way to any package, and the package, can be shadowed."""
    (tmp_path / "empty").mkdir()
    script = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    (tmp_path / "empty" / "__main__.py").write_text(script)
    before = run(tmp_path, sys.executable, "-m", "empty").stdout.split()
    root = drifted(tmp_path / "checkout").root
    names = (MODULES | looked_up) - {*before, "typetable"}
    hostile = plant(root, names, tmp_path / "ran")
    for command, arguments in ARGUMENTS.items():
        done = run(root, sys.executable, "-m", "typetable", command, *arguments)
        assert hostile.ran == set(), command
        assert done.returncode < 2, done.stderr


def test_the_action_runs_nothing(hostile: Planted, tmp_path: Path) -> None:
    """Neither installing nor checking nor commenting, wherever the job's variables lead."""
    files, programs = tmp_path / "runner", tmp_path / "programs"
    programs.mkdir()
    (programs / "gh").write_text(f'#!/bin/sh\npwd >> "{programs}/asked"\n')
    (programs / "gh").chmod(0o755)
    job = hostile.leading_here
    job["PATH"] += os.pathsep + str(programs)
    made = step("install.sh", hostile.root, files, str(files / "tool"), **job)
    assert made.code == 0, made.log
    job["TYPETABLE_PYTHON"] = made.outputs["python"]
    told = step("check.sh", hostile.root, files, TYPETABLE_AGAINST="HEAD", **job)
    assert told.code == 1, told.log
    assert "Changes in the docs" in told.summary
    job |= {
        "GITHUB_REPOSITORY": "some/one",
        "TYPETABLE_PULL": "7",
        "TYPETABLE_REPORT": told.outputs["report-file"],
    }
    assert step("comment.sh", hostile.root, files, **job).code == 0
    assert {*(programs / "asked").read_text().split()} == {str(files)}
    assert hostile.ran == set()
    assert not (hostile.root / "here").exists()


def test_the_example_for_gitlab_runs_nothing(hostile: Planted, tmp_path: Path) -> None:
    """Its commands, with a repository in the place of the one that they leave open."""
    yaml = pytest.importorskip("yaml")
    example = ROOT / ".github" / "examples" / "gitlab-ci.yml"
    job = yaml.safe_load(example.read_text("utf-8"))["typetable"]
    (tmp_path / "published").mkdir()
    commit = publish(tmp_path / "published")
    script = "\n".join((*job["before_script"], *job["script"]))
    script = script.replace(" URL ", f" '{(tmp_path / 'published').as_uri()}' ")
    script = script.replace(" COMMIT", f" {commit}")
    (tmp_path / "precious").write_text("PRECIOUS\n")
    (hostile.root / "typetable.json").symlink_to(tmp_path / "precious")
    (tmp_path / "elsewhere").mkdir()
    wheels = hostile.root / job["variables"]["TYPETABLE_WHEELS"]
    wheels.symlink_to(tmp_path / "elsewhere")
    variables = job["variables"] | {"TOOL": tmp_path / "tool"}
    job_sets = hostile.leading_here | {key: str(variables[key]) for key in variables}
    del job_sets["PATH"]  # the image's own
    done = run(hostile.root, BASH, "-eo", "pipefail", "-c", script, **job_sets)
    assert hostile.ran == set()
    assert done.returncode == 1, done.stderr
    assert "TT401" in (hostile.root / "typetable.json").read_text("utf-8")
    assert (tmp_path / "precious").read_text() == "PRECIOUS\n"
    assert [*(tmp_path / "elsewhere").iterdir()] == []
    assert {path.suffix for path in wheels.iterdir()} == {".whl"}
    assert [f"{wheels.name}/"] == job["cache"]["paths"]
