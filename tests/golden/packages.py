"""Generated packages for tests: as texts, on disk, and imported."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

from msgspec.structs import replace
from tests.golden.everything import EVERYTHING

from typetable.gate import inspect
from typetable.naming import assign
from typetable.rendering import templates
from typetable.schema import Schema
from typetable.settings.package import Override
from typetable.targets import TARGETS, package


def texts(
    schema: Schema,
    target: str,
    *,
    strict: bool = False,
    said: tuple[Override[str], ...] = (),
) -> dict[str, str]:
    """Return every file of the package that a target makes of a schema, through the gate.

    Some Python names are as somebody `said` that they are.
    """
    made = TARGETS[target]
    names, _ = assign(schema, made.reserved, said)
    files = {}
    for file in made.views(schema, names, strict=strict):
        files[file.path] = templates.render(made.name, file)
        if file.path != "py.typed":
            assert (
                inspect(files[file.path], file.allowed, file.readback) == ()
            ), file.path
    return files


def supports(target: str, folder: Path) -> int:
    """Write the support module of each kind of package to a folder; return how many there are."""
    names, _ = assign(EVERYTHING, TARGETS[target].reserved)
    views = TARGETS[target].views(EVERYTHING, names)
    view = next(each for each in views if each.path == "_support.py")
    made = {
        templates.render(target, replace(view, view=each))
        for each in package.variants(view.view)
    }
    for number, text in enumerate(sorted(made)):
        (folder / f"{target}_{number}.py").write_text(text, encoding="utf-8")
    return len(made)


def write(schema: Schema, target: str, folder: Path, *, strict: bool = False) -> Path:
    """Write the package of a schema to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in texts(schema, target, strict=strict).items():
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def imported(schema: Schema, target: str, folder: Path) -> ModuleType:
    """Write the package of a schema to a folder, and import it."""
    return found(write(schema, target, folder))


def found(folder: Path) -> ModuleType:
    """Import the package in a folder."""
    sys.path.insert(0, str(folder.parent))
    try:
        return importlib.import_module(folder.name)
    finally:
        sys.path.pop(0)
