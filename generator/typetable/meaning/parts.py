"""Parts: the models whose members another one has, too.

The one rule kept here: a part that has no members is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.interchange import parts
from typetable.notation.types import NamedType
from typetable.schema import Ref, Schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.diagnostics import Diagnostic
    from typetable.language.draft import DraftObject
    from typetable.meaning.references import Place, References

_SHOWN = 20


class Parts:
    """Finds the parts of models, and what is wrong with them."""

    def __init__(self, references: References) -> None:
        """Start with no part."""
        self._references = references
        self._found: list[tuple[Ref, Place, str]] = []
        self._others: list[tuple[str, Place, str]] = []

    def of(self, model: DraftObject, place: Place) -> Iterator[Ref]:
        """Yield the parts of a model that any page defines; references tell the others."""
        for part, cell in zip(model.parts, model.part_spans, strict=True):
            found = self._references.type(part, place, cell)
            if isinstance(found, Ref):
                self._found.append((found, replace(place, span=cell), model.name))
                yield found
            elif isinstance(part, NamedType):
                other = part.name, replace(place, span=cell), model.name
                self._others.append(other)

    def report(self, schema: Schema) -> Iterator[Diagnostic]:
        """Yield that a part is no object, so that it has no members to give (TT137)."""
        models = parts.by_key(schema)
        no_objects = (
            (ref.model, place, name)
            for ref, place, name in self._found
            if parts.part_of(ref, models) is None
        )
        for part, place, name in (*no_objects, *self._others):
            model, shown = clipped(name, _SHOWN), clipped(part, _SHOWN)
            message = f"`{model}` has all that `{shown}` has, which is no object here"
            yield place.finding(rules.UNSHOWN_ROW, message)
