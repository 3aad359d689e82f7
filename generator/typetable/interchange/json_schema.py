"""Exports: the schema in formats that other tools read, JSON Schema 2020-12 and OpenAPI 3.1.

The one rule kept here: tolerant like the docs, so that a member that no page describes is valid,
and with the page and line of everything in `x-source` and `x-line`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typetable.changes import tags
from typetable.changes.observation import in_json
from typetable.naming.clashes import suffixed, unique_names
from typetable.naming.romanised import romanised
from typetable.naming.told import with_signs
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
    from collections.abc import Iterator, Mapping

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


_LONGEST = 400
"""Characters of the key of a definition."""


class _Exporter:
    """Writes models as JSON Schema; a name that several modules define gets its module before."""

    def __init__(self, schema: Schema, prefix: str) -> None:
        self._schema = schema
        self._prefix = prefix
        self._models = {
            Ref(model.name, module.name): model
            for module in schema.modules
            for model in module.models
        }
        self._keys = unique_names({ref: _wishes(ref) for ref in self._models})

    def definitions(self) -> dict[str, Any]:
        return {
            self._keys[Ref(model.name, module.name)]: self._model(module, model)
            for module in self._schema.modules
            for model in module.models
        }

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
                    **self._others(model.extra),
                }
            case EnumModel():
                return {"type": model.scalar, **_listed(model)}
            case UnionModel(complete=True):
                return {
                    "anyOf": [self._type(member) for member in model.members],
                    **self._discriminator(model),
                }
        return {}

    def _others(self, extra: Type | None) -> dict[str, Any]:
        """Return the type of members that are not listed, where the docs state one."""
        return {} if extra is None else {"additionalProperties": self._type(extra)}

    def _discriminator(self, union: UnionModel) -> dict[str, Any]:
        """Return what tells members apart; OpenAPI takes their names for values of the tag."""
        model_of = self._models.__getitem__
        members = tags.flattened(union.members, model_of)
        tag = tags.tag_of_union(union, members, model_of)
        if tag is None:
            return {}
        mapping = {
            value if isinstance(value, str) else in_json(value): self._reference(ref)
            for value, ref in tag.meanings
        }
        mapped = {"mapping": mapping} if mapping else {}
        return {"discriminator": {"propertyName": tag.name, **mapped}}

    def _reference(self, ref: Ref) -> str:
        return self._prefix + self._keys[ref]

    def _field(self, row: Field) -> dict[str, Any]:
        kind = self._type(row.type)
        if row.nullable and kind:
            kind = {"anyOf": [kind, {"type": "null"}]}
        described = {"description": row.description} if row.description else {}
        return {**kind, **described, **_remarks(row), "x-line": row.span.line}

    def _type(self, kind: Type) -> dict[str, Any]:
        match kind:
            case Scalar():
                known = _SCALARS[kind.scalar]
                return {**known, **_details(kind), **known}
            case Array():
                return {"type": "array", "items": self._type(kind.items)}
            case Map():
                return {
                    "type": "object",
                    "additionalProperties": self._type(kind.values),
                }
            case Ref():
                return {"$ref": self._reference(kind)}
            case UnionOf():
                return {"anyOf": [self._type(member) for member in kind.members]}


def _listed(model: EnumModel) -> dict[str, Any]:
    """Return the values of an enum, as examples where there may be others, and what they mean."""
    texts = {member.value: member.description for member in reversed(model.members)}
    values = [*dict.fromkeys(member.value for member in model.members)]
    texts_in_order = [texts[value] for value in values]
    return {
        "examples" if model.open or model.flags else "enum": values,
        **({"x-flags": True} if model.flags else {}),
        **({"x-enum-descriptions": texts_in_order} if any(texts_in_order) else {}),
    }


def _remarks(row: Field) -> dict[str, Any]:
    """Return what is said of a field beside its type; a text is no value of JSON Schema."""
    said: dict[str, Any] = {}
    if isinstance(row.default, str):
        said["x-default"] = row.default
    elif row.default:
        said["default"] = row.default.value
    examples = [example.value for example in row.examples]
    further = {
        "deprecated": row.deprecated,
        "readOnly": row.read_only,
        "examples": examples,
        "x-condition": row.condition,
    }
    return said | {key: value for key, value in further.items() if value}


def _details(kind: Scalar) -> dict[str, Any]:
    """Return what is said of a scalar beside its kind."""
    said = {
        "x-unresolved": kind.unresolved,
        "format": kind.format,
        "enum": list(kind.values),
    }
    length = {} if kind.max_length is None else {"maxLength": kind.max_length}
    return {key: value for key, value in said.items() if value} | length


def _wishes(ref: Ref) -> Iterator[str]:
    """Yield keys for the definition of a model, the plainest first."""
    component = _component(ref.model)
    yield component
    yield f"{ref.module}.{component}"
    yield f"{ref.module}.{_component('_'.join(with_signs(ref.model).split()))}"
    yield from suffixed(f"{ref.module}.{component}", ref.model, _LONGEST)


def _component(name: str) -> str:
    """Return a name as OpenAPI allows it for components (3.1.0, section 4.8.7)."""
    if not name.isascii():
        name = "_".join(romanised(name).split())
    return "".join(c if c.isalnum() or c in "._-" else "_" for c in name)
