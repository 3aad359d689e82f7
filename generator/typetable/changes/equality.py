"""Equality: models of one state that differ in nothing but their names and words.

The one rule kept here: models that others mention are equal in turn, as deep as it is looked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from typetable.changes.types import NumberedTypes, shape
from typetable.schema import EnumModel, ObjectModel

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from typetable.changes.match_models import PlacedModel
    from typetable.schema import Model, ModelKey

_DEEPEST = 8
"""How deep models are looked into."""

Classes: TypeAlias = "Mapping[ModelKey, int]"
"""The number that equal models share, by their keys."""


def classes_of(models: Iterable[PlacedModel]) -> Classes:
    """Return the classes of the models of one state."""
    known = {placed.key: placed.model for placed in models}
    classes = dict.fromkeys(known, 0)
    count = 1
    for _ in range(_DEEPEST):
        types = NumberedTypes(models=known, numbers=classes)
        numbers: dict[Hashable, int] = {}
        classes = {
            key: numbers.setdefault(_essence(model, types), len(numbers))
            for key, model in known.items()
        }
        if len(numbers) == count:
            break
        count = len(numbers)
    return classes


def _essence(model: Model, types: NumberedTypes) -> Hashable:
    """Return what a model says but for words, with numbers in the place of models."""
    match model:
        case ObjectModel():
            return _object(model, types)
        case EnumModel():
            values = tuple((each.name, each.value) for each in model.members)
            return model.scalar, values, model.open, model.flags
        case _:
            members = tuple(shape(each, types) for each in model.members)
            meant = ((each.value, shape(each.model, types)) for each in model.meanings)
            return members, model.complete, model.discriminator, tuple(meant)


def _object(model: ObjectModel, types: NumberedTypes) -> Hashable:
    fields = tuple(
        (
            *(each.name, each.wire_name, shape(each.type, types)),
            *(each.required, each.nullable, each.default),
            *(each.read_only, each.deprecated, each.condition),
        )
        for each in model.fields
    )
    extra = model.extra and shape(model.extra, types)
    return fields, extra, tuple(shape(each, types) for each in model.parts)
