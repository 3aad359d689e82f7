"""Folders on disk: opened once, and the files in them read and replaced by name.

The one rule kept here: no link is followed and no file is ever half-written. A folder is opened
once, from the root of the file system downwards, and its files are reached by name from there, also
where another folder has taken its place. New data is staged in a temporary file beside its place
and then renamed. Every function may raise OSError.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from typetable.disk.files import data_at, kind_of, link_error, open_file, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from typetable.disk.files import Kind

_PATIENCE = 10  # other runs that sweep a staged file between two system calls of ours

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS | getattr(os, "O_BINARY", 0)
_LIST = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_ENTER = (
    getattr(os, "O_PATH", getattr(os, "O_SEARCH", os.O_RDONLY))
    | getattr(os, "O_DIRECTORY", 0)
    | _NO_LINKS
)
"""The flags for a folder on the way, whose names need not be readable."""

_JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
"""The tag of a junction, which is a kind of link on Windows."""

_PREFIX, _SUFFIX, _DIGITS = ".typetable-", ".tmp", 16
"""A temporary file is named by sixteen random hexadecimal digits between these."""


def opened(path: Path | str, *, make: bool = False) -> Folder:
    """Open a folder, which is to be closed; its path is absolute and free of links.

    A link on the way, which has come since, is an error. Missing folders can be made.
    """
    kind_of(path)  # raises where it is too long, though its names are not
    drive, below = os.path.splitdrive(os.fspath(path))
    folder = _WAY(drive + os.sep)
    for name in filter(None, below.split(os.sep)):
        with folder:  # which is closed as soon as the next one is open
            folder = folder.entered(name, make=make)
    return folder


class Folder:
    """A folder that was opened: its files are reached by name, wherever it is moved."""

    def __init__(self, path: str, outer: Folder | None = None) -> None:
        """Open the root of a file system, or the last name of the path in the folder `outer`."""
        self._path = path
        self._inner: dict[str, Folder] = {}
        self._open(outer)

    def _open(self, outer: Folder | None) -> None:
        name = os.path.basename(self._path)
        at, within = outer.at(name) if outer else (self._path, None)
        self._descriptor = os.open(at, _ENTER, dir_fd=within)
        self.identity = _identity(os.fstat(self._descriptor))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close it, and all that was opened below."""
        for inner in self._inner.values():
            inner.__exit__()
        self._close()

    def _close(self) -> None:
        os.close(self._descriptor)

    def at(self, name: str) -> tuple[str, int | None]:
        """Return a path to a name in here, and the descriptor of the folder where it starts."""
        return name, self._descriptor

    def stands(self) -> bool:
        """Return whether its path still leads to it."""
        try:
            with opened(self._path) as now:
                return now.identity == self.identity
        except OSError:
            return False

    def entered(self, name: str, *, make: bool = False) -> Folder:
        """Open a folder in here, which is to be closed; a missing one can be made."""
        path = os.path.join(self._path, name)
        try:
            return type(self)(path, self)
        except FileNotFoundError:
            if not make:
                raise
        except OSError as error:  # systems do not agree what a link is here
            raise link_error() if self.kind(name) == "link" else error from None
        at, within = self.at(name)
        with suppress(FileExistsError):  # another run was faster
            os.mkdir(at, dir_fd=within)
        return self.entered(name)

    def below(self, path: str, *, make: bool = False) -> Folder:
        """Return the folder at a path such as `a/b`, which is closed with this one.

        It is the folder itself where the path is empty.
        """
        name, _, rest = path.partition("/")
        if not name:
            return self
        if name not in self._inner:
            self._inner[name] = self.entered(name, make=make)
        return self._inner[name].below(rest, make=make)

    def names(self) -> list[str]:
        """Return the names of the regular files in it."""
        at, within = self.at(os.curdir)
        if within is None:
            return _files_in(at)
        descriptor = os.open(at, _LIST, dir_fd=within)
        try:
            return _files_in(descriptor)
        finally:
            os.close(descriptor)

    def kind(self, name: str) -> Kind | None:
        """Return the kind of a name, links not followed; `None` where nothing has it."""
        return kind_of(*self.at(name))

    def status(self, name: str) -> os.stat_result:
        """Return the status of a name, links not followed."""
        at, within = self.at(name)
        return os.stat(at, dir_fd=within, follow_symlinks=False)

    def data(self, name: str) -> bytes | None:
        """Return the data of a regular file; `None` where nothing has the name."""
        return data_at(*self.at(name))

    def text(self, name: str) -> str | None:
        """Return the text of a regular file, as `files.text_at` does."""
        data = self.data(name)
        return None if data is None else text_of(data)

    def start(self, name: str, size: int) -> bytes:
        """Return the first bytes of a regular file, at most `size`; raises OSError."""
        descriptor = open_file(*self.at(name))
        try:
            return os.read(descriptor, size)
        finally:
            os.close(descriptor)

    def stage(
        self, name: str, data: bytes, *, durable: bool = False, secret: bool = False
    ) -> str:
        """Write data that is for a name to a new temporary file; return the name of that.

        It has the rights of the file with the name, or is for this user alone where it is secret.
        Durable data is on the disk itself, out of reach of a power cut, when this returns.
        """
        staged = f"{_PREFIX}{os.urandom(_DIGITS // 2).hex()}{_SUFFIX}"
        at, within = self.at(staged)
        descriptor = os.open(at, _NEW, 0o600 if secret else 0o644, dir_fd=within)
        try:
            try:
                _write(descriptor, data)
                if not secret:
                    self._share_rights(name, descriptor)
                if durable:
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except BaseException:
            self.remove(staged)
            raise
        return staged

    def replace(self, name: str, staged: str, data: bytes) -> None:
        """Move staged data to its place, over the old file."""
        for _ in range(_PATIENCE):
            try:
                self.rename(staged, name)
            except FileNotFoundError:  # swept by another run, as if we were dead
                staged = self.stage(name, data)
            else:
                return
        self.rename(staged, name)

    def rename(self, staged: str, name: str) -> None:
        """Rename a staged file; it is gone where that fails."""
        old, within = self.at(staged)
        new, _ = self.at(name)
        try:
            os.replace(old, new, src_dir_fd=within, dst_dir_fd=within)
        except BaseException:
            self.remove(staged)
            raise

    def remove(self, name: str) -> None:
        """Remove a file, or the link in its place, if it is still there."""
        at, within = self.at(name)
        with suppress(FileNotFoundError):
            os.unlink(at, dir_fd=within)

    def sweep(self) -> None:
        """Remove the temporary files that a killed run left."""
        for name in filter(_is_temporary, self.names()):
            self.remove(name)

    def _share_rights(self, name: str, descriptor: int) -> None:
        """Give an open file the rights of the regular file with a name, if there is one."""
        try:
            mode = self.status(name).st_mode
        except FileNotFoundError:
            return
        if stat.S_ISREG(mode) and hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode & 0o777)  # without set-user-ID and its like


