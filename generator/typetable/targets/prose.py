"""Prose: a schema in which all that no annotation can say stands in descriptions.

The one rule kept here: models promise no more than types do. A default is text and fills nothing
in, values that the docs do not list are kept, so a scalar with values stays that scalar. Targets
know types, names and descriptions, and read nothing of this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from msgspec.structs import replace

from typetable.changes.types import in_words
from typetable.schema import (
    Array,
    EnumModel,
    Json,
    Map,
    ObjectModel,
    Scalar,
    Schema,
    UnionModel,
    UnionOf,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from typetable.schema import Field, Model, Type


def in_prose(schema: Schema) -> Schema:
    """Return a schema of plain types, whose descriptions say the rest in a line each."""
    return _changed(schema, _model)


def _changed(schema: Schema, change: Callable[[Model], Model]) -> Schema:
    """Return a schema with other models."""
    modules = tuple(
        replace(module, models=tuple(map(change, module.models)))
        for module in schema.modules
    )
    return Schema(modules=modules)


def _model(model: Model) -> Model:
    match model:
        case ObjectModel():
            return _object(model)
        case EnumModel(scalar="boolean"):
            return _as_scalar(model, _of_enum(model))
        case EnumModel(open=False, flags=False):
            return model
        case EnumModel():
            return replace(model, description=_with(model, _of_enum(model)))
        case UnionModel():
            if all(map(_is_plain, model.members)):
                return model
            members = tuple(dict.fromkeys(map(_plain, model.members)))
            description = _with(model, _of_types(model.members))
            return replace(model, members=members, description=description)


def _object(model: ObjectModel) -> Model:
    if model.extra is None and all(map(_says_little, model.fields)):
        return model
    fields = tuple(map(_field, model.fields))
    if model.extra is None:
        return replace(model, fields=fields)
    extra, said = _plain(model.extra), _of_types([model.extra])
    if model.is_map:
        named = (f"`{each.wire_name}`: {_line(each.description)}" for each in fields)
        return _as_map(model, extra, (*named, *said))
    lines = (f"Other members: {in_words(extra)}.", *said)
    return replace(model, fields=fields, extra=extra, description=_with(model, lines))


def _as_map(model: ObjectModel, values: Type, lines: Iterable[str]) -> UnionModel:
    """Return an object whose members are alike as another name for a map."""
    return UnionModel(
        name=model.name,
        description=_with(model, lines),
        members=(Map(values),),
        complete=True,
        span=model.span,
    )


def opened(schema: Schema) -> Schema:
    """Return a schema in prose whose enums that have other values are names for their scalars.

    Libraries that are strict would refuse those values.
    """
    return _changed(
        schema, lambda model: _as_scalar(model) if _is_lenient(model) else model
    )


def _is_lenient(model: Model) -> TypeGuard[EnumModel]:
    return isinstance(model, EnumModel) and (model.open or model.flags)


def _as_scalar(model: EnumModel, lines: Iterable[str] = ()) -> UnionModel:
    """Return an enum as another name for its scalar; Python has no enums of booleans."""
    values = (
        f"{_code(_json(member.value))}: {_line(member.description) or member.name}"
        for member in model.members
    )
    return UnionModel(
        name=model.name,
        description=_with(model, (*values, *lines)),
        members=(Scalar(model.scalar),),
        complete=True,
        span=model.span,
    )


def _field(field: Field) -> Field:
    if _says_little(field):
        return field
    said = replace(field.type, values=()) if _is_constant(field) else field.type
    lines = (*_of_field(field), *_of_types([said]), *_of_examples(field))
    kind = field.type if _is_constant(field) else _plain(field.type)
    return replace(field, type=kind, description=_with(field, lines))


def _is_constant(field: Field) -> bool:
    """Return whether an annotation can say the only value of a field."""
    has_one = isinstance(field.type, Scalar) and len(field.type.values) == 1
    return has_one and field.required and not field.nullable


def _says_little(field: Field) -> bool:
    """Return whether a field says no more than its type; nearly all do, and this is fast."""
    said = field.deprecated or field.read_only or field.condition or field.examples
    return not said and field.default is None and _is_plain(field.type)


def _is_plain(part: Type) -> bool:
    while isinstance(part, Array | Map):
        part = part.items if isinstance(part, Array) else part.values
    if isinstance(part, Scalar):
        return not (part.values or part.format) and part.max_length is None
    return not isinstance(part, UnionOf) or all(map(_is_plain, part.members))


def _of_field(field: Field) -> Iterator[str]:
    if field.deprecated:
        yield "Deprecated."
    if field.read_only:
        yield "Read-only."
    if field.condition:
        yield f"Condition: {_line(field.condition)}"
    if isinstance(field.default, Json):
        yield f"Default: {_code(field.default.text)}."
    elif field.default is not None:
        yield f"Default: {_line(field.default)}"


def _of_examples(field: Field) -> Iterator[str]:
    if field.examples:
        yield f"Examples: {_listed(example.text for example in field.examples)}."


def _of_types(types: Iterable[Type]) -> Iterator[str]:
    """Yield what is said of the scalars in some types, each line once."""
    scalars = [scalar for each in types for scalar in _scalars(each)]
    yield from dict.fromkeys(line for scalar in scalars for line in _of_scalar(scalar))


def _of_scalar(scalar: Scalar) -> Iterator[str]:
    if scalar.values:
        yield f"Values: {_listed(map(_json, scalar.values))}."
    if scalar.format:
        yield f"Format: {_line(scalar.format)}."
    if scalar.max_length is not None:
        yield f"At most {scalar.max_length} characters."


def _of_enum(model: EnumModel) -> Iterator[str]:
    if model.flags:
        yield "A value may be the sum of several."
    if model.open:
        yield "There may be other values."


def _scalars(part: Type) -> Iterator[Scalar]:
    match part:
        case Scalar():
            yield part
        case Array(items=inner) | Map(values=inner):
            yield from _scalars(inner)
        case UnionOf(members=members):
            for member in members:
                yield from _scalars(member)


def _plain(part: Type) -> Type:
    """Return a type whose scalars are their kinds alone."""
    match part:
        case Scalar(scalar=scalar, unresolved=unresolved):
            return Scalar(scalar, unresolved)
        case Array(items=inner):
            return Array(_plain(inner))
        case Map(values=inner):
            return Map(_plain(inner))
        case UnionOf(members=members):
            kinds = tuple(dict.fromkeys(map(_plain, members)))
            return kinds[0] if len(kinds) == 1 else UnionOf(kinds)
    return part


def _with(part: Model | Field, lines: Iterable[str]) -> str:
    """Return the description of a part of the docs with some lines below it."""
    return "\n\n".join(filter(None, (part.description, "\n".join(lines))))


def _listed(values: Iterable[str]) -> str:
    return ", ".join(map(_code, values))


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _json(value: object) -> str:
    return Json.of(value).text


def _line(text: str) -> str:
    return " ".join(text.split())
