from pathlib import Path

import pytest

from typetable.sources.absences import hint

SUBMODULES = '[submodule "docs"]\n\tpath = vendor/docs\n\turl = ../docs\n'
FETCH = "run `git submodule update --init`"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with a submodule that is not checked out, and a folder of docs."""
    root = tmp_path / "repository"
    for folder in (".git", "vendor/docs", "docs/api"):
        (root / folder).mkdir(parents=True)
    (root / ".gitmodules").write_text(SUBMODULES)
    return root


@pytest.mark.parametrize(
    "path", ["vendor/docs", "vendor/docs/spec", "vendor/docs/a.md"]
)
def test_a_submodule_that_is_empty_is_to_be_fetched(
    repository: Path, path: str
) -> None:
    """Also for a place in it."""
    assert hint(repository / path) == FETCH


def test_a_submodule_that_is_there_needs_nothing(repository: Path) -> None:
    """What is missing in it is missing there."""
    (repository / "vendor/docs/spec").mkdir()
    assert hint(repository / "vendor/docs") == ""
    assert hint(repository / "vendor/docs/spce") == "did you mean `spec`?"


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("Docs", "docs"),
        ("dosc/api", "docs"),
        ("docs/apy", "api"),
        ("x", ""),
        ("docs", ""),
    ],
)
def test_a_name_like_that_of_a_path_is_suggested(
    repository: Path, path: str, near: str
) -> None:
    """At the first folder that is not there."""
    found = hint(repository / path)
    is_same = (repository / path).exists() and near  # where case tells no names apart
    assert found == (f"did you mean `{near}`?" if near and not is_same else "")


@pytest.mark.parametrize("text", ["", "path\n", "path = \n", "path = /\n", "\0"])
def test_any_list_of_submodules_is_read(repository: Path, text: str) -> None:
    """What names none leads nowhere."""
    (repository / ".gitmodules").write_text(text)
    assert hint(repository / "vendor/docs") == ""
