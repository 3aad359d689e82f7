"""The schema as JSON: the public contract that other tools read.

The one rule kept here: keys keep their meaning for as long as `typetable_schema` keeps its number.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from msgspec import UNSET, to_builtins

from typetable.interchange import document
from typetable.schema import (
    Array,
    EnumModel,
    Map,
    ObjectModel,
    Ref,
    Scalar,
    UnionModel,
    UnionOf,
)

if TYPE_CHECKING:
    from typetable.schema import (
        Field,
        Json,
        Meaning,
        Member,
        Model,
        Module,
        Schema,
        Type,
    )

_Shared: TypeAlias = frozenset[str]
"""The names that several modules define, so that a reference must say which it means."""


def to_json(schema: Schema) -> dict[str, Any]:
    """Return the schema as JSON-like values, in the order of its modules and models."""
    names = Counter(model.name for module in schema.modules for model in module.models)
    shared = frozenset(name for name, count in names.items() if count > 1)
    modules = [_module(module, shared) for module in schema.modules]
    made = document.Document(typetable_schema=document.VERSION, modules=modules)
    return cast(dict[str, Any], to_builtins(made))


def _module(module: Module, shared: _Shared) -> document.Module:
    return document.Module(
        module=module.name,
        source=module.source,
        page=module.page,
        models=[_model(model, shared) for model in module.models],
    )


def _model(model: Model, shared: _Shared) -> document.Model:
    match model:
        case ObjectModel():
            return document.ObjectModel(
                name=model.name,
                description=model.description,
                line=model.span.line,
                fields=[
                    _field(row, shared) for row in model.fields if not row.inherited
                ],
                extra=_type(model.extra, shared) if model.extra else None,
                parts=[_ref(part, shared) for part in model.parts] or (),
            )
        case EnumModel():
            return document.EnumModel(
                name=model.name,
                description=model.description,
                line=model.span.line,
                scalar=cast(document.EnumScalar, model.scalar),
                members=list(map(_member, model.members)),
                open=model.open,
                flags=model.flags,
            )
        case UnionModel():
            return document.UnionModel(
                name=model.name,
                description=model.description,
                line=model.span.line,
                complete=model.complete,
                members=[_type(member, shared) for member in model.members],
                discriminator=model.discriminator,
                meanings=[_meaning(each, shared) for each in model.meanings] or (),
            )


def _meaning(said: Meaning, shared: _Shared) -> document.Meaning:
    ref = said.model
    module = ref.module if ref.model in shared else ""
    return document.Meaning(said.value, ref.model, module)


def _field(row: Field, shared: _Shared) -> document.Field:
    return document.Field(
        name=row.name,
        wire_name=row.wire_name,
        type=_type(row.type, shared),
        required=row.required,
        nullable=row.nullable,
        description=row.description,
        default=_default(row.default),
        default_is_text=isinstance(row.default, str),
        deprecated=row.deprecated,
        read_only=row.read_only,
        condition=row.condition,
        examples=[example.value for example in row.examples] or (),
        line=row.span.line,
    )


def _default(stated: Json | str | None) -> object:
    """Return a default as it is written; nothing where there is none, which is not null."""
    if stated is None:
        return UNSET
    return stated if isinstance(stated, str) else stated.value


def _member(row: Member) -> document.Member:
    return document.Member(
        name=row.name,
        value=row.value,
        description=row.description,
        line=row.span.line,
    )


def _type(kind: Type, shared: _Shared) -> document.Type:
    match kind:
        case Scalar():
            return document.Scalar(
                kind.scalar,
                kind.unresolved,
                kind.format,
                kind.max_length,
                list(kind.values) or (),
            )
        case Array():
            return document.Array(_type(kind.items, shared))
        case Map():
            return document.Map(_type(kind.values, shared))
        case Ref():
            return _ref(kind, shared)
        case UnionOf():
            return document.UnionOf([_type(each, shared) for each in kind.members])


def _ref(ref: Ref, shared: _Shared) -> document.Ref:
    return document.Ref(ref.model, ref.module if ref.model in shared else "")
