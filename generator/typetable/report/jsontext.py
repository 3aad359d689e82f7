r"""JSON for logs and files.

The one rule kept here: the text is ASCII, but for characters that YAML could not read so, no log
that it is printed to finds a command in it, and half of a character is written out as `\udcff`,
because most readers take no JSON with one.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from typetable.python.characters import is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOT_ASCII = re.compile(r"[^\0-~]")
_HALF = re.compile("[\ud800-\udfff]")


def compact(value: dict[str, Any]) -> str:
    """Return `value` as JSON on one line."""
    return _guarded(_dumped(value))


def indented(value: dict[str, Any] | list[Any]) -> Iterator[str]:
    """Return the lines of `value` as indented JSON."""
    return map(_guarded, _dumped(value, indent=2).split("\n"))


def as_yaml(value: dict[str, Any]) -> str:
    """Return `value` as indented JSON that readers of YAML, which OpenAPI often has, read too.

    YAML knows no pairs of escapes for one character, so that one stands as it is if it shows.
    """
    text = _whole(value, indent=2)
    lines = _NOT_ASCII.sub(_escaped, text).split("\n")
    return "".join(f"{_guarded(line)}\n" for line in lines)


def _dumped(value: object, indent: int | None = None) -> str:
    """Return `value` as ASCII."""
    text = _whole(value, indent)
    return _NOT_ASCII.sub(lambda match: json.dumps(match[0])[1:-1], text)


def _whole(value: object, indent: int | None) -> str:
    """Return `value` as JSON without half of a character."""
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    return _HALF.sub(lambda match: rf"\\u{ord(match[0]):04x}", text)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character > "\uffff" and is_plain(character):
        return character
    return json.dumps(character)[1:-1]


def _guarded(line: str) -> str:
    """Break up `##[` and its like: a bracket after such letters stands inside a string."""
    for command in ("##", "##vso", "##teamcity"):
        line = line.replace(command + "[", command + r"\u005b")
    return line
