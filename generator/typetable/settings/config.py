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
from typetable.diagnostics import Findings, finding, has_errors, report_order, shown
from typetable.python.characters import is_plain
from typetable.settings import diff
from typetable.settings.limits import DEEPEST
from typetable.settings.package import (
    WIRE_CASES,
    Config,
    Location,
    Override,
    Package,
    dialect_named,
    location,
)
from typetable.settings.toml import Table, content, is_flag, is_table, is_text, is_texts
from typetable.settings.toml import read as read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.settings.limits import Limits
    from typetable.settings.package import Overrides


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


def default(folder: Path) -> Config:
    """Return what holds in a folder without a configuration: nothing to read, nowhere to write."""
    path = location("pyproject.toml", folder).shown
    return Config(path=path, packages=(Package(path=path),))


def read(path: Path) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """Read a configuration; `None` where it has an error (TT501 to TT505)."""
    shown_path = location(path.name, path.parent).shown
    file, problems = read_toml(shown_path)
    if file is None:
        return None, problems
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
    return b"typetable" in data and _has_table(path)


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
    table.refuse_unknown((*_READERS, "diff", "package"))
    policy, endings = diff.read(table.table("diff"))
    bare = Package(path=table.file.source.path, policy=policy, endings=endings)
    whole = _read_package(table, bare)
    inner = table.tables("package")
    if len(inner) * (_EACH + _count(whole.overrides)) > _MOST:
        table.refuse("package", "there are too many packages for so many overrides")
        return (whole,)
    packages = tuple(_read_named(each, whole) for each in inner)
    _refuse_repeated(packages, table.findings)
    return packages or (whole,)


def _count(overrides: Overrides) -> int:
    return sum(len(getattr(overrides, kind)) for kind in _OVERRIDES)


def _read_named(table: Table, outer: Package) -> Package:
    """Return one of several packages, which needs a name."""
    table.refuse_unknown(("name", *_READERS))
    if "name" not in table:
        message = "this package has no name"
        hint = 'add `name = "..."`'
        table.findings.add(rules.MISSING_SETTING, table.span(), message, hint=hint)
    package = _read_package(table, outer)
    spans = (*package.spans, ("name", table.span("name")))
    return replace(package, name=table.string("name") or "", spans=spans)


def _read_package(table: Table, outer: Package) -> Package:
    """Return what a table makes of the settings around it."""
    found = {key: reader(table, key, outer) for key, reader in _READERS.items()}
    given = {key: value for key, value in found.items() if value is not None}
    spans = dict(outer.spans) | {"": table.span()}
    spans |= {key: table.span(key) for key in given}
    return replace(outer, **given, spans=tuple(spans.items()))


def _refuse_repeated(packages: Sequence[Package], findings: Findings) -> None:
    """Find packages of one name (TT503)."""
    names: dict[str, Package] = {}
    for package in packages:
        if names.setdefault(package.name, package) is not package:
            message = f"two packages are named `{shown(package.name)}`"
            findings.add(rules.BAD_VALUE, package.span("name"), message)


def _read_text(table: Table, key: str, _: Package) -> str | None:
    return table.string(key)


def _read_flag(table: Table, key: str, _: Package) -> bool | None:
    return table.flag(key)


def _read_wire_case(table: Table, key: str, _: Package) -> str | None:
    return table.choice(key, WIRE_CASES)


def _read_specs(table: Table, key: str, _: Package) -> tuple[Location, ...] | None:
    texts = table.strings(key) or ()
    return tuple(location(text, _folder(table)) for text in texts) or None


def _read_dialect(table: Table, key: str, _: Package) -> str | Location | None:
    text = table.string(key)
    return text and dialect_named(text, _folder(table))


def _read_location(table: Table, key: str, _: Package) -> Location | None:
    text = table.string(key)
    return location(text, _folder(table)) if text else None


def _read_inner_location(table: Table, key: str, outer: Package) -> Location | None:
    """Return a location in the folder of the configuration (TT505 where it is elsewhere).

    Whoever checks out a repository has agreed to no more than that; a flag can say more. What git
    keeps of it is no place for anything.
    """
    place = _read_location(table, key, outer)
    root = os.path.realpath(_folder(table))
    if place is None:
        return None
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


def _read_limits(table: Table, key: str, outer: Package) -> Limits:
    """Return the limits around, but for those that the table replaces."""
    inner = table.table(key)
    names = outer.limits.__struct_fields__
    inner.refuse_unknown(names)
    given = {name: value for name in names if (value := inner.positive(name))}
    if given.get("type_depth", 0) > DEEPEST:
        message = f"types cannot be nested deeper than {DEEPEST}"
        table.findings.add(rules.BAD_VALUE, inner.span("type_depth"), message)
    return replace(outer.limits, **given)


def _read_overrides(table: Table, key: str, outer: Package) -> Overrides:
    """Return the overrides around and those of the table, of which the latter win."""
    inner = table.table(key)
    inner.refuse_unknown(list(_OVERRIDES))
    given: dict[str, Any] = {}
    for kind, (expected, accepts) in _OVERRIDES.items():
        around: tuple[Override[Any], ...] = getattr(outer.overrides, kind)
        inherited = (replace(entry, inherited=True) for entry in around)
        entries = (*inherited, *_entries(inner.table(kind), expected, accepts))
        given[kind] = tuple({entry.key: entry for entry in entries}.values())
    return replace(outer.overrides, **given)


def _entries(
    table: Table, expected: str, accepts: Callable[[Any], bool]
) -> Iterator[Override[Any]]:
    """Yield the entries of a table of overrides."""
    for inner, key, name in _keys(table):
        value = inner.value(key, expected, accepts)
        if value is not None:
            yield Override(
                key=name,
                value=tuple(value) if isinstance(value, list) else value,
                path=table.file.source.path,
                span=inner.span(key),
            )


def _keys(table: Table) -> Iterator[tuple[Table, str, str]]:
    """Yield where an entry stands, its key there and its name; `Model.field` needs no quotes."""
    for key, value in table.data.items():
        if isinstance(value, dict):
            inner = table.table(key)
            yield from ((inner, each, f"{key}.{each}") for each in value)
        else:
            yield table, key, key


def _is_python_name(value: object) -> bool:
    import keyword  # noqa: PLC0415  # only where names are overridden

    return (
        isinstance(value, str) and value.isidentifier() and not keyword.iskeyword(value)
    )


_READERS: dict[str, Callable[[Table, str, Package], Any]] = {
    "spec": _read_specs,
    "output": _read_inner_location,
    "target": _read_text,
    "dialect": _read_dialect,
    "wire_case": _read_wire_case,
    "templates": _read_inner_location,
    "trust_templates": _read_flag,
    "samples": _read_location,
    "strict": _read_flag,
    "strict_models": _read_flag,
    "overrides": _read_overrides,
    "limits": _read_limits,
}
"""How each setting is read from a table, given what stands around it."""

_OVERRIDES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "wire_names": ("a non-empty string", is_text),
    "python_names": ("a Python name", _is_python_name),
    "types": ("a non-empty string", is_text),
    "nullable": ("true or false", is_flag),
    "unions": ("an array of model names", is_texts),
    "discriminators": ("a non-empty string", is_text),
}
"""What each kind of override must be, in words and as a test."""
