"""Targets as records: their names, their files, and the limits of their libraries.

The one rule kept here: the rest of typetable knows a target by this record only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import clipped, counted, finding
from typetable.python.layout import natural_key
from typetable.schema import ObjectModel
from typetable.targets.catalog import Catalog
from typetable.targets.import_depth import RING, depth_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.diagnostics import Diagnostic
    from typetable.naming import Names, Reserved
    from typetable.schema import Model, Schema
    from typetable.targets.views import FileView, LazyView


class Files(Protocol):
    """Yields every file of a package, whose models are `strict` where nobody says otherwise."""

    def __call__(self, catalog: Catalog, *, strict: bool = False) -> Iterator[LazyView]:
        """Yield the views, none of which is made yet."""


class Target(Struct, frozen=True, kw_only=True):
    """A kind of models."""

    name: str
    """Its name, and that of its folder of templates."""
    reserved: Reserved
    """The names that it owns."""
    files: Files
    """Yields every file of the package."""
    unsayable: str = ""
    """The characters that its library takes in no JSON name."""
    keeps_others: bool = True
    """Whether models keep members that have no attribute."""
    has_style: bool = False
    """Whether its support module depends on the style of most JSON names."""

    def views(
        self, schema: Schema, names: Names, *, strict: bool = False
    ) -> Iterator[FileView]:
        """Yield the view of every file of a package."""
        for lazy_view in self.files(Catalog(schema, names), strict=strict):
            yield lazy_view.view()


def unsayable(target: Target, schema: Schema) -> Iterator[Diagnostic]:
    """Find the fields with JSON names that a target cannot have (TT302)."""
    for module in schema.modules if target.unsayable else ():
        for model in module.models:
            for field in model.fields if isinstance(model, ObjectModel) else ():
                for character in sorted({*target.unsayable} & {*field.wire_name}):
                    message = f"{target.name} takes no `{character}` in a JSON name"
                    yield finding(
                        rules.NO_PYTHON_NAME,
                        module.source,
                        field.span,
                        message,
                        hint="choose another `target`, or override the JSON name",
                    )


def left_out(target: Target, schema: Schema) -> Iterator[Diagnostic]:
    """Find on each page the models of whose other members a target keeps none (TT306)."""
    for module in () if target.keeps_others else schema.modules:
        found = [model for model in module.models if _has_others(model)]
        if found:
            count = counted(len(found), "model")
            names = ", ".join(f"`{clipped(model.name)}`" for model in found[:_NAMED])
            more = ", ..." if len(found) > _NAMED else ""
            yield finding(
                rules.LEFT_OUT,
                module.source,
                found[0].span,
                f"{target.name} leaves out other members of {count}: {names}{more}",
                hint="another `target` keeps them, or `object` in `overrides.types`",
            )


_NAMED = 3
"""So many models are named that have other members."""


def _has_others(model: Model) -> bool:
    """Return whether the docs say that a model has members without a name, and is no map."""
    return isinstance(model, ObjectModel) and bool(model.extra) and not model.is_map


def unimportable(catalog: Catalog) -> Iterator[Diagnostic]:
    """Find the pages that refer to each other in a ring too long for imports (TT130)."""
    modules = {module.name: module for module in catalog.schema.modules}
    for group in catalog.module_groups:
        if len(group) <= RING:
            continue
        edges = {
            name: sorted(
                {*group}.intersection(catalog.module_edges[name]),
                key=lambda name: natural_key(catalog.names.modules[name]),
            )
            for name in group
        }
        if depth_from(group[0], edges) > RING:
            first = modules[group[0]]
            message = f"{len(group)} pages refer to each other, too many to import"
            hint = "write models that refer to each other on one page"
            span = first.models[0].span
            yield finding(rules.LIMIT_EXCEEDED, first.source, span, message, hint=hint)
