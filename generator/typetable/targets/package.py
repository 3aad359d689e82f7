"""The package: what it exports, the same for every target.

The one rule kept here: a name is exported from one module, and importing the package imports none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable import literals
from typetable.targets.layout import export_order, imported, natural
from typetable.targets.views import ExportView, ImportView, PackageView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typetable.naming import Names


def view(names: Names, own: Mapping[str, str]) -> PackageView:
    """Return the view of a package that exports models, and what is its `own` from its modules."""
    modules = {name: names.modules[module] for name, module in names.exports.items()}
    modules |= own
    ordered = sorted(modules, key=export_order)
    exported: dict[str, list[str]] = {}
    for name in ordered:
        exported.setdefault(f".{modules[name]}", []).append(name)
    return PackageView(
        imports=tuple(
            ImportView(
                module=module, names=imported(module, exported[module], indent=4)
            )
            for module in sorted(exported, key=natural)
        ),
        exports=tuple(
            ExportView(
                name=literals.string(name), module=literals.string(modules[name])
            )
            for name in ordered
        ),
    )
