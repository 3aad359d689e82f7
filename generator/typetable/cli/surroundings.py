"""Surroundings: what a repository shows of where models belong and how code is formatted there.

The one rule kept here: nothing is an error; a file that says nothing, or nothing that can be read,
leaves the default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typetable.python.layout import WIDTH
from typetable.settings import toml
from typetable.settings.toml import is_table
from typetable.settings.values import is_width

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OUTPUTS = ("models", "generated", "generated_models")
"""Names for an output folder; the first that is free is taken."""

_FORMATTERS = (
    ("pyproject.toml", ("tool", "ruff"), 'extend-exclude = ["{}"]'),
    ("ruff.toml", (), 'extend-exclude = ["{}"]'),
    (".ruff.toml", (), 'extend-exclude = ["{}"]'),
    ("pyproject.toml", ("tool", "black"), 'force-exclude = "^/{}/"'),
    ("pyproject.toml", ("tool", "isort"), 'extend_skip = ["{}"]'),
)
"""Where formatters are configured: files, the tables in them, and what excludes a folder there."""


def free_output(root: Path) -> str:
    """Return the path of a folder for models that nothing has yet, in the package if there is one.

    Where all are taken it is the last one.
    """
    below = f"src/{package}/" if (package := _package(root)) else ""
    names = [below + name for name in _OUTPUTS]
    return next((name for name in names if not (root / name).exists()), names[-1])


def _package(root: Path) -> str:
    """Return the name of the only package below `src`."""
    found = [path.parent.name for path in (root / "src").glob("*/__init__.py")]
    return found[0] if len(found) == 1 and found[0].isidentifier() else ""


def line_length(root: Path) -> int | None:
    """Return the width of lines that a formatter is set to, where it is not the usual one."""
    widths = [each.get("line-length") for each, _ in _configured(root)]
    set_to = [each for each in widths if is_width(each)]
    return set_to[0] if set_to and set_to[0] != WIDTH else None


def exclusions(root: Path, output: str) -> Iterator[str]:
    """Yield what keeps each formatter that is configured away from an output, and where."""
    for _, (name, above, setting) in _configured(root):
        table = f"`[{'.'.join(above)}]` of " if above else ""
        yield f"`{setting.format(output)}` to {table}{name}"


def _configured(
    root: Path,
) -> Iterator[tuple[dict[str, Any], tuple[str, tuple[str, ...], str]]]:
    """Yield the settings of formatters, each with its entry in `_FORMATTERS`."""
    for entry in _FORMATTERS:
        name, above, _ = entry
        file, _ = toml.read(str(root / name)) if (root / name).is_file() else (None, ())
        data: Any = file.data if file else None
        for key in above:
            data = data.get(key) if is_table(data) else None
        if is_table(data):
            yield data, entry
