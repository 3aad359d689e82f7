"""The store: the files of the cache, of which each proves that this user's typetable wrote it.

The one rule kept here: a file that anybody else wrote or changed reads as if it were not there, and
a store that cannot be used keeps nothing else from being done.
"""

# No `from __future__ import annotations`: that is one more module to load.

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typetable.disk.folders import Folder

try:
    from _blake2 import blake2b  # without OpenSSL, which takes longer than all the rest
except ImportError:
    from hashlib import blake2b

FOLDER = ".typetable_cache"
"""The name of the folder of the cache, beside the configuration."""

_IGNORED = b"# Made by typetable, which can do without it.\n*\n"
_KEY, _MARK = 32, 32
"""Bytes of the user's key, and of the mark by which a file proves to be whole and ours."""

_LARGEST = 64 * 1024 * 1024
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Store:
    """The cache in the folder of a configuration; it may not be there."""

    def __init__(self, folder: str) -> None:
        """Take the folder of the configuration, free of links where anything is to be written."""
        self._home = folder
        self._folder = os.path.join(folder, FOLDER)

    def read(self, name: str) -> bytes | None:
        """Return the data of a name; `None` where its mark does not prove who wrote it."""
        key = _key()
        sealed = _content(f"{self._folder}/{name}", _LARGEST) if key else None
        if key is None or sealed is None:
            return None
        mark, data = sealed[:_MARK], sealed[_MARK:]
        return data if mark == _mark(key, name, data) else None

    def write(self, name: str, data: bytes) -> None:
        """Keep data under a name, over older data; where that cannot be, do nothing."""
        try:
            key = _key() or _made_key()
            with _opened(self._home) as home:
                cache = home.below(FOLDER, make=True)
                if cache.kind(".gitignore") is None:
                    _put(cache, ".gitignore", _IGNORED)
                _put(cache, name, _mark(key, name, data) + data)
        except OSError:  # such as a disk that is full or cannot be written to
            return

    def clear(self, prefix: str, most: int) -> None:
        """Remove files of killed runs, and of those with a prefix all but the newest `most`."""
        try:
            with _opened(self._folder) as cache:
                cache.sweep()
                names = [name for name in cache.names() if name.startswith(prefix)]
                names.sort(key=lambda name: cache.status(name).st_mtime_ns)
                for name in names[: max(0, len(names) - most)]:
                    cache.remove(name)
        except OSError:  # another run was faster
            return


def _mark(key: bytes, name: str, data: bytes) -> bytes:
    """Return the keyed digest (RFC 7693) of a name and its data."""
    digest = blake2b(key=key, digest_size=_MARK)
    digest.update(b"%d:%b" % (len(name), name.encode()))
    digest.update(data)
    return digest.digest()


def _key_path() -> str:
    """Return the path of the user's key: outside of projects, so that none can bring its own."""
    caches = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    if not caches or not os.path.isabs(caches):
        caches = os.path.expanduser("~/.cache")
    return os.path.join(caches, "typetable", "key")


def _key() -> bytes | None:
    """Return the user's key; `None` where there is none, or where others may know it."""
    key = _content(_key_path(), _KEY, private=True)
    return key if key is not None and len(key) == _KEY else None


def _made_key() -> bytes:
    """Make a key and return it; another run may replace it, which costs time."""
    folder, name = os.path.split(_key_path())
    os.makedirs(folder, mode=0o700, exist_ok=True)
    key = os.urandom(_KEY)
    # A link on the way to it is the user's own, unlike one in a project.
    with _opened(os.path.realpath(folder)) as caches:
        caches.sweep()
        _put(caches, name, key)
    return key


def _content(path: str, most: int, *, private: bool = False) -> bytes | None:
    """Return the content of a regular file; `None` where it is larger, or not private as asked."""
    try:
        descriptor = os.open(path, _FLAGS | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:
            return None
        if private and not _is_private(status):
            return None
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(most + 1)
    except OSError:
        return None
    finally:
        os.close(descriptor)


def _is_private(status: os.stat_result) -> bool:
    if os.name == "nt":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & 0o077


def _opened(folder: str) -> "Folder":
    """Open a folder to write to; a link in its place, which may lead anywhere, is an error."""
    from typetable.disk import folders  # noqa: PLC0415  # not for those who only look

    return folders.opened(folder)


def _put(folder: "Folder", name: str, data: bytes) -> None:
    """Write a file that others see old or new, never in between."""
    folder.rename(folder.stage(name, data, secret=True), name)
