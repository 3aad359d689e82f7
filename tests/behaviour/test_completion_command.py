"""`typetable completion`: scripts that shells read."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.scratch import Scratch

from typetable.cli import COMMANDS


def completed(script: str, *words: str) -> set[str]:
    """Return what bash offers for the last of some words."""
    listed = " ".join(f"'{word}'" for word in words)
    code = (
        f"{script}\nCOMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}; _typetable\n"
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", code], check=True, capture_output=True)
    return set(done.stdout.decode().split())


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not at hand")
def test_bash_completes_commands_flags_and_values(tmp_path: Path) -> None:
    """Each where it belongs."""
    script = Scratch(tmp_path / "any").run("completion", "bash").out
    assert completed(script, "typetable", "") >= COMMANDS.keys()
    assert completed(script, "typetable", "che") == {"check"}
    assert completed(script, "typetable", "check", "--di") == {"--diff", "--dialect"}
    assert completed(script, "typetable", "check", "--format", "s") == {"sarif"}
    assert completed(script, "typetable", "completion", "") >= {"bash", "zsh", "fish"}
    assert completed(script, "typetable", "check", "--wire-case", "k") == {"kebab"}


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not at hand")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("typetable che", {"check"}),
        ("typetable check --di", {"--diff", "--dialect"}),
        ("typetable check --format s", {"sarif"}),
        ("typetable completion ", {"bash", "zsh", "fish"}),
        ("typetable templates ", {"eject"}),
    ],
)
def test_fish_completes(tmp_path: Path, line: str, expected: set[str]) -> None:
    """Commands, flags, values of flags, and words that a command takes."""
    script = tmp_path / "script.fish"
    script.write_text(Scratch(tmp_path / "any").run("completion", "fish").out, "utf-8")
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"],
        check=True,
        capture_output=True,
        cwd=tmp_path / "any",
        env=os.environ | {"HOME": str(tmp_path)},
    )
    offered = {each.partition("\t")[0] for each in done.stdout.decode().splitlines()}
    assert offered == expected


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not at hand")
def test_zsh_takes_the_script_as_its_help_says(tmp_path: Path) -> None:
    """After `compinit`, it defines the completion without a word."""
    script = tmp_path / "script.zsh"
    script.write_text(Scratch(tmp_path / "any").run("completion", "zsh").out, "utf-8")
    code = f'autoload -U compinit && compinit -u -D; eval "$(<{script})"; '
    code += 'print "$_comps[typetable]"'
    done = subprocess.run(["zsh", "-f", "-c", code], check=True, capture_output=True)
    assert done.stderr == b""
    assert b"_typetable" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_is_completed(tmp_path: Path, shell: str) -> None:
    """A command that is added is in the scripts."""
    run = Scratch(tmp_path / "any").run("completion", shell)
    assert run.code == 0
    assert all(command in run.out for command in COMMANDS)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_read_their_script(tmp_path: Path, shell: str) -> None:
    """The syntax is that of the shell."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not at hand")
    script = tmp_path / "script"
    text = Scratch(tmp_path / "any").run("completion", shell).out
    script.write_text(text, "utf-8")
    subprocess.run([shell, "-n", script], check=True)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(tmp_path: Path, command: str) -> None:
    """Whatever a command does, `--help` shows how it is typed."""
    run = Scratch(tmp_path / "any").run(command, "--help")
    assert run.code == 0
    assert f"usage: typetable {command}" in run.out
    assert f"examples:\n  typetable {command}" in run.out or "typetable" in run.out
    assert "examples:" in run.out
