"""Exports: the schema in formats that other tools read, JSON Schema 2020-12 and OpenAPI 3.1.

The one rule kept here: tolerant like the docs, so that a member that no page describes is valid,
and with the page and line of everything in `x-source` and `x-line`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

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
    from collections.abc import Mapping

    from typetable.schema import Field, Model, Module, ScalarName, Schema, Type

_SCALARS: Mapping[ScalarName, Mapping[str, str]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "bytes": {"type": "string", "contentEncoding": "base64"},
    "date": {"type": "string", "format": "date"},
    "date-time": {"type": "string", "format": "date-time"},
    "object": {"type": "object"},
    "any": {},
    "null": {"type": "null"},
}


def json_schema(schema: Schema) -> dict[str, Any]:
    """Return a JSON Schema 2020-12 document with a definition for each model."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": _Exporter(schema, "#/$defs/").definitions(),
    }


def openapi(schema: Schema) -> dict[str, Any]:
    """Return an OpenAPI 3.1 document that has components alone."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Models read from the docs", "version": "1"},
        "paths": {},
        "components": {
            "schemas": _Exporter(schema, "#/components/schemas/").definitions()
        },
    }


class _Exporter:
    """Writes models as JSON Schema; a name that several modules define gets its module before."""

    def __init__(self, schema: Schema, prefix: str) -> None:
        self._schema = schema
        self._prefix = prefix
        self._counts = Counter(
            _component(model.name)
            for module in schema.modules
            for model in module.models
        )

    def definitions(self) -> dict[str, Any]:
        return {
            self._key(module.name, model.name): self._model(module, model)
            for module in self._schema.modules
            for model in module.models
        }

    def _key(self, module: str, name: str) -> str:
        component = _component(name)
        return component if self._counts[component] == 1 else f"{module}.{component}"

    def _model(self, module: Module, model: Model) -> dict[str, Any]:
        return {
            "title": model.name,
            **({"description": model.description} if model.description else {}),
            **self._shape(model),
            "x-source": module.page,
            "x-line": model.span.line,
        }

    def _shape(self, model: Model) -> dict[str, Any]:
        match model:
            case ObjectModel():
                required = [row.wire_name for row in model.fields if row.required]
                return {
                    "type": "object",
                    "properties": {
                        row.wire_name: self._field(row) for row in model.fields
                    },
                    **({"required": required} if required else {}),
                }
            case EnumModel():
                return {
                    "type": model.scalar,
                    "enum": list(
                        dict.fromkeys(member.value for member in model.members)
                    ),
                }
            case UnionModel(complete=True):
                tag = model.discriminator
                return {
                    "anyOf": [self._type(member) for member in model.members],
                    **({"discriminator": {"propertyName": tag}} if tag else {}),
                }
        return {}

    def _field(self, row: Field) -> dict[str, Any]:
        kind = self._type(row.type)
        if row.nullable and kind:
            kind = {"anyOf": [kind, {"type": "null"}]}
        described = {"description": row.description} if row.description else {}
        return {**kind, **described, "x-line": row.span.line}

    def _type(self, kind: Type) -> dict[str, Any]:
        match kind:
            case Scalar():
                unresolved = (
                    {"x-unresolved": kind.unresolved} if kind.unresolved else {}
                )
                return {**_SCALARS[kind.scalar], **unresolved}
            case Array():
                return {"type": "array", "items": self._type(kind.items)}
            case Map():
                return {
                    "type": "object",
                    "additionalProperties": self._type(kind.values),
                }
            case Ref():
                return {"$ref": self._prefix + self._key(kind.module, kind.model)}
            case UnionOf():
                return {"anyOf": [self._type(member) for member in kind.members]}


def _component(name: str) -> str:
    """Return a name as OpenAPI allows it for components (3.1.0, section 4.8.7)."""
    return "".join(
        c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in name
    )
