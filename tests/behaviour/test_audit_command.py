"""`typetable audit`: generated code on disk, through the gate again."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.hostile.attacks import table

from typetable.cli import main
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _write_below(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("import os\n")


@pytest.fixture(scope="module", params=TARGETS)
def generated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a generated package of each target, to be left as it is."""
    tmp_path = tmp_path_factory.mktemp(request.param)
    (tmp_path / "docs").mkdir()
    page = table("a | Union[A, B] | ✅ | x", name="A") + table(
        "b | A | ❌ | x", name="B"
    )
    (tmp_path / "docs" / "Page.md").write_text(page, encoding="utf-8")
    places = ("--spec", str(tmp_path / "docs"), "--output", str(tmp_path / "out"))
    assert main(["generate", *places, "--target", request.param, "-q"]) == 0
    return tmp_path / "out"


@pytest.fixture
def package(generated: Path, tmp_path: Path) -> Path:
    """Return a package of each target for a test of its own."""
    return shutil.copytree(generated, tmp_path / "out")


def test_what_typetable_wrote_passes(package: Path) -> None:
    """Whichever target it is, without being told."""
    assert main(["audit", str(package)]) == 0
    assert main(["audit", str(package / "page.py")]) == 0


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", ["Klass_", "Klass__", "KLASS", "Klass_1"])
def test_unions_that_were_renamed_pass(tmp_path: Path, target: str, name: str) -> None:
    """Functions are called after them, in full where they are nearly alike."""
    page = "# U\n\nEither.\n\n# V\n\nEither.\n\n"
    page += table("a | Union[U, List[V]] | ✅ | x", "b | U | ❌ | y", name="A")
    page += table("b | str | ❌ | x", name="B")
    (tmp_path / "Page.md").write_text(page, encoding="utf-8")
    (tmp_path / "typetable.toml").write_text(
        'spec = "Page.md"\noutput = "out"\n[overrides.unions]\n'
        'U = ["A", "B"]\nV = ["A", "B"]\n'
        f'[overrides.python_names]\nU = "{name}"\nV = "Klass"\n',
        encoding="utf-8",
    )
    config = ("--config", str(tmp_path / "typetable.toml"))
    assert main(["generate", *config, "--target", target, "-q"]) == 0
    assert name in (tmp_path / "out/page.py").read_text("utf-8")
    assert main(["audit", str(tmp_path / "out")]) == 0


def _append(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(path.read_text("utf-8") + text, "utf-8")


EDITS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "code": ("page.py", _append("\nimport os\n")),
    "call": ("page.py", _append("\nx = open('/etc/passwd')\n")),
    "default": ("page.py", _append("\n\ndef f(x=print(1)):\n    return x\n")),
    "hidden": ("page.py", _append('\nx = "\u202e"\n')),
    "syntax": ("page.py", _append("\n(\n")),
    "hook": ("__init__.py", _append("\n\ndef __getattr__(name):\n    return 1\n")),
    "support": ("_support.py", _append("\nimport os\n")),
    "cookie": ("page.py", lambda path: path.write_bytes(b"# coding: utf-7\n")),
    "bytes": ("page.py", lambda path: path.write_bytes(b"x = '\xff'\n")),
    "compiled": ("extra.so", lambda path: path.write_bytes(b"\x7fELF")),
    "new-file": ("extra.py", lambda path: path.write_text("import os\n")),
    "link": ("extra.py", lambda path: path.symlink_to("page.py")),
    "linked-folder": ("extra", lambda path: path.symlink_to("..")),
    "inner-folder": ("sub/extra.py", _write_below),
}
OF_GRAMMARS = ("code", "call", "default", "hook", "support")
"""Edits that are judged by what a target may write; the others are alike for all."""


@pytest.mark.parametrize(
    ("generated", "edit"),
    [
        (target, edit)
        for target in TARGETS
        for edit in (EDITS if target == "dataclass" else OF_GRAMMARS)
    ],
    indirect=["generated"],
)
def test_what_typetable_would_not_write_is_found(
    package: Path, edit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the banner says, at its place."""
    name, change = EDITS[edit]
    if edit == "support" and not (package / name).exists():
        pytest.skip("this target needs no support module")
    capsys.readouterr()
    change(package / name)
    assert main(["audit", str(package), "--format", "concise"]) == 1
    assert f"/{name}:" in capsys.readouterr().err


def test_an_audit_that_finds_nothing_says_what_it_looked_at(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """To people, each place for itself, unless they want quiet; machines get their format."""
    number = len([*package.glob("*.py")])
    page, empty = package / "page.py", package / "nothing"
    empty.mkdir()
    capsys.readouterr()
    assert main(["audit", str(package), str(page), str(empty)]) == 0
    whole, single, none = capsys.readouterr().err.splitlines()
    assert re.fullmatch(rf"{package} passes as \w+ models: {number} modules, .*", whole)
    assert re.fullmatch(rf"{page} passes as \w+ models: 1 module, .*", single)
    assert none == f"{empty} holds nothing that Python could import"
    assert main(["audit", str(package), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["audit", str(package), "--format", "json"]) == 0
    told = capsys.readouterr()
    assert (json.loads(told.out)["findings"], told.err) == ([], "")


def test_only_what_passed_is_said_to(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the findings elsewhere."""
    capsys.readouterr()
    bad = package.parent / "bad.py"
    bad.write_text("import os\n")
    assert main(["audit", str(bad), str(package), "--format", "concise"]) == 1
    told = capsys.readouterr().err
    assert f"{bad} passes" not in told
    assert f"{package} passes" in told


def test_a_place_that_is_not_there(tmp_path: Path) -> None:
    """The command could not run."""
    assert main(["audit", str(tmp_path / "nothing")]) == 2
