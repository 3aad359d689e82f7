"""Files as a run has seen them: each file once, and folders as often as somebody asks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from typetable.cache.files import FilesSeen, digest_of, file, folder

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_read_once(tmp_path: Path) -> None:
    """What was seen stays what it is, whatever happens to the file."""
    page = tmp_path / "a.md"
    page.write_bytes(b"one")
    files_seen, places = FilesSeen(), [folder(str(tmp_path), (".md",))]
    before = files_seen.state(places)
    page.write_bytes(b"two")
    assert files_seen.state(places) == before != FilesSeen().state(places)
    assert files_seen.digest(str(page)) == digest_of(b"one")
    assert files_seen.take(str(page)) == b"one"
    assert files_seen.take(str(page)) is None


def test_names_are_read_each_time(tmp_path: Path) -> None:
    """So that files that come and go are seen, also those that are not looked into."""
    (tmp_path / "a.md").write_bytes(b"one")
    files_seen, places = FilesSeen(), [folder(str(tmp_path), (".md",))]
    states = [files_seen.state(places)]
    for name in ("b.md", "c.txt"):
        (tmp_path / name).write_bytes(b"")
        states.append(files_seen.state(places))
        (tmp_path / name).unlink()
    (tmp_path / "a.md").unlink()
    states.append(files_seen.state(places))
    assert len({*states}) == len(states)


def test_what_was_written_is_noted(tmp_path: Path) -> None:
    """Then it need not be read again; and what is gone can come back."""
    page = tmp_path / "a.md"
    page.write_bytes(b"one")
    files_seen, places = FilesSeen(), [file(str(page))]
    assert files_seen.state(places)
    page.write_bytes(b"two")
    files_seen.update(str(page), b"two")
    assert files_seen.take(str(page)) is None
    assert files_seen.state(places) == FilesSeen().state(places)
    page.unlink()
    files_seen.update(str(page), None)
    assert files_seen.state(places) == FilesSeen().state(places)


def test_there_is_room_for_so_much(tmp_path: Path) -> None:
    """What is too large to be held is known by its digest, and read again."""
    for name, size in (("a", 3), ("b", 4), ("c", 2)):
        (tmp_path / name).write_bytes(b"x" * size)
    files_seen = FilesSeen(room=5)
    assert files_seen.state([folder(str(tmp_path))]) == FilesSeen().state(
        [folder(str(tmp_path))]
    )
    taken = {name: files_seen.take(str(tmp_path / name)) for name in "abc"}
    assert taken == {"a": b"xxx", "b": None, "c": b"xx"}
    assert files_seen.digest(str(tmp_path / "b")) == digest_of(b"xxxx")


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes in folders")
def test_only_files_are_opened(tmp_path: Path) -> None:
    """A pipe is not read from, a link not followed; what is not there has no digest."""
    os.mkfifo(tmp_path / "pipe")
    places = [folder(str(tmp_path)), file(str(tmp_path / "pipe")), file(str(tmp_path))]
    assert FilesSeen().state(places)
    assert FilesSeen().digest(str(tmp_path / "pipe")) is None
    assert FilesSeen().digest(str(tmp_path)) is None
    assert FilesSeen().digest(str(tmp_path / "absent")) is None
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    assert FilesSeen().state(places) == ""
    assert FilesSeen().state([file(str(tmp_path / "link"))]) == ""
    assert FilesSeen().digest(str(tmp_path / "link")) is None


@pytest.mark.slow
def test_files_with_holes_are_not_looked_at_without_end(tmp_path: Path) -> None:
    """Nine of them are half a gigabyte; then nothing can be said, and docs are read instead."""
    for number in range(9):
        with (tmp_path / f"{number}.md").open("wb") as file:
            file.truncate(63 << 20)
    assert FilesSeen().state([folder(str(tmp_path), (".md",))]) == ""
