"""Where the values of a JSON text stand, which its decoders do not tell.

The one rule kept here: positions are for diagnostics only; what a text says is for `msgspec`. The
text must be valid JSON, at least up to the place. One pass over it, without recursion.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]++')
_BRACKET_OR_STRING = re.compile(r'("(?:[^"\\]++|\\.)*+")(\s*+:)?+|[\[\]{}]')


def locate(text: str, path: Sequence[str | int]) -> tuple[int, int]:
    """Return the start and end of the value at a path; of an array or object its bracket alone.

    The place of the whole text where nothing is there.
    """
    wanted = list(path)
    at: list[str | int | None] = []
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word in "]}":
            at.pop()
        elif word == ",":
            at[-1] = at[-1] + 1 if isinstance(at[-1], int) else None
        elif at and at[-1] is None:
            at[-1] = json.loads(word)
        elif word != ":":
            if at == wanted:
                return token.span()
            if word in "[{":
                at.append(0 if word == "[" else None)
    return 0, len(text)


def repeated_name(text: str) -> tuple[int, int]:
    """Return where an object names a member for the second time; the whole text if none does."""
    names: list[set[str]] = []
    for token in _BRACKET_OR_STRING.finditer(text):
        word = token[0]
        if word in "{[":
            names.append(set())
        elif word in "}]":
            names.pop()
        elif token[2]:
            name = json.loads(token[1])
            if name in names[-1]:
                return token.span(1)
            names[-1].add(name)
    return 0, len(text)


def too_deep(text: str, most: int) -> tuple[int, int]:
    """Return where the first bracket opens that has more brackets around than some."""
    depth = 0
    for token in _BRACKET_OR_STRING.finditer(text):
        depth += (token[0] in "{[") - (token[0] in "}]")
        if depth > most:
            return token.span()
    return 0, len(text)


def string_at(text: str, offset: int) -> tuple[int, int] | None:
    """Return the start and end of the string that a character belongs to, if it is in one."""
    for token in _BRACKET_OR_STRING.finditer(text):
        if token.end() > offset:
            inside = token[1] and token.start() <= offset
            return token.span(1) if inside else None
    return None
