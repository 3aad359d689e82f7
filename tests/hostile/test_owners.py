"""Configurations of other users: none is found by walking up to where all may write."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.scratch import STATION, Scratch

from typetable.settings import config

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT, ME, OTHER, THIRD = 0, 41_001, 41_002, 41_003

pytestmark = pytest.mark.skipif(
    getattr(os, "geteuid", lambda: 1)() != 0,
    reason="only the superuser can give files away",
)


@pytest.fixture
def shared() -> Iterator[Path]:
    """Return a folder that all may enter and write to, as `/tmp` is."""
    folder = Path(tempfile.mkdtemp()).resolve()
    folder.chmod(0o1777)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def _user(number: int) -> Iterator[None]:
    os.seteuid(number)
    try:
        yield
    finally:
        os.seteuid(ROOT)


def _owned(path: Path, owner: int, *, text: str | None = None) -> Path:
    if text is None:
        path.mkdir()
    else:
        path.write_text(text, encoding="utf-8")
    os.chown(path, owner, owner)
    return path


def _is_taken(path: Path, here: Path, user: int) -> bool:
    assert config.find(here) == path
    # A user who may not read the files of Python would import nothing.
    with _user(user):
        return not config.is_foreign(path, here)


@pytest.mark.parametrize("name", ["typetable.toml", "pyproject.toml"])
@pytest.mark.parametrize(
    ("user", "owner", "is_taken"),
    [
        (ME, ME, True),
        (ME, ROOT, True),
        (ME, OTHER, False),
        (ROOT, ROOT, True),
        (ROOT, OTHER, False),
    ],
)
def test_a_configuration_above_is_ones_own_or_the_superusers(
    shared: Path, name: str, user: int, owner: int, *, is_taken: bool
) -> None:
    """However far above, since anybody can write there."""
    found = _owned(shared / name, owner, text="[tool.typetable]\n")
    mine = _owned(shared / "mine", user)
    inner = _owned(mine / "inner", user)
    assert _is_taken(found, mine, user) == is_taken
    assert _is_taken(found, inner, user) == is_taken
    assert _is_taken(found, shared, user)


@pytest.mark.parametrize("user", [ROOT, ME])
def test_a_checkout_of_another_user_is_one(shared: Path, user: int) -> None:
    """In a container the checkout often belongs to somebody else, some folders to the user."""
    root = _owned(shared / "checkout", OTHER)
    _owned(root / ".git", OTHER)
    found = _owned(root / "typetable.toml", OTHER, text="")
    for owner in (user, OTHER, THIRD):
        assert _is_taken(found, _owned(root / f"of{owner}", owner), user)
    without = _owned(shared / "unpacked", OTHER)
    found = _owned(without / "typetable.toml", OTHER, text="")
    assert _is_taken(found, _owned(without / "docs", OTHER), user)
    assert not _is_taken(found, _owned(without / "mine", user), user)


def test_a_planted_repository_makes_nobody_trusted(shared: Path) -> None:
    """What counts is whose the folder is, not whose `.git`."""
    _owned(shared / ".git", OTHER)
    found = _owned(shared / "typetable.toml", OTHER, text="")
    assert not _is_taken(found, _owned(shared / "mine", ME), ME)


def test_a_link_is_as_foreign_as_who_made_it(shared: Path) -> None:
    """What it leads to may be one's own, and would mean another folder there."""
    own = _owned(shared / "own.toml", ME, text="")
    found = shared / "typetable.toml"
    found.symlink_to(own)
    os.chown(found, OTHER, OTHER, follow_symlinks=False)
    mine = _owned(shared / "mine", ME)
    assert not _is_taken(found, mine, ME)
    os.chown(found, ME, ME, follow_symlinks=False)
    assert _is_taken(found, mine, ME)
    os.chown(own, OTHER, OTHER)
    assert not _is_taken(found, mine, ME)


@pytest.mark.parametrize("text", ['spec = "docs"\noutput = "models"\n', "= broken"])
def test_it_is_told_and_can_be_named(shared: Path, text: str) -> None:
    """Flags are enough without it; nothing in it counts, not even its mistakes."""
    found = _owned(shared / "typetable.toml", OTHER, text=text)
    scratch = Scratch(shared / "mine")
    (scratch.root / ".git").rmdir()
    scratch.write("docs/Station.md", STATION)
    run = scratch.run("generate", "--format", "concise")
    assert run.code == 2
    assert f"{found}: warning[TT506] " in run.err
    assert "[TT504] no configuration sets `spec` and `output`" in run.err
    flags = ("--spec", "docs", "--output", "out")
    run = scratch.run("generate", *flags)
    assert run.code == 0
    assert f"--config {found}" in run.err
    assert (scratch.root / "out/station.py").exists()
    assert not (shared / "models").exists()
    named = scratch.run("check", "--config", str(found))
    assert "TT506" not in named.err
