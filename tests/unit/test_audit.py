"""`typetable audit`: generated code on disk, through the gate again."""

from __future__ import annotations

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


@pytest.fixture(params=TARGETS)
def package(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a generated package of each target."""
    (tmp_path / "docs").mkdir()
    page = table("a | Union[A, B] | ✅ | x", name="A") + table(
        "b | A | ❌ | x", name="B"
    )
    (tmp_path / "docs" / "Page.md").write_text(page, encoding="utf-8")
    places = ("--spec", str(tmp_path / "docs"), "--output", str(tmp_path / "out"))
    assert main(["generate", *places, "--target", request.param, "-q"]) == 0
    return tmp_path / "out"


def test_what_typetable_wrote_passes(package: Path) -> None:
    """Whichever target it is, without being told."""
    assert main(["audit", str(package)]) == 0
    assert main(["audit", str(package / "page.py")]) == 0


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


@pytest.mark.parametrize("edit", EDITS)
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


def test_a_place_that_is_not_there(tmp_path: Path) -> None:
    """The command could not run."""
    assert main(["audit", str(tmp_path / "nothing")]) == 2
