from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.scratch_repository import git

from typetable.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    Check = Callable[..., tuple[int, str]]

PAGE = """# Item

**Properties**

| Name | Type | Required | Description |
| :--- | :--- | :------- | :---------- |
| name | str | ❌ | |
| size | int | ❌ | |
"""

SETTINGS = """
spec = "docs"
output = "models"
dialect = "liblab"
wire_case = "as-documented"
"""


@pytest.fixture
def check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Check:
    """Return `typetable check` in a folder with docs and the models made from them."""
    monkeypatch.chdir(tmp_path)
    Path("docs").mkdir()
    write(PAGE)
    Path("typetable.toml").write_text(SETTINGS, encoding="utf-8")
    assert main(["generate"]) == 0
    capsys.readouterr()

    def check(*arguments: str) -> tuple[int, str]:
        code = main(["check", *arguments])
        out, err = capsys.readouterr()
        return code, out + err

    return check


def write(text: str) -> None:
    """Write the one page of the docs."""
    Path("docs/Item.md").write_text(text, encoding="utf-8")


def commit() -> str:
    """Commit all that there is and return the name of the commit, cut."""
    git(Path(), "init", "-q", ".")
    git(Path(), "add", ".")
    git(Path(), "commit", "-qm", "state")
    return git(Path(), "rev-parse", "HEAD")[:12]


CHANGED = PAGE.replace("| size | int | ❌ |", "| size | str | ✅ |")


def test_drift_is_told_as_changes_of_the_docs(check: Check) -> None:
    """Whom they break, since the commit that the models are of."""
    commit_name = commit()
    write(CHANGED)
    code, text = check()
    assert code == 1
    assert (
        f"docs since {commit_name}: 2 changes: 2 breaking; suggests a major version\n"
        "  TT623 `Item.size` changed from `integer` to `string`:"
        " breaks code, readers and writers\n"
        "  TT624 field `Item.size` is now required: breaks code and writers\n"
    ) in text


def test_docs_that_are_committed_without_models_are_told(check: Check) -> None:
    """As in CI, where the working tree is HEAD."""
    commit_name = commit()
    write(CHANGED)
    commit()
    assert f"docs since {commit_name}: 2 changes" in check()[1]


def test_a_new_page_is_a_change(check: Check) -> None:
    """Its module is missing, because the docs are ahead."""
    commit()
    Path("docs/Part.md").write_text(PAGE.replace("Item", "Part"), encoding="utf-8")
    assert "TT601 model `Part` is new" in check()[1]


def test_machines_are_told_too(check: Check) -> None:
    """In the outputs of JSON, and folded in a comment."""
    commit_name = commit()
    write(CHANGED)
    (output,) = json.loads(check("--format", "json")[1])["outputs"]
    changes = output["changes"]
    assert (changes["old"], changes["new"]) == (commit_name, "docs")
    assert [each["code"] for each in changes["changes"]] == ["TT623", "TT624"]
    text = check("--format", "markdown")[1]
    assert "<details><summary>Changes in the docs</summary>" in text
    assert "- field `Item.size` is now required: breaks code and writers" in text


def test_without_history_nothing_is_said(check: Check) -> None:
    """No repository, or one that does not know the docs: the drift is told as ever."""
    write(CHANGED)
    code, text = check()
    assert (code, "docs since" in text) == (1, False)
    git(Path(), "init", "-q", ".")
    assert "docs since" not in check()[1]
    git(Path(), "add", "models")
    git(Path(), "commit", "-qm", "without docs")
    assert "docs since" not in check()[1]


def test_other_drift_is_no_change_of_the_docs(check: Check) -> None:
    """A file that somebody edited or deleted."""
    commit()
    Path("models/item.py").unlink()
    code, text = check()
    assert (code, "docs since" in text) == (1, False)


def test_what_is_in_step_asks_git_nothing(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would cost more than the check itself."""
    commit()
    monkeypatch.setenv("PATH", "")
    assert check()[0] == 0
