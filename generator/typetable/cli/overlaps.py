"""Overlaps: outputs in the place of other settings or of other packages.

The one rule kept here: two settings lead to one folder only where neither can harm the other. Docs
may lie in an output and it in them, since only pages are read there, and only modules written,
which have a seal and no hidden name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from typetable import rules
from typetable.cache.store import FOLDER
from typetable.diagnostics import Label, clipped, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.settings.package import Location, Package

_HINT = "choose another `output`"


def overlaps(packages: Sequence[Package]) -> Iterator[Diagnostic]:
    """Yield a finding (TT503) for each output in the place of another setting or package."""
    taken: dict[Path, Package] = {}
    for package in packages:
        if package.output:
            yield from _own(package, package.output)
            taken.setdefault(_key(package.output.path), package)
    for package in packages:
        if package.output:
            yield from _of_others(package, package.output, taken)


def _own(package: Package, output: Location) -> Iterator[Diagnostic]:
    """Yield a finding for each other setting of a package that its output is in the place of."""
    key = _key(output.path)
    if FOLDER in key.parts:
        yield _refused(package, "`output` leads into what typetable keeps")
    read = [("spec", place) for place in package.spec]
    read += [("samples", package.samples)] if package.samples else []
    for setting, place in read:
        if _key(place.path) == key:
            yield _refused(package, f"`output` is the same place as `{setting}`")
    if package.templates and _is_within(key, _key(package.templates.path)):
        yield _refused(package, "`output` leads into `templates`")


def _of_others(
    package: Package, output: Location, taken: dict[Path, Package]
) -> Iterator[Diagnostic]:
    """Yield that an output is that of another package, or lies in it.

    The files of the inner one would be left over in the outer one, and deleted.
    """
    key = _key(output.path)
    for place in (key, *key.parents):
        other = taken.get(place, package)
        if other is not package:
            verb = "write to" if place == key else "write into"
            yield _refused(
                package, f"two packages {verb} `{clipped(_name(other))}`", other
            )
            return


def _name(package: Package) -> str:
    return package.output.display_path if package.output else ""


def _is_within(key: Path, outer: Path) -> bool:
    return key == outer or outer in key.parents


def _key(path: Path) -> Path:
    """Return the path without case, since some file systems take no notice of that."""
    return Path(str(path).casefold())


def _refused(
    package: Package, message: str, other: Package | None = None
) -> Diagnostic:
    """Return the finding at the setting, if it is one, with the place of another output."""
    span, second = package.span("output"), other and other.span("output")
    labels: tuple[Label, ...] = ()
    if other and second and second != span:
        text = f"`{clipped(other.name)}` writes here"
        labels = (Label(path=other.path, span=second, text=text),)
    return finding(
        rules.BAD_VALUE, package.path, span, message, hint=_HINT, labels=labels
    )
