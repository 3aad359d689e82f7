"""Docs that show another spelling of all JSON names than before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.scratch import Scratch
from tests.scratch_repository import git

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [f"{one}_{other}" for one in ("dock", "bike", "fee") for other in ("id", "at")]

CONFIGURATION = """\
[tool.typetable]
spec = "spec"
output = "models"
dialect = "liblab"
"""


def page(name: str, prose: str = "") -> str:
    """Return a page of a model."""
    rows = "".join(f"| {word} | str | ✅ | |\n" for word in WORDS)
    head = "| Name | Type | Required | Description |\n| :- | :- | :- | :- |\n"
    return f"# {name}\n\n{prose}\n\n**Properties**\n\n{head}{rows}"


def camel(words: list[str]) -> str:
    """Return words in camel case as prose."""
    return " ".join(a + b.title() for a, b in (word.split("_") for word in words))


@pytest.fixture
def repository(tmp_path: Path) -> Scratch:
    """Return a repository in step, of which nothing shows the case."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write("pyproject.toml", CONFIGURATION)
    for name in ("Dock", "Bike"):
        scratch.write(f"spec/{name}.md", page(name))
    assert scratch.run("generate").code == 0
    git(scratch.root, "init", "-q", "-b", "main", ".")
    git(scratch.root, "add", ".")
    git(scratch.root, "commit", "-qm", "first")
    return scratch


def changes(scratch: Scratch) -> list[dict[str, Any]]:
    """Return the changes since the first commit."""
    run = scratch.run("diff", "--against", "main", "--format", "json")
    found: list[dict[str, Any]] = json.loads(run.out)["changes"]["changes"]
    return found


def causes(scratch: Scratch) -> list[tuple[str, str]]:
    """Return the findings of a check that are causes of drift."""
    found = json.loads(scratch.run("check", "--format", "json").out)["findings"]
    return [(each["code"], each["path"]) for each in found if each["code"][2] == "4"]


def test_one_word_respells_nothing(repository: Scratch) -> None:
    """A word that is new in prose is a new description, and no name in JSON changes."""
    repository.write("spec/Dock.md", page("Dock", "See dockId."))
    assert [each["code"] for each in changes(repository)] == ["TT651"]
    assert causes(repository) == [("TT401", "spec/Dock.md")]
    assert repository.run("generate").code == 0
    text = (repository.root / "models/dock.py").read_text("utf-8")
    assert '"dockId"' not in text


def test_another_case_is_one_breaking_change(repository: Scratch) -> None:
    """However many names it is of; it stands where it is seen, and says why."""
    repository.write("spec/Dock.md", page("Dock", camel(WORDS)))
    first, other = changes(repository)
    assert (first["code"], other["code"]) == ("TT620", "TT651")
    assert (first["new"]["path"], first["new"]["line"]) == ("spec/Dock.md", 1)
    assert first["message"] == "12 JSON names change from snake to camel, as `dockId`"
    assert first["note"].startswith("because the API spells names in camel case, as in")
    assert first["wire"] == {"read": "breaking", "write": "breaking"}
    assert repository.run("diff", "--against", "main").code == 1


def test_another_case_is_a_cause_of_its_own(repository: Scratch) -> None:
    """Of the file that says how names are spelled; the page that shows it has changed."""
    repository.write("spec/Dock.md", page("Dock", camel(WORDS)))
    assert causes(repository) == [
        ("TT413", "models/_support.py"),
        ("TT401", "spec/Dock.md"),
    ]
    assert repository.run("generate").code == 0
    assert causes(repository) == []


def test_a_stated_case_never_changes(repository: Scratch) -> None:
    """Whatever the docs show."""
    repository.write("pyproject.toml", f'{CONFIGURATION}wire_case = "snake"\n')
    repository.write("spec/Dock.md", page("Dock", camel(WORDS)))
    assert [each["code"] for each in changes(repository)] == ["TT651"]
    assert ("TT413", "models/_support.py") not in causes(repository)


def test_a_single_name_is_one_of_them(repository: Scratch) -> None:
    """The same case with other capitals."""
    settings = f'{CONFIGURATION}wire_case = "camel"\n'
    repository.write("pyproject.toml", settings)
    repository.write("spec/Dock.md", page("Dock", "A dockID."))
    spelling, words = [each["message"] for each in changes(repository)]
    assert spelling == "6 JSON names change in spelling, as `dockID`"
    assert words.startswith("the description of `Dock` changed: ")
