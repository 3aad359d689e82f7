"""Dependencies: all places that a run of a command depends on.

The one rule kept here: a place is named also where nothing is, so that a file that appears there is
seen.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from typetable.cache import files
from typetable.examples.blocks import PAYLOADS
from typetable.rendering.templates import packaged_templates
from typetable.source import PAGES
from typetable.sources.pages import is_folder, is_skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.settings.package import Location, Package

_CONFIGURATIONS = ("typetable.toml", "pyproject.toml", ".git")
"""The files that decide which configuration is meant, in each folder upwards."""

_LIBRARIES = ("_black_version", "mistune", "jinja2")
"""The modules by whose text the versions of libraries are known."""


def home(package: Package) -> str:
    """Return the folder of the configuration of a package, free of links."""
    return os.path.realpath(Path(package.path).parent)


def named(package: Package) -> Iterator[tuple[Location, tuple[str, ...]]]:
    """Yield the places that a package is made from, with the endings of files that matter there."""
    yield from ((place, PAGES) for place in package.spec)
    if package.samples:
        yield package.samples, PAYLOADS
    for place in (package.templates, package.dialect):
        if place and not isinstance(place, str):
            yield place, ()


def of_package(package: Package) -> Iterator[str]:
    """Yield the places of the docs of a package, its samples, templates and dialect."""
    for place, endings in named(package):
        yield from _below(place.path, endings)


def of_output(package: Package) -> Iterator[str]:
    """Yield the places of the output of a package."""
    if package.output:
        yield from _below(package.output.path, ())


def of_configuration(path: str) -> Iterator[str]:
    """Yield the places of configurations: all candidates upwards, and the one that was taken."""
    yield files.file(str(Path(path).absolute()))
    here = Path.cwd()
    for folder in (here, *here.parents):
        yield from (files.file(str(folder / name)) for name in _CONFIGURATIONS)
        if (folder / ".git").exists():  # above a repository none is looked for
            return


def of_tool() -> Iterator[str]:
    """Yield the places of typetable itself, and of the libraries that it works with."""
    own = Path(__file__).parent.parent
    yield from _below(own, (".py", ".toml", ".jinja"))
    if not packaged_templates().is_relative_to(own):
        yield from _below(packaged_templates(), (".jinja",))
    for library in map(find_spec, _LIBRARIES):
        if library and library.origin:
            yield files.file(library.origin)


def _below(root: Path, endings: tuple[str, ...]) -> Iterator[str]:
    """Yield a file, or a folder and all folders below it that are looked into."""
    if not is_folder(root):
        yield files.file(str(root))
        return
    for folder, inner, _ in os.walk(root):
        inner[:] = [name for name in inner if not is_skipped(name)]
        yield files.folder(folder, endings)
