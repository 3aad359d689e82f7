"""Machines that break: killed runs, runs at once, full disks, clocks that jump, a poisoned cache.

After each, a plain `generate` heals, `check` passes, and nothing foreign was touched.
"""

from __future__ import annotations

import os
import random
import sys
from typing import TYPE_CHECKING

import pytest
from tests.hostile import sandbox
from tests.hostile.attacks import table

from typetable.output.seal import open_seal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.hostile.sandbox import Sandbox

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")

KILLS = int(os.environ.get("TYPETABLE_KILLS", "10"))
"""How many runs are killed; set the variable to prove more."""

CONFIGURATION = """\
[tool.typetable]
spec = "docs/new"
output = "out"
dialect = "liblab"
wire_case = "snake"
"""
FLAGS = ("--output", "out", "--dialect", "liblab", "--wire-case", "snake", "--force")
FOREIGN = ("handwritten.py", "page0.txt", ".typetable-mine.tmp")


def _pages() -> dict[str, bytes]:
    """Return two states of docs; the old one has more pages, and no page is in both alike."""
    row = "id | {} | ✅ | The ID of the {} page."
    return {
        f"{state}/Page{number}.md": table(
            row.format(kind, state), name=f"Page{number}"
        ).encode()
        for state, kind, count in (("old", "str", 14), ("new", "int", 11))
        for number in range(count)
    }


@pytest.fixture
def box(tmp_path: Path) -> Sandbox:
    """Return a sandbox with two states of docs, and files of other people in its output."""
    box = sandbox.make(tmp_path, _pages())
    (box.root / "pyproject.toml").write_text(CONFIGURATION)
    box.out.mkdir()
    for name in FOREIGN:
        (box.out / name).write_text("mine = 1\n")
    return box


def assert_whole(box: Sandbox) -> None:
    """Each module is one that typetable wrote to its end."""
    for path in box.out.glob("*.py"):
        if path.name not in FOREIGN:
            seal = open_seal(path.read_text("utf-8"))
            assert seal, path
            assert seal.intact, path


def assert_heals(box: Sandbox) -> None:
    """Have the next runs say that all is well, and see that it is; nothing is left over."""
    job = sandbox.plain().run(box, "command", "generate")
    assert job.code == 0, job.printed
    job = sandbox.plain().run(box, "command", "check")
    assert job.code == 0, job.printed
    assert_whole(box)
    assert {path.name for path in box.out.iterdir()} == {
        *(f"page{number}.py" for number in range(11)),
        *("__init__.py", "_exports.py", "_support.py", "py.typed"),
        *FOREIGN,
    }
    for name in FOREIGN:
        assert (box.out / name).read_text() == "mine = 1\n"
    assert "id: int" in (box.out / "page10.py").read_text("utf-8")
    assert (box.root / "outside" / "precious.txt").read_text() == "PRECIOUS\n"


