"""Models of the entries of maps: a key and a value, of which a member has an array.

The one rule kept here: a model is folded into the members that have it, or stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from typetable.language.draft import DraftField, DraftObject, Pointer
from typetable.notation.types import ArrayType, MapType, NamedType
from typetable.wording.spelling import first

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typetable.language.draft import DraftModel
    from typetable.language.nesting import Nesting

_Models: TypeAlias = "Sequence[DraftModel | Pointer]"

_PARTS = {"key", "value"}
"""The names of the members of an entry."""


def with_maps(models: _Models, nesting: Nesting) -> _Models:
    """Return the models of a page with maps where arrays of entries are, and without those."""
    entries = {m.name: m for m in models if _is_entry(m, nesting)}
    if not entries:
        return models
    used: set[str] = set()
    found = [_with_maps(each, entries, used) for each in models]
    return [each for each in found if each.name not in used]


def _is_entry(model: DraftModel | Pointer, nesting: Nesting) -> bool:
    """Return whether a model is called like an entry, and made like one."""
    return (
        isinstance(model, DraftObject)
        and {each.name for each in model.fields} == _PARTS
        and first(nesting.entries, model.name) is not None
    )


def _with_maps(
    model: DraftModel | Pointer,
    entries: Mapping[str, DraftModel | Pointer],
    used: set[str],
) -> DraftModel | Pointer:
    """Return a model with maps for its arrays of entries, whose names are added to `used`."""
    if not isinstance(model, DraftObject):
        return model
    fields: list[DraftField] = []
    rows = [*model.beside]
    for field in model.fields:
        entry = entries.get(_entry(field, model.name))
        if isinstance(entry, DraftObject) and entry.name not in used:
            used.add(entry.name)
            rows += (each.span for each in entry.fields)
            value = next(each for each in entry.fields if each.name == "value")
            fields.append(replace(field, type=MapType(value.type)))
        else:
            fields.append(field)
    return replace(model, fields=tuple(fields), beside=tuple(rows))


def _entry(field: DraftField, holder: str) -> str:
    """Return the name of what a member has an array of, if that can be an entry of its model."""
    match field.type:
        case ArrayType(items=NamedType(name=name)) if name.startswith(f"{holder}."):
            return name
    return ""
