"""Words of a name, and the cases that names are written in.

The one rule kept here: each function reads its name once, from left to right, so that time is
linear in its length.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typetable.python.characters import is_name_character

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]*[a-z0-9]+|[A-Z]+")
"""A word of a name in ASCII, where a pattern finds it in a tenth of the time."""


def words(name: str) -> tuple[str, ...]:
    """Return the words of `name` in lower case.

    They end at a capital (`maxAge`), before the last capital of a run that small letters follow
    (`HTTPServer` is `http server`), and at every character that no identifier holds. Digits
    belong to the letters before them (`s3Path` is `s3 path`).
    """
    return tuple(map(str.lower, humps(name)))


def humps(name: str) -> tuple[str, ...]:
    """Return the words of `name` as they are spelled there."""
    if name.isascii():
        return tuple(_WORD.findall(name))
    return tuple(word for piece in pieces(name) for word in _split(piece))


def pieces(name: str) -> Iterator[str]:
    """Yield the parts of `name` between underscores and other separators, as they are spelled."""
    if name.isascii() and name.replace("_", "").isalnum():
        yield from filter(None, name.split("_"))
        return
    start = 0
    for index, character in enumerate(name):
        if character == "_" or not is_name_character(character):
            if start < index:
                yield name[start:index]
            start = index + 1
    if start < len(name):
        yield name[start:]


def _split(piece: str) -> Iterator[str]:
    start = 0
    for index in range(1, len(piece)):
        if piece[index].isupper():
            end = index if not piece[index - 1].isupper() else start
        else:
            closes_run = piece[index].islower() and piece[index - 1].isupper()
            end = index - 1 if closes_run else start
        if start < end:
            yield piece[start:end]
            start = end
    yield piece[start:]


def snake(name: str) -> str:
    """Return `name` as `snake_case`."""
    return "_".join(words(name))


def upper_snake(name: str) -> str:
    """Return `name` as `UPPER_SNAKE_CASE`."""
    return snake(name).upper()


def kebab(name: str) -> str:
    """Return `name` as `kebab-case`."""
    return "-".join(words(name))


def capitalised(word: str) -> str:
    """Return `word` with a capital at its start."""
    return word[:1].upper() + word[1:]
