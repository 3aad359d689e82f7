"""Pages: the files below the places that a user named.

The one rule kept here: only regular files inside of a named place are opened, and a file or folder
that cannot be read is a finding.
"""

from __future__ import annotations

import errno
import os
import stat
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.cache.files import NO_FILES
from typetable.diagnostics import clipped, finding
from typetable.source import PAGES, SourceFile
from typetable.sources import absences
from typetable.sources.page_text import read_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.cache.files import FilesSeen
    from typetable.diagnostics import Diagnostic
    from typetable.rules import Severity
    from typetable.settings.limits import Limits
    from typetable.settings.package import Location, Package

STDIN = "-"
"""The place that means standard input."""

PAYLOADS = (".json",)
"""The endings of JSON samples."""

INSTALLED = "pyvenv.cfg"
"""The file by which a virtual environment is known; nothing in its folder is a page."""

_FOREIGN = frozenset({"node_modules", "__pycache__", "site-packages"})
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody writes to must not stop us
    | getattr(os, "O_BINARY", 0)
)
_CHUNK = 64 * 1024  # one read for most pages, which hold 1.5 KB on average


_KINDS = {stat.S_IFDIR: errno.EISDIR, stat.S_IFLNK: errno.ELOOP}


class _Reason(NamedTuple):
    fact: str
    hint: str
    severity: Severity = "error"


_NOTHING = _Reason("nothing is here", "check the path, or set `spec`")
_NOWHERE = _Reason("this link leads nowhere", "put a page in its place")
_FORBIDDEN = _Reason("there is no permission to read this", "run `chmod u+r` on it")
_REASONS = {
    errno.ENOENT: _NOTHING,
    errno.ENOTDIR: _NOTHING,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EISDIR: _Reason("a folder has the name of a page", "rename the folder"),
    errno.EINVAL: _Reason("this is no regular file", "put a page in its place"),
    errno.ELOOP: _Reason("the links here lead in a circle", "put a page in its place"),
    errno.EXDEV: _Reason(
        "this link leads out of the folder", "put a page in its place"
    ),
    errno.ENOTSUP: _Reason(
        "this link leads to a folder elsewhere, which is not read",
        "name that folder in `spec`",
        "warning",
    ),
}
"""The finding of each error; the last three errors are raised here, not by the system."""


class _ListedPage(Struct, frozen=True):
    """A page to read: its path on disk, free of links, and `path` and `name` of its source.

    `error` is a number of the system where it is known that it cannot be read.
    """

    real: str
    path: str
    name: str
    error: int = 0


def read(
    places: Iterable[Location],
    limits: Limits,
    *,
    stdin: bytes = b"",
    suffixes: tuple[str, ...] = PAGES,
    files_seen: FilesSeen = NO_FILES,
) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    """Return the pages in `places`, those of a folder sorted by path, and findings on the others.

    A page that two places share, or that a link repeats, is read once; no two pages have one
    name. What `files_seen` holds is not read again. Findings: TT101 to TT104, TT130.
    """
    names: set[str] = set()
    sources: list[SourceFile] = []
    findings: list[Diagnostic] = []
    room = limits.bytes
    listed = _listed(places, suffixes, limits.pages)
    if len(listed) > limits.pages:
        return (), (_too_much(listed[-1][0], "pages"),)
    for place, page in listed:
        named = replace(page, name=_unused(page.name, place, names))
        names.add(named.name)
        source, size, found = _read(named, limits, files_seen, stdin)
        sources += [source] if source else []
        findings += found
        room -= size + len(named.name)
        if room < 0:
            return (), (_too_much(place, "bytes"),)
    return tuple(sources), (*findings, *namesakes(sources))


def namesakes(pages: Iterable[SourceFile]) -> Iterator[Diagnostic]:
    """Yield a finding for each page that differs from an earlier one by its ending only (TT109)."""
    paths: dict[str, str] = {}
    for page in pages:
        first = paths.setdefault(without_ending(page.path), page.path)
        if first != page.path:
            message = (
                f"this page and `{clipped(first, 24)}` differ only in how they end"
            )
            yield finding(
                rules.SAME_PAGE, page.path, None, message, hint="keep one of them"
            )


def without_ending(name: str) -> str:
    """Return the path of a page without the ending that makes it one."""
    ending = next((each for each in PAGES if name.lower().endswith(each)), "")
    return name[: len(name) - len(ending)]


def payloads(
    package: Package, suffixes: tuple[str, ...] = PAYLOADS
) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    """Return the JSON samples of a package, and findings about those that cannot be read."""
    places = (package.samples,) if package.samples else ()
    return read(places, package.limits.of_json(1), suffixes=suffixes)


def _listed(
    places: Iterable[Location], suffixes: tuple[str, ...], most: int
) -> Sequence[tuple[Location, _ListedPage]]:
    """Return each page that is to be read, once, with its place; listing ends above so many."""
    listed: dict[str, tuple[Location, _ListedPage]] = {}
    for place in places:
        for page in _find(place, suffixes, most):
            listed.setdefault(page.real, (place, page))
        if len(listed) > most:
            break
    return [*listed.values()]


def _too_much(place: Location, limit: str) -> Diagnostic:
    message = f"the docs hold more than `limits.{limit}` allows"
    hint = f"name fewer of them in `spec`, or raise `limits.{limit}`"
    return finding(rules.UNREADABLE_FILE, place.display_path, None, message, hint=hint)


