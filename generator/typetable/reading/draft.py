"""Drafts: what one page says, before anything is known of the other pages.

The one rule kept here: names are the docs' own, and a type is still an expression of names.
"""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from msgspec import Struct

from typetable.reading.ledger import Ledger
from typetable.reading.types import TypeExpr
from typetable.schema import Value
from typetable.source import Located, Span


class DraftField(Located, frozen=True, kw_only=True):
    """A row of a property table; `type_span` is where its type cell stands."""

    WHERE: ClassVar = frozenset({"span", "type_span"})

    name: str
    type: TypeExpr
    required: bool
    description: str
    span: Span
    type_span: Span


class DraftMember(Located, frozen=True, kw_only=True):
    """A row of an enum table."""

    name: str
    value: Value
    span: Span


class DraftObject(Located, frozen=True, kw_only=True):
    """A heading with a property table."""

    name: str
    description: str
    fields: tuple[DraftField, ...]
    span: Span


class DraftEnum(Located, frozen=True, kw_only=True):
    """A heading whose table lists values."""

    name: str
    description: str
    members: tuple[DraftMember, ...]
    span: Span


class DraftUnion(Located, frozen=True, kw_only=True):
    """A heading without a table. `members` are the names that its page lists, or none."""

    name: str
    description: str
    members: tuple[str, ...]
    span: Span


DraftModel: TypeAlias = DraftObject | DraftEnum | DraftUnion


class Pointer(Struct, frozen=True, kw_only=True, array_like=True):
    """A heading that only says where its model is described."""

    name: str
    span: Span


class Sample(Struct, frozen=True, array_like=True):
    """JSON, raw, and the line of its page or file on which it starts."""

    text: str
    line: int = 1


class Draft(Struct, frozen=True, kw_only=True, array_like=True):
    """One page. `samples` are its JSON code blocks."""

    path: str
    page: str
    models: tuple[DraftModel, ...]
    pointers: tuple[Pointer, ...]
    samples: tuple[Sample, ...]
    ledger: Ledger


def rows_of(model: DraftModel) -> tuple[DraftField, ...] | tuple[DraftMember, ...]:
    """Return what rows of tables became in a model, in their order."""
    match model:
        case DraftObject():
            return model.fields
        case DraftEnum():
            return model.members
        case DraftUnion():
            return ()
