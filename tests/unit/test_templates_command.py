"""`typetable templates eject`, and what comes of changed templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from typetable.cli import main

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "# Item\n\n| Name | Type | Required |\n| :- | :- | :- |\n| id | str | ✅ |\n"


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder with one page."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Item.md").write_text(PAGE, encoding="utf-8")


def generate() -> int:
    """Return the exit code of generating with the templates in `templates`."""
    flags = ["--wire-case", "snake", "--templates", "templates"]
    return main(["generate", "--spec", "Item.md", "--output", "out", *flags])


def test_ejected_templates_make_the_same_output(tmp_path: Path) -> None:
    """A copy of the templates changes nothing."""
    assert main(["templates", "eject"]) == 0
    assert generate() == 0
    ours = (tmp_path / "out" / "item.py").read_text(encoding="utf-8").split("\n", 2)[2]
    assert main(["generate", "--spec", "Item.md", "--output", "plain"]) == 0
    plain = (
        (tmp_path / "plain" / "item.py").read_text(encoding="utf-8").split("\n", 2)[2]
    )
    assert ours == plain


def test_nothing_is_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A template that somebody may have changed is left alone, and named."""
    assert main(["templates", "eject"]) == 0
    changed = tmp_path / "templates" / "dataclass" / "module.py.jinja"
    changed.write_text("mine", encoding="utf-8")
    assert main(["templates", "eject"]) == 2
    assert changed.read_text(encoding="utf-8") == "mine"
    assert (
        "templates/dataclass/module.py.jinja: error[TT410]" in capsys.readouterr().err
    )


def test_one_template_replaces_one(tmp_path: Path) -> None:
    """Templates that are not in the folder are the packaged ones."""
    assert main(["templates", "eject"]) == 0
    folder = tmp_path / "templates" / "dataclass"
    for template in folder.iterdir():
        if template.name != "_object.py.jinja":
            template.unlink()
    text = (folder / "_object.py.jinja").read_text(encoding="utf-8")
    (folder / "_object.py.jinja").write_text(
        text + "\n    colour = 1\n", encoding="utf-8"
    )
    assert generate() == 0
    assert "colour = 1" in (tmp_path / "out" / "item.py").read_text(encoding="utf-8")


def test_what_the_view_lacks_is_a_located_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A template that asks for an unknown field is named with its line; nothing is written."""
    folder = tmp_path / "templates" / "dataclass"
    folder.mkdir(parents=True)
    (folder / "module.py.jinja").write_text(
        "{# view #}\n{{ view.colour }}\n", encoding="utf-8"
    )
    assert generate() == 2
    assert "module.py.jinja:2:1: error[TT411]" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_what_a_template_prints_passes_the_gate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Templates run in a sandbox, and their text may not do what no target does."""
    folder = tmp_path / "templates" / "dataclass"
    folder.mkdir(parents=True)
    (folder / "module.py.jinja").write_text(
        'import os\n\nos.system("x")\n', encoding="utf-8"
    )
    assert generate() == 1
    assert "error[TT408]" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
