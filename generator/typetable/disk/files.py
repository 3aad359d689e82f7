"""Files on disk: the kind of a place, and the data of a regular file.

The one rule kept here: no link is followed, and nothing but a regular file is read, so that no pipe
or device is waited for. Every function may raise OSError.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

Kind: TypeAlias = Literal["file", "folder", "link", "special"]

_PIECE = 64 * 1024  # one read for most files: modules hold 3.8 KB on average
_LARGEST = 64 * 1024 * 1024
"""The bytes of the largest file that is read."""

_READ = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


def kind_of(path: Path | str, within: int | None = None) -> Kind | None:
    """Return the kind of a path, links not followed; `None` where nothing is there.

    A path `within` starts in the folder of that descriptor.
    """
    try:
        mode = os.stat(path, dir_fd=within, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(mode):
        return "link"
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "special"


def text_at(path: Path) -> str | None:
    """Return the text of a regular file; `None` where nothing is there.

    Line ends are LF, also where they are CRLF on disk; bytes that are no UTF-8 are surrogates.
    """
    data = data_at(path)
    return None if data is None else text_of(data)


def text_of(data: bytes) -> str:
    """Return the text of the data of a file, as `text_at` does."""
    return data.decode("utf-8", "surrogateescape").replace("\r\n", "\n")


def data_at(path: Path | str, within: int | None = None) -> bytes | None:
    """Return the data of a regular file; `None` where nothing is there."""
    kind = kind_of(path, within)
    if kind is None:
        return None
    if kind == "link":  # which some systems would follow
        raise link_error()
    descriptor = open_file(path, within)
    try:
        pieces = []
        while piece := os.read(descriptor, _PIECE):
            pieces.append(piece)
            if len(pieces) * _PIECE > _LARGEST:
                raise OSError(0, "the file is too large")
    finally:
        os.close(descriptor)
    return b"".join(pieces)


def open_file(path: Path | str, within: int | None = None) -> int:
    """Open a regular file for reading; a link, pipe or device is refused, not waited for."""
    descriptor = os.open(path, _READ, dir_fd=within)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(0, "not a regular file")


def link_error() -> OSError:
    """Return the error that a link is in the way."""
    return OSError(errno.ELOOP, os.strerror(errno.ELOOP))
