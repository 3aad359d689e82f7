"""Responses: what an API sends, where it sends null for members that its docs call required.

The one rule kept here: a member that the configuration says something else of stays as it is, and
so does a constant, by which one model is told from another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.changes.directions import sides
from typetable.schema import EnumModel, ObjectModel, Ref, Scalar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typetable.changes.directions import Endings
    from typetable.meaning.records import Resolved
    from typetable.schema import Field, Model, ModelKey


def with_null(resolved: Resolved, endings: Endings) -> Resolved:
    """Return a meaning in which required members of all that is read may be null."""
    schema = resolved.schema
    models = {(m.name, model.name): model for m in schema.modules for model in m.models}
    felt_by = sides(models, endings)
    stated = frozenset(each.key for each in resolved.overrides.nullable)

    def of(key: ModelKey) -> Model:
        model = models[key]
        if not isinstance(model, ObjectModel) or "read" not in felt_by[key]:
            return model
        fields = (_field(row, model, models, stated) for row in model.fields)
        return replace(model, fields=tuple(fields))

    modules = (
        replace(module, models=tuple(of((module.name, m.name)) for m in module.models))
        for module in schema.modules
    )
    return replace(resolved, schema=replace(schema, modules=tuple(modules)))


def _field(
    field: Field,
    model: ObjectModel,
    models: Mapping[ModelKey, Model],
    stated: frozenset[str],
) -> Field:
    is_stated = f"{model.name}.{field.name}" in stated
    if not field.required or is_stated or _is_constant(field, models):
        return field
    return replace(field, nullable=True)


def _is_constant(field: Field, models: Mapping[ModelKey, Model]) -> bool:
    match field.type:
        case Scalar(values=(_,)):
            return True
        case Ref(model=name, module=module):
            model = models.get((module, name))
            return isinstance(model, EnumModel) and len(model.members) == 1
        case _:
            return False
