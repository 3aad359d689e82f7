"""Style: text is as black leaves it, and black is asked where it has to be."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from typetable.python.style import format_module

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """\
# Station

| Name | Type | Required | Description |
| :--- | :--- | :------- | :---------- |
| id   | str  | ✅       | An id.      |
"""

RUNS = """\
import sys
from typetable.cli import main
from typetable.targets import TARGETS

for target in TARGETS:
    main(["generate", "--spec", "spec", "--output", target, "--target", target])
sys.exit(not {"black", "typetable.python.doubts"}.isdisjoint(sys.modules))
"""


def test_long_code_is_broken() -> None:
    """A line of code that is too long is broken as black breaks it."""
    text = f'"""Short."""\n\nnames = ({", ".join(["name"] * 30)})\n'
    assert format_module(text).count("\n") == 34


def test_other_widths() -> None:
    """Lines of another width are broken and joined as black does it."""
    text = "names = (\n    name\n)\n"
    assert format_module(text, 60) == "names = name\n"
    assert format_module(f"names = {'name' * 9} + name\n", 40).count("\n") == 4


def test_black_is_not_loaded(tmp_path: Path) -> None:
    """A run from nothing asks black nothing and looks at no line again, whatever it makes."""
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "Station.md").write_text(PAGE, "utf-8")
    done = subprocess.run([sys.executable, "-c", RUNS], cwd=tmp_path, check=False)
    assert done.returncode == 0
    assert (tmp_path / "dataclass" / "station.py").exists()
