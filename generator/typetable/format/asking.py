"""Asking black, which takes a tenth of a second to load and ten milliseconds to answer.

The one rule kept here: black sees a statement as deep in blocks as it stands in the module, and
alone, so that the answer depends on nothing but the statement.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typetable.format.blanks import Statement


def formatted(text: str) -> str:
    """Return what black makes of a whole module; itself where that is no Python."""
    black, mode = _black()
    try:
        result: str = black.format_str(text, mode=mode)
    except black.InvalidInput:
        return text
    return result


@cache
def formatted_alone(text: str, indent: int) -> str:
    """Return what black makes of a statement, or of the first line of one with a block."""
    around = [" " * each + "if x:" for each in range(0, indent, 4)]
    block = [" " * (indent + 4) + "pass"] if text.endswith(":") else []
    lines = formatted("\n".join((*around, text, *block, ""))).split("\n")
    return "\n".join(lines[len(around) : -1 - len(block)])


@cache
def _black() -> tuple[Any, Any]:
    import black  # noqa: PLC0415  # slow to load, and mostly not needed
    from black.mode import TargetVersion  # noqa: PLC0415

    versions = {TargetVersion.PY311, TargetVersion.PY312, TargetVersion.PY313}
    return black, black.Mode(target_versions=versions, line_length=88)
