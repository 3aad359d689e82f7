"""The hooks, tried by the real pre-commit in scratch repositories."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.hostile.planted import MODULES, plant
from tests.published import publish

from typetable.cli import main

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here"),
]

ROOT = Path(__file__).parents[1]
PRE_COMMIT = Path(sys.executable).with_name("pre-commit")

PAGE = """\
# Dock

**Properties**

| Name | Type | Required | Description |
| :--- | :--- | :------- | :---------- |
| size | int  | ✅       | Its size.   |
"""

SETTINGS = """\
[tool.typetable]
spec = "docs"
output = "models"
dialect = "liblab"
wire_case = "camel"
"""

CONFIGURATION = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: {hook}
"""


@dataclass(frozen=True, kw_only=True)
class Scratch:
    """A repository with docs, where a hook of typetable is configured."""

    folder: Path
    home: Path

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program here, away from the settings of whoever runs the tests."""
        return run(*command, cwd=self.folder, home=self.home)

    def write(self, path: str, text: str) -> None:
        """Write a file and stage it."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.git("add", path)

    def git(self, *arguments: str) -> str:
        """Return what git says."""
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def hook(self) -> subprocess.CompletedProcess[str]:
        """Run the hook on what is staged."""
        return self.run(PRE_COMMIT, "run", "--verbose")


def run(
    *command: str | Path, cwd: Path, home: Path
) -> subprocess.CompletedProcess[str]:
    """Run a program, away from the settings of whoever runs the tests."""
    own = {
        "PRE_COMMIT_HOME": str(home),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "safe.directory",
        "GIT_CONFIG_VALUE_0": "*",
        **{
            f"GIT_{role}_{key}": "test@example.org"
            for role in ("AUTHOR", "COMMITTER")
            for key in ("NAME", "EMAIL")
        },
    }
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GIT_", "PYTHONPATH", "VIRTUAL_ENV"))
    }
    return subprocess.run(
        command, cwd=cwd, env=kept | own, check=False, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder where pre-commit keeps the hooks that it has installed."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a repository of what this project installs, and its only commit."""
    folder = tmp_path_factory.mktemp("published")
    return folder, publish(folder)


@pytest.fixture(params=["typetable", "typetable-check"])
def hook(request: pytest.FixtureRequest) -> str:
    """Return one hook after the other."""
    return str(request.param)


@pytest.fixture
def scratch(
    hook: str,
    published: tuple[Path, str],
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Scratch:
    """Return a repository whose docs and models are in step and committed."""
    repository, revision = published
    scratch = Scratch(folder=tmp_path, home=home)
    scratch.git("init", "--quiet")
    scratch.write("docs/Dock.md", PAGE)
    scratch.write("pyproject.toml", SETTINGS)
    configuration = CONFIGURATION.format(
        repository=repository.as_uri(), revision=revision, hook=hook
    )
    scratch.write(".pre-commit-config.yaml", configuration)
    monkeypatch.chdir(tmp_path)
    assert main(["generate", "--quiet"]) == 0
    scratch.git("add", "--all")
    scratch.git("commit", "--quiet", "--message", "in step")
    return scratch


@pytest.mark.parametrize("hook", ["typetable"], indirect=True)
def test_regenerate(scratch: Scratch) -> None:
    """Docs changed and code not: the code is rewritten, not staged, and has to be looked at."""
    scratch.write("docs/Dock.md", PAGE.replace("Its size.", "How big. "))
    staged = scratch.git("diff", "--cached")
    first = scratch.hook()
    assert first.returncode == 1, first.stdout
    assert "files were modified by this hook" in first.stdout
    assert scratch.git("diff", "--cached") == staged
    assert scratch.git("diff", "--name-only").split() == ["models/dock.py"]
    assert "How big." in scratch.git("diff")
    scratch.git("add", "models")
    second = scratch.hook()
    assert second.returncode == 0, second.stdout


@pytest.mark.parametrize("hook", ["typetable-check"], indirect=True)
def test_check(scratch: Scratch) -> None:
    """Docs changed and code not: the hook fails, says why, and changes nothing."""
    scratch.write("docs/Dock.md", PAGE.replace("Its size.", "How big. "))
    staged = scratch.git("diff", "--cached")
    failed = scratch.hook()
    assert failed.returncode == 1
    assert "TT401" in failed.stdout
    assert "files were modified" not in failed.stdout
    assert scratch.git("diff") == ""
    assert scratch.git("diff", "--cached") == staged


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/Dock.md", f"{PAGE}\n"),
        ("pyproject.toml", f"{SETTINGS}strict = false\n"),
        ("notes.txt", "x\n"),
    ],
)
def test_a_hook_always_runs(scratch: Scratch, path: str, text: str) -> None:
    """It cannot know which files are read, and takes no time where nothing changed."""
    scratch.write(path, text)
    done = scratch.hook()
    assert done.returncode == 0, done.stdout
    assert "in step" in done.stdout
    assert "Skipped" not in done.stdout


def test_a_page_that_is_only_deleted(scratch: Scratch) -> None:
    """pre-commit names no deleted file to any hook, and this one looks all the same."""
    scratch.write("docs/Pier.md", PAGE.replace("Dock", "Pier"))
    assert main(["generate", "--quiet"]) == 0
    scratch.git("add", "--all")
    scratch.git("commit", "--quiet", "--no-verify", "--message", "two pages")
    scratch.git("rm", "--quiet", "docs/Pier.md")
    done = scratch.hook()
    assert done.returncode == 1, done.stdout
    assert "files were modified" in done.stdout or "TT406" in done.stdout


def test_nothing_of_the_checkout_runs(scratch: Scratch, tmp_path: Path) -> None:
    """Neither while a hook is installed nor while it runs, by whatever name files go."""
    anew = replace(scratch, home=tmp_path / "anew")
    hostile = plant(scratch.folder, MODULES, tmp_path / "ran")
    anew.write("docs/Dock.md", PAGE.replace("Its size.", "How big. "))
    done = anew.hook()
    assert done.returncode == 1
    assert "files were modified" in done.stdout or "TT401" in done.stdout
    assert hostile.ran == set()


def test_both_can_be_read_by_pre_commit(home: Path) -> None:
    """The hooks and this repository's own configuration are valid."""
    files = {
        "validate-manifest": ".pre-commit-hooks.yaml",
        "validate-config": ".pre-commit-config.yaml",
    }
    for command, file in files.items():
        done = run(PRE_COMMIT, command, file, cwd=ROOT, home=home)
        assert (done.returncode, done.stdout + done.stderr) == (0, "")