class NamedFolder(Folder):
    """A folder where names start in no descriptor: each use looks whether its path leads there."""

    def _open(self, outer: Folder | None) -> None:
        if outer:
            outer.at("")  # raises where another folder has taken its place
        self.identity = self._identity_now()

    def _close(self) -> None:
        """Hold nothing."""

    def at(self, name: str) -> tuple[str, int | None]:
        """Return the path to a name in here, and no descriptor."""
        if self._identity_now() != self.identity:
            raise link_error()
        return os.path.join(self._path, name), None

    def _identity_now(self) -> tuple[int, int]:
        """Return the identity of the folder at the path; a link is an error."""
        status = os.stat(self._path, follow_symlinks=False)
        is_junction = getattr(status, "st_reparse_tag", 0) == _JUNCTION
        if is_junction or stat.S_ISLNK(status.st_mode):
            raise link_error()
        if not stat.S_ISDIR(status.st_mode):
            raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        return _identity(status)


_WAY = Folder if os.open in os.supports_dir_fd else NamedFolder


def _identity(status: os.stat_result) -> tuple[int, int]:
    """Return the device and number of a folder, which no other one of this machine has."""
    return status.st_dev, status.st_ino


def _files_in(folder: str | int) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _is_temporary(name: str) -> bool:
    digits = name.removeprefix(_PREFIX).removesuffix(_SUFFIX)
    is_random = len(digits) == _DIGITS and not digits.strip("0123456789abcdef")
    return is_random and name == f"{_PREFIX}{digits}{_SUFFIX}"
