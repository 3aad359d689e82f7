"""Files seen: what stands at places on the disk, of which a run reads each file once.

The one rule kept here: what is said of a file follows from what it held when it was read. No clock
and no file times are asked.

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
"""What Python puts into a package when it is imported. No command looks into such a folder."""

_OTHER = b"other"
"""What is said of a place where no file stands."""

_PIECE, _LARGEST = 32 * 1024, 64 * 1024 * 1024
_ROOM = 16 * 1024 * 1024
"""So many bytes are held for those who want to know what was read; others read again."""

_MOST = 512 * 1024 * 1024
"""More than so many bytes of all files are not looked at: files can be sparse."""

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


def file(path: str) -> str:
    """Return the place of a file, which may be absent; what it holds is looked at."""
    return f"file::{path}"


def folder(path: str, endings: "Iterable[str]" = ()) -> str:
    """Return the place of a folder, of which the names are looked at, and what some files hold.

    They are those whose names have one of the `endings`, in lower case; by default all.
    """
    return f"folder:{','.join(endings)}:{path}"


def digest_of(data: bytes) -> bytes:
    """Return what stands for the content of a file."""
    return blake2b(data, digest_size=32).digest()


class Look:
    """What a run has seen; with `room` for what the files held, in bytes."""

    def __init__(self, room: int = _ROOM) -> None:
        """Start with nothing seen."""
        self._digests: dict[str, bytes] = {}
        self._held: dict[str, bytes] = {}
        self._room = room
        self._left = _MOST

    def digest(self, path: str) -> bytes | None:
        """Return what stands for the content of a file; `None` where there is none to be read."""
        try:
            found = self._looked_at(path)
        except OSError:
            return None
        return None if found is _OTHER else found

    def take(self, path: str) -> bytes | None:
        """Return what a regular file held, as long as that is known; only one can have it."""
        return self._held.pop(path, None)

    def note(self, path: str, data: bytes | None) -> None:
        """Take note of what was written to a file; `None` where it was deleted."""
        self._held.pop(path, None)
        if data is None:
            self._digests.pop(path, None)
        else:
            self._digests[path] = digest_of(data)

    def state(self, places: "Iterable[str]") -> str:
        """Return what stands for the contents of places; empty where that cannot be said.

        Folders are listed each time, and files read that were not seen before.
        """
        seen = blake2b(digest_size=32)
        for place in places:
            kind, endings, path = place.split(":", 2)
            seen.update(f"{len(place)}:{place}".encode("utf-8", "surrogateescape"))
            try:
                if kind == "file":
                    seen.update(self._looked_at(path))
                else:
                    for part in self._listed(path, endings):
                        seen.update(b"%d:" % len(part))
                        seen.update(part)
            except (FileNotFoundError, NotADirectoryError):
                seen.update(b"absent")
            except OSError:
                return ""
        return seen.hexdigest()

    def _listed(self, path: str, endings: str) -> "Iterable[bytes]":
        """Yield the names in a folder with their kinds, and what stands for some of the files."""
        wanted = tuple(filter(None, endings.split(",")))
        with os.scandir(path) as entries:
            found = sorted((e.name, e) for e in entries if e.name != _COMPILED)
        for name, entry in found:
            if entry.is_symlink():
                raise OSError  # what it leads to would have to be looked at, too
            yield os.fsencode(name)
            if not entry.is_file(follow_symlinks=False):
                yield b"folder" if entry.is_dir(follow_symlinks=False) else _OTHER
            elif not wanted or name.lower().endswith(wanted):
                yield self._read(entry.path)

    def _looked_at(self, path: str) -> bytes:
        """Return what stands for the content of a file; of anything else, that it is there."""
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            raise OSError
        return self._read(path) if stat.S_ISREG(mode) else _OTHER

    def _read(self, path: str) -> bytes:
        """Return what stands for the content of a file."""
        known = self._digests.get(path)
        if known is not None:
            return known
        descriptor = os.open(path, _FLAGS)
        try:
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


UNSEEN = Look(0)
"""The look of those who have not looked at anything."""
