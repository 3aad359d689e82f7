from pathlib import Path

import pytest
from tests.scratch import Scratch, in_step

from typetable.cli.entry import COMMANDS


@pytest.fixture
def repository(tmp_path: Path) -> Scratch:
    """Return a repository in step."""
    return in_step(tmp_path / "repository")


@pytest.mark.parametrize("command", ["check", "generate"])
def test_pages_may_stand_without_a_flag(repository: Scratch, command: str) -> None:
    """They are what `--spec` would name, before and behind other flags."""
    named = repository.run(command, "--spec", "spec")
    for arguments in (("spec",), ("-v", "spec"), ("spec", "-v")):
        run = repository.run(command, *arguments)
        assert run.code == named.code == 0
        assert "in step with spec" in run.out + run.err
    assert repository.run(command, "nowhere").code != 0


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "watch"])
def test_an_unknown_flag_is_told_with_the_nearest(
    repository: Scratch, command: str
) -> None:
    """Nobody has to look it up."""
    run = repository.run(command, *_needed(command), "--hepl")
    assert run.code == 2
    assert "--hepl; did you mean `--help`?" in run.err
    for other in ("--xyz", "--fix", "--zzecz"):
        run = repository.run(command, *_needed(command), other)
        assert run.code == 2
        assert "did you mean" not in run.err


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("gen", "generate"),
        ("chekc", "check"),
        ("help", "--help"),
        ("version", "--version"),
        ("xyz", ""),
    ],
)
def test_an_unknown_command_is_told_with_the_one_it_may_mean(
    repository: Scratch, word: str, meant: str
) -> None:
    """The beginning of a command is enough, and so is a flag without its hyphens."""
    run = repository.run(word)
    assert run.code == 2
    assert f"did you mean `{meant}`?" in run.err if meant else "did" not in run.err


def _needed(command: str) -> tuple[str, ...]:
    """Return what a command cannot do without."""
    needed = {"templates": ("eject",), "completion": ("bash",), "audit": ("models",)}
    return needed.get(command, ())


@pytest.mark.parametrize("output", ["one.py", "-", "models/one.py"])
def test_an_output_that_is_no_folder(repository: Scratch, output: str) -> None:
    """Who wants one file, or none, is told, and no folder of that name is made."""
    before = sorted(repository.root.rglob("*"))
    for command in ("generate", "check"):
        run = repository.run(command, "--output", output)
        assert run.code == 2
        assert "is no folder for a package" in run.err
    assert sorted(repository.root.rglob("*")) == before
