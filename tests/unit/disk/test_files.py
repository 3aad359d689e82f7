"""Files by their paths: their kinds, and what is read of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from typetable.disk.files import kind_of, text_at

if TYPE_CHECKING:
    from pathlib import Path


def test_a_text_has_plain_line_ends_and_all_its_bytes(tmp_path: Path) -> None:
    """CRLF is LF, and bytes that are no UTF-8 come back when the text is encoded."""
    (tmp_path / "a").write_bytes(b"one\r\ntwo\rthree\n\xff")
    assert text_at(tmp_path / "a") == "one\ntwo\rthree\n\udcff"
    assert text_at(tmp_path / "absent") is None


def test_kinds_are_those_of_the_places_themselves(tmp_path: Path) -> None:
    """A link is one, wherever it leads."""
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "file")
    kinds = {name: kind_of(tmp_path / name) for name in ("file", "link", "absent")}
    assert kinds == {"file": "file", "link": "link", "absent": None}
    assert kind_of(tmp_path) == "folder"
    with pytest.raises(OSError, match="symbolic"):
        text_at(tmp_path / "link")


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes in folders")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    """Nobody writes to it, so that reading would never end."""
    os.mkfifo(tmp_path / "pipe")
    assert kind_of(tmp_path / "pipe") == "special"
    with pytest.raises(OSError, match="not a regular file"):
        text_at(tmp_path / "pipe")
