"""Overrides: what the pages cannot say and the configuration says instead.

The one rule kept here: an override that matches nothing is reported where it stands.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from typetable import rules
from typetable.diagnostics import finding, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typetable.diagnostics import Diagnostic
    from typetable.settings import Override, Overrides

Said = TypeVar("Said")


def by_subject(overrides: Iterable[Override[Said]]) -> dict[str, Override[Said]]:
    """Return overrides by what they override: `Model`, `Model.field` or `Model.MEMBER`."""
    return {override.key: override for override in overrides}


def unmatched(
    overrides: Overrides, models: set[str], unions: set[str], entries: set[str]
) -> tuple[Diagnostic, ...]:
    """Report the overrides of subjects that the docs do not have.

    `unions` are the models among `models` that are unions, `entries` are fields and members.
    """
    expected: tuple[tuple[tuple[Override[Any], ...], set[str]], ...] = (
        (overrides.wire_names, entries),
        (overrides.types, entries),
        (overrides.nullable, entries),
        (overrides.unions, unions),
        (overrides.discriminators, unions),
        (overrides.python_names, models | entries),
    )
    return tuple(
        _unmatched(override, subjects)
        for said, subjects in expected
        for override in said
        if override.key not in subjects
    )


def _unmatched(override: Override[Any], subjects: set[str]) -> Diagnostic:
    near = get_close_matches(override.key, subjects, 1)
    return finding(
        rules.UNUSED_OVERRIDE,
        override.path,
        override.span,
        f"nothing in the docs that this could override is called `{shown(override.key)}`",
        hint=f"did you mean `{near[0]}`?" if near else "remove this override",
    )
