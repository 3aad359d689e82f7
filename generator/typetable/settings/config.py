"""Configuration: `[tool.typetable]` in `pyproject.toml`, or the whole of `typetable.toml`.

The one rule kept here: strict. Each mistake is a finding at its key, each path is relative to the
file it stands in, and nothing that this file says leads writing out of its folder.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import Findings, clipped, finding, has_errors, report_order
from typetable.python.characters import is_plain
from typetable.settings import accept, diff, overrides, records
from typetable.settings.keys import FileSettings, NamedSettings, Settings
from typetable.settings.limits import Limits
from typetable.settings.package import (
    Config,
    Location,
    Overrides,
    Package,
    dialect_named,
    location,
)
from typetable.settings.toml import Table, TomlFile, content, is_table, load
from typetable.settings.toml import read as read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typetable.diagnostics import AcceptedError, Diagnostic


_MOST, _EACH = 100_000, 100
"""How many settings there are at most: each package has all overrides around it, and some more."""


def find(start: Path) -> Path | None:
    """Return the configuration nearest to a folder, upwards; not beyond the repository."""
    for folder in (start, *start.parents):
        for candidate in (folder / "typetable.toml", folder / "pyproject.toml"):
            if is_configuration(candidate):
                return candidate
        if (folder / ".git").exists():
            return None
    return None


def is_foreign(path: Path, here: Path) -> bool:
    """Return whether a configuration that was found from a folder is somebody else's.

    Anybody can put one where all may write. Whoever owns the folder itself, or the root of its
    repository, as containers have it, could do as much there.
    """
    if path.parent == here or os.name == "nt":
        return False
    trusted = {0, os.geteuid(), here.stat().st_uid}
    if root := _repository(here):
        trusted.add(root.stat().st_uid)
    return not {path.stat().st_uid, path.lstat().st_uid} <= trusted


def base(folder: Path) -> str:
    """Return the path of a folder from the root of its repository; empty if it is the root."""
    root = _repository(folder)
    return folder.relative_to(root).as_posix() if root and root != folder else ""


def _repository(folder: Path) -> Path | None:
    """Return the root of the repository that a folder is in, if it is in one."""
    outer = (folder, *folder.parents)
    return next((each for each in outer if (each / ".git").exists()), None)


def name(folder: Path) -> str:
    """Return the configuration of a folder as a user names it; where there is none, what may be."""
    path = find(folder) or folder / "pyproject.toml"
    return location(path.name, path.parent).display_path


def default(folder: Path) -> Config:
    """Return what holds in a folder without a configuration: nothing to read, nowhere to write."""
    path = location("pyproject.toml", folder).display_path
    return Config(path=path, packages=(Package(path=path),))


def read(path: Path) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """Read a configuration; `None` where it has an error (TT501 to TT505)."""
    file, problems = read_toml(location(path.name, path.parent).display_path)
    return (None, problems) if file is None else _of(file, path)


def of_text(text: str, path: Path) -> Config | None:
    """Return the configuration that a file had with another text; `None` where that has errors."""
    file, _ = load(text, location(path.name, path.parent).display_path)
    return _of(file, path)[0] if file else None


def _of(file: TomlFile, path: Path) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """Return the configuration in a file at a path."""
    shown_path = file.source.path
    findings = Findings(shown_path)
    table = Table(file, findings)
    if path.name == "pyproject.toml":
        table = table.table("tool").table("typetable")
    elif is_table(table.data.get("tool")) and "typetable" in table.table("tool"):
        return None, (_headed(table),)
    packages = _read_packages(table)
    problems = tuple(sorted(findings.diagnostics, key=report_order))
    if has_errors(problems):
        return None, problems
    return Config(path=shown_path, packages=packages), problems


def _headed(table: Table) -> Diagnostic:
    """Return the finding (TT502) that settings stand below the header of another file."""
    message = "the settings stand at the top of this file, below no header"
    hint = "delete `tool.typetable` in each header: `[tool.typetable.diff]` is `[diff]`"
    span = table.span("tool", "typetable")
    path = table.file.source.path
    return finding(rules.UNKNOWN_KEY, path, span, message, hint=hint)


def is_configuration(path: Path) -> bool:
    """Return whether a file is there and configures typetable."""
    if not _is_file(path):
        return False
    if path.name == "typetable.toml":
        return True
    try:
        data = content(path)
    except PermissionError:  # for the user to see, as it may be meant for us
        return True
    except OSError:
        return False
    # Most files do not name typetable at all, so most need not be parsed.
    # What editors saved in UTF-16 is for the user to see.
    return b"typetable" in data.replace(b"\0", b"") and _has_table(path)


def _is_file(path: Path) -> bool:
    """Return whether a file can be reached; `Path.is_file` would raise where it must not be."""
    return os.path.isfile(path)  # noqa: PTH113


def _has_table(path: Path) -> bool:
    """Return whether a project file has our table; a broken file is for the user to see."""
    file, _ = read_toml(str(path))
    return file is None or "typetable" in Table(file, Findings("")).table("tool")


def _read_packages(table: Table) -> tuple[Package, ...]:
    """Return the packages of a configuration; each inherits what stands outside of them.

    What is tolerated of the docs is one policy for all of them.
    """
    stated = records.read(FileSettings, table) or FileSettings()
    bare = Package(path=table.file.source.path)
    if stated.diff:
        policy, endings = diff.read(stated.diff)
        bare = replace(bare, policy=policy, endings=endings)
    whole = _package(stated, table, bare)
    if len(stated.package) * (_EACH + _count(whole)) > _MOST:
        table.refuse("package", "there are too many packages for so many overrides")
        return (whole,)
    outer = replace(
        whole,
        overrides=overrides.inherited(whole.overrides),
        accept=tuple(replace(entry, inherited=True) for entry in whole.accept),
    )
    packages = tuple(_named(each, outer) for each in stated.package)
    _refuse_repeated(packages, table.findings)
    return packages or (whole,)


def _count(package: Package) -> int:
    """Return how many decisions packages have in common."""
    kinds = (getattr(package.overrides, k) for k in Overrides.__struct_fields__)
    return sum(map(len, kinds)) + len(package.accept)


def _named(table: Table, outer: Package) -> Package:
    """Return one of several packages, which needs a name."""
    stated = records.read(NamedSettings, table) or NamedSettings()
    if "name" not in table:
        message = "this package has no name"
        hint = 'add `name = "..."`'
        table.findings.add(rules.MISSING_SETTING, table.span(), message, hint=hint)
    package = _package(stated, table, outer)
    spans = (*package.spans, ("name", table.span("name")))
    return replace(package, name=stated.name, spans=spans)


def _package(stated: Settings, table: Table, outer: Package) -> Package:
    """Return what a table makes of the settings around it."""
    given: dict[str, Any] = {}
    for key in Settings.__struct_fields__:
        value = getattr(stated, key)
        if value is not None and key in _MEANINGS:
            value = _MEANINGS[key](table, key, value, outer)
        if value is not None:
            given[key] = value
    spans = dict(outer.spans) | {"": table.span()}
    spans |= {key: table.span(key) for key in given}
    return replace(outer, **given, spans=tuple(spans.items()))


def _refuse_repeated(packages: Sequence[Package], findings: Findings) -> None:
    """Find packages of one name (TT503)."""
    names: dict[str, Package] = {}
    for package in packages:
        if names.setdefault(package.name, package) is not package:
            message = f"two packages are named `{clipped(package.name)}`"
            findings.add(rules.BAD_VALUE, package.span("name"), message)


def _locations(
    table: Table, _: str, texts: tuple[str, ...], __: Package
) -> tuple[Location, ...]:
    return tuple(location(text, _folder(table)) for text in texts)


def _dialect(table: Table, _: str, text: str, __: Package) -> str | Location:
    return dialect_named(text, _folder(table))


def _header(_: Table, __: str, text: str, ___: Package) -> str:
    """Return comments as they stand in a file, whatever the blanks around them."""
    return "".join(f"{line.rstrip()}\n" for line in text.strip().split("\n"))


def _location(table: Table, _: str, text: str, __: Package) -> Location:
    return location(text, _folder(table))


def _inner_location(table: Table, key: str, text: str, _: Package) -> Location | None:
    """Return a location in the folder of the configuration (TT505 where it is elsewhere).

    Whoever checks out a repository has agreed to no more than that; a flag can say more. What git
    keeps of it is no place for anything.
    """
    place = location(text, _folder(table))
    root = os.path.realpath(_folder(table))
    if not place.path.is_relative_to(root):
        message = f"`{key}` leads out of the folder of this file"
        hint = f"give `--{key}` on the command line instead"
    elif any(map(_is_of_git, place.path.relative_to(root).parts)):
        message, hint = f"`{key}` leads into what git keeps", "choose another folder"
    else:
        return place
    table.findings.add(rules.OUTSIDE_PROJECT, table.span(key), message, hint=hint)
    return None


def _is_of_git(part: str) -> bool:
    """Return whether some file system takes a name for `.git`, as `is_ntfs_dotgit` in git's path.c.

    Windows drops blanks, dots and streams behind it and knows a short name; macOS sees no
    characters that print nothing.
    """
    seen = "".join(filter(is_plain, part)).partition(":")[0]
    return seen.casefold().rstrip(" .") in {".git", "git~1"}


def _folder(table: Table) -> Path:
    return Path(table.file.source.path).parent


def _limits(_: Table, __: str, inner: Table, outer: Package) -> Limits | None:
    """Return the limits around, but for those that a table replaces."""
    return records.read(Limits, inner, outer.limits)


def _accept(
    _: Table, __: str, stated: tuple[Table, ...], outer: Package
) -> tuple[AcceptedError, ...]:
    """Return the accepted errors around and those of a table, of which the latter win."""
    own = tuple(accept.read(stated))
    subjects = {entry.subject for entry in own}
    return (*(each for each in outer.accept if each.subject not in subjects), *own)


def _overrides(_: Table, __: str, inner: Table, outer: Package) -> Overrides:
    """Return the overrides around and those of a table, of which the latter win."""
    return overrides.read(inner, outer.overrides)


_MEANINGS: dict[str, Callable[[Table, str, Any, Package], Any]] = {
    "spec": _locations,
    "output": _inner_location,
    "header": _header,
    "dialect": _dialect,
    "samples": _location,
    "templates": _inner_location,
    "overrides": _overrides,
    "accept": _accept,
    "limits": _limits,
}
"""What the value of a key means, where it is more than that, given what stands around its table."""
