"""Names: what a module defines, and what it may neither define nor touch.

The one rule kept here: a name to which the policy gives a meaning means that and nothing else.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.gate.policy import Allowed

_OF_FRAMES = frozenset(
    {"ag_code", "ag_frame", "cr_code", "cr_frame", "gi_code", "gi_frame"}
    | {"f_back", "f_builtins", "f_code", "f_globals", "f_locals", "tb_frame"}
)
"""Attributes without underscores that lead from a value to the program around it."""


def names_defined(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Yield the names that a module defines or imports, conditionally or not."""
    for node in body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from (alias.asname or alias.name.split(".")[0] for alias in names)
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.If():
                yield from names_defined([*node.body, *node.orelse])


@lru_cache(maxsize=8)
def owned(allowed: Allowed) -> frozenset[str]:
    """Return the names that have a meaning for the policy, so that nothing else may have them."""
    return allowed.builtins.union(called(allowed), *allowed.imports.values())


@lru_cache(maxsize=8)
def called(allowed: Allowed) -> frozenset[str]:
    """Return those of them that class bodies call; attributes may have the other names."""
    names = allowed.calls | allowed.decorators
    return frozenset(name.partition(".")[0] for name in names)


def is_special(name: str) -> bool:
    """Return whether a name is one that Python, or the machinery of enums, looks for."""
    return name.startswith("__") or (name.startswith("_") and name.endswith("_"))


def is_hidden(node: ast.Attribute, allowed: Allowed) -> bool:
    """Return whether an attribute leads to the inside of Python; fields may be named as such."""
    if node.attr in _OF_FRAMES:
        return not isinstance(node.value, ast.Name) or node.value.id != "self"
    return node.attr.startswith("__") and node.attr not in allowed.methods


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` for a name or an attribute of one, else nothing."""
    if isinstance(node, ast.Name):
        return node.id
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join((node.id, *reversed(parts))) if isinstance(node, ast.Name) else ""


def importable(node: ast.ImportFrom, allowed: Allowed) -> frozenset[str] | None:
    """Return the names that may be imported from a module; `None` where all may."""
    if node.level == 1:
        if node.module is None:
            return allowed.imports.get(".")
        return allowed.imports.get(f".{node.module}")
    if node.module == "__future__":
        return frozenset({"annotations"})
    found = allowed.imports.get(node.module or "")
    return found if found and not node.level else frozenset()
