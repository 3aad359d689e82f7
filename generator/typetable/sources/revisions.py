"""Revisions: files as they stand in the history of a git repository.

The one rule kept here: git is asked for objects and for nothing else, and for their sizes before it
is asked for their contents. No checkout and no index is touched, and nothing that a user wrote
stands where git could take it for an option.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from itertools import accumulate
from typing import IO, TYPE_CHECKING

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import clipped, finding
from typetable.sources import git, pages, repositories
from typetable.sources.git import FailedError
from typetable.sources.page_text import too_large

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from typetable.diagnostics import Diagnostic
    from typetable.settings.limits import Limits
    from typetable.sources.git import Repository

PREFIX = "git:"
"""The beginning of a place in the history: `git:REV`, or `git:REV:PATH`."""

_FILES = (b"100644", b"100755")
_SUBMODULE = b"160000"
_FOREIGN_MODES = {
    b"120000": "a link is not followed in a revision",
    _SUBMODULE: "a submodule is not read in a revision",
}
_CHUNK = 64 * 1024
"""The bytes that are read at a time, and of the longest path; on a disk 4,096 are the most."""


class Revision(Struct, frozen=True, kw_only=True):
    """A file or folder in a revision of a repository."""

    folder: Path
    """A folder in the repository, free of links."""

    name: str
    """The name of the revision, as a user types it."""

    path: str
    """The path from the root of the repository, or from `folder` where it starts with `./`."""

    display_path: str
    """The place as the user named it, for messages."""

    certain: bool = True
    """Whether nothing at `path` is a mistake, because there must have been something."""


class Blob(Struct, frozen=True, kw_only=True):
    """A file in a revision: its path for messages, and its name below the folder of the place."""

    path: str
    name: str
    data: bytes


class _Entry(Struct, frozen=True):
    """An object of git and its name in a folder."""

    name: str
    mode: bytes
    object_name: str


def read(
    place: Revision, limits: Limits, patience: float = git.PATIENCE
) -> tuple[tuple[Blob, ...], tuple[Diagnostic, ...]]:
    """Return the pages below a place by name, or the one file that it is (TT101, TT103, TT131).

    Pages and folders that are passed over are those that they would be on the disk. Git has
    `patience` seconds for each answer.
    """
    try:
        repository = repositories.find(place.folder, patience)
        entries = _entries(repository, place, limits)
        files = [entry for entry in entries if entry.mode in _FILES]
        sizes = git.sizes(repository, {entry.object_name for entry in files})
        _check_room(files, sizes, limits)
        wanted = {
            name: size for name, size in sizes.items() if size <= limits.page_bytes
        }
        contents = git.contents(repository, wanted)
    except FailedError as error:
        message, hint = error.args
        return (), (
            finding(
                rules.UNREADABLE_REVISION, place.display_path, None, message, hint=hint
            ),
        )
    blobs = tuple(
        Blob(path=_path(place, entry), name=_name(place, entry), data=data)
        for entry in files
        if (data := contents.get(entry.object_name)) is not None
    )
    refused = (
        too_large(_path(place, entry), limits)
        for entry in files
        if entry.object_name not in contents
    )
    return blobs, (*refused, *_not_followed(place, entries))


def last_changes(
    place: Path, count: int = 1, patience: float = git.PATIENCE
) -> tuple[str, ...]:
    """Return the commits, up to HEAD, that last changed something at or below an existing place.

    The newest is the first. None where there is no commit, no repository, or no git.
    """
    try:
        repository = repositories.find(_folder(place), patience)
        below = place.relative_to(repository.root).as_posix()
        reply = git.answer(repository, "rev-list", f"-{count}", "HEAD", "--", below)
    except FailedError:
        return ()
    return tuple(reply.decode().split())


def is_shallow(folder: Path, patience: float = git.PATIENCE) -> bool:
    """Return whether the history of the repository of a folder ends early, or is not told."""
    try:
        repository = repositories.find(folder, patience)
        reply = git.answer(repository, "rev-parse", "--is-shallow-repository")
    except FailedError:
        return True
    return reply.strip() != b"false"


def _folder(place: Path) -> Path:
    return place if pages.is_folder(place) else place.parent


def _path(place: Revision, entry: _Entry) -> str:
    return f"{place.display_path}/{entry.name}" if entry.name else place.display_path


def _name(place: Revision, entry: _Entry) -> str:
    return entry.name or posixpath.basename(place.path)


def _not_followed(place: Revision, entries: Sequence[_Entry]) -> Iterator[Diagnostic]:
    for entry in entries:
        if fact := _FOREIGN_MODES.get(entry.mode):
            path = _path(place, entry)
            yield finding(rules.UNREADABLE_FILE, path, None, fact, severity="warning")


def _entries(
    repository: Repository, place: Revision, limits: Limits
) -> Sequence[_Entry]:
    """Return the pages in a folder, and links and modules in the place of some; or the file."""
    kind, object_name = _locate(repository, place)
    if kind == "blob":
        return [_Entry("", _FILES[0], object_name)]
    if kind != "tree":
        return ()
    # The name of an object is hexadecimal, so it can be no option.
    command = ("ls-tree", "-r", "-z", "--full-tree", object_name)
    with git.answering(repository, *command) as stream:
        entries = [*_counted(filter(_matters, map(_entry, _rows(stream))), limits)]
    if len({entry.name for entry in entries}) < len(entries):
        message = "two files of the revision have one name"
        raise FailedError(message, "look for what is wrong with `git fsck`")
    return _own(sorted(entries, key=lambda entry: entry.name))


def _rows(stream: IO[bytes]) -> Iterator[bytes]:
    r"""Yield rows = { row `\0` } while they arrive."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        *rows, rest = (rest + chunk).split(b"\0")
        yield from rows
        if len(rest) > _CHUNK:
            break
    if rest:
        message = "git lists a path that can stand on no disk, or only half of one"
        raise FailedError(message, "look for it with `git ls-tree -r REV`")


