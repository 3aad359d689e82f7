"""Drafts: what one page says, before anything is known of the other pages.

The one rule kept here: names are the docs' own, and a type is still an expression of names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from typetable.schema import Value
    from typetable.source import Span
    from typetable.typeexpr import TypeExpr


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftField:
    """A row of a property table; `type_span` is where its type cell stands."""

    name: str
    type: TypeExpr
    required: bool
    description: str
    span: Span = field(compare=False, repr=False)
    type_span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMember:
    """A row of an enum table."""

    name: str
    value: Value
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftObject:
    """A heading with a property table."""

    name: str
    description: str
    fields: tuple[DraftField, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEnum:
    """A heading whose table lists values."""

    name: str
    description: str
    members: tuple[DraftMember, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftUnion:
    """A heading without a table. `members` are the names that its page lists, or none."""

    name: str
    description: str
    members: tuple[str, ...]
    span: Span = field(compare=False, repr=False)


DraftModel: TypeAlias = DraftObject | DraftEnum | DraftUnion


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A heading that only says where its model is described."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was read and what became of it; the numbers of an account that must balance."""

    headings: int = 0
    tables: int = 0
    rows: int = 0
    kept: int = 0
    reported: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One page. `samples` are its JSON code blocks, raw."""

    path: str
    page: str
    models: tuple[DraftModel, ...]
    pointers: tuple[Pointer, ...]
    samples: tuple[str, ...]
    tally: Tally


def rows_of(model: DraftModel) -> tuple[DraftField, ...] | tuple[DraftMember, ...]:
    """Return what rows of tables became in a model, in their order."""
    match model:
        case DraftObject():
            return model.fields
        case DraftEnum():
            return model.members
        case DraftUnion():
            return ()
