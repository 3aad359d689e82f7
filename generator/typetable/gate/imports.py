"""Imports: from the package itself, and what the policy lists from elsewhere.

The one rule kept here: no import gives one thing the name of another that has a meaning.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from typetable.gate.names import importable, is_special

if TYPE_CHECKING:
    from typetable.gate.walk import Table, Walk


def _import(node: ast.Import, walk: Walk) -> str:
    refused = {alias.name for alias in node.names} - walk.allowed.modules
    return f"`{min(refused)}` may not be imported" if refused else ""


def _import_from(node: ast.ImportFrom, walk: Walk) -> str:
    names = {alias.name for alias in node.names}
    walk.local |= {alias.asname or alias.name for alias in node.names}
    free = importable(node, walk.allowed)
    refused = {name for name in names if name == "*" or is_special(name)}
    if free is not None:
        refused = names - free
    elif node.module is None:
        refused |= {name for name in names if f".{name}" in walk.allowed.imports}
    refused |= {
        alias.asname or alias.name
        for alias in node.names
        if (alias.asname or free is None) and _is_taken(alias, walk)
    }
    return f"`{min(refused)}` may not be imported from there" if refused else ""


def _is_taken(alias: ast.alias, walk: Walk) -> bool:
    """Return whether an import gives something else a name that has a meaning."""
    return (alias.asname or alias.name) in walk.owned


IMPORTS: Table = {ast.Import: _import, ast.ImportFrom: _import_from}
