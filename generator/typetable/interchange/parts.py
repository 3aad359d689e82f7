"""Parts: the members that models have since the docs say that other models are parts of them.

The one rule kept here: what a model says itself of a member counts, then what the first part says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.schema import ObjectModel, Ref, Schema, UnionModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typetable.schema import Field, Model, ModelKey


def whole(schema: Schema) -> Schema:
    """Return a schema in which each model with parts has their members in front of its own."""
    models = by_key(schema)
    if not any(
        isinstance(each, ObjectModel) and each.parts for each in models.values()
    ):
        return schema
    modules = (
        replace(
            module,
            models=tuple(_whole((module.name, m.name), models) for m in module.models),
        )
        for module in schema.modules
    )
    return Schema(modules=tuple(modules))


def by_key(schema: Schema) -> Mapping[ModelKey, Model]:
    """Return all models by their modules and names."""
    return {(m.name, model.name): model for m in schema.modules for model in m.models}


def part_of(ref: Ref, models: Mapping[ModelKey, Model]) -> ObjectModel | None:
    """Return the object that a reference means, by other names or not; `None` where it is none."""
    seen: set[Ref] = set()
    while ref not in seen:
        seen.add(ref)
        match models.get((ref.module, ref.model)):
            case ObjectModel() as found:
                return found
            case UnionModel(members=(Ref() as other,)):
                ref = other
    return None


def _whole(key: ModelKey, models: Mapping[ModelKey, Model]) -> Model:
    model = models[key]
    if not isinstance(model, ObjectModel) or not model.parts:
        return model
    own = [field for field in model.fields if not field.inherited]
    taken = {name for field in own for name in (field.name, field.wire_name)}
    inherited: list[Field] = []
    extra = model.extra
    for part in _all_parts(model, models):
        extra = extra or part.extra
        for field in part.fields:
            if not (field.inherited or taken & {field.name, field.wire_name}):
                taken |= {field.name, field.wire_name}
                inherited.append(replace(field, inherited=True, span=model.span))
    return replace(model, fields=(*inherited, *own), extra=extra)


def _all_parts(
    model: ObjectModel, models: Mapping[ModelKey, Model]
) -> Iterator[ObjectModel]:
    """Yield the parts of a model, each behind its own ones, and once."""
    seen = {id(model)}
    waiting = [(model, False)]
    while waiting:
        current, is_ready = waiting.pop()
        if is_ready:
            yield current
            continue
        if current is not model:
            waiting.append((current, True))
        found = (part_of(ref, models) for ref in reversed(current.parts))
        for part in found:
            if part is not None and id(part) not in seen:
                seen.add(id(part))
                waiting.append((part, False))
