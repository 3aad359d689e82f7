"""Imports: from the package itself, and from elsewhere the names that the policy lists.

The one rule kept here: no import gives one thing the name of another that has a meaning.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from typetable.gate.names import importable, is_of_package, is_special

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from typetable.gate.walk import Parts, Table, Walk


def _imports(nodes: list[ast.Import], walk: Walk) -> Parts:
    for node in nodes:
        walk.refuse(node, f"`{node.names[0].name}` may not be imported")
    return ()


def _imports_from(nodes: list[ast.ImportFrom], walk: Walk) -> Parts:
    for node in nodes:
        if refused := _refused(node, walk):
            walk.refuse(node, f"`{min(refused)}` may not be imported from there")
    return ()


def _refused(node: ast.ImportFrom, walk: Walk) -> AbstractSet[str]:
    """Return the names that may not be imported, or not under another name."""
    names = {alias.name for alias in node.names}
    free = importable(node, walk.allowed)
    if free is not None:
        refused = names - free
    else:
        refused = {name for name in names if name == "*" or is_special(name)}
        if is_of_package(node):
            refused |= {name for name in names if f".{name}" in walk.allowed.imports}
    return refused | {
        alias.asname or alias.name
        for alias in node.names
        if (alias.asname or free is None) and _is_taken(alias, walk)
    }


def _is_taken(alias: ast.alias, walk: Walk) -> bool:
    """Return whether an import gives something else a name that has a meaning."""
    return (alias.asname or alias.name) in walk.owned


IMPORTS: Table = {ast.Import: _imports, ast.ImportFrom: _imports_from}
