"""Owners: the members whose values an enum of their page lists.

The one rule kept here: a member takes the enum only where the page leaves no other choice, and
where its own cell says no more than what kind of values they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from typetable.reading.draft import DraftEnum, DraftObject
from typetable.reading.evidence import plain, values_of
from typetable.reading.types import KINDS, ArrayType, NamedType, OptionalType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.reading.draft import DraftField
    from typetable.reading.types import TypeExpr
    from typetable.reading.unions import Described


class _Place(NamedTuple):
    """A member: the number of its model on the page, and of its row."""

    model: int
    row: int


def owned(described: Sequence[Described]) -> Sequence[Described]:
    """Return what a page describes, each member with the enum that lists its values."""
    enums: dict[_Place, DraftEnum] = {}
    for each in described:
        if each.values_of and isinstance(each.model, DraftEnum):
            places = [*_places(each, each.model, described)]
            near = [
                place for place in places if _is_around(described[place.model], each)
            ]
            one = near if len(near) == 1 else places
            enums |= {one[0]: each.model} if len(one) == 1 else {}
    return (
        [_with(each, at, enums) for at, each in enumerate(described)]
        if enums
        else described
    )


def _places(
    each: Described, enum: DraftEnum, described: Sequence[Described]
) -> Iterator[_Place]:
    """Yield the members of a page that may have the values of an enum."""
    for at, other in enumerate(described):
        fields = other.model.fields if isinstance(other.model, DraftObject) else ()
        for row, field in enumerate(fields):
            is_called = plain(field.name) == plain(each.values_of)
            if is_called and _may_have(field, enum):
                yield _Place(at, row)


def _may_have(field: DraftField, enum: DraftEnum) -> bool:
    """Return whether the type of a member says nothing else than the kind of some values."""
    kind = values_of(field.type)
    if kind is None or kind.values:
        return False
    found = {KINDS[type(m.value)] for m in enum.members if m.value is not None}
    return kind.scalar == "any" or found <= {kind.scalar}


def _is_around(model: Described, enum: Described) -> bool:
    return enum.path[: len(model.path)] == model.path


def _with(each: Described, at: int, enums: dict[_Place, DraftEnum]) -> Described:
    if not isinstance(each.model, DraftObject):
        return each
    fields = [
        (
            replace(field, type=_named(field.type, enum, field))
            if (enum := enums.get(_Place(at, row)))
            else field
        )
        for row, field in enumerate(each.model.fields)
    ]
    return replace(each, model=replace(each.model, fields=tuple(fields)))


def _named(kind: TypeExpr, enum: DraftEnum, field: DraftField) -> TypeExpr:
    """Return a type of which single values are those of an enum."""
    match kind:
        case ArrayType(items=inner):
            return ArrayType(_named(inner, enum, field))
        case OptionalType(item=inner):
            return OptionalType(_named(inner, enum, field))
    column = field.type_span.column
    return NamedType(enum.name, column, column)
