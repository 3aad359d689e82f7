"""JSON for logs and files.

The one rule kept here: the text is ASCII, and no log that it is printed to finds a command in it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def compact(value: dict[str, Any]) -> str:
    """Return `value` as JSON on one line."""
    return _guarded(json.dumps(value))


def indented(value: dict[str, Any] | list[Any]) -> Iterator[str]:
    """Return the lines of `value` as indented JSON."""
    return map(_guarded, json.dumps(value, indent=2).split("\n"))


def _guarded(line: str) -> str:
    """Break up `##[` and its like: a bracket after such letters stands inside a string."""
    for command in ("##", "##vso", "##teamcity"):
        line = line.replace(command + "[", command + r"\u005b")
    return line
