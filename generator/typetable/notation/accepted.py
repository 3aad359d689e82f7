"""Errors that the configuration accepts: how they are read instead.

The one rule kept here: an entry whose type is none accepts nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.notation import grammar, types

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typetable.diagnostics import AcceptedError, Entries
    from typetable.notation.records import Types
    from typetable.notation.types import TypeExpr
    from typetable.settings.limits import Limits
    from typetable.source import Subject

_WORDS = ("any", "omit")


def readings(
    accepted: Iterable[AcceptedError], notation: Types, limits: Limits
) -> Entries:
    """Return the entries by their subjects, but for those whose type is none of the dialect."""
    entries: dict[Subject, list[AcceptedError]] = {}
    for entry in accepted:
        if type_of(entry.reads, notation, limits):
            entries.setdefault(entry.subject, []).append(entry)
    return entries


ACCEPTED = "`accept` of the configuration"
"""What decides of a cell whose error is accepted, for people."""


def type_of(reads: str, notation: Types, limits: Limits) -> TypeExpr | None:
    """Return the type that counts instead of a cell; `None` where the text is none."""
    if reads in _WORDS:
        return types.ANY
    kind = grammar.parse(reads, notation, limits.type_depth)
    return None if isinstance(kind, grammar.Fault) else kind
