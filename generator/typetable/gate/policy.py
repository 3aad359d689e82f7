"""What a target asks of the gate, and what the gate answers.

The one rule kept here: an empty policy allows nothing but data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping

_NONE: frozenset[str] = frozenset()


class Allowed(Struct, frozen=True, kw_only=True, eq=False):
    """What the modules of a target may do beyond stating data.

    `imports` are the names that may come from each absolute module, `modules` what may be imported
    whole; imports from the same package are free but for the modules that are listed, with a
    dot before. `decorators`, and the `calls` that may stand in class bodies, assignments and
    annotations, are spelled as in the code, with dots; the dictionary in a call of what is `typed`
    holds types, and where there is such a call, types may be quoted. `functions` may be defined;
    in them, `builtins` may be used and `methods` called on anything, and what is `relative` called
    to import from the package. `builtins` are the types of annotations too. `special` are the names
    such as `__all__` that may be assigned; in `methods` they may be used. `base` is the policy of
    all modules of a target, where this one allows one of them more.
    """

    imports: Mapping[str, frozenset[str]] = field(default_factory=dict)
    modules: frozenset[str] = _NONE
    decorators: frozenset[str] = _NONE
    calls: frozenset[str] = _NONE
    typed: frozenset[str] = _NONE
    functions: frozenset[str] = _NONE
    builtins: frozenset[str] = _NONE
    methods: frozenset[str] = _NONE
    relative: frozenset[str] = _NONE
    special: frozenset[str] = _NONE
    base: Allowed | None = None


class Problem(Struct, frozen=True, order=True):
    """Why a module may not be written; line and column from 1, in characters."""

    line: int
    column: int
    message: str