def _unused(name: str, place: Location, names: set[str]) -> str:
    """Return the name of a page, with folders of its place where another page has that name."""
    root = place.path.parent if _in_utf8(place.path.name) == name else place.path
    folders = [*map(_in_utf8, root.parts)]
    while name in names and folders:
        name = f"{folders.pop()}/{name}"
    return name


def is_page(name: str) -> bool:
    """Return whether a path below a folder is that of a page that `read` would find there."""
    return name.lower().endswith(PAGES) and not any(map(is_skipped, name.split("/")))


def is_skipped(part: str) -> bool:
    """Return whether the name of a file or folder is that of something hidden or installed."""
    return part.startswith(".") or part in _FOREIGN


def _read(
    page: _ListedPage, limits: Limits, files_seen: FilesSeen, stdin: bytes
) -> tuple[SourceFile | None, int, tuple[Diagnostic, ...]]:
    """Return a page, the number of bytes that were read of it, and its findings."""
    if page.error:
        return None, 0, (_unreadable(page, page.error),)
    try:
        data = stdin if page.real == STDIN else files_seen.take(page.real)
        if data is None:
            data = _bytes(page.real, limits.page_bytes)
    except OSError as error:
        return None, 0, (_unreadable(page, error.errno or 0),)
    source, found = read_page(data, page.path, page.name, limits)
    return source, min(len(data), limits.page_bytes + 1), found


def _bytes(path: str, limit: int) -> bytes:
    """Return the data of a regular file, cut one byte above `limit`, or raise OSError."""
    _check_kind(os.lstat(path).st_mode)
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        # Once more: another file may have taken the place of the first.
        _check_kind(os.fstat(file.fileno()).st_mode)
        data = file.read(_CHUNK)
        return data + file.read(max(0, limit + 1 - len(data)))


def _check_kind(mode: int) -> None:
    if not stat.S_ISREG(mode):
        number = _KINDS.get(stat.S_IFMT(mode), errno.EINVAL)
        raise OSError(number, os.strerror(number))


def _unreadable(page: _ListedPage, error: int) -> Diagnostic:
    unknown = _Reason(f"reading failed: {os.strerror(error)}", "")
    reason = _REASONS.get(error, unknown)
    if reason is _NOTHING:
        reason = _nothing(page)
    fact, hint, severity = reason
    return finding(
        rules.UNREADABLE_FILE, page.path, None, fact, hint=hint, severity=severity
    )


def _nothing(page: _ListedPage) -> _Reason:
    """Return the reason why nothing is at the path of a page."""
    if os.path.islink(page.path):  # noqa: PTH114 - which raises nothing
        return _NOWHERE
    return _NOTHING._replace(hint=absences.hint(Path(page.real)) or _NOTHING.hint)


def _find(place: Location, suffixes: tuple[str, ...], most: int) -> list[_ListedPage]:
    """Return the pages in a place, with those and folders that cannot be read, sorted by name.

    Where there are more than `most`, one more than those is returned.
    """
    if place.display_path == STDIN:
        return [_ListedPage(STDIN, "<stdin>", "stdin.md")]
    if not is_folder(place.path):
        name = _in_utf8(place.path.name)
        return [_ListedPage(str(place.path), place.display_path, name)]
    prefix = "" if place.display_path == "." else f"{place.display_path.rstrip('/')}/"
    return [
        _ListedPage(real, prefix + name or ".", name, error)
        for name, real, error in sorted(islice(_walk(place.path, suffixes), most + 1))
    ]


def _walk(root: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, str, int]]:
    """Yield name, path and error of each page below `root`, and of folders that are closed."""
    folders = [("", str(root))]
    while folders:
        prefix, folder = folders.pop()
        # A place that was named is read, also where it is an environment itself.
        if prefix and os.path.lexists(f"{folder}/{INSTALLED}"):
            continue
        try:
            for entry in _entries(folder):
                name = prefix + _in_utf8(entry.name)
                if entry.name.lower().endswith(suffixes):
                    yield name, *_target(entry, root, errno.EXDEV)
                elif entry.is_dir(follow_symlinks=False):
                    folders.append((f"{name}/", entry.path))
                elif entry.is_symlink() and is_folder(entry.path):
                    real, number = _target(entry, root, errno.ENOTSUP)
                    if number:
                        yield name, real, number
        except OSError as error:
            yield prefix, folder, error.errno or 0


def _in_utf8(name: str) -> str:
    """Return a name from the disk as UTF-8 reads it, in any locale."""
    if name.isascii():
        return name
    return os.fsencode(name).decode("utf-8", "surrogateescape")


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield the entries of a folder that are neither hidden nor installed."""
    with os.scandir(folder) as entries:
        yield from (entry for entry in entries if not is_skipped(entry.name))


def _target(entry: os.DirEntry[str], root: Path, error: int) -> tuple[str, int]:
    """Return the path of an entry, free of links, and `error` if that is not below `root`."""
    if not entry.is_symlink():
        return entry.path, 0
    real = os.path.realpath(entry.path)
    return real, 0 if Path(real).is_relative_to(root) else error


def is_folder(path: Path | str) -> bool:
    """Return whether a folder can be reached; `Path.is_dir` would raise where it must not be."""
    return os.path.isdir(path)  # noqa: PTH112
