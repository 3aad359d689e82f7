"""Essences: what stands for all that the view of a module can depend on.

The one rule kept here: a view asks of its own module and of what that reaches, and of nothing else.
All that there is to know of these is in the essence: words, places and names.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from msgspec import msgpack

if TYPE_CHECKING:
    from typetable.schema import Module
    from typetable.targets.catalog import Catalog


def essences(catalog: Catalog, *, looks_far: bool) -> dict[str, bytes]:
    """Return the essences of the modules of a package, of 32 bytes, by the names of these.

    Whether a view `looks_far` says if it may ask for `Catalog.far`.
    """
    far = [(ref.module, ref.model) for ref in catalog.far] if looks_far else []
    own = {
        module.name: essence_of(_known_of(catalog, module, frozenset(far)))
        for module in catalog.schema.modules
    }
    reached: dict[str, bytes] = {}
    for group in catalog.module_groups:
        targets = (name for each in group for name in catalog.module_edges[each])
        outer = {reached[name] for name in targets if name in reached}
        parts = [*sorted(own[name] for name in group), *sorted(outer)]
        reached.update(dict.fromkeys(group, _digest(b"".join(parts))))
    return {name: _digest(own[name] + reached[name]) for name in own}


def _known_of(
    catalog: Catalog, module: Module, far: frozenset[tuple[str, str]]
) -> tuple[object, ...]:
    """Return all that is known of a module by itself."""
    names = catalog.names
    keys = [(module.name, model.name) for model in module.models]
    classes = [names.classes[key] for key in keys]
    attributes = [names.attributes.get(key) for key in keys]
    members = [names.members.get(key) for key in keys]
    wire_names = (
        field.wire_name
        for model in module.models
        for field in getattr(model, "fields", ())
    )
    hiding = [name for name in wire_names if name in catalog.class_names]
    is_far = [key in far for key in keys]
    own = names.modules[module.name]
    return (module, own, classes, attributes, members, hiding, is_far)


def essence_of(known: object) -> bytes:
    """Return what stands for records and what they hold, in 32 bytes."""
    try:
        return _digest(msgpack.encode(known))
    except UnicodeEncodeError:  # a page whose name is no UTF-8
        return _digest(repr(known).encode("utf-8", "surrogatepass"))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=32).digest()
