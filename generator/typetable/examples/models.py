"""Models by their references, as objects of JSON are held against them.

The one rule kept here: what holds for a model is found out once, not for each object.
"""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import Label
from typetable.examples.blocks import words_of
from typetable.schema import ObjectModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typetable.diagnostics import Diagnostic
    from typetable.interchange.json_values import JsonMember, JsonValue
    from typetable.schema import EnumModel, Field, Model, Ref, Schema, UnionModel


class Shape(Struct, frozen=True):
    """An object model, as objects of JSON are held against it."""

    model: ObjectModel
    """The model."""
    fields: dict[str, Field]
    """Its fields by their JSON names."""
    due: frozenset[str]
    """The names that have to be there."""
    whole: bool = True
    """Whether no row and no table of it is left out, so that no other name may be there."""

    def is_seen_in(self, value: JsonValue) -> bool:
        """Return whether most members of an object are those of the model, and few of these lack.

        One difference is always few, where the object has any member of the model.
        """
        if value.kind != "object":
            return False
        said = {member.name for member in value.members if not self.is_tag(member)}
        known = sum(name in self.fields for name in said)
        unknown = 0 if self.model.extra else len(said) - known
        # Where more is due than could lack, its names need not be looked at.
        if not value.partial and len(self.due) > 2 * len(said) + 1:
            return False
        wrong = unknown + len(self.lacking(value))
        return known >= 2 * wrong or (known > 0 and wrong == 1)

    def is_tag(self, member: JsonMember) -> bool:
        """Return whether a member that no row is about says that its object is of the model."""
        said = member.value.scalar if member.name not in self.fields else None
        return isinstance(said, str) and words_of(said) == words_of(self.model.name)

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


def _shape(model: ObjectModel, *, whole: bool) -> Shape:
    fields = {field.wire_name: field for field in model.fields}
    due = (field.wire_name for field in model.fields if _is_due(field))
    return Shape(model, fields, frozenset(due), whole)


def _is_due(field: Field) -> bool:
    """Return whether a member has to be there in whatever an API sends or takes."""
    return field.required and not field.read_only and not field.condition


class _Partial:
    """The models of which rows or tables are left out."""

    def __init__(self, schema: Schema, known: Iterable[Diagnostic]) -> None:
        known = [*known]
        self._pages = {each.path for each in known if each.accepted == "omit"}
        starts = {
            module.source: sorted({model.span.line for model in module.models})
            for module in schema.modules
        }
        # A table belongs to the last model above it.
        self._starts = {
            (each.path, lines[bisect(lines, each.span.line) - 1])
            for each in known
            if each.rule is rules.UNCLAIMED_TABLE and each.span
            for lines in [starts.get(each.path)]
            if lines
        }

    def has(self, path: str, model: Model) -> bool:
        """Return whether something of a model on a page is left out."""
        return path in self._pages or (path, model.span.line) in self._starts


class Models:
    """The models of a schema, and the pages that they stand on."""

    def __init__(self, schema: Schema, known: Iterable[Diagnostic] = ()) -> None:
        """Index the models, of which findings say what is left out."""
        partial = _Partial(schema, known)
        self._models: dict[tuple[str, str], Shape | EnumModel | UnionModel] = {}
        self._paths: dict[tuple[str, str], str] = {}
        for module in schema.modules:
            for model in module.models:
                key = module.name, model.name
                self._models[key] = (
                    _shape(model, whole=not partial.has(module.source, model))
                    if isinstance(model, ObjectModel)
                    else model
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
