"""Stamps: what a command said when it found all in step, to be said again while nothing changed.

The one rule kept here: a stamp holds for the contents that it was made from: of the pages, the
output, the configuration and of typetable itself. No clock and no file times are asked.

This is what runs where there is nothing to do, so it imports next to nothing.
"""

from __future__ import annotations

import os
import sys

try:
    from _blake2 import blake2b  # without OpenSSL, which takes longer than all the rest
except ImportError:
    from hashlib import blake2b

from typetable.cache.vault import FOLDER, Vault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

COMMANDS = ("check", "generate")
"""The commands that mostly find that there is nothing to do."""

NO_CACHE = ("--no-cache", "--verify")
"""The flags that ask for everything to be done, whatever is remembered."""

_VARIABLES = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS")
"""What shapes the words of a report, beside the terminal."""

_COMPILED = "__pycache__"
"""What Python puts into a package when it is imported. No command looks into such a folder."""

_BETWEEN = "\0"
_PREFIX, _MOST = "stamp-", 32
_PIECE, _LARGEST = 32 * 1024, 64 * 1024 * 1024
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


def file(path: str) -> str:
    """Return the place of a file, which may be absent; what it holds is looked at."""
    return f"file::{path}"


def folder(path: str, endings: Iterable[str] = ()) -> str:
    """Return the place of a folder, of which the names are looked at, and what some files hold.

    They are those whose names have one of the `endings`, in lower case; by default all.
    """
    return f"folder:{','.join(endings)}:{path}"


def may_be_stamped(command: str, argv: Sequence[str]) -> bool:
    """Return whether all that a run does is to look, and to write to the standard streams."""
    return (
        command in COMMANDS
        and "GITHUB_STEP_SUMMARY" not in os.environ
        and not any(word in NO_CACHE for word in argv)
        and "-" not in argv
    )


def recall(command: str, argv: Sequence[str]) -> tuple[str, str] | None:
    """Return what a command would write to standard output and standard error.

    `None` where that is not known: something changed, or the command must look for itself.
    """
    vault = _vault(argv) if may_be_stamped(command, argv) else None
    data = vault.read(_name(command, argv)) if vault else None
    if data is None:
        return None
    text = data.decode("utf-8", "surrogateescape")
    before, out, err, count, *places = text.split(_BETWEEN)
    inputs, outputs = places[: int(count)], places[int(count) :]
    read = state(inputs)  # where that is new, the output need not be looked at
    is_same = read and before.startswith(read) and before == read + state(outputs)
    return (out, err) if is_same else None


class Watch:
    """A run of a command, of which the outcome is kept if nothing changed under its hands.

    `inputs` are the places of all that it reads, `outputs` those of what that is compared with.
    """

    def __init__(
        self, home: str, inputs: Sequence[str], outputs: Sequence[str]
    ) -> None:
        """Begin, before anything is read; `home` is the folder of the configuration."""
        self._vault, self._inputs, self._outputs = Vault(home), inputs, outputs
        self._before = _states(inputs, outputs)

    def begin_again(self, outputs: Sequence[str]) -> None:
        """Look at the output anew, after it was written and before it is read again."""
        self._outputs = outputs
        self._before = self._before[0], state(outputs)

    def keep(self, said: Mapping[tuple[str, tuple[str, ...]], tuple[str, str]]) -> None:
        """Remember that all is in step, and what commands with their arguments say of it."""
        now = _states(self._inputs, self._outputs)
        if not all(now) or now != self._before:
            return
        places = (str(len(self._inputs)), *self._inputs, *self._outputs)
        for (command, argv), words in said.items():
            parts = ("".join(now), *words, *places)
            if may_be_stamped(command, argv) and not any(_BETWEEN in p for p in parts):
                data = _BETWEEN.join(parts).encode("utf-8", "surrogateescape")
                self._vault.write(_name(command, argv), data)
        self._vault.clear(_PREFIX, _MOST)


def _states(inputs: Iterable[str], outputs: Iterable[str]) -> tuple[str, str]:
    return state(inputs), state(outputs)


def state(places: Iterable[str]) -> str:
    """Return what stands for the contents of places; empty where that cannot be said."""
    digest = blake2b(digest_size=32)
    for place in places:
        kind, endings, path = place.split(":", 2)
        digest.update(f"{len(place)}:{place}".encode("utf-8", "surrogateescape"))
        try:
            if kind == "file":
                content = _content(path)
                digest.update(b"%d:" % len(content))
                digest.update(content)
            else:
                for part in _listed(path, tuple(filter(None, endings.split(",")))):
                    digest.update(b"%d:" % len(part))
                    digest.update(part)
        except (FileNotFoundError, NotADirectoryError):
            digest.update(b"absent")
        except OSError:
            return ""
    return digest.hexdigest()


def _listed(path: str, endings: tuple[str, ...]) -> Iterable[bytes]:
    """Yield the names in a folder with their kinds, and what the files with an ending hold."""
    with os.scandir(path) as entries:
        found = sorted((each.name, each) for each in entries if each.name != _COMPILED)
    for name, entry in found:
        if entry.is_symlink():
            raise OSError  # what it leads to would have to be looked at, too
        yield os.fsencode(name)
        if not entry.is_file(follow_symlinks=False):
            yield b"folder" if entry.is_dir(follow_symlinks=False) else b"special"
        elif not endings or name.lower().endswith(endings):
            yield _content(entry.path)


def _content(path: str) -> bytes:
    """Return what a file holds; of anything else, that it is there."""
    descriptor = os.open(path, _FLAGS)
    try:
        pieces = [os.read(descriptor, _PIECE)]
        while len(pieces[-1]) == _PIECE:
            pieces.append(os.read(descriptor, _PIECE))
            if len(pieces) * _PIECE > _LARGEST:
                raise OSError
    except IsADirectoryError:
        return b"folder"
    finally:
        os.close(descriptor)
    return b"".join(pieces)


def _name(command: str, argv: Sequence[str]) -> str:
    """Return the name of the stamp of a command, as it is given here and now."""
    shape = (os.environ.get(name, "") for name in _VARIABLES)
    shown = (str(os.isatty(number)) for number in (1, 2))
    words = (
        sys.version,
        os.getcwd(),
        *shape,
        *shown,
        _width(),
        command,
        *argv,
    )
    digest = blake2b(digest_size=16)
    digest.update(_BETWEEN.join(words).encode("utf-8", "surrogateescape"))
    return f"{_PREFIX}{digest.hexdigest()}"


def _width() -> str:
    try:
        return str(os.get_terminal_size(1).columns)
    except OSError:
        return ""


def _vault(argv: Sequence[str]) -> Vault | None:
    """Return the cache that is meant: of the configuration named, or the nearest upwards."""
    named = _configuration(argv)
    if named:
        return Vault(os.path.dirname(os.path.abspath(named)))
    here = os.getcwd()
    while not os.path.isdir(f"{here}/{FOLDER}"):
        outer = os.path.dirname(here)
        if outer == here or os.path.lexists(f"{here}/.git"):
            return None
        here = outer
    return Vault(here)


def _configuration(argv: Sequence[str]) -> str:
    """Return what `--config` says, if anything."""
    for flag, following in zip(argv, [*argv[1:], ""], strict=False):
        if flag == "--config":
            return following
        if flag.startswith("--config="):
            return flag.removeprefix("--config=")
    return ""
