"""Words of a name, and the cases that names are written in.

The one rule kept here: each function reads its name once, from left to right, so that time is
linear in its length.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from typetable.python.characters import is_name_character

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WireCase: TypeAlias = Literal["as-documented", "snake", "camel", "pascal", "kebab"]
"""How an API spells the names of its JSON members."""

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]*[a-z0-9]+|[A-Z]+")
"""A word of a name in ASCII, where a pattern finds it in a tenth of the time."""


def words(name: str) -> tuple[str, ...]:
    """Return the words of `name` in lower case.

    They end at a capital (`maxAge`), before the last capital of a run that small letters follow
    (`HTTPServer` is `http server`), and at every character that no identifier holds. Digits
    belong to the letters before them (`s3Path` is `s3 path`).
    """
    if name.isascii():
        return tuple(map(str.lower, _WORD.findall(name)))
    return tuple(word.lower() for piece in pieces(name) for word in _split(piece))


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


def _capitalised(word: str) -> str:
    return word[:1].upper() + word[1:]


def _joined(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(_capitalised, rest))


_SPELLINGS: dict[WireCase, Callable[[str], str]] = {
    "as-documented": str,
    "snake": lambda name: name if name == name.lower() else snake(name),
    "camel": _joined,
    "pascal": lambda name: _capitalised(_joined(name)),
    "kebab": kebab,
}


@lru_cache(maxsize=4096)  # docs give many fields the same few names
def wire_name(documented: str, case: WireCase) -> str:
    """Return the JSON name of the field `documented` where the API uses `case`.

    The docs put an underscore behind names that Python owns (`id_`) and before digits
    (`_2_kills`): those two go, others at the ends stay. A name that no identifier could
    be is not spelled for Python, so it is taken as it is.
    """
    name = documented.removesuffix("_") or documented
    if name[:1] == "_" and name[1:2].isdecimal():
        name = name[1:]
    body = name.strip("_")
    if not f"_{body}".isidentifier():
        return name
    before, after = name.split(body, 1) if body else (name, "")
    return before + _SPELLINGS[case](body) + after
