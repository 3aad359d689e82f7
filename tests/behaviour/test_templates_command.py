"""`typetable templates eject`, and what comes of changed templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from typetable.cli import main
from typetable.rendering.templates import packaged
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "# Item\n\n| Name | Type | Required |\n| :- | :- | :- |\n| id | str | ✅ |\n"


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder with one page."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Item.md").write_text(PAGE, encoding="utf-8")


def generate(*more: str, output: str = "out", templates: str = "templates") -> int:
    """Return the exit code of generating with the templates in a folder."""
    flags = ["--wire-case", "snake", "--templates", templates, *more]
    return main(["generate", "--spec", "Item.md", "--output", output, *flags])


def package(folder: Path) -> dict[str, str]:
    """Return the files of a package without what they say of their making."""
    return {
        path.name: path.read_text(encoding="utf-8").split("\n", 2)[-1]
        for path in folder.iterdir()
    }


@pytest.mark.parametrize("target", TARGETS)
def test_ejected_templates_make_the_same_output(tmp_path: Path, target: str) -> None:
    """A copy of the templates of a target is all of them, and changes nothing."""
    assert main(["templates", "eject", "--target", target]) == 0
    assert [path.name for path in (tmp_path / "templates").iterdir()] == [target]
    used = {path.name for path in (tmp_path / "templates" / target).iterdir()}
    assert {"module.py.jinja", "package.py.jinja", "py.typed.jinja"} <= used
    assert ("_misfits.py.jinja" in used) == (target in {"msgspec", "pydantic"})
    (tmp_path / "none").mkdir()
    assert generate("--target", target) == 0
    assert generate("--target", target, output="plain", templates="none") == 0
    assert package(tmp_path / "out") == package(tmp_path / "plain")


@pytest.mark.parametrize("folder", ["dataclass", "shared"])
def test_what_all_targets_share_can_be_replaced(tmp_path: Path, folder: str) -> None:
    """For one target by a template in its folder, and for all in the folder of all."""
    (tmp_path / "templates" / folder).mkdir(parents=True)
    source = packaged("dataclass")["package.py.jinja"].read_text(encoding="utf-8")
    text = source.replace("Models of everything", "Models of anything")
    changed = tmp_path / "templates" / folder / "package.py.jinja"
    changed.write_text(text, encoding="utf-8")
    for target in ("dataclass", "msgspec"):
        assert generate("--target", target, output=target) == 0
        is_changed = "Models of anything" in package(tmp_path / target)["__init__.py"]
        assert is_changed == (folder in {target, "shared"})


def test_nothing_is_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Templates that somebody may have changed are left alone, which is one finding."""
    assert main(["templates", "eject"]) == 0
    changed = tmp_path / "templates" / "dataclass" / "module.py.jinja"
    changed.write_text("mine", encoding="utf-8")
    assert main(["templates", "eject"]) == 2
    assert changed.read_text(encoding="utf-8") == "mine"
    err = capsys.readouterr().err
    assert err.count("error[TT410]") == 1
    assert "templates/dataclass: error[TT410] left as it was" in err
    (tmp_path / "templates" / "dataclass" / "_object.py.jinja").unlink()
    assert main(["templates", "eject"]) == 2
    assert (tmp_path / "templates" / "dataclass" / "_object.py.jinja").is_file()
    assert changed.read_text(encoding="utf-8") == "mine"


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
