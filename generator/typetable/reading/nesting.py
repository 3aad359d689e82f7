"""The section `[nesting]` of a dialect: members of members in one table, by paths such as `a[].b`.

The one rule kept here: the type of a parent decides what holds its members; a parent that is
neither an object nor an array of them keeps them as they are written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, NamedTuple

from msgspec import Meta, Struct
from msgspec.structs import replace

from typetable.reading.draft import DraftField, DraftObject
from typetable.reading.types import (
    ANY,
    ArrayType,
    MapType,
    NamedType,
    OptionalType,
    ScalarType,
    TypeExpr,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from typetable.reading.fields import Title

_OBJECTS = (ANY, ScalarType("object"), MapType(ANY))
_SEGMENT = re.compile(r"(?P<name>[A-Za-z_$][\w$-]*)(?P<arrays>(?:\[[0-9nNiI]?\])*)")
"""A segment of a path; names such as `@odata.type` are no paths."""


class Nesting(Struct, frozen=True, kw_only=True):
    """Members of members, in one table.

    Those of `address` in the table of `Order` become the model `Order address`.
    """

    path: Annotated[str, Meta(max_length=1)] = ""
    """What stands between the names of a path such as `address.city` or `items[].id`:
    `path = "."`."""


class Nested(NamedTuple):
    """The objects of a table, the outer one first, and the rows that are none of their members."""

    objects: tuple[DraftObject, ...]
    again: tuple[Again, ...] = ()
    unheld: tuple[DraftField, ...] = ()
    """Members of a member that can have none, which are called by their paths."""


class Again(NamedTuple):
    """A row whose member another one states already, such as `a[]` below `a`."""

    field: DraftField
    first: DraftField


class _Branch(NamedTuple):
    """A member, its own row if there is one, the members below it, and whether it is an array."""

    own: list[DraftField]
    below: list[DraftField]
    arrays: list[bool]


def nested(title: Title, fields: Sequence[DraftField], nesting: Nesting) -> Nested:
    """Return the objects that the rows of a table describe."""
    outer = DraftObject(
        name=title.name,
        description=title.description,
        fields=tuple(fields),
        span=title.span,
    )
    marks = (nesting.path, "[]")
    if not nesting.path or not any(
        mark in field.name for mark in marks for field in fields
    ):
        return Nested((outer,))
    return _unfolded(outer, nesting.path)


def _unfolded(outer: DraftObject, path: str) -> Nested:
    """Return an object whose members have paths as objects whose members have names."""
    branches = _branches(outer.fields, path)
    fields: list[DraftField] = []
    objects: list[DraftObject] = []
    again: list[Again] = []
    unheld: list[DraftField] = []
    for name, branch in branches.items():
        own = branch.own[0] if branch.own else None
        again += (Again(other, branch.own[0]) for other in branch.own[1:])
        kind = own.type if own else ArrayType(ANY) if any(branch.arrays) else ANY
        inner = f"{outer.name} {name}"
        held = _holding(kind, inner, branch.below[0]) if branch.below else kind
        if own and (not branch.below or held is None):
            fields.append(own)
        if branch.below and held is None:
            kept: dict[str, DraftField] = {}
            for each in branch.below:
                whole = replace(each, name=f"{name}{path}{each.name}")
                first = kept.setdefault(whole.name, whole)
                again += [Again(whole, first)] if first is not whole else []
            fields += kept.values()
            unheld += kept.values()
        elif branch.below and held is not None:
            fields.append(_parent(own, name, held, branch.below))
            child = DraftObject(
                name=inner,
                description=own.description if own else "",
                fields=tuple(branch.below),
                span=branch.below[0].span,
            )
            below = _unfolded(child, path)
            objects += below.objects
            again += below.again
            unheld += below.unheld
    made = (replace(outer, fields=tuple(fields)), *objects)
    return Nested(made, tuple(again), tuple(unheld))


def _branches(fields: Iterable[DraftField], path: str) -> dict[str, _Branch]:
    """Return the members by their first names."""
    branches: dict[str, _Branch] = {}
    for field in fields:
        first, _, rest = field.name.partition(path)
        segment = _SEGMENT.fullmatch(first)
        is_path = segment and all(map(_SEGMENT.fullmatch, rest.split(path)))
        name = segment["name"] if segment and (is_path or not rest) else field.name
        branch = branches.setdefault(name, _Branch([], [], []))
        branch.arrays.append(bool(segment and segment["arrays"]))
        if rest and is_path:
            branch.below.append(replace(field, name=rest))
        else:
            kind = _listed(field.type) if branch.arrays[-1] else field.type
            branch.own.append(replace(field, name=name, type=kind))
    return branches


def _listed(kind: TypeExpr) -> TypeExpr:
    """Return the type of a member that is written like `a[]`: an array, whatever its cell says."""
    match kind:
        case ArrayType() | OptionalType(item=ArrayType()):
            return kind
    return ArrayType(kind)


def _holding(kind: TypeExpr, name: str, first: DraftField) -> TypeExpr | None:
    """Return the type of a parent with its members in a model, or `None` where it can have none."""
    if kind in _OBJECTS:
        return NamedType(name, first.span.column, first.span.column)
    match kind:
        case NamedType(otherwise=ScalarType() as word):
            return _holding(word, name, first)
        case ArrayType(items=items):
            inner = _holding(items, name, first)
            return ArrayType(inner) if inner else None
        case OptionalType(item=item):
            inner = _holding(item, name, first)
            return OptionalType(inner) if inner else None
    return None


def _parent(
    own: DraftField | None, name: str, kind: TypeExpr, below: Sequence[DraftField]
) -> DraftField:
    """Return the member that holds others; one without a row is required if one of them is."""
    if own:
        return replace(own, type=kind)
    first = below[0]
    return DraftField(
        name=name,
        type=kind,
        required=any(each.required for each in below),
        description="",
        span=first.span,
        type_span=first.type_span,
        made=True,
    )
