"""Asking black, which takes a tenth of a second to load and ten milliseconds to answer.

The one rule kept here: black sees a statement as deep in blocks as it stands in the module, and
alone, so that the answer depends on nothing but the statement.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from typetable.python.layout import WIDTH


@cache
def black_version() -> str:
    """Return the version of the installed black."""
    try:
        # where black has it from; to import the metadata of packages would take forty times as long
        from _black_version import version  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError:
        from importlib.metadata import version as version_of  # noqa: PLC0415

        return version_of("black")
    return str(version)


def formatted(text: str, width: int = WIDTH) -> str:
    """Return a whole module as black formats it; unchanged where it is no Python."""
    black, mode = _black(width)
    try:
        result: str = black.format_str(text, mode=mode)
    except black.InvalidInput:
        return text
    return result


@cache
def formatted_alone(text: str, indent: int, width: int = WIDTH) -> str:
    """Return a statement, or the first line of one with a block, as black formats it."""
    around = [" " * each + "if x:" for each in range(0, indent, 4)]
    block = [" " * indent + line for line in _block(text)]
    whole = "\n".join((*around, text, *block, ""))
    lines = formatted(whole, width).split("\n")
    return "\n".join(lines[len(around) : -1 - len(block)]).lstrip("\n")


def _block(text: str) -> list[str]:
    """Return the lines that have to follow the first line of a block, or a decorator."""
    if text.lstrip(" ").startswith("@"):
        return ["def f():", "    pass"]
    return ["    pass"] if text.endswith(":") else []


@cache
def _black(width: int) -> tuple[Any, Any]:
    import black  # noqa: PLC0415  # slow to load, and mostly not needed
    from black.mode import TargetVersion  # noqa: PLC0415

    versions = {TargetVersion.PY311, TargetVersion.PY312, TargetVersion.PY313}
    mode = black.Mode(target_versions=versions, line_length=width)
    return black, mode
