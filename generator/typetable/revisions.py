"""Revisions: files as they stand in the history of a git repository.

The one rule kept here: git is asked for objects and for nothing else. No checkout, index, hook or
filter is touched, and nothing that a user wrote stands where git could take it for an option.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
import tempfile
from itertools import accumulate
from typing import IO, TYPE_CHECKING

from msgspec import Struct

from typetable import pages, rules
from typetable.diagnostics import finding, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from typetable.diagnostics import Diagnostic
    from typetable.limits import Limits

PREFIX = "git:"
"""How a place in the history starts: `git:REV`, or `git:REV:PATH`."""

_REDIRECTIONS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX")
"""What git sets for its hooks; in there it leads away from the repository that a folder is in."""

_CALM = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone would go to the network
    "LC_ALL": "C",
}

_FILES = (b"100644", b"100755")
_SUBMODULE = b"160000"
_FOREIGN_MODES = {
    b"120000": "a link is not followed in a revision",
    _SUBMODULE: "a submodule is not read in a revision",
}
_CHUNK = 64 * 1024


class Revision(Struct, frozen=True, kw_only=True):
    """A file or folder in a revision of the repository that `folder` is in.

    `path` is as git takes it: from the root of the repository, or from `folder` if it starts with
    `./`. `shown` is for people. Where it is not `certain` that there ever was something at `path`,
    nothing there is no mistake.
    """

    folder: Path
    name: str
    path: str
    shown: str
    certain: bool = True


class Blob(Struct, frozen=True, kw_only=True):
    """A file in a revision: its path for people, its name below the folder that was asked for.

    `data` is cut one byte above the limit for pages, as it is for files on the disk.
    """

    path: str
    name: str
    data: bytes


class _Entry(Struct, frozen=True):
    """An object of git and its name in a folder."""

    name: str
    mode: bytes
    object_name: str


class _FailedError(Exception):
    """Why git gave no answer: a fact, and a hint or git's own words."""


def read(
    place: Revision, limits: Limits
) -> tuple[tuple[Blob, ...], tuple[Diagnostic, ...]]:
    """Return the pages below a place by name, or the one file that it is (TT101, TT131).

    Which files of a folder are pages, and which folders are passed over, is as on the disk.
    """
    try:
        entries = _entries(place)
        wanted = [entry for entry in entries if entry.mode in _FILES]
        names = [entry.object_name for entry in wanted]
        contents = tuple(_contents(place.folder, names, limits.page_bytes))
    except _FailedError as error:
        message, hint = error.args
        return (), (
            finding(rules.UNREADABLE_REVISION, place.shown, None, message, hint=hint),
        )
    blobs = tuple(
        Blob(path=_path(place, entry), name=_name(place, entry), data=data)
        for entry, data in zip(wanted, contents, strict=True)
    )
    return blobs, tuple(_not_followed(place, entries))


def last_change(folder: Path) -> str:
    """Return the commit, up to HEAD, that last changed something below an existing folder.

    Empty where there is none, or no repository, or no git.
    """
    try:
        # A pathspec could hold magic; a dot holds none.
        return _git(folder, "rev-list", "-1", "HEAD", "--", ".").decode().strip()
    except _FailedError:
        return ""


def _path(place: Revision, entry: _Entry) -> str:
    return posixpath.join(place.shown, entry.name) if entry.name else place.shown


def _name(place: Revision, entry: _Entry) -> str:
    return entry.name or posixpath.basename(place.path)


def _not_followed(place: Revision, entries: Sequence[_Entry]) -> Iterator[Diagnostic]:
    for entry in entries:
        if fact := _FOREIGN_MODES.get(entry.mode):
            path = _path(place, entry)
            yield finding(rules.UNREADABLE_FILE, path, None, fact, severity="warning")


def _entries(place: Revision) -> list[_Entry]:
    """Return the pages in a folder, and links and modules in the place of some; or the file."""
    kind, object_name = _locate(place)
    if kind == "blob":
        return [_Entry("", _FILES[0], object_name)]
    if kind != "tree":
        return []
    # The name of an object is hexadecimal, so it can be no option.
    listed = _git(place.folder, "ls-tree", "-r", "-z", "--full-tree", object_name)
    entries = [_entry(row) for row in listed.split(b"\0") if row]
    installed = {
        posixpath.dirname(entry.name) + "/"
        for entry in entries
        if posixpath.basename(entry.name) == "pyvenv.cfg"
    } - {"/"}
    return sorted(
        (
            entry
            for entry in entries
            if (pages.is_page(entry.name) or entry.mode == _SUBMODULE)
            and not any(map(entry.name.startswith, installed))
        ),
        key=lambda entry: entry.name,
    )


