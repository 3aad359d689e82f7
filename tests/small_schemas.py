"""Constructors for small schemas, so that a test shows what differs and little else.

The one rule kept here: what is not said is the plainest there is, such as an optional string.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from typetable.schema import (
    EnumModel,
    Field,
    Member,
    Module,
    ObjectModel,
    Ref,
    Scalar,
    Schema,
    UnionModel,
)
from typetable.source import Span

if TYPE_CHECKING:
    from typetable.schema import Model, ScalarName, Type, Value

_SPAN = Span(1, 1, 2)


def scalar(name: ScalarName) -> Scalar:
    """Return a scalar type."""
    return Scalar(name)


def ref(model: str, page: str = "page") -> Ref:
    """Return a reference to a model on a page."""
    return Ref(model, page)


def field(
    name: str,
    type_: Type | ScalarName = "string",
    *,
    wire: str = "",
    **said: Any,  # the facts of any of its keys
) -> Field:
    """Return an optional field; its wire name is its own unless said."""
    made = Scalar(type_) if isinstance(type_, str) else type_
    required = {"required": False, **said}
    return Field(name=name, wire_name=wire or name, type=made, span=_SPAN, **required)


def required(made: Field) -> Field:
    """Return the field as a required one."""
    return replace(made, required=True)


def nullable(made: Field) -> Field:
    """Return the field as one that may be null."""
    return replace(made, nullable=True)


def obj(name: str, *fields: Field, about: str = "") -> ObjectModel:
    """Return an object."""
    return ObjectModel(name=name, description=about, fields=fields, span=_SPAN)


def enum(name: str, **members: Value) -> EnumModel:
    """Return an enum; of integers if its first value is one."""
    first = next(iter(members.values()), "")
    return EnumModel(
        name=name,
        description="",
        scalar="string" if isinstance(first, str) else "integer",
        members=tuple(Member(name=n, value=v, span=_SPAN) for n, v in members.items()),
        span=_SPAN,
    )


def union(name: str, *members: Type, discriminator: str = "") -> UnionModel:
    """Return a union; one without members is incomplete."""
    return UnionModel(
        name=name,
        description="",
        members=members,
        complete=bool(members),
        discriminator=discriminator,
        span=_SPAN,
    )


def page(*models: Model, name: str = "page") -> Module:
    """Return the module of one page."""
    source = f"spec/{name}.md"
    return Module(name=name, source=source, page=f"{name}.md", models=models)


def schema(*modules: Module) -> Schema:
    """Return a schema of some pages."""
    return Schema(modules=modules)
