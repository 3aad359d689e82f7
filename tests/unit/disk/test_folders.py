"""Folders that are opened once, on systems that know names in open folders and on others."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

import pytest
from tests.hostile import rights

from typetable.disk import folders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typetable.disk.folders import Folder

WAYS = [
    pytest.param(
        folders.Folder,
        marks=pytest.mark.skipif(
            sys.platform == "win32", reason="has no such descriptors"
        ),
    ),
    folders.NamedFolder,
]

pytestmark = pytest.mark.usefixtures("way")


@pytest.fixture(params=WAYS)
def way(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> type[Folder]:
    """Open folders in one of the two ways."""
    monkeypatch.setattr(folders, "_WAY", request.param)
    found: type[Folder] = request.param
    return found


def swap(folder: Path, goal: Path) -> None:
    """Put a link in the place of a folder."""
    folder.rename(folder.with_name("aside"))
    folder.symlink_to(goal, target_is_directory=True)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Return a folder that nobody may touch, with what a swapped one would have."""
    folder = tmp_path / "outside"
    (folder / "inner" / "out").mkdir(parents=True)
    for place in (folder, folder / "inner", folder / "inner" / "out"):
        (place / "pet.py").write_text("theirs")
        (place / f".typetable-{'0' * 16}.tmp").write_text("theirs")
    return folder


def contents(folder: Path) -> dict[Path, bytes]:
    """Return all files below a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


USES: dict[str, Callable[[Folder], object]] = {
    "kind": lambda folder: folder.kind("pet.py"),
    "status": lambda folder: folder.status("pet.py"),
    "data": lambda folder: folder.data("pet.py"),
    "first line": lambda folder: folder.start("pet.py", 9),
    "names": lambda folder: folder.names(),
    "remove": lambda folder: folder.remove("pet.py"),
    "sweep": lambda folder: folder.sweep(),
    "replace": lambda folder: folder.replace(
        "pet.py", folder.stage("pet.py", b"new"), b"new"
    ),
    "durable": lambda folder: folder.stage("pet.py", b"new", durable=True),
    "make": lambda folder: folder.below("new", make=True),
    "inner": lambda folder: folder.below("deep/er", make=True).stage("a", b"new"),
}
"""All that can be done with a folder."""


@pytest.mark.parametrize("swapped", ["inner", "inner/out"])
@pytest.mark.parametrize("use", USES)
def test_a_link_swapped_in_leads_nowhere(
    tmp_path: Path, outside: Path, way: type[Folder], swapped: str, use: str
) -> None:
    """Neither for the folder nor for one above it: what was opened is used, or nothing."""
    place = tmp_path / "inner" / "out"
    place.mkdir(parents=True)
    (place / "pet.py").write_text("ours")
    before = contents(outside)
    with folders.opened(place) as folder:
        assert folder.stands()
        swap(tmp_path / swapped, outside / swapped)
        assert not folder.stands()
        if way is folders.Folder:
            USES[use](folder)
            assert folder.text("pet.py") in {"ours", "new", None}
        else:
            with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
                USES[use](folder)
    assert contents(outside) == before
    assert not (outside / swapped / "new").exists()


@pytest.mark.parametrize("swapped", ["inner", "inner/out"])
@pytest.mark.parametrize("make", [False, True])
def test_a_link_on_the_way_is_an_error(
    tmp_path: Path, outside: Path, swapped: str, *, make: bool
) -> None:
    """Wherever it stands: a path that was free of links was meant."""
    (tmp_path / "inner" / "out").mkdir(parents=True)
    swap(tmp_path / swapped, outside / swapped)
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        folders.opened(tmp_path / "inner" / "out", make=make)
    with folders.opened(tmp_path) as folder, pytest.raises(OSError, match="symbolic"):
        folder.below("inner/out", make=make)


def test_a_folder_of_the_same_name_is_another_one(tmp_path: Path) -> None:
    """Such as one that was made anew meanwhile."""
    place = tmp_path / "out"
    place.mkdir()
    with folders.opened(place) as folder:
        place.rename(tmp_path / "aside")
        assert not folder.stands()
        place.mkdir()
        assert not folder.stands()


def test_what_is_missing_is_made_where_that_is_asked(tmp_path: Path) -> None:
    """And a file in the place of a folder is none."""
    place = tmp_path / "a" / "b"
    with pytest.raises(FileNotFoundError):
        folders.opened(place)
    with folders.opened(place, make=True) as folder:
        folder.below("c/d", make=True)
    assert (place / "c" / "d").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        folders.opened(tmp_path / "file", make=True)


def test_a_link_in_the_place_of_a_file_is_no_file(
    tmp_path: Path, outside: Path
) -> None:
    """It is not read, and what replaces it replaces the link."""
    (tmp_path / "pet.py").symlink_to(outside / "pet.py")
    with folders.opened(tmp_path) as folder:
        assert folder.kind("pet.py") == "link"
        assert folder.names() == []
        with pytest.raises(OSError, match="symbolic"):
            folder.data("pet.py")
        folder.replace("pet.py", folder.stage("pet.py", b"new"), b"new")
        assert folder.text("pet.py") == "new"
    assert (outside / "pet.py").read_text() == "theirs"


@pytest.mark.skipif(sys.platform == "win32", reason="has other rights")
def test_rights_are_those_of_the_old_file_or_of_the_user_alone(tmp_path: Path) -> None:
    """What is secret stays so, whatever was in its place."""
    (tmp_path / "pet.py").touch()
    (tmp_path / "pet.py").chmod(0o664)
    with folders.opened(tmp_path) as folder:
        for secret, mode in ((False, 0o664), (True, 0o600)):
            staged = folder.stage("pet.py", b"new", secret=secret)
            assert folder.status(staged).st_mode & 0o777 == mode


@pytest.mark.skipif(
    sys.platform != "linux" or not rights.IS_POSSIBLE, reason="needs such rights"
)
def test_folders_on_the_way_need_not_be_readable(tmp_path: Path) -> None:
    """As those of a home that others may pass through and not list."""
    place = tmp_path / "home" / "project"
    place.mkdir(parents=True)
    (tmp_path / "home").chmod(0o111)
    with rights.ordinary(), folders.opened(place) as folder:
        folder.replace("pet.py", folder.stage("pet.py", b"new"), b"new")
    (tmp_path / "home").chmod(0o755)
    assert (place / "pet.py").read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="has other limits")
def test_a_path_that_is_too_long_is_an_error(tmp_path: Path) -> None:
    """Though each of its names is short, nobody could use what it leads to."""
    with pytest.raises(OSError, match=os.strerror(errno.ENAMETOOLONG)):
        folders.opened(f"{tmp_path}/{'a/' * 3000}", make=True)
    assert [*tmp_path.iterdir()] == []
