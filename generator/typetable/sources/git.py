"""Git: the one program that is started while docs are read, with its settings and its deadline.

The one rule kept here: git reads the objects of one repository and does nothing else. No hook,
filter or helper runs, no network is asked, nothing waits for ever, and no `git` of a checkout is
run, whatever stands in a repository, in its settings or in the variables of a hook.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Timer
from typing import IO, TYPE_CHECKING, cast

from msgspec import Struct

from typetable.diagnostics import clipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager

PATIENCE = 60.0
"""The seconds that git may take for one answer; a listing of a million files takes one."""

_OBJECT = re.compile(rb"([0-9a-f]{40,64}) (blob|tree) ([0-9]{1,15})\n")
"""Line = object ` ` type ` ` size newline."""

_TRUST = re.compile(rb"git config --global --add safe\.directory .+")
"""The advice of git where a repository is another user's."""

_LONGEST = 1024 * 1024
"""The bytes that are read of a short answer, or of a complaint."""

_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
"""Settings that win over those of a repository. Those of the user hold, with `safe.directory`."""

_VARIABLES = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone would go to the network
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

_OURS, _KEPT = "GIT_", "GIT_CONFIG"
"""The beginning of variables that are not handed on, and of those among them that are.

Git sets many variables for its hooks, and each may lead away from the repository that is asked;
settings in the environment are those of the person who types the command.
"""


class FailedError(Exception):
    """The reason for which git gave no answer: a fact, and a hint or git's own words."""


class Repository(Struct, frozen=True, kw_only=True):
    """A repository, and the seconds that git may take for it.

    `root` is the top of a checkout, or a bare repository itself. No program below `outermost` is
    run. `git_dir` is the folder of the objects; empty while git is still asked for it.
    """

    root: Path
    outermost: Path
    git_dir: str = ""
    patience: float = PATIENCE


def answer(repository: Repository, *arguments: str, given: bytes = b"") -> bytes:
    """Return a short answer to a command and its standard input, or raise FailedError."""
    with answering(repository, *arguments, given=given) as stream:
        reply = stream.read(_LONGEST)
        if len(reply) == _LONGEST:
            message = "git says more than it was asked"
            raise FailedError(message, "look for what is wrong with `git fsck`")
    return reply


def kind(repository: Repository, question: str) -> tuple[str, str]:
    """Return the kind and the name of an object; both empty where git knows none.

    The question holds no line end.
    """
    asked = os.fsencode(f"{question}\n")
    reply = answer(repository, "cat-file", "--batch-check", given=asked)
    match = _OBJECT.fullmatch(reply)
    return (match[2].decode(), match[1].decode()) if match else ("", "")


def sizes(repository: Repository, names: Iterable[str]) -> dict[str, int]:
    """Return the sizes of objects in bytes, by their names, or raise FailedError."""
    wanted = [*names]
    with _asked(repository, "--batch-check", wanted) as stream:
        return {name: _size(stream) for name in wanted}


def contents(repository: Repository, wanted: Mapping[str, int]) -> dict[str, bytes]:
    """Return the contents of objects of known sizes, by their names, or raise FailedError."""
    with _asked(repository, "--batch", wanted) as stream:
        return {name: _content(stream, size) for name, size in wanted.items()}


def _asked(
    repository: Repository, how: str, names: Iterable[str]
) -> AbstractContextManager[IO[bytes]]:
    asked = "".join(f"{name}\n" for name in names).encode()
    return answering(repository, "cat-file", how, given=asked)


def _content(stream: IO[bytes], size: int) -> bytes:
    """Read content = object ` ` type ` ` size newline data newline."""
    if _size(stream) == size:
        data = stream.read(size)
        if len(data) == size and stream.read(1) == b"\n":
            return data
    message = "git has other files than it says"
    raise FailedError(message, "look for what is wrong with `git fsck`")


def _size(stream: IO[bytes]) -> int:
    """Return the size in the line that stands before the content of an object."""
    match = _OBJECT.fullmatch(stream.readline(_LONGEST))
    if match is None:
        message = "git has not all files of this revision"
        raise FailedError(message, "this clone is partial: `git fetch` them")
    return int(match[3])


@contextmanager
def answering(
    repository: Repository, *arguments: str, given: bytes = b""
) -> Iterator[IO[bytes]]:
    """Hand over the output of git, to be read to its end, or raise FailedError.

    An error that stops the reading also stops git.
    """
    command = [_program(repository.outermost), *_before(repository), *arguments]
    # Files, because git stops reading while nobody reads what it writes, and the other way round.
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as complaint:
        asked.write(given)
        asked.seek(0)
        with (
            subprocess.Popen(  # noqa: S603  # constants, names of objects, paths behind `--`
                command,
                stdin=asked,
                stdout=subprocess.PIPE,
                stderr=complaint,
                env=_environment(repository),
                process_group=0,  # so that all that git starts is killed with it
            ) as git,
            _deadline(git, repository.patience),
        ):
            yield cast("IO[bytes]", git.stdout)
            failed = git.wait()
        if failed:
            complaint.seek(0)
            raise _failed(complaint.read(_LONGEST))


@contextmanager
def _deadline(git: subprocess.Popen[bytes], patience: float) -> Iterator[None]:
    """Stop git when its time is up, or when the work on its answer fails."""
    late = Event()

    def stop() -> None:
        late.set()
        _kill(git)

    alarm = Timer(patience, stop)
    alarm.daemon = True
    alarm.start()
    try:
        yield
    except FailedError:
        if not late.is_set():
            raise
    finally:
        alarm.cancel()
        alarm.join()
        if git.returncode is None:
            _kill(git)
    if late.is_set():
        message = f"git took longer than {patience:g} seconds"
        raise FailedError(message, "`git gc` makes a large repository quicker")


def _kill(git: subprocess.Popen[bytes]) -> None:
    """Kill git and all that it started, which may hold the pipe open that we read."""
    with suppress(ProcessLookupError):
        if os.name == "nt":
            git.kill()
        else:
            os.killpg(git.pid, signal.SIGKILL)


def _failed(complaint: bytes) -> FailedError:
    if cure := _TRUST.search(complaint):
        hint = f"run `{clipped(cure[0].decode(errors='replace'), 200)}`"
        return FailedError("git reads no repository of another user", hint)
    words = complaint.decode(errors="replace").partition("\n")[0]
    return FailedError("git cannot read this", f"git says: {clipped(words, 200)}")


def _before(repository: Repository) -> Iterator[str]:
    """Yield the arguments that stand before those of a command."""
    yield from ("-C", str(repository.root), "--no-pager")
    for setting in _SETTINGS:
        yield from ("-c", setting)


def _environment(repository: Repository) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(_KEPT) or not name.startswith(_OURS)
    }
    if not repository.git_dir:
        return kept | _VARIABLES
    named = {"GIT_DIR": repository.git_dir, "GIT_WORK_TREE": str(repository.root)}
    return kept | _VARIABLES | named


def _program(outermost: Path) -> str:
    """Return the first `git` of the path that stands in an absolute folder out of a checkout."""
    name = "git.exe" if os.name == "nt" else "git"
    # A relative folder of the path would be one of the place where somebody stands.
    for folder in filter(os.path.isabs, os.get_exec_path()):
        program = shutil.which(str(Path(folder, name)))
        if program and not _is_below(outermost, folder, program):
            return program
    message = "there is no `git` here"
    raise FailedError(message, "install git, or compare two folders")


def _is_below(outermost: Path, *paths: str) -> bool:
    """Return whether any of some paths, which may be links, is in a folder."""
    return any(Path(path).resolve().is_relative_to(outermost) for path in paths)
