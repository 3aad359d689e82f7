"""Code that came without its docs, in real repositories: one cause, and not that docs changed."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.scratch import OWNER, Scratch, in_step
from tests.scratch_repository import git


@pytest.fixture
def repository(tmp_path: Path) -> Scratch:
    """Return a repository in step, with all committed."""
    scratch = in_step(tmp_path / "repository")
    git(scratch.root, "init", "-q", "-b", "main")
    commit(scratch, "spec", "models", "pyproject.toml")
    return scratch


def commit(scratch: Scratch, *paths: str) -> None:
    """Commit what stands at some paths, and nothing else."""
    git(scratch.root, "add", "-A", *paths)
    git(scratch.root, "commit", "-qm", " ".join(paths))


def cloned(scratch: Scratch, *flags: str) -> Scratch:
    """Return what CI gets of the repository."""
    place = scratch.root.with_name("clone")
    git(scratch.root, "clone", "-q", *flags, scratch.root.as_uri(), str(place))
    clone = Scratch.__new__(Scratch)
    clone.root = place
    return clone


def codes(scratch: Scratch) -> list[str]:
    """Return the codes of the findings of a check."""
    run = scratch.run("check", "--format", "json")
    return [each["code"] for each in json.loads(run.out)["findings"]]


def changed(scratch: Scratch) -> None:
    """Change a row."""
    scratch.edit("spec/Station.md", "Its name.", "The name.")


def changed_and_added(scratch: Scratch) -> None:
    """Change a row, and add a page."""
    changed(scratch)
    scratch.write("spec/Car.md", OWNER.replace("Owner", "Car"))


def added(scratch: Scratch) -> None:
    """Add a page."""
    scratch.write("spec/Car.md", OWNER.replace("Owner", "Car"))


@pytest.mark.parametrize(
    ("change", "count"), [(changed, 1), (added, 1), (changed_and_added, 2)]
)
def test_code_without_its_docs_is_one_finding(
    repository: Scratch, change: Callable[[Scratch], None], count: int
) -> None:
    """However many files; both cures hold: the docs, or `generate`."""
    change(repository)
    assert repository.run("generate", "-q").code == 0
    commit(repository, "models")
    clone = cloned(repository)
    assert codes(clone) == ["TT417"]
    told = clone.run("check").err
    assert "commit the docs that it was made from" in told
    assert f"{count} file" in told
    assert "changed" not in told
    assert clone.run("generate").code == 0
    assert codes(clone) == []
    shutil.rmtree(clone.root)
    commit(repository, "spec")
    assert codes(cloned(repository)) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [(changed, ["TT401"]), (added, ["TT406"])],
)
def test_the_last_commits_alone_do_not_tell_which_is_newer(
    repository: Scratch, change: Callable[[Scratch], None], told: list[str]
) -> None:
    """As CI may have them: docs changed or went, by which `generate` and the docs are cures."""
    change(repository)
    assert repository.run("generate", "-q").code == 0
    commit(repository, "models")
    clone = cloned(repository, "--depth", "1")
    assert codes(clone) == told
    assert clone.run("generate").code == 0
    assert codes(clone) == []
    git(clone.root, "checkout", "-q", ".")
    git(clone.root, "fetch", "-q", "--unshallow")
    assert codes(clone) == ["TT417"]
    shutil.rmtree(clone.root)
    commit(repository, "spec")
    assert codes(cloned(repository, "--depth", "1")) == []


def test_docs_that_somebody_put_aside_are_not_here(repository: Scratch) -> None:
    """As `git stash` does it, or `git checkout` of the docs alone."""
    changed(repository)
    assert repository.run("generate", "-q").code == 0
    git(repository.root, "checkout", "-q", "spec")
    assert codes(repository) == ["TT417"]


@pytest.mark.parametrize("flags", [(), ("--depth", "1"), ("--depth", "2")])
def test_docs_that_changed_are_told_as_ever(
    repository: Scratch, flags: tuple[str, ...]
) -> None:
    """In a clone of the last commits, too, where git does not know where the code comes from."""
    changed(repository)
    commit(repository, "spec")
    assert codes(cloned(repository, *flags)) == ["TT401"]


def test_docs_that_came_after_their_code_made_it(repository: Scratch) -> None:
    """In a commit of their own; what changed them since is a change of docs."""
    changed(repository)
    assert repository.run("generate", "-q").code == 0
    commit(repository, "models")
    commit(repository, "spec")
    repository.edit("spec/Station.md", "The name.", "Any name.")
    commit(repository, "spec")
    assert codes(repository) == ["TT401"]


def test_who_works_on_the_docs_is_told_what_changed(repository: Scratch) -> None:
    """Docs that were never committed are not lost while somebody writes them."""
    changed_and_added(repository)
    assert repository.run("generate", "-q").code == 0
    repository.edit("spec/Station.md", "The name.", "Any name.")
    (repository.root / "spec/Car.md").unlink()
    assert sorted(codes(repository)) == ["TT401", "TT406"]


def test_pages_that_went_leave_their_code_over(repository: Scratch) -> None:
    """As they were committed once, the code was made from them."""
    (repository.root / "spec/Owner.md").unlink()
    commit(repository, "spec")
    assert codes(repository) == ["TT406"]
