"""Which packages a command is about, and what keeps it from being about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.hostile.attacks import table

from typetable.cli import main

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION = (
    '[tool.typetable]\nspec = "docs"\noutput = "out"\ndialect = "liblab"\n'
    'wire_case = "as-documented"\n'
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with a page, a configuration, and a file that is no folder."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "Page.md").write_text(table(), encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(CONFIGURATION)
    (tmp_path / "file").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("place", ["missing", "file"])
@pytest.mark.parametrize("command", ["generate", "check"])
def test_templates_that_are_not_there(
    project: Path, command: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever names a folder of templates means to use it; its setting is the place."""
    with (project / "pyproject.toml").open("a") as file:
        file.write(f'templates = "{place}"\n')
    assert main([command, "--format", "concise"]) == 2
    said = capsys.readouterr().err
    assert (
        f"pyproject.toml:6:1: error[TT503] no folder of templates is at `{place}`"
        in said
    )
    assert not (project / "out").exists()


def test_templates_of_a_flag_that_are_not_there(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The finding names what was typed, and how to make one."""
    assert main(["generate", "--templates", "missing"]) == 2
    said = capsys.readouterr().err
    assert "no folder of templates is at `missing`" in said
    assert "typetable templates eject" in said
    assert not (project / "out").exists()


FAULTS = (
    "{{ nothing }}",
    "{% include 'no/where' %}",
    "{% if %}",
    "{{ 'x'|urlize }}",
    "{# open",
    "{{ a }}" * 20_000,
    "{{ " + "(" * 2_000,
    "{{ " + "9" * 6_000 + " }}",
)
STYLES = ("json", "sarif", "github", "gitlab", "junit")


@pytest.mark.parametrize(
    ("text", "style"),
    [*((text, "concise") for text in FAULTS), *((FAULTS[0], each) for each in STYLES)],
    ids=range(len(FAULTS) + len(STYLES)),
)
def test_findings_of_templates_name_no_machine(
    project: Path, text: str, style: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Their paths start at the current folder, as those of other findings do."""
    folder = project / "templates" / "dataclass"
    folder.mkdir(parents=True)
    (folder / "module.py.jinja").write_text(f"x\n{text}\n")
    assert main(["generate", "--templates", "templates", "--format", style]) == 2
    said = "".join(capsys.readouterr())
    assert "TT411" in said
    assert "templates/dataclass/module.py.jinja" in said
    assert str(project) not in said


def test_folders_of_templates_that_are_too_full(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A finding; other folders, such as those of a whole project, are not looked at."""
    folder = project / "templates"
    for name in ("dataclass", "else"):
        (folder / name).mkdir(parents=True)
    for number in range(1200):
        (folder / "else" / f"{number}").touch()
    assert main(["generate", "--templates", "templates", "-q"]) == 0
    for number in range(1200):
        (folder / "dataclass" / f"{number}").touch()
    assert main(["generate", "--templates", "templates", "--force"]) == 2
    assert "there are more than 1,000 files in `dataclass`" in capsys.readouterr().err