@pytest.mark.parametrize("count", [1, 2, 10])
def test_killed_runs(box: Sandbox, count: int) -> None:
    """At random instants, while one, two or ten processes write two states in turn."""
    instants = random.Random(count)  # noqa: S311  # no secret
    for _ in range(KILLS if count == 1 else max(2, KILLS // 10)):
        after = instants.uniform(0.001, 0.3)
        job = sandbox.plain().run(
            box,
            "endless",
            str(count),
            "docs/old,docs/new",
            "generate",
            *FLAGS,
            kill_after=after,
        )
        assert job.code < 0, job.printed
        assert_whole(box)
        assert_heals(box)


@pytest.mark.parametrize("count", [2, 10])
def test_runs_at_once(box: Sandbox, count: int) -> None:
    """Processes that want the same all get it, and say so."""
    for state in ("docs/new", "docs/old"):
        job = sandbox.plain().run(
            box, "crowd", str(count), "generate", "--spec", state, *FLAGS
        )
        assert job.code == 0, job.printed
        assert_whole(box)
    assert_heals(box)


@pytest.mark.parametrize("largest", [300, 3_000])
def test_a_full_disk(box: Sandbox, largest: int) -> None:
    """What cannot be written whole is not written, and said."""
    assert_heals(box)
    before = box.generated()
    job = sandbox.plain().run(
        box, "command", "generate", "--target", "pydantic", largest=largest
    )
    assert job.code == 2
    assert "TT410" in job.stderr
    assert "Traceback" not in job.stderr
    assert box.generated() == before
    assert_heals(box)


def test_clocks_that_jump(box: Sandbox) -> None:
    """No time of any file decides anything, in the cache neither."""
    assert_heals(box)
    page = box.root / "docs" / "new" / "Page0.md"
    before = page.stat()
    for moment in (0, 1, 4_102_444_800):
        for path in box.root.rglob("*"):
            os.utime(path, (moment, moment), follow_symlinks=False)
        assert sandbox.plain().run(box, "command", "check").code == 0
    page.write_bytes(page.read_bytes().replace(b"The ID", b"Some ID"[:6]))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert sandbox.plain().run(box, "command", "check").code == 1
    assert_heals(box)
    module = box.out / "page0.py"
    now = module.stat()
    module.write_text(module.read_text("utf-8").replace("id: int", "id: str"))
    os.utime(module, ns=(now.st_atime_ns, now.st_mtime_ns))
    assert sandbox.plain().run(box, "command", "check").code == 1
    assert sandbox.plain().run(box, "command", "generate").code == 1
    assert sandbox.plain().run(box, "command", "generate", "--force").code == 0
    assert_heals(box)


def _linked(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parents[1] / "outside" / "precious.txt")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


POISONS: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "flipped": _flip,
    "noise": lambda path: path.write_bytes(b"\xff" * 5000),
    "link": _linked,
    "folder": _folder,
    "pipe": _pipe,
}


def _cached(box: Sandbox) -> list[Path]:
    cache = box.root / ".typetable_cache"
    return sorted(path for path in cache.rglob("*") if path.is_file())


@pytest.mark.parametrize("poison", POISONS)
def test_a_poisoned_cache(box: Sandbox, poison: str) -> None:
    """Whatever stands in it, or in its files' places, costs time and nothing else."""
    assert_heals(box)
    assert _cached(box)
    for path in _cached(box):
        POISONS[poison](path)
    assert sandbox.plain().run(box, "command", "check").code == 0
    for path in (box.root / "docs" / "new").iterdir():
        path.write_bytes(path.read_bytes().replace(b"The ID", b"An ID"))
    assert sandbox.plain().run(box, "command", "check").code == 1
    assert_heals(box)


def test_stamps_of_others(box: Sandbox, tmp_path: Path) -> None:
    """What another user's run remembers proves nothing: a checkout cannot bring it along."""
    assert_heals(box)
    key = tmp_path / "cache" / "typetable" / "key"
    key.write_bytes(b"k" * 32)
    module = box.out / "page0.py"
    text = module.read_text("utf-8")
    module.write_text(text.replace("id: int", "id: str"))
    assert sandbox.plain().run(box, "command", "check").code == 1
    module.write_text(text)
    assert_heals(box)


def test_swapped_cache_files(box: Sandbox) -> None:
    """A file of the cache under the name of another one proves nothing."""
    assert_heals(box)
    before = ("check", "--spec", "docs/old", *FLAGS[:-1])
    assert sandbox.plain().run(box, "command", *before).code == 1
    files = _cached(box)
    contents = [path.read_bytes() for path in files]
    for path, data in zip(files, contents[1:] + contents[:1], strict=True):
        path.write_bytes(data)
    assert sandbox.plain().run(box, "command", *before).code == 1
    assert_heals(box)


@pytest.mark.parametrize("kind", ["link", "file", "dangling"])
def test_something_else_in_the_place_of_the_cache(box: Sandbox, kind: str) -> None:
    """Nothing is written through it, and everything else goes on."""
    cache = box.root / ".typetable_cache"
    if kind == "file":
        cache.write_text("mine")
    else:
        cache.symlink_to("outside" if kind == "link" else "nowhere")
    assert_heals(box)
    assert {path.name for path in (box.root / "outside").iterdir()} == {"precious.txt"}
    assert not (box.root / "nowhere").exists()


def test_files_of_others_behind_the_place_of_the_cache(box: Sandbox) -> None:
    """The oldest stamps are removed from a folder of our own, never through a link."""
    for number in range(60):
        (box.root / "outside" / f"stamp-{number}").write_text("mine")
    (box.root / ".typetable_cache").symlink_to("outside")
    assert_heals(box)
    assert_heals(box)
    assert len([*(box.root / "outside").iterdir()]) == 61
