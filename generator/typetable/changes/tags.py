"""Tags: the member that tells the objects of a union apart, and what each of its values means.

The one rule kept here: a tag is found in what types say, and never by a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typetable.schema import (
    Array,
    EnumModel,
    ObjectModel,
    Ref,
    Scalar,
    UnionModel,
    UnionOf,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from typetable.schema import Field, Model, Type, Value

ModelOf: TypeAlias = "Callable[[Ref], Model]"
"""Returns the model that a reference means."""


class Tag(Struct, frozen=True):
    """A member that tells the objects of a union apart."""

    name: str
    """Its name in JSON."""
    meanings: tuple[tuple[Value, Ref], ...]
    """Its values, all different, and the object that each means."""


def constant(field: Field, model_of: ModelOf) -> Value | None:
    """Return the only value that the docs list for a field that must be there, if there is one."""
    if not field.required or field.nullable:
        return None
    kind = model_of(field.type) if isinstance(field.type, Ref) else field.type
    values = listed(field, model_of)
    has_one = len(values) == 1 and getattr(kind, "scalar", "") in _OF_CONSTANTS
    return values[0] if has_one else None


_OF_CONSTANTS = frozenset({"string", "integer", "boolean"})
"""The scalars whose values are as exact as what languages call literal types."""


def listed(field: Field, model_of: ModelOf) -> tuple[Value, ...]:
    """Return the values that the docs list for a field; none where there may be others."""
    match field.type:
        case Scalar(values=values):
            return values
        case Ref():
            model = model_of(field.type)
            if isinstance(model, EnumModel) and not (model.open or model.flags):
                return tuple(dict.fromkeys(member.value for member in model.members))
    return ()


def tag_of(members: Sequence[Type], model_of: ModelOf) -> Tag | None:
    """Return the tag of a union: all its objects must have it, each with a value of its own.

    What is no object needs none; where one of the `members` may be any object there is no tag.
    """
    objects = [*objects_of(members, model_of)]
    kinds = [model_of(each) if isinstance(each, Ref) else each for each in members]
    if len(objects) < 2 or any(map(_may_be_any_object, kinds)):
        return None
    constants = [_constants(model, model_of) for _, model in objects]
    for name in constants[0]:
        values = [each.get(name) for each in constants]
        if None not in values and len({*values}) == len(values):
            refs = (ref for ref, _ in objects)
            return Tag(name, tuple(zip(values, refs, strict=True)))  # type: ignore[arg-type]  # none is None
    return None


def tag_of_union(
    union: UnionModel, members: Sequence[Type], model_of: ModelOf
) -> Tag | None:
    """Return the tag of a union of flat `members`: what is said of it, or else what types say."""
    if not union.discriminator:
        return tag_of(members, model_of)
    if not union.meanings:
        return told_by(union.discriminator, members, model_of)
    meanings = ((each.value, each.model) for each in union.meanings)
    return Tag(union.discriminator, tuple(meanings))


def told_by(name: str, members: Sequence[Type], model_of: ModelOf) -> Tag:
    """Return a member as the tag of a union, with those of its values that mean one object each."""
    meanings: dict[Value, list[Ref]] = {}
    for ref, model in objects_of(members, model_of):
        for field in model.fields:
            if field.wire_name == name:
                for value in listed(field, model_of):
                    meanings.setdefault(value, []).append(ref)
    single = ((value, refs[0]) for value, refs in meanings.items() if len(refs) == 1)
    return Tag(name, tuple(single))


def flattened(members: Iterable[Type], model_of: ModelOf) -> tuple[Type, ...]:
    """Return the members of a union, complete unions among them replaced, once each."""
    flat: dict[Type, None] = {}
    opened: set[Type] = set()
    waiting = [*members][::-1]  # popped in the order of the docs
    while waiting:
        member = waiting.pop()
        inner = _inner(member, model_of)
        if not inner:
            flat[member] = None
        elif member not in opened:
            opened.add(member)
            waiting += inner[::-1]
    return tuple(flat)


def _inner(member: Type, model_of: ModelOf) -> tuple[Type, ...]:
    """Return the members of a complete union; nothing for anything else."""
    if isinstance(member, UnionOf):
        return member.members
    if isinstance(member, Ref):
        model = model_of(member)
        if isinstance(model, UnionModel) and model.complete:
            return model.members
    return ()


def objects_of(
    members: Sequence[Type], model_of: ModelOf
) -> Iterator[tuple[Ref, ObjectModel]]:
    """Yield the objects among the members of a union."""
    for member in members:
        model = model_of(member) if isinstance(member, Ref) else None
        if isinstance(member, Ref) and isinstance(model, ObjectModel):
            yield member, model


def _constants(model: ObjectModel, model_of: ModelOf) -> dict[str, Value]:
    found = ((field.wire_name, constant(field, model_of)) for field in model.fields)
    return {name: value for name, value in found if value is not None}


def _may_be_any_object(kind: Type | Model) -> bool:
    """Return whether a value of a kind may be an object of which nothing tells what it is."""
    match kind:
        case Scalar(scalar=scalar):
            return scalar in {"any", "object"}
        case Array() | EnumModel() | ObjectModel():
            return False
    return True
