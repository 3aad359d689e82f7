"""Fingerprints: digests of the inputs of the view of a module.

The one rule kept here: a view depends on all of its own module, on the names and types of modules
that it reaches, without prose, and on nothing else.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from msgspec import msgpack

from typetable.schema import EnumModel, ObjectModel, Ref

if TYPE_CHECKING:
    from typetable.schema import Model, Module
    from typetable.targets.catalog import Catalog


def fingerprints(catalog: Catalog, too_deep: frozenset[Ref]) -> dict[str, bytes]:
    """Return the fingerprints of the modules of a package, by their names.

    `too_deep` is `Catalog.too_deep` where a view may ask for it, and else empty.
    """
    modules = {module.name: module for module in catalog.schema.modules}
    shapes = {
        name: fingerprint(
            (_names(catalog, module, too_deep), [*map(_shape, module.models)])
        )
        for name, module in modules.items()
    }
    reached: dict[str, bytes] = {}
    for group in catalog.module_groups:
        targets = (name for each in group for name in catalog.module_edges[each])
        outer = {reached[name] for name in targets if name in reached}
        parts = [*sorted(shapes[name] for name in group), *sorted(outer)]
        reached.update(dict.fromkeys(group, fingerprint(parts)))
    return {
        name: fingerprint((module, shapes[name], reached[name]))
        for name, module in modules.items()
    }


def fingerprint(known: object) -> bytes:
    """Return the digest of records and all in them, of 32 bytes."""
    try:
        data = msgpack.encode(known)
    except UnicodeEncodeError:  # of a page whose name is no UTF-8
        data = repr(known).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=32).digest()


def _names(
    catalog: Catalog, module: Module, too_deep: frozenset[Ref]
) -> tuple[object, ...]:
    """Return the Python names of a module, and the facts that depend on all modules at once."""
    names = catalog.names
    keys = [(module.name, model.name) for model in module.models]
    objects = (model for model in module.models if isinstance(model, ObjectModel))
    fields = [field for model in objects for field in model.fields]
    wire_names = (field.wire_name for field in fields)
    return (
        catalog.style,
        names.modules[module.name],
        [*catalog.names_in(module)],
        [names.attributes.get(key) for key in keys],
        [names.members.get(key) for key in keys],
        [name for name in wire_names if name in catalog.class_names],
        [*map(catalog.is_repeated, fields)],
        [*map(catalog.constant, fields)],
        [Ref(model.name, module.name) in too_deep for model in module.models],
    )


def _shape(model: Model) -> tuple[object, ...]:
    """Return a model without its prose and its place."""
    match model:
        case ObjectModel(fields=fields):
            rows = [
                (f.name, f.wire_name, f.type, f.required, f.nullable) for f in fields
            ]
            return "object", model.name, rows, model.extra
        case EnumModel(members=members):
            values = [(member.name, member.value) for member in members]
            is_lenient = model.open or model.flags
            return "enum", model.name, model.scalar, values, is_lenient
    tag = (model.discriminator, model.meanings)
    return "union", model.name, model.members, model.complete, tag