def _entry(row: bytes) -> _Entry:
    r"""Read row = mode ` ` type ` ` object `\t` name."""
    head, _, name = row.partition(b"\t")
    mode, _, object_name = head.split(b" ")
    return _Entry(os.fsdecode(name), mode, object_name.decode())


def _locate(place: Revision) -> tuple[str, str]:
    """Return the kind (`tree`, `blob`, or empty for nothing) and the name of what is at a place."""
    if place.name.startswith("-") or not place.name:
        message = f"`{shown(place.name)}` is no revision"
        raise _FailedError(message, "write `git:REV` or `git:REV:PATH`")
    questions = (f"{place.name}^{{tree}}", f"{place.name}:{place.path}")
    if any(set(question) & {"\n", "\0"} for question in questions):
        message = "a line end can be in no revision and in no path"
        raise _FailedError(message, "")
    asked = os.fsencode("".join(f"{question}\n" for question in questions))
    answers = _git(place.folder, "cat-file", "--batch-check", given=asked)
    revision, found = (line.split(b" ") for line in answers.splitlines())
    if revision[-1] == b"missing" or len(revision) != 3:
        message = f"git knows no revision `{shown(place.name)}`"
        raise _FailedError(message, "fetch it, or look for it with `git log --oneline`")
    if len(found) == 3 and found[1] in (b"tree", b"blob"):
        return found[1].decode(), found[0].decode()
    if module := _submodule(place):
        message = f"`{shown(module)}` is a submodule, which is not read in a revision"
        raise _FailedError(
            message, "compare two of its own revisions from inside of it"
        )
    if not place.certain:
        return "", ""
    message = f"nothing is at `{shown(place.path)}` in `{shown(place.name)}`"
    hint = "paths count from the root of the repository, or from here with `./`"
    raise _FailedError(message, hint)


def _submodule(place: Revision) -> str:
    """Return the submodule that a path is or leads into; empty where there is none."""
    here = "./" if place.path.startswith("./") else ""
    names = filter(None, place.path.removeprefix("./").split("/"))
    around = [*accumulate(names, posixpath.join)]
    if not around:
        return ""
    asked = ("ls-tree", "-z", *([] if here else ["--full-tree"]), place.name, "--")
    rows = _git(place.folder, *asked, *around).split(b"\0")
    entries = (_entry(row) for row in rows if row)
    return next((entry.name for entry in entries if entry.mode == _SUBMODULE), "")


def _contents(folder: Path, names: Sequence[str], limit: int) -> Iterator[bytes]:
    """Yield the content of each object, cut one byte above a limit."""
    if not names:
        return
    # A file, because git stops reading names while nobody reads what it writes.
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{name}\n" for name in names).encode())
        asked.seek(0)
        with subprocess.Popen(  # noqa: S603  # the arguments are constants
            _command(folder, "cat-file", "--batch"),
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        ) as git:
            if git.stdout:
                for _ in names:
                    yield _content(git.stdout, limit)


def _content(stream: IO[bytes], limit: int) -> bytes:
    """Read content = object ` ` type ` ` size newline data newline; only the start of long data."""
    head = stream.readline().split()
    if len(head) != 3:
        message = "git has not all files of this revision"
        raise _FailedError(message, "this clone is partial: `git fetch` them")
    rest = int(head[2])
    data = stream.read(min(rest, limit + 1))
    rest -= len(data)
    while rest > 0 and (passed := stream.read(min(rest, _CHUNK))):
        rest -= len(passed)
    stream.read(1)
    return data


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git answers."""
    done = subprocess.run(  # noqa: S603  # constants and names of objects
        _command(folder, *arguments),
        input=given,
        capture_output=True,
        check=False,
        env=_environment(),
    )
    if done.returncode:
        words = done.stderr.decode(errors="replace").partition("\n")[0]
        message = "git cannot read this"
        raise _FailedError(message, f"git says: {shown(words, 200)}")
    return done.stdout


def _command(folder: Path, *arguments: str) -> list[str]:
    program = shutil.which("git")
    if program is None:
        message = "there is no `git` here"
        raise _FailedError(message, "install git, or compare two folders")
    return [program, "-C", str(folder), "--no-pager", *arguments]


def _environment() -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in _REDIRECTIONS
    }
    return kept | _CALM
