"""Files seen: the digests of files on the disk, of which a run reads each one once.

The one rule kept here: a digest is that of the content of a file when it was read. No clock and no
file times are asked.

This runs where there is nothing else to do, so it imports next to nothing.
"""

# No `from __future__ import annotations`: that is one more module to load.

import os
import stat

try:
    from _blake2 import blake2b  # without OpenSSL, which takes longer than all the rest
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_COMPILED = "__pycache__"
"""The folder that Python makes in a package when it is imported. No command looks into one."""

_OTHER = b"other"
"""In place of a digest: the mark of a pipe, a device or a folder."""

_PIECE = 32 * 1024  # one read for most files: pages hold 1.5 KB on average, modules 3.8
_LARGEST = 64 * 1024 * 1024
"""The bytes of the largest file that is read: eight times the default of `limits.page_bytes`."""

_ROOM = 16 * 1024 * 1024
"""The bytes of all contents that are held: 728 pages hold 1.1 MB. Others are read again."""

_MOST = 512 * 1024 * 1024
"""The bytes of all files that are read: they can be sparse, and 0.8 GB are hashed in a second."""

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


def file(path: str) -> str:
    """Return the place of a file, which may be absent; its state is that of its content."""
    return f"file::{path}"


def folder(path: str, endings: "Iterable[str]" = ()) -> str:
    """Return the place of a folder; its state is that of its names and of the content of files.

    These are the files whose names have one of the `endings`, in lower case; by default all.
    """
    return f"folder:{','.join(endings)}:{path}"


def digest_of(data: bytes) -> bytes:
    """Return the digest of the content of a file, in 32 bytes."""
    return blake2b(data, digest_size=32).digest()


class FilesSeen:
    """Digests of the files that a run has read, and their contents, up to `room` bytes of all."""

    def __init__(self, room: int = _ROOM) -> None:
        """Start with no files."""
        self._digests: dict[str, bytes] = {}
        self._held: dict[str, bytes] = {}
        self._room = room
        self._left = _MOST

    def digest(self, path: str) -> bytes | None:
        """Return the digest of a file; `None` where there is none that can be read."""
        try:
            digest = self._digest_or_kind(path)
        except OSError:
            return None
        return None if digest is _OTHER else digest

    def take(self, path: str) -> bytes | None:
        """Return the content of a file that was read and is held, which is then held no longer."""
        return self._held.pop(path, None)

    def update(self, path: str, data: bytes | None) -> None:
        """Take the data that was written to a file for its content; `None` if it was deleted."""
        self._held.pop(path, None)
        if data is None:
            self._digests.pop(path, None)
        else:
            self._digests[path] = digest_of(data)

    def state(self, places: "Iterable[str]") -> str:
        """Return the hexadecimal digest of all that stands at places; empty where one is a link.

        It is empty, too, where something cannot be read or is too large. Folders are listed each
        time; files are read that were not read before.
        """
        state = blake2b(digest_size=32)
        for place in places:
            kind, endings, path = place.split(":", 2)
            state.update(f"{len(place)}:{place}".encode("utf-8", "surrogateescape"))
            try:
                if kind == "file":
                    state.update(self._digest_or_kind(path))
                else:
                    for part in self._listed(path, endings):
                        state.update(b"%d:" % len(part))
                        state.update(part)
            except (FileNotFoundError, NotADirectoryError):
                state.update(b"absent")
            except OSError:
                return ""
        return state.hexdigest()

    def _listed(self, path: str, endings: str) -> "Iterable[bytes]":
        """Yield the names in a folder, with the digests of files that are wanted; raise OSError."""
        wanted = tuple(filter(None, endings.split(",")))
        with os.scandir(path) as entries:
            named = sorted((e.name, e) for e in entries if e.name != _COMPILED)
        for name, entry in named:
            if entry.is_symlink():
                raise OSError  # its target would have to be looked at, too
            yield os.fsencode(name)
            if not entry.is_file(follow_symlinks=False):
                yield b"folder" if entry.is_dir(follow_symlinks=False) else _OTHER
            elif not wanted or name.lower().endswith(wanted):
                yield self._read(entry.path)

    def _digest_or_kind(self, path: str) -> bytes:
        """Return the digest of a file, or the mark of anything else; raise OSError for a link."""
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            raise OSError
        return self._read(path) if stat.S_ISREG(mode) else _OTHER

    def _read(self, path: str) -> bytes:
        """Return the digest of a file, which is read if it was not; raise OSError."""
        known = self._digests.get(path)
        if known is not None:
            return known
        descriptor = os.open(path, _FLAGS)
        try:
            # The size that a file has is no limit: some devices and files in `/proc` say 0.
            pieces = [os.read(descriptor, _PIECE)]
            while len(pieces[-1]) == _PIECE:
                pieces.append(os.read(descriptor, _PIECE))
                if len(pieces) * _PIECE > min(_LARGEST, self._left):
                    raise OSError
        finally:
            os.close(descriptor)
        data = b"".join(pieces)
        self._left -= len(data)
        if len(data) <= self._room:
            self._held[path] = data
            self._room -= len(data)
        self._digests[path] = digest = digest_of(data)
        return digest


NO_FILES = FilesSeen(0)
"""The files of those who have read none and hold none."""
