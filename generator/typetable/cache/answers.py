"""Answers: output of commands that found all in step, to be written again while nothing changes.

The one rule kept here: an answer holds for the digests that it was kept with: of the pages, the
output, the configuration and typetable itself. No clock and no file times are asked.

This runs where there is nothing else to do, so it imports next to nothing.
"""

# No `from __future__ import annotations`: that is one more module to load.

import os
import sys

try:
    from _blake2 import blake2b  # without OpenSSL, which takes longer than all the rest
except ImportError:
    from hashlib import blake2b

from typetable.cache.files import FilesSeen
from typetable.cache.store import FOLDER, Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMANDS = ("check", "generate")
"""The commands that mostly find that there is nothing to do."""

NO_CACHE = ("--no-cache", "--verify")
"""The flags that ask for all work to be done anew."""

_VARIABLES = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS")
"""The variables that shape the words of a report, beside the terminal."""

_BETWEEN = "\0"
_PREFIX = "stamp-"  # as older versions named them, so that theirs are cleared as well
_MOST = 32  # answers: two commands, each with some flags and on some terminals


def may_be_kept(command: str, argv: "Sequence[str]") -> bool:
    """Return whether a run that finds all in step only writes to the standard streams."""
    return (
        command in COMMANDS
        and "GITHUB_STEP_SUMMARY" not in os.environ
        and not any(word in NO_CACHE for word in argv)
        and "-" not in argv
    )


def recall(
    command: str, argv: "Sequence[str]", files_seen: FilesSeen
) -> tuple[str, str] | None:
    """Return the texts that a command would write to standard output and standard error.

    `None` where they are not known: something changed, or the command must look for itself. Files
    that are read meanwhile are in `files_seen`, so that the command need not read them again.
    """
    store = _store(argv) if may_be_kept(command, argv) else None
    data = store.read(_name(command, argv)) if store else None
    if data is None:
        return None
    text = data.decode("utf-8", "surrogateescape")
    before, out, err, count, *places = text.split(_BETWEEN)
    inputs, outputs = places[: int(count)], places[int(count) :]
    read = files_seen.state(inputs)
    # The states are those of the inputs and the output in a row: where the first differs already,
    # the output need not be read.
    if not read or not before.startswith(read):
        return None
    # The output is mostly as it was: nothing of it is held for later.
    return (out, err) if before == read + FilesSeen(0).state(outputs) else None


class Watched:
    """Places whose states are watched during a run, so that its answer can be kept with them.

    `inputs` are the places of all that the run reads, `outputs` those that it compares them with.
    """

    def __init__(
        self,
        home: str,
        files_seen: FilesSeen,
        inputs: "Sequence[str]",
        outputs: "Sequence[str]",
    ) -> None:
        """Take all states, before anything is compared; `home` is the configuration's folder."""
        self._store, self._files_seen = Store(home), files_seen
        self._inputs, self._outputs = inputs, outputs
        self._states = files_seen.state(inputs), files_seen.state(outputs)

    def update_outputs(self, outputs: "Sequence[str]") -> None:
        """Take the state of the output anew, after it was written and before it is compared."""
        self._outputs = outputs
        self._states = self._states[0], self._files_seen.state(outputs)

    def keep(
        self, answers: "Mapping[tuple[str, tuple[str, ...]], tuple[str, str]]"
    ) -> None:
        """Keep the texts that commands, with their arguments, write while no state changes."""
        if not all(self._states):
            return
        places = (str(len(self._inputs)), *self._inputs, *self._outputs)
        for (command, argv), texts in answers.items():
            parts = ("".join(self._states), *texts, *places)
            if may_be_kept(command, argv) and not any(_BETWEEN in p for p in parts):
                data = _BETWEEN.join(parts).encode("utf-8", "surrogateescape")
                self._store.write(_name(command, argv), data)
        self._store.clear(_PREFIX, _MOST)


def _name(command: str, argv: "Sequence[str]") -> str:
    """Return the file name of the answer of a command, on this terminal and in this folder."""
    variables = (os.environ.get(name, "") for name in _VARIABLES)
    terminals = (str(os.isatty(number)) for number in (1, 2))
    words = (
        sys.version,
        os.getcwd(),
        *variables,
        *terminals,
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


def _store(argv: "Sequence[str]") -> Store | None:
    """Return the cache of the configuration that is named, or the nearest upwards."""
    named = _configuration(argv)
    if named:
        return Store(os.path.dirname(os.path.abspath(named)))
    here = os.getcwd()
    while not os.path.isdir(f"{here}/{FOLDER}"):
        outer = os.path.dirname(here)
        # As `settings.config` looks for it: no configuration above a repository is taken.
        if outer == here or os.path.lexists(f"{here}/.git"):
            return None
        here = outer
    return Store(here)


def _configuration(argv: "Sequence[str]") -> str:
    """Return the value of `--config`; empty where the flag is not given."""
    # To load argparse takes a quarter of the time in which Python starts.
    for flag, following in zip(argv, [*argv[1:], ""], strict=False):
        if flag == "--config":
            return following
        if flag.startswith("--config="):
            return flag.removeprefix("--config=")
    return ""
