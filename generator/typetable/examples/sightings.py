"""Sightings: what examples have where rows of the docs say what may stand there.

The one rule kept here: only an example whose model is sure, or that fits it, shows anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from typetable.examples.models import Models, Shape
from typetable.schema import Array, Map, Ref, Scalar, UnionOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typetable.examples.blocks import Example
    from typetable.examples.proof import Proof
    from typetable.interchange.json_values import JsonValue
    from typetable.schema import Field, Schema, Type


class Instance(NamedTuple):
    """An object in an example, and the model that it is one of."""

    example: Example
    value: JsonValue
    ref: Ref
    shape: Shape

    @property
    def names(self) -> frozenset[str]:
        """The names of its members."""
        return frozenset(each.name for each in self.value.members)


class Sighting(NamedTuple):
    """A value in an example, and the type that the docs have for it."""

    value: JsonValue
    kind: Type
    ref: Ref
    field: Field


_Inner: TypeAlias = "tuple[JsonValue, Type]"


def instances(proof: Proof, schema: Schema) -> Iterator[Instance]:
    """Yield the objects in examples, the outer ones first."""
    models = Models(schema)
    for verdict in proof.verdicts:
        if verdict.claim is not None:
            for value in verdict.claim.values:
                todo: list[_Inner] = [(value, verdict.claim.ref)]
                yield from _instances(verdict.example, todo, models)


def _instances(
    example: Example, todo: list[_Inner], models: Models
) -> Iterator[Instance]:
    """Yield the objects in some values, each with its model."""
    for value, kind in todo:
        shape = models.get(kind) if isinstance(kind, Ref) else None
        if (
            isinstance(kind, Ref)
            and isinstance(shape, Shape)
            and value.kind == "object"
        ):
            yield Instance(example, value, kind, shape)
            held = {each.name: each.value for each in value.members}
            fields = shape.fields.items()
            todo += [(held[name], row.type) for name, row in fields if name in held]
        else:
            todo += _parts(value, kind, models)


def sightings(found: Iterable[Instance]) -> Iterator[Sighting]:
    """Yield the values of members, and those in their arrays and maps, null included."""
    for instance in found:
        held = {each.name: each.value for each in instance.value.members}
        for name, field in instance.shape.fields.items():
            todo: list[_Inner] = [(held[name], field.type)] if name in held else []
            for value, kind in todo:
                if value.kind != "any":
                    yield Sighting(value, kind, instance.ref, field)
                    todo += _inside(value, kind)


def _inside(value: JsonValue, kind: Type) -> Iterator[_Inner]:
    """Yield what an array or a map holds."""
    match kind:
        case Array(items=items):
            yield from ((each, items) for each in value.items)
        case Map(values=values):
            yield from ((each.value, values) for each in value.members)


def _parts(value: JsonValue, kind: Type, models: Models) -> Iterator[_Inner]:
    """Yield what is in a value that is no object of a model: of a union the only one alike."""
    yield from _inside(value, kind)
    if isinstance(kind, UnionOf):
        alike = [each for each in kind.members if _is_like(value, each, models)]
        if len(alike) == 1:
            yield value, alike[0]


def _is_like(value: JsonValue, kind: Type, models: Models) -> bool:
    match kind:
        case Ref():
            shape = models.get(kind)
            return isinstance(shape, Shape) and shape.is_seen_in(value)
        case Array():
            return value.kind == "array"
        case Map():
            return value.kind == "object"
        case Scalar() | UnionOf():
            return False
