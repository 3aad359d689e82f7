"""Models by their references, as objects of JSON are held against them.

The one rule kept here: what holds for a model is found out once, not for each object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.diagnostics import Label
from typetable.schema import ObjectModel

if TYPE_CHECKING:
    from typetable.interchange.json_values import JsonValue
    from typetable.schema import EnumModel, Field, Model, Ref, Schema, UnionModel


class Shape(Struct, frozen=True):
    """An object model: its fields by their JSON names, and the names that have to be there."""

    model: ObjectModel
    fields: dict[str, Field]
    due: frozenset[str]

    def is_seen_in(self, value: JsonValue) -> bool:
        """Return whether most members of an object are those of the model, and few of these lack.

        One difference is always few, where the object has any member of the model.
        """
        if value.kind != "object":
            return False
        said = {member.name for member in value.members}
        known = sum(name in self.fields for name in said)
        unknown = 0 if self.model.extra else len(said) - known
        # Where more is due than could lack, its names need not be looked at.
        if not value.partial and len(self.due) > 2 * len(said) + 1:
            return False
        wrong = unknown + len(self.lacking(value))
        return known >= 2 * wrong or (known > 0 and wrong == 1)

    def lacks_any(self, value: JsonValue) -> bool:
        """Return whether a required member is not there."""
        is_short = len(value.members) < len(self.due)
        return not value.partial and (is_short or bool(self.lacking(value)))

    def lacking(self, value: JsonValue) -> frozenset[str]:
        """Return the required members that are not there, unless dots stand for them."""
        if value.partial:
            return frozenset()
        return self.due - {member.name for member in value.members}

    def has_any_of(self, value: JsonValue) -> bool:
        """Return whether an object has a member of the model."""
        return any(member.name in self.fields for member in value.members)


def _shape(model: ObjectModel) -> Shape:
    fields = {field.wire_name: field for field in model.fields}
    due = (field.wire_name for field in model.fields if _is_due(field))
    return Shape(model, fields, frozenset(due))


def _is_due(field: Field) -> bool:
    """Return whether a member has to be there in whatever an API sends or takes."""
    return field.required and not field.read_only and not field.condition


class Models:
    """The models of a schema, and the pages that they stand on."""

    def __init__(self, schema: Schema) -> None:
        """Index the models."""
        self._models: dict[tuple[str, str], Shape | EnumModel | UnionModel] = {}
        self._paths: dict[tuple[str, str], str] = {}
        for module in schema.modules:
            for model in module.models:
                key = module.name, model.name
                self._models[key] = (
                    _shape(model) if isinstance(model, ObjectModel) else model
                )
                self._paths[key] = module.source

    def get(self, ref: Ref) -> Shape | EnumModel | UnionModel | None:
        """Return the model that a reference means, of an object its shape."""
        return self._models.get((ref.module, ref.model))

    def label(self, ref: Ref, thing: Model | Field) -> tuple[Label, ...]:
        """Return the place of a model, or of a row of it."""
        path = self._paths.get((ref.module, ref.model), "")
        text = "documented here"
        return (Label(path=path, span=thing.span, text=text),) if path else ()
