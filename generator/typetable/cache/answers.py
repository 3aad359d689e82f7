"""Answers: what a command said when it found all in step, to be said again while nothing changed.

The one rule kept here: a stamp holds for the contents that it was made from: of the pages, the
output, the configuration and of typetable itself. No clock and no file times are asked.

This is what runs where there is nothing to do, so it imports next to nothing.
"""

# No `from __future__ import annotations`: that is one more module to load.

import os
import sys

try:
    from _blake2 import blake2b  # without OpenSSL, which takes longer than all the rest
except ImportError:
    from hashlib import blake2b

from typetable.cache.files import Look
from typetable.cache.store import FOLDER, Vault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMANDS = ("check", "generate")
"""The commands that mostly find that there is nothing to do."""

NO_CACHE = ("--no-cache", "--verify")
"""The flags that ask for everything to be done, whatever is remembered."""

_VARIABLES = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS")
"""What shapes the words of a report, beside the terminal."""

_BETWEEN = "\0"
_PREFIX, _MOST = "stamp-", 32


def may_be_stamped(command: str, argv: "Sequence[str]") -> bool:
    """Return whether all that a run does is to look, and to write to the standard streams."""
    return (
        command in COMMANDS
        and "GITHUB_STEP_SUMMARY" not in os.environ
        and not any(word in NO_CACHE for word in argv)
        and "-" not in argv
    )


def recall(command: str, argv: "Sequence[str]", seen: Look) -> tuple[str, str] | None:
    """Return what a command would write to standard output and standard error.

    `None` where that is not known: something changed, or the command must look for itself; what
    was `seen` on the way spares it from reading that again.
    """
    vault = _vault(argv) if may_be_stamped(command, argv) else None
    data = vault.read(_name(command, argv)) if vault else None
    if data is None:
        return None
    text = data.decode("utf-8", "surrogateescape")
    before, out, err, count, *places = text.split(_BETWEEN)
    inputs, outputs = places[: int(count)], places[int(count) :]
    read = seen.state(inputs)
    if not read or not before.startswith(read):  # so nobody has to look at the output
        return None
    # Of the output, which is mostly as it was, nothing is held for later.
    return (out, err) if before == read + Look(0).state(outputs) else None


class Watch:
    """A run of a command, of which the outcome is kept for as long as all that it saw stays.

    `inputs` are the places of all that it reads, `outputs` those of what that is compared with.
    """

    def __init__(
        self, home: str, seen: Look, inputs: "Sequence[str]", outputs: "Sequence[str]"
    ) -> None:
        """Look, before anything is compared; `home` is the folder of the configuration."""
        self._vault, self._seen = Vault(home), seen
        self._inputs, self._outputs = inputs, outputs
        self._states = seen.state(inputs), seen.state(outputs)

    def look_again(self, outputs: "Sequence[str]") -> None:
        """List the output anew, after it was written and noted, and before it is compared."""
        self._outputs = outputs
        self._states = self._states[0], self._seen.state(outputs)

    def keep(
        self, said: "Mapping[tuple[str, tuple[str, ...]], tuple[str, str]]"
    ) -> None:
        """Remember that what was seen is in step, and what commands with arguments say of it."""
        if not all(self._states):
            return
        places = (str(len(self._inputs)), *self._inputs, *self._outputs)
        for (command, argv), words in said.items():
            parts = ("".join(self._states), *words, *places)
            if may_be_stamped(command, argv) and not any(_BETWEEN in p for p in parts):
                data = _BETWEEN.join(parts).encode("utf-8", "surrogateescape")
                self._vault.write(_name(command, argv), data)
        self._vault.clear(_PREFIX, _MOST)


def _name(command: str, argv: "Sequence[str]") -> str:
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


def _vault(argv: "Sequence[str]") -> Vault | None:
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


def _configuration(argv: "Sequence[str]") -> str:
    """Return what `--config` says, if anything."""
    for flag, following in zip(argv, [*argv[1:], ""], strict=False):
        if flag == "--config":
            return following
        if flag.startswith("--config="):
            return flag.removeprefix("--config=")
    return ""
