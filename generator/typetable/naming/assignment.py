"""Assignment: a Python name for every model, field, member and module of a schema.

The one rule kept here: names are decided here and nowhere else; views look them up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typetable.naming import identifiers
from typetable.naming.clashes import suffixed, unique_names
from typetable.naming.exports import exports
from typetable.naming.findings import findings
from typetable.naming.scope import ScopeEntry, decide
from typetable.naming.spoken import spoken
from typetable.schema import EnumModel, Member, ObjectModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.naming.identifiers import NameStyle
    from typetable.schema import Field, Model, ModelKey, Module, Schema
    from typetable.settings.package import Override

_Site: TypeAlias = "tuple[Module, Model]"
"""A model behind the module that it stands in."""

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
    """Names that a target owns; documented ones that are equal get an underscore at the end."""

    classes: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()


class Names(Struct, frozen=True, kw_only=True):
    """The Python names of everything in a schema."""

    modules: Mapping[str, str]
    """The names of modules."""
    classes: Mapping[ModelKey, str]
    """The names of models."""
    attributes: Mapping[ModelKey, tuple[str, ...]]
    """The names of fields, in the order of the model."""
    members: Mapping[ModelKey, tuple[str, ...]]
    """The names of members of enums, in the order of the model."""
    exports: Mapping[str, str]
    """The modules of classes that the package can export without doubt, sorted by class name."""


def assign(
    schema: Schema,
    reserved: Reserved,
    overrides: Iterable[Override[str]] = (),
    *,
    plain: bool = False,
) -> tuple[Names, tuple[Diagnostic, ...]]:
    """Return the names of everything in `schema`, and findings about them.

    Overrides are keyed `Model`, `Model.field` or `Model.MEMBER`. Attributes that are `plain` have
    no underscore at an end without need. Findings are TT301 (a clash), TT302 (no name, or one that
    cannot be), TT303 (look-alikes) and TT305 (not exported).
    """
    style = identifiers.PLAIN_FIELD if plain else identifiers.FIELD
    by_key = {override.key: override for override in overrides}
    assigner = _Assigner(reserved, by_key, style)
    return assigner.assign(schema), tuple(assigner.diagnostics)


class _Assigner:
    """The scopes of a schema, one after the other."""

    def __init__(
        self,
        reserved: Reserved,
        overrides: Mapping[str, Override[str]],
        attributes: NameStyle,
    ) -> None:
        self._reserved = reserved
        self._style_of_attributes = attributes
        self._overrides = overrides
        self._overridden = {key.partition(".")[0] for key in overrides}
        self.diagnostics: list[Diagnostic] = []

    def assign(self, schema: Schema) -> Names:
        sites = [
            (module, model) for module in schema.modules for model in module.models
        ]
        modules = _modules(schema, self._reserved.modules)
        classes = self._classes(sites)
        taken = frozenset(classes.values())
        return Names(
            modules=modules,
            classes=classes,
            attributes=self._attributes(sites, taken),
            members=self._members(sites),
            exports=self._exports(sites, classes, modules),
        )

    def _classes(self, sites: list[_Site]) -> dict[ModelKey, str]:
        """Return the class names; the package is one scope, so that it can export all."""
        preferences = _Preferences(
            identifiers.MODEL, self._reserved.classes | IN_ANNOTATIONS
        )
        documented = [model.name for _, model in sites]
        names = preferences.undisputed(documented)
        if not names or not self._overrides.keys().isdisjoint(documented):
            entries = [
                ScopeEntry(model.name, model.name, module.source, model.span)
                for module, model in sites
            ]
            names = self._decide(preferences, entries)
        return dict(zip(map(_key, sites), names, strict=True))

    def _attributes(
        self, sites: list[_Site], classes: frozenset[str]
    ) -> dict[ModelKey, tuple[str, ...]]:
        reserved = self._reserved.attributes | IN_ANNOTATIONS | classes
        preferences = _Preferences(self._style_of_attributes, reserved)
        return {
            _key(site): self._inner(preferences, site, model.fields)
            for site in sites
            if isinstance(model := site[1], ObjectModel)
        }

    def _members(self, sites: list[_Site]) -> dict[ModelKey, tuple[str, ...]]:
        preferences = _Preferences(identifiers.MEMBER, self._reserved.members)
        return {
            _key(site): self._inner(preferences, site, model.members)
            for site in sites
            if isinstance(model := site[1], EnumModel)
        }

    def _inner(
        self, preferences: _Preferences, site: _Site, rows: Sequence[Field | Member]
    ) -> tuple[str, ...]:
        module, model = site
        names = preferences.undisputed([*map(_spoken, rows)])
        if names and model.name.partition(".")[0] not in self._overridden:
            return names
        return self._decide(preferences, [_entry(module, model, row) for row in rows])

    def _decide(
        self, preferences: _Preferences, entries: list[ScopeEntry]
    ) -> tuple[str, ...]:
        scope = decide(
            preferences.style, preferences.reserved, entries, self._overrides
        )
        self.diagnostics += findings(scope)
        return tuple(scope.given[entry.identity] for entry in entries)

    def _exports(
        self,
        sites: list[_Site],
        classes: Mapping[ModelKey, str],
        modules: Mapping[str, str],
    ) -> dict[str, str]:
        named = ((classes[_key(site)], *site) for site in sites)
        exported, notes = exports(named, frozenset(modules.values()))
        self.diagnostics += notes
        return {name: module.name for name, module in exported.items()}


class _Preferences(dict[str, str]):
    """The preferred names of documented ones in scopes of one kind, each decided once."""

    def __init__(self, style: NameStyle, reserved: frozenset[str]) -> None:
        """Start with no name."""
        super().__init__()
        self.style = style
        self.reserved = reserved

    def __missing__(self, documented: str) -> str:
        name = identifiers.preferred(documented, self.style, self.reserved)
        self[documented] = name
        return name

    def undisputed(self, documented: Sequence[str]) -> tuple[str, ...]:
        """Return the names of a scope where none leads to a finding; else nothing.

        That is so in nearly every scope.
        """
        names = tuple(map(self.__getitem__, documented))
        is_clear = all(names) and "".join(names).isascii()
        return names if is_clear and len({*names}) == len(names) else ()


def _key(site: _Site) -> ModelKey:
    module, model = site
    return (module.name, model.name)


def _spoken(row: Field | Member) -> str:
    """Return what a name is made of."""
    return spoken(row.name, row.value) if isinstance(row, Member) else row.name


def _entry(module: Module, model: Model, row: Field | Member) -> ScopeEntry:
    subject = f"{model.name}.{row.name}"
    value = getattr(row, "value", None)
    return ScopeEntry(row.name, subject, module.source, row.span, value)


def _modules(schema: Schema, reserved: frozenset[str]) -> dict[str, str]:
    """Return the module names, which are safe already, away from those that the target owns."""
    names = [module.name for module in schema.modules]
    if reserved.isdisjoint(names):
        return dict(zip(names, names, strict=True))
    candidates = {name: _module_candidates(name, reserved) for name in names}
    return unique_names(
        candidates, owners={name for name in candidates if name not in reserved}
    )


def _module_candidates(name: str, reserved: frozenset[str]) -> Iterator[str]:
    free = f"{name}_models" if name in reserved else name
    yield free
    yield from suffixed(free, name, len(free) + 65)
