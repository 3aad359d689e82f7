"""The schema as JSON: the public contract that other tools read.

The one rule kept here: keys keep their meaning for as long as `typetable_schema` keeps its number.
The format is published as `schema.schema.json` in the package's folder.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

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
    from typetable.schema import Field, Member, Model, Module, Schema, Type

VERSION = 1
"""The number of the format."""

_Shared: TypeAlias = frozenset[str]
"""The names that several modules define, so that a reference must say which it means."""


def to_json(schema: Schema) -> dict[str, Any]:
    """Return the schema as JSON-like values, in the order of its modules and models."""
    names = Counter(model.name for module in schema.modules for model in module.models)
    shared = frozenset(name for name, count in names.items() if count > 1)
    modules = [_module(module, shared) for module in schema.modules]
    return {"typetable_schema": VERSION, "modules": modules}


def _module(module: Module, shared: _Shared) -> dict[str, Any]:
    return {
        "module": module.name,
        "source": module.source,
        "page": module.page,
        "models": [_model(model, shared) for model in module.models],
    }


def _model(model: Model, shared: _Shared) -> dict[str, Any]:
    head = {
        "name": model.name,
        "description": model.description,
        "line": model.span.line,
    }
    match model:
        case ObjectModel():
            return {
                "kind": "object",
                **head,
                "fields": [_field(row, shared) for row in model.fields],
            }
        case EnumModel():
            members = list(map(_member, model.members))
            return {"kind": "enum", **head, "scalar": model.scalar, "members": members}
        case UnionModel():
            return {
                "kind": "union",
                **head,
                "complete": model.complete,
                "members": [_type(member, shared) for member in model.members],
                **(
                    {"discriminator": model.discriminator}
                    if model.discriminator
                    else {}
                ),
            }


def _field(row: Field, shared: _Shared) -> dict[str, Any]:
    return {
        "name": row.name,
        "wire_name": row.wire_name,
        "type": _type(row.type, shared),
        "required": row.required,
        **({"nullable": True} if row.nullable else {}),
        "description": row.description,
        "line": row.span.line,
    }


def _member(row: Member) -> dict[str, Any]:
    return {
        "name": row.name,
        "value": row.value,
        **({"description": row.description} if row.description else {}),
        "line": row.span.line,
    }


def _type(kind: Type, shared: _Shared) -> dict[str, Any]:
    match kind:
        case Scalar():
            unresolved = {"unresolved": kind.unresolved} if kind.unresolved else {}
            return {"kind": "scalar", "scalar": kind.scalar, **unresolved}
        case Array():
            return {"kind": "array", "items": _type(kind.items, shared)}
        case Map():
            return {"kind": "map", "values": _type(kind.values, shared)}
        case Ref():
            module = {"module": kind.module} if kind.model in shared else {}
            return {"kind": "ref", "model": kind.model, **module}
        case UnionOf():
            return {
                "kind": "union",
                "members": [_type(member, shared) for member in kind.members],
            }
