"""Checkouts as git, systems and people leave them: what is missing, unreadable or half there."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from tests.hostile import rights
from tests.scratch import OWNER, STATION, Scratch, in_step
from tests.scratch_repository import git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONFLICT = "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"

OVERRIDE = """
[tool.typetable.overrides.types]
"Station.name" = "int"
"""


@pytest.fixture
def repository(tmp_path: Path) -> Scratch:
    """Return a repository in step."""
    return in_step(tmp_path / "repository")


def told(scratch: Scratch, *arguments: str) -> list[str]:
    """Return the lines of a run that say something about a file, and its exit code."""
    run = scratch.run(*arguments, "--format", "concise")
    lines = [line for line in run.err.splitlines() if "[TT" in line]
    return [str(run.code), *lines]


@pytest.mark.slow  # git runs several times
def test_a_submodule_that_is_not_fetched_is_told(tmp_path: Path) -> None:
    """A clone has an empty folder for it; nothing is taken for gone, and the cure is named."""
    docs = Scratch(tmp_path / "docs")
    docs.write("Station.md", STATION)
    git(docs.root, "init", "-q", "-b", "main")
    git(docs.root, "add", "-A")
    git(docs.root, "commit", "-qm", "Docs")
    whole = in_step(tmp_path / "whole")
    git(whole.root, "init", "-q", "-b", "main")
    local = ("-c", "protocol.file.allow=always")
    git(whole.root, *local, "submodule", "add", "-q", str(docs.root), "vendor")
    whole.edit("pyproject.toml", '"spec"', '"vendor"')
    assert whole.run("generate", "-q").code == 0
    git(whole.root, "add", "-A")
    git(whole.root, "commit", "-qm", "All")
    git(tmp_path, "clone", "-q", str(whole.root), "clone")
    clone = Scratch.__new__(Scratch)
    clone.root = tmp_path / "clone"
    for command in ("check", "generate"):
        assert told(clone, command) == ["1", "vendor: error[TT107] no page is here"]
        assert "hint: run `git submodule update --init`\n" in clone.run(command).err
    git(clone.root, *local, "submodule", "update", "--init")
    assert clone.run("check").code == 0


@pytest.mark.parametrize("place", ["Spec", "spce", "spec/Onwer.md"])
def test_a_place_that_is_misspelled_has_a_suggestion(
    repository: Scratch, place: str
) -> None:
    """As after a renaming in case only."""
    if (repository.root / place).exists():
        pytest.skip("case tells no names apart here")
    near = "Owner.md" if "/" in place else "spec"
    run = repository.run("check", place)
    assert run.code == 2
    assert (
        f"{place}: error[TT101] nothing is here\n  = hint: did you mean `{near}`?"
        in (run.err)
    )


def test_a_link_that_leads_nowhere_is_told_as_one(repository: Scratch) -> None:
    """A page and a folder."""
    (repository.root / "spec/Owner.md").unlink()
    (repository.root / "spec/Owner.md").symlink_to("gone.md")
    assert told(repository, "check") == [
        "2",
        "spec/Owner.md: error[TT101] this link leads nowhere",
    ]
    (repository.root / "spec").rename(repository.root / "docs")
    (repository.root / "spec").symlink_to("gone")
    assert told(repository, "check") == [
        "2",
        "spec: error[TT101] this link leads nowhere",
    ]


def conflict(scratch: Scratch) -> None:
    """Leave the marks of git in a page."""
    scratch.write("spec/Station.md", CONFLICT)


def other_bytes(scratch: Scratch) -> None:
    """Save a page in another encoding."""
    (scratch.root / "spec/Station.md").write_bytes(STATION.encode("utf-16"))


@pytest.mark.parametrize(
    ("spoil", "code"), [(conflict, "TT104"), (other_bytes, "TT102")]
)
def test_what_follows_from_a_page_that_is_not_read_is_not_told(
    repository: Scratch, spoil: Callable[[Scratch], None], code: str
) -> None:
    """Neither types that it defines, nor overrides of its rows."""
    path = repository.root / "pyproject.toml"
    path.write_text(path.read_text("utf-8") + OVERRIDE, "utf-8")
    assert repository.run("generate").code == 0
    spoil(repository)
    status, *lines = told(repository, "check")
    assert status == "1"
    assert [line.split("[")[1][:5] for line in lines] == [code]


@pytest.mark.skipif(not rights.IS_POSSIBLE, reason="the superuser reads all")
def test_a_module_that_cannot_be_read_is_told_as_that(repository: Scratch) -> None:
    """With what to do about it; nothing is called in step beside it."""
    (repository.root / "models/owner.py").chmod(0)
    with rights.ordinary():
        run = repository.run("check", "--no-cache")
    assert run.code == 2
    assert (
        "models/owner.py: error[TT410] this cannot be read: permission is denied\n"
        "  = hint: make it readable\n"
    ) in run.err
    assert "in step" not in run.err


def test_a_package_that_is_gone_but_for_what_is_in_its_way(repository: Scratch) -> None:
    """Two findings, for two causes."""
    for path in (repository.root / "models").iterdir():
        path.unlink()
    repository.write("models/__init__.py", "import this\n")
    assert told(repository, "check") == [
        "1",
        "models: error[TT405] none of the 6 files of this package is there",
        "models/__init__.py: error[TT407] typetable did not write this file",
    ]


@pytest.mark.parametrize("command", ["check", "generate"])
@pytest.mark.parametrize("place", ["spec/Owner.md", "./spec/Owner.md"])
def test_a_part_of_the_docs_makes_no_package(
    repository: Scratch, command: str, place: str
) -> None:
    """The models of all other pages would be deleted; other outputs, and all docs, are fine."""
    status, line = told(repository, command, place)
    assert status == "2"
    assert line.startswith("pyproject.toml:2:1: error[TT503] `models` is made of all ")
    assert (repository.root / "models/station.py").exists()
    assert repository.run(command, "spec").code == 0
    repository.write("elsewhere/Owner.md", OWNER.replace("Station ", "str "))
    assert repository.run("generate", "elsewhere", "--output", "others").code == 0
    assert repository.run("generate", "spec/Station.md", "--output", "one").code == 0


def test_a_project_file_in_other_bytes_is_told(repository: Scratch) -> None:
    """It is not passed over, as one that configures nothing."""
    path = repository.root / "pyproject.toml"
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    assert told(repository, "check") == [
        "2",
        "pyproject.toml:1:1: error[TT501] this file is not UTF-8 text",
    ]


@pytest.mark.slow  # git runs several times
def test_line_ends_of_another_system_are_no_drift(tmp_path: Path) -> None:
    """Where git writes CRLF, what is written next is no more than what changed."""
    repository = in_step(tmp_path / "repository")
    git(repository.root, "init", "-q", "-b", "main")
    git(repository.root, "config", "core.autocrlf", "true")
    git(repository.root, "add", "-A")
    git(repository.root, "commit", "-qm", "All")
    for folder in ("spec", "models"):
        for path in (repository.root / folder).iterdir():
            path.unlink()
    git(repository.root, "checkout", "-q", ".")
    assert b"\r\n" in (repository.root / "models/owner.py").read_bytes()
    assert repository.run("check").code == 0
    repository.edit("spec/Station.md", "Its name.", "The name.")
    assert repository.run("generate").code == 0
    assert git(repository.root, "diff", "--name-only").split() == [
        "models/station.py",
        "spec/Station.md",
    ]


@pytest.mark.slow  # git runs several times
def test_a_half_that_is_stashed_is_told_as_the_other(tmp_path: Path) -> None:
    """Code without docs, docs without code, and a rebase that stops: each is healed."""
    repository = in_step(tmp_path / "repository")
    git(repository.root, "init", "-q", "-b", "main")
    git(repository.root, "add", "-A")
    git(repository.root, "commit", "-qm", "All")
    repository.edit("spec/Station.md", "Its name.", "The name.")
    assert repository.run("generate").code == 0
    for half, code in (("models", "TT401"), ("spec", "TT417")):
        git(repository.root, "stash", "push", "-q", half)
        assert f"error[{code}]" in repository.run("check").err
        git(repository.root, "stash", "pop", "-q")
        assert repository.run("check").code == 0
    git(repository.root, "commit", "-qam", "Ours")
    git(repository.root, "checkout", "-q", "-b", "other", "HEAD~1")
    repository.edit("spec/Station.md", "Its name.", "A name.")
    assert repository.run("generate").code == 0
    git(repository.root, "commit", "-qam", "Theirs")
    with pytest.raises(subprocess.CalledProcessError):
        git(repository.root, "rebase", "main")
    assert told(repository, "check")[0] == "1"
    git(repository.root, "checkout", "-q", "--theirs", "spec/Station.md")
    assert repository.run("generate").code == 0
    assert repository.run("check").code == 0
