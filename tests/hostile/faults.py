"""Faults: what befalls a program at one of its calls to the system, counted from its start.

A call fails with an error, the program is killed before it, or somebody swaps a folder or file for
a link. Calls that look at the program itself, or at what it is installed with, do not count.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typetable

if TYPE_CHECKING:
    from collections.abc import Callable

_READING = ["open", "read", "stat", "lstat", "fstat", "scandir", "listdir", "readlink"]
_CHANGING = ["write", "close", "fsync", "chmod", "fchmod", "truncate", "mkdir", "rmdir"]
_NAMING = ["rename", "replace", "link", "symlink", "unlink", "remove"]
CALLS = [*_READING, *_CHANGING, *_NAMING]
"""The functions of `os` that are calls to the system; some systems have not all of them."""

_OWN = (str(Path(typetable.__file__).parents[2]), sys.prefix, sys.base_prefix)


def befall(index: int, deed: str, log: str) -> None:
    """Have a deed befall this process at its call of this index; its calls are logged, a line each.

    One that opens what it may make is called `make`. A deed is the name of an error, `kill`, or
    `swap` with two places and a colon before each, for a link to the second one in the place of the
    first one.
    """
    calls = _Calls(index, deed, os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
    for name in CALLS:
        if hasattr(os, name):
            setattr(os, name, calls.watched(name, getattr(os, name)))
    opening = calls.watched("open", io.open)
    io.open = opening
    builtins.open = opening


class _Calls:
    """The calls of this process, of which one is struck."""

    def __init__(self, index: int, deed: str, log: int) -> None:
        self._left, self._deed, self._log = index, deed, log
        self._own: set[int] = set()
        self._write, self._close = os.write, os.close
        self._swap = os.rename, os.symlink

    def watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a call that is counted, and struck where it is its turn."""

        def watch(place: Any, *arguments: Any, **options: Any) -> Any:
            if self._is_own(place):
                result = call(place, *arguments, **options)
                if name == "open" and isinstance(result, int):
                    self._own.add(result)
                return result
            self._left -= 1
            is_new = name == "open" and _makes(*arguments[:1])
            said = f"{'make' if is_new else name} {place!r}\n"
            self._write(self._log, said.encode(errors="replace"))
            if self._left == -1:
                self._strike(name, place)
            result = call(place, *arguments, **options)
            self._own -= {result} if name == "open" else set()
            return result

        return watch

    def _is_own(self, place: Any) -> bool:
        """Return whether a call is about a file of the program, by its path or descriptor."""
        if isinstance(place, int):
            return place in self._own
        path = os.fsdecode(place)
        return path.startswith(_OWN) or any(own.startswith(f"{path}/") for own in _OWN)

    def _strike(self, name: str, place: Any) -> None:
        if self._deed == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self._deed.startswith("swap:"):
            _, path, goal = self._deed.split(":")
            rename, symlink = self._swap
            with suppress(FileNotFoundError):  # it is not there yet, or not any more
                rename(path, f"{path}.aside")
            symlink(goal, path)
            return
        if name == "close":  # it is closed, and what was written to it may be lost
            self._close(place)
        number = getattr(errno, self._deed)
        raise OSError(number, os.strerror(number))


def _makes(mode: int | str = "r") -> bool:
    """Return whether what is opened so need not be there."""
    return bool(mode & os.O_CREAT) if isinstance(mode, int) else mode[0] in "wax"
