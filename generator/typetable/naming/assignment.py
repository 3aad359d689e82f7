"""Assignment: a Python name for every model, field, member and module of a schema.

The one rule kept here: what is decided here is decided for good; a view looks names up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typetable.naming import identifiers
from typetable.naming.clashes import settle, told_apart
from typetable.naming.exports import exports
from typetable.naming.findings import findings
from typetable.naming.scope import Entry, decide
from typetable.schema import EnumModel, ObjectModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.naming.identifiers import Style
    from typetable.schema import Field, Member, Model, Module, Schema
    from typetable.settings.package import Override

Key: TypeAlias = tuple[str, str]
"""A module and a model in it, both by their names in the schema."""

_Place: TypeAlias = "tuple[Module, Model]"

IN_ANNOTATIONS = frozenset(
    (
        "str",
        "int",
        "float",
        "bool",
        "bytes",
        "list",
        "dict",
        "tuple",
        "object",
        "Any",
        "Literal",
        "Self",
        "TypeAlias",
        "ClassVar",
        "self",
        "cls",
    )
)
"""Names that no attribute or class may have, because annotations and methods use them."""


class Reserved(Struct, frozen=True, kw_only=True):
    """Names that a target owns; what the docs call so gets an underscore behind it."""

    classes: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()


class Names(Struct, frozen=True, kw_only=True):
    """The Python names of everything in a schema.

    `attributes` and `members` are in the order of the model's fields and members. `exports` has
    the module of each class that the package can export without doubt, sorted by class name.
    """

    modules: Mapping[str, str]
    classes: Mapping[Key, str]
    attributes: Mapping[Key, tuple[str, ...]]
    members: Mapping[Key, tuple[str, ...]]
    exports: Mapping[str, str]


def assign(
    schema: Schema, reserved: Reserved, overrides: Iterable[Override[str]] = ()
) -> tuple[Names, tuple[Diagnostic, ...]]:
    """Return the names of everything in `schema`, and what is worth knowing about them.

    Overrides are keyed `Model`, `Model.field` or `Model.MEMBER`. Findings are TT301 (a clash),
    TT302 (no name, or one that cannot be), TT303 (look-alikes) and TT305 (not exported).
    """
    assigner = _Assigner(reserved, {override.key: override for override in overrides})
    return assigner.assign(schema), tuple(assigner.diagnostics)


class _Assigner:
    """The scopes of a schema, one after the other."""

    def __init__(
        self, reserved: Reserved, overrides: Mapping[str, Override[str]]
    ) -> None:
        self._reserved = reserved
        self._overrides = overrides
        self._overridden = {key.partition(".")[0] for key in overrides}
        self.diagnostics: list[Diagnostic] = []

    def assign(self, schema: Schema) -> Names:
        places = [
            (module, model) for module in schema.modules for model in module.models
        ]
        modules = _modules(schema, self._reserved.modules)
        classes = self._classes(places)
        taken = frozenset(classes.values())
        return Names(
            modules=modules,
            classes=classes,
            attributes=self._attributes(places, taken),
            members=self._members(places),
            exports=self._exports(places, classes, modules),
        )

    def _classes(self, places: list[_Place]) -> dict[Key, str]:
        """Return the class names; the package is one scope, so that it can export all."""
        wishes = _Wishes(identifiers.MODEL, self._reserved.classes | IN_ANNOTATIONS)
        documented = [model.name for _, model in places]
        names = wishes.undisputed(documented)
        if not names or not self._overrides.keys().isdisjoint(documented):
            entries = [
                Entry(model.name, model.name, module.source, model.span)
                for module, model in places
            ]
            names = self._decide(wishes, entries)
        return dict(zip(map(_key, places), names, strict=True))

    def _attributes(
        self, places: list[_Place], classes: frozenset[str]
    ) -> dict[Key, tuple[str, ...]]:
        reserved = self._reserved.attributes | IN_ANNOTATIONS | classes
        wishes = _Wishes(identifiers.FIELD, reserved)
        return {
            _key(place): self._inner(wishes, place, model.fields)
            for place in places
            if isinstance(model := place[1], ObjectModel)
        }

    def _members(self, places: list[_Place]) -> dict[Key, tuple[str, ...]]:
        wishes = _Wishes(identifiers.MEMBER, self._reserved.members)
        return {
            _key(place): self._inner(wishes, place, model.members)
            for place in places
            if isinstance(model := place[1], EnumModel)
        }

    def _inner(
        self, wishes: _Wishes, place: _Place, rows: Sequence[Field | Member]
    ) -> tuple[str, ...]:
        module, model = place
        names = wishes.undisputed([row.name for row in rows])
        if names and model.name.partition(".")[0] not in self._overridden:
            return names
        return self._decide(wishes, [_entry(module, model, row) for row in rows])

    def _decide(self, wishes: _Wishes, entries: list[Entry]) -> tuple[str, ...]:
        scope = decide(wishes.style, wishes.reserved, entries, self._overrides)
        self.diagnostics += findings(scope)
        return tuple(scope.given[entry.identity] for entry in entries)

    def _exports(
        self,
        places: list[_Place],
        classes: Mapping[Key, str],
        modules: Mapping[str, str],
    ) -> dict[str, str]:
        definitions = ((classes[_key(place)], *place) for place in places)
        exported, notes = exports(definitions, frozenset(modules.values()))
        self.diagnostics += notes
        return {name: module.name for name, module in exported.items()}


class _Wishes(dict[str, str]):
    """What documented names are called where nothing else wants that name, each decided once."""

    def __init__(self, style: Style, reserved: frozenset[str]) -> None:
        """Start with no name."""
        super().__init__()
        self.style = style
        self.reserved = reserved

    def __missing__(self, documented: str) -> str:
        name = identifiers.preferred(documented, self.style, self.reserved)
        self[documented] = name
        return name

    def undisputed(self, documented: Sequence[str]) -> tuple[str, ...]:
        """Return the names of a scope where nobody needs to hear of any; else nothing.

        That is so in nearly every scope.
        """
        names = tuple(map(self.__getitem__, documented))
        is_clear = all(names) and "".join(names).isascii()
        return names if is_clear and len({*names}) == len(names) else ()


def _key(place: _Place) -> Key:
    module, model = place
    return (module.name, model.name)


def _entry(module: Module, model: Model, row: Field | Member) -> Entry:
    subject = f"{model.name}.{row.name}"
    value = getattr(row, "value", None)
    return Entry(row.name, subject, module.source, row.span, value)


def _modules(schema: Schema, reserved: frozenset[str]) -> dict[str, str]:
    """Return the module names, which are safe already, away from those that the target owns."""
    names = [module.name for module in schema.modules]
    if reserved.isdisjoint(names):
        return dict(zip(names, names, strict=True))
    wishes = {name: _module_wishes(name, reserved) for name in names}
    return settle(wishes, owners={name for name in wishes if name not in reserved})


def _module_wishes(name: str, reserved: frozenset[str]) -> Iterator[str]:
    free = f"{name}_models" if name in reserved else name
    yield free
    yield from told_apart(free, name, len(free) + 65)
