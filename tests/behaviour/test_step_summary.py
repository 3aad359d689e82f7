"""What is left for GitHub Actions beside the log: the summary of a step."""

from pathlib import Path

import pytest
from tests.scratch import Scratch, in_step


@pytest.fixture
def summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file that a runner gives to a step."""
    path = tmp_path / "summary"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    return path


def test_commands_append_to_the_summary(tmp_path: Path, summary: Path) -> None:
    """Each adds its own; commands that print documents add nothing."""
    repository = in_step(tmp_path / "repository")
    repository.run("check")
    repository.run("schema")
    repository.edit("spec/Station.md", "name      | str", "name      | <b>x</b>")
    repository.run("check", "--format", "json")
    text = summary.read_text("utf-8")
    assert text.count("### typetable check") == 2
    assert text.count("### typetable") == 3
    assert "models is in step with spec" in text
    assert "TT401" in text or "TT202" in text
    assert "<b>" not in text


def test_a_summary_that_cannot_be_written_is_no_drift(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, and the exit code stays that of the check."""
    repository = in_step(tmp_path / "repository")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    run = repository.run("check")
    assert run.code == 0
    assert "no step summary was written" in run.err


def test_there_is_none_elsewhere(tmp_path: Path) -> None:
    """Nothing is written where the platform does not ask for it."""
    scratch: Scratch = in_step(tmp_path / "repository")
    there = {path.name for path in scratch.root.iterdir()}
    assert there - {".typetable_cache"} == {
        ".git",
        "models",
        "pyproject.toml",
        "spec",
    }
