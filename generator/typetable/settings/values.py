"""Values: what can be set beyond what a type says, such as the name of a model in Python.

The one rule kept here: a kind of value says in words what it has to be.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias, get_args

from typetable.python.characters import is_plain
from typetable.python.comments import is_harmless
from typetable.settings.records import Texts
from typetable.settings.scalars import Such, scalars

WireCase: TypeAlias = Literal[
    "auto", "as-documented", "snake", "camel", "pascal", "kebab"
]
"""How the API spells its JSON members; `auto` looks for it in the docs."""

WIRE_CASES: tuple[WireCase, ...] = get_args(WireCase)

_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9]*")


def _is_acronym(value: object) -> bool:
    return isinstance(value, str) and _ACRONYM.fullmatch(value) is not None


_COLUMNS = range(40, 321)


def is_width(value: object) -> bool:
    """Return whether a value is a width that lines of modules may have."""
    return isinstance(value, int) and value in _COLUMNS


LineLength: TypeAlias = Annotated[
    int, Such(f"a number from {_COLUMNS[0]} to {_COLUMNS[-1]}", is_width)
]

_MOST_LINES = 18
"""The lines of a header, so that a banner below it stands near the start."""


def _is_header(value: object) -> bool:
    if not isinstance(value, str) or not value.strip():
        return False
    lines = value.strip().split("\n")
    are_comments = all(
        line[:1] in {"#", ""} and all(map(is_plain, line)) for line in lines
    )
    return are_comments and len(lines) <= _MOST_LINES and is_harmless(value)


Header: TypeAlias = Annotated[
    str, Such(f"up to {_MOST_LINES} lines that begin with `#`", _is_header)
]

Acronyms: TypeAlias = tuple[
    Annotated[str, Such("a word that begins with a capital", _is_acronym)], ...
]


def _is_python_name(value: object) -> bool:
    import keyword  # noqa: PLC0415  # only where names are overridden

    return (
        isinstance(value, str) and value.isidentifier() and not keyword.iskeyword(value)
    )


def _are_names(value: object) -> bool:
    return isinstance(value, list) and scalars(Texts).accepts(value)


PythonName: TypeAlias = Annotated[str, Such("a Python name", _is_python_name)]

ModelNames: TypeAlias = Annotated[
    tuple[str, ...], Such("an array of model names", _are_names)
]
