"""The policy of a target, and the problems by which the gate answers.

The one rule kept here: an empty policy allows nothing but data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping

_NONE: frozenset[str] = frozenset()


class Allowed(Struct, frozen=True, kw_only=True, eq=False):
    """The names and forms that the modules of a target may hold beyond classes of plain data."""

    imports: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Names that may come from each module; from one of the package that is not listed, all may."""

    types: frozenset[str] = _NONE
    """Builtins that annotations may name."""

    guards: frozenset[str] = frozenset({"TYPE_CHECKING"})
    """Names of which an `if` of a module may ask, around imports and aliases alone."""

    has_quoted_types: bool = False
    """Whether annotations may be written as text, which is then looked at like others."""

    grammar: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Forms of code by their rules, see `gate.grammar`."""


class Problem(Struct, frozen=True, order=True):
    """A reason not to write a module; line and column from 1, in characters."""

    line: int
    column: int
    message: str
