"""Owners: the members whose values, or whose members, another model of their page lists.

The one rule kept here: a member takes the model only where the page leaves no other choice, and
where its own cell says no more than what kind of values it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from typetable.language.draft import DraftEnum, DraftObject
from typetable.language.evidence import plain, values_of
from typetable.language.open_types import holding
from typetable.language.tables import members_in
from typetable.notation import grammar
from typetable.notation.types import ANY, KINDS, ArrayType, NamedType, OptionalType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.language.dialect import Sections
    from typetable.language.draft import DraftField
    from typetable.language.unions import Described
    from typetable.markdown.document import Table
    from typetable.notation.types import TypeExpr
    from typetable.settings.limits import Limits


_Owned: TypeAlias = DraftEnum | DraftObject


class _Place(Struct, frozen=True):
    """A member: the number of its model on the page, and of its row."""

    model: int
    row: int


def owner_of(
    holder: str, tables: Iterable[Table], dialect: Sections, limits: Limits
) -> str:
    """Return what a text calls a member of some tables whose type may have members, or nothing."""
    if not holder:
        return ""
    members = (each for table in tables for each in members_in(table, dialect.columns))
    kinds = (kind for name, kind in members if plain(name) == plain(holder))
    return holder if any(_may_hold(kind, dialect, limits) for kind in kinds) else ""


def _may_hold(raw: str, dialect: Sections, limits: Limits) -> bool:
    """Return whether a member may have members; without a raw type, or if that is told, it may."""
    kind = grammar.parse(raw, dialect.types, limits.type_depth) if raw else ANY
    return isinstance(kind, grammar.Fault) or holding(kind, "", None) is not None


def owned(described: Sequence[Described]) -> Sequence[Described]:
    """Return what a page describes, each member with the model that lists what it has."""
    models: dict[_Place, _Owned] = {}
    for each in described:
        if each.owner and isinstance(each.model, DraftEnum | DraftObject):
            places = [*_places(each, each.model, described)]
            near = [at for at in places if _is_around(described[at.model], each)]
            one = near if len(near) == 1 else places
            models |= {one[0]: each.model} if len(one) == 1 else {}
    if not models:
        return described
    return [_with(each, at, models) for at, each in enumerate(described)]


def _places(
    each: Described, model: _Owned, described: Sequence[Described]
) -> Iterator[_Place]:
    """Yield the members of a page that may be a model."""
    for at, other in enumerate(described):
        fields = other.model.fields if isinstance(other.model, DraftObject) else ()
        for row, field in enumerate(fields if other is not each else ()):
            is_called = plain(field.name) == plain(each.owner)
            if is_called and _taking(field.type, model) is not None:
                yield _Place(at, row)


def _taking(kind: TypeExpr, model: _Owned) -> TypeExpr | None:
    """Return a type of which single values are a model; `None` where it says something else."""
    if isinstance(model, DraftObject):
        return holding(kind, model.name, None)
    word = values_of(kind)
    found = {KINDS[type(m.value)] for m in model.members if m.value is not None}
    if (
        word is None
        or word.values
        or not (word.scalar == "any" or found <= {word.scalar})
    ):
        return None
    return _named(kind, model)


def _named(kind: TypeExpr, enum: DraftEnum) -> TypeExpr:
    match kind:
        case ArrayType(items=inner):
            return ArrayType(_named(inner, enum))
        case OptionalType(item=inner):
            return OptionalType(_named(inner, enum))
    return NamedType(enum.name, 0, 0)


def _is_around(model: Described, inner: Described) -> bool:
    return inner.path[: len(model.path)] == model.path


def _with(each: Described, at: int, models: Mapping[_Place, _Owned]) -> Described:
    if not isinstance(each.model, DraftObject):
        return each
    fields = [
        _of(field, models.get(_Place(at, row)))
        for row, field in enumerate(each.model.fields)
    ]
    return replace(each, model=replace(each.model, fields=tuple(fields)))


def _of(field: DraftField, model: _Owned | None) -> DraftField:
    kind = _taking(field.type, model) if model else None
    return replace(field, type=kind) if kind else field
