"""Readback: the names, values and descriptions that the docs have for a module.

The one rule kept here: it follows from the schema and from no view, so that a text that a view or
template loses is noticed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from typetable.gate import Readback
from typetable.schema import EnumModel, ObjectModel
from typetable.targets.json_names import json_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.schema import Field, Model, Module, Value
    from typetable.targets.catalog import Catalog


class ReadbackViewer:
    """A viewer of a module, which has the readback of its text."""

    catalog: Catalog
    module: Module
    has_usual_names: ClassVar[bool]

    def readback(self) -> Readback:
        """Return the JSON names, values and descriptions that must read back."""
        models = self.module.models
        objects = [model for model in models if isinstance(model, ObjectModel)]
        enums = [model for model in models if isinstance(model, EnumModel)]
        return Readback(
            names=tuple(name for model in objects for name in self.names_of(model)),
            values=tuple(value for model in enums for value in self.values_of(model)),
            prose=tuple(text for model in models for text in self.prose_of(model)),
        )

    def names_of(self, model: ObjectModel) -> Iterator[str]:
        """Yield the JSON names of an object, or the attributes that usual ones are made of."""
        attributes = self.catalog.names.attributes[self.module.name, model.name]
        for attribute, field in zip(attributes, model.fields, strict=True):
            is_usual = self.has_usual_names and self.is_usual(attribute, field)
            yield attribute if is_usual else field.wire_name

    def is_usual(self, attribute: str, field: Field) -> bool:
        """Return whether the style of the package makes the JSON name of an attribute."""
        return json_name(attribute, self.catalog.style) == field.wire_name

    def description(self, field: Field) -> str:
        """Return the description of a field; nothing where its type says the same."""
        return "" if self.catalog.is_repeated(field) else field.description

    def values_of(self, model: EnumModel) -> Iterator[Value]:
        """Yield the values of an enum."""
        yield from (member.value for member in model.members)

    def prose_of(self, model: Model) -> Iterator[str]:
        """Yield the descriptions of a model and of its parts."""
        yield model.description
        if isinstance(model, ObjectModel):
            yield from map(self.description, model.fields)
        elif isinstance(model, EnumModel):
            yield from (member.description for member in model.members)