def _entry(row: bytes) -> _Entry:
    r"""Read row = mode ` ` type ` ` object `\t` name."""
    head, _, name = row.partition(b"\t")
    mode, _, object_name = head.split(b" ")
    named = name.decode("utf-8", "surrogateescape")  # whatever the locale says
    return _Entry(named, mode, object_name.decode())


def _matters(entry: _Entry) -> bool:
    return (
        pages.is_page(entry.name)
        or entry.mode == _SUBMODULE
        or posixpath.basename(entry.name) == pages.INSTALLED
    )


def _counted(entries: Iterable[_Entry], limits: Limits) -> Iterator[_Entry]:
    """Yield entries, or raise FailedError at the first of which there is no room."""
    room = limits.bytes
    for number, entry in enumerate(entries, 1):
        room -= len(entry.name)
        if number > limits.pages:
            raise FailedError(*_too_much("pages"))
        if room < 0:
            raise FailedError(*_too_much("bytes"))
        yield entry


def _too_much(limit: str) -> tuple[str, str]:
    message = f"the revision holds more than `limits.{limit}` allows"
    return message, f"name a folder in it, or raise `limits.{limit}`"


def _own(entries: Sequence[_Entry]) -> Sequence[_Entry]:
    """Return sorted entries without those below a folder in which something is installed."""
    installed: list[str] = []
    for entry in entries:
        folder, _, name = entry.name.rpartition("/")
        if folder and name == pages.INSTALLED:
            installed.append(f"{folder}/")
    tops = _outermost(sorted(installed))
    return [
        entry
        for entry in entries
        if posixpath.basename(entry.name) != pages.INSTALLED
        and not entry.name.startswith(tops[bisect_right(tops, entry.name) - 1])
    ]


def _outermost(folders: Iterable[str]) -> list[str]:
    """Return sorted folders without those in others: at most one of them begins a path.

    That one is the last which is not behind the path. The first is of no folder at all.
    """
    outermost = ["\0"]
    for folder in folders:
        if not folder.startswith(outermost[-1]):
            outermost.append(folder)
    return outermost


def _locate(repository: Repository, place: Revision) -> tuple[str, str]:
    """Return the kind (`tree`, `blob`, or empty for nothing) and the object name of a place."""
    if set(place.name + place.path) & {"\n", "\r", "\0"}:
        message = "a line end can be in no revision and in no path"
        raise FailedError(message, "")
    if place.name.startswith("-") or ":" in place.name or not place.name:
        message = f"`{clipped(place.name)}` is no revision"
        raise FailedError(message, "write `git:REV` or `git:REV:PATH`")
    # The tree of a commit or tag: by its name, which is hexadecimal, the path is asked for below.
    kind, tree = git.kind(repository, f"{place.name}^{{tree}}")
    if kind != "tree":
        message = f"git knows no revision `{clipped(place.name)}`"
        raise FailedError(message, "fetch it, or look for it with `git log --oneline`")
    path = _from_root(repository, place)
    kind, object_name = git.kind(repository, f"{tree}:{path}")
    if kind:
        return kind, object_name
    if module := _submodule(repository, tree, path):
        message = f"`{clipped(module)}` is a submodule, which is not read in a revision"
        raise FailedError(message, "compare two of its own revisions from inside of it")
    if not place.certain:
        return "", ""
    message = f"nothing is at `{clipped(place.path)}` in `{clipped(place.name)}`"
    hint = "paths count from the root of the repository, or from here with `./`"
    raise FailedError(message, hint)


def _from_root(repository: Repository, place: Revision) -> str:
    """Return the path of a place from the root of its repository; empty for the root."""
    if not place.path.startswith(("./", "../")):
        return place.path
    here = place.folder.relative_to(repository.root).as_posix()
    path = posixpath.normpath(posixpath.join(here, place.path))
    if f"{path}/".startswith("../"):
        message = f"`{clipped(place.path)}` leads out of the repository"
        raise FailedError(message, "compare two revisions from inside of the other one")
    return "" if path == "." else path


def _submodule(repository: Repository, tree: str, path: str) -> str:
    """Return the submodule that a path is or leads into; empty where there is none."""
    around = [*accumulate(filter(None, path.split("/")), posixpath.join)]
    if not around:
        return ""
    reply = git.answer(repository, "ls-tree", "-z", "--full-tree", tree, "--", *around)
    entries = (_entry(row) for row in reply.split(b"\0") if row)
    return next((entry.name for entry in entries if entry.mode == _SUBMODULE), "")


def _check_room(
    files: Iterable[_Entry], sizes: Mapping[str, int], limits: Limits
) -> None:
    """Raise FailedError where files hold more than there is room for, each time that one stands."""
    most = limits.page_bytes + 1
    read = (len(entry.name) + min(sizes[entry.object_name], most) for entry in files)
    if sum(read) > limits.bytes:
        raise FailedError(*_too_much("bytes"))
