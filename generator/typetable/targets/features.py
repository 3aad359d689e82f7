"""Features: what the models of a package need of its support module.

The one rule kept here: what no model of a package needs is not in it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from typetable.schema import Array, EnumModel, Map, ObjectModel, Scalar, UnionOf
from typetable.targets.aliases import known_members
from typetable.targets.loops import Named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from typetable.schema import Model, Ref, Type
    from typetable.targets.catalog import Catalog


class Features(Struct, frozen=True):
    """What there is in a package, beyond objects of scalars."""

    has_unions: bool
    """Whether there are unions of several types."""
    has_enums: bool
    """Whether there are enums or constants."""
    has_bytes: bool
    """Whether there is Base64."""
    has_deep: bool
    """Whether there are models that a library has to build separately."""
    has_loops: bool
    """Whether there are unions or other names for types that hold themselves."""


def flags(features: Features) -> dict[str, bool]:
    """Return the features by their names, and what templates ask about several of them."""
    has_unions = features.has_unions or features.has_loops
    has_choices = has_unions or features.has_enums
    return {
        **asdict(features),
        "has_unions": has_unions,
        "has_aliases": features.has_enums or features.has_loops,
        "has_choices": has_choices,
        "has_fitted": has_unions or features.has_deep,
        "has_hints": has_choices or features.has_deep,
        "has_marks": has_choices or features.has_bytes,
    }


def features_of(catalog: Catalog, too_deep: Collection[Ref] = ()) -> Features:
    """Return the features of a package, in which some models are `too_deep`."""
    models = [model for module in catalog.schema.modules for model in module.models]
    parts = [
        part for model in models for each in _types(model) for part in _parts(each)
    ]
    unions = (part.members for part in parts if isinstance(part, UnionOf))
    return Features(
        has_unions=any(len(catalog.flattened(members)) > 1 for members in unions),
        has_enums=any(map(partial(_has_values, catalog), models)),
        has_bytes=Scalar("bytes") in parts,
        has_deep=bool(too_deep),
        has_loops=any(isinstance(part, Named) for part in parts),
    )


def _has_values(catalog: Catalog, model: Model) -> bool:
    """Return whether a model is an enum, or has a constant."""
    if isinstance(model, ObjectModel):
        return any(catalog.constant(field) is not None for field in model.fields)
    return isinstance(model, EnumModel)


def _types(model: Model) -> Sequence[Type]:
    """Return the types of a model."""
    if isinstance(model, ObjectModel):
        return [field.type for field in model.fields]
    return () if isinstance(model, EnumModel) else (UnionOf(known_members(model)),)


def _parts(part: Type) -> Iterator[Type]:
    """Yield a type and all types in it."""
    yield part
    match part:
        case Array(items=inner) | Map(values=inner):
            yield from _parts(inner)
        case UnionOf(members=members):
            for member in members:
                yield from _parts(member)
