"""Readback: the names, values and descriptions that the docs have for a module.

The one rule kept here: it follows from the schema and from no view, so that a text that a view or
template loses is noticed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.gate import Readback
from typetable.schema import EnumModel, ObjectModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.schema import Model, Module, Value


class ReadbackViewer:
    """A viewer of a module, which has the readback of its text."""

    module: Module

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
        """Yield the JSON names of an object that are texts or attributes."""
        yield from (field.wire_name for field in model.fields)

    def values_of(self, model: EnumModel) -> Iterator[Value]:
        """Yield the values of an enum."""
        yield from (member.value for member in model.members)

    def prose_of(self, model: Model) -> Iterator[str]:
        """Yield the descriptions of a model and of its parts."""
        yield model.description
        if isinstance(model, ObjectModel):
            yield from (field.description for field in model.fields)
        elif isinstance(model, EnumModel):
            yield from (member.description for member in model.members)
