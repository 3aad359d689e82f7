"""The output folder on disk: reading it and replacing files in it, safely.

The one rule kept here: no link is followed and no file is ever half-written. A new text is staged
in a temporary file beside its place and then renamed. Every function may raise OSError.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

Kind: TypeAlias = Literal["file", "folder", "link", "special"]

_PIECE, _LARGEST = 64 * 1024, 64 * 1024 * 1024
_PATIENCE = 10
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_NO_WAITING = getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)

_PREFIX, _SUFFIX, _DIGITS = ".typetable-", ".tmp", 16
"""A temporary file is named by sixteen random hexadecimal digits between these."""


def kind_of(path: Path) -> Kind | None:
    """Return what stands at a path itself, links not followed; `None` where nothing does."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(mode):
        return "link"
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "special"


def names_in(folder: Path) -> list[str]:
    """Return the names of the regular files in a folder; none if it is not there.

    A link in place of the folder is an error.
    """
    if kind_of(folder) is None:
        return []
    if kind_of(folder) == "link":
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]


def text_at(path: Path) -> str | None:
    """Return the text of a regular file, `None` where there is nothing.

    Line ends are LF whatever they are on disk; bytes that are no UTF-8 are kept.
    """
    if kind_of(path) is None:
        return None
    descriptor = _open(path)
    try:
        pieces = []
        while piece := os.read(descriptor, _PIECE):
            pieces.append(piece)
            if len(pieces) * _PIECE > _LARGEST:
                raise OSError(0, "the file is too large")
    finally:
        os.close(descriptor)
    return text_of(b"".join(pieces))


def text_of(data: bytes) -> str:
    """Return the text that a file holds, as `text_at` does."""
    return data.decode("utf-8", "surrogateescape").replace("\r\n", "\n")


def starts_with(path: Path, lines: Collection[str]) -> bool:
    """Return whether the first line of a regular file is one of some, reading no more than that."""
    with os.fdopen(_open(path), "rb") as file:
        start = file.read(max(map(len, lines)) + 1)
    return start.partition(b"\n")[0].rstrip(b"\r") in [each.encode() for each in lines]


def stage(target: Path, text: str, *, durable: bool) -> Path:
    """Write a text to a new temporary file beside its target, with the target's rights.

    A durable one is on the disk itself, out of reach of a power cut, when this returns.
    """
    path = target.with_name(f"{_PREFIX}{os.urandom(_DIGITS // 2).hex()}{_SUFFIX}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS | _BINARY
    descriptor = os.open(path, flags, 0o644)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
            file.flush()
            if durable:
                os.fsync(descriptor)
        if kind_of(target) == "file":
            with suppress(
                FileNotFoundError
            ):  # swept, or the target is; `replace` sees to it
                path.chmod(target.lstat().st_mode & 0o777)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def replace(staged: Path, target: Path, text: str) -> None:
    """Move a staged text to its place, over what is there."""
    for _ in range(_PATIENCE):
        try:
            staged.replace(target)
        except FileNotFoundError:  # swept by another run, which took us for a dead one
            staged = stage(target, text, durable=False)
        else:
            return
    staged.replace(target)


def sweep(folder: Path) -> None:
    """Remove the temporary files that a killed run left in a folder."""
    for name in names_in(folder):
        if _is_temporary(name):
            (folder / name).unlink(missing_ok=True)


def _open(path: Path) -> int:
    """Open a regular file for reading; a link, pipe or device is refused, not waited for."""
    descriptor = os.open(path, os.O_RDONLY | _NO_LINKS | _NO_WAITING | _BINARY)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(0, "not a regular file")


def _is_temporary(name: str) -> bool:
    digits = name.removeprefix(_PREFIX).removesuffix(_SUFFIX)
    return (
        name == f"{_PREFIX}{digits}{_SUFFIX}"
        and len(digits) == _DIGITS
        and all(digit in "0123456789abcdef" for digit in digits)
    )
