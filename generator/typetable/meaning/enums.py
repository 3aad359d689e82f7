"""Enums: the values that a page lists, and of which kind they all are.

The one rule kept here: null is no member of an enum; its users are nullable instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable import schema
from typetable.notation.types import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typetable.language.draft import DraftEnum


def enum_of(model: DraftEnum) -> schema.EnumModel:
    """Return the enum that a draft of one describes."""
    members = tuple(
        schema.Member(
            name=member.name,
            value=member.value,
            description=member.description,
            span=member.span,
        )
        for member in model.members
        if member.value is not None
    )
    return schema.EnumModel(
        name=model.name,
        description=model.description,
        scalar=_kind_of_all(member.value for member in members),
        members=members,
        open=model.open,
        flags=model.flags,
        span=model.span,
    )


def _kind_of_all(values: Iterable[schema.Value]) -> schema.ScalarName:
    """Return the kind of the values of an enum; mixed ones are a finding of their page."""
    kinds = {type(value) for value in values}
    return next((name for kind, name in KINDS.items() if kind in kinds), "string")
