"""Names: those that a module defines, and those that it may neither define nor touch.

The one rule kept here: a name to which the policy gives a meaning means that and nothing else.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, field

from typetable.gate.grammar import grammar_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from typetable.gate.policy import Allowed


class Defined(Struct, frozen=True):
    """Names that a module defines or imports, conditionally or not, and modules among them."""

    names: set[str] = field(default_factory=set)
    modules: set[str] = field(default_factory=set)

    def collect(self, body: Sequence[ast.stmt]) -> None:
        """Collect the names that statements of a module define."""
        for node in body:
            match node:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                    self.names.add(name)
                case ast.ImportFrom(names=names):
                    new = {alias.asname or alias.name for alias in names}
                    self.names.update(new)
                    self.modules.update(new if is_of_package(node) else ())
                case ast.Assign(targets=[ast.Name(id=name)]):
                    self.names.add(name)
                case ast.AnnAssign(target=ast.Name(id=name)):
                    self.names.add(name)
                case ast.If():
                    self.collect([*node.body, *node.orelse])


def is_of_package(node: ast.ImportFrom) -> bool:
    """Return whether an import is one of modules of the same package: `from . import x`."""
    return node.level == 1 and node.module is None


@lru_cache(maxsize=16)
def owned(allowed: Allowed) -> frozenset[str]:
    """Return the names that have a meaning for the policy, so that nothing else may have them."""
    own = allowed.types | grammar_of(allowed).fixed
    return own.union(*allowed.imports.values())


@lru_cache(maxsize=16)
def evaluated(allowed: Allowed) -> frozenset[str]:
    """Return those of them that class bodies evaluate; attributes may have the other names."""
    return grammar_of(allowed).evaluated


def is_special(name: str) -> bool:
    """Return whether a name is one that Python looks for in a module or a class."""
    return name.startswith("__")


def is_of_enums(name: str) -> bool:
    """Return whether a name is one that the machinery of enums looks for in a class."""
    return name.startswith("_") and name.endswith("_")


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` for a name or an attribute of one, else nothing."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join((node.id, *reversed(parts))) if isinstance(node, ast.Name) else ""


def texts_in(nodes: Iterable[ast.AST | None]) -> bool:
    """Return whether there is a text anywhere in some code."""
    return any(
        isinstance(part, ast.Constant) and isinstance(part.value, str)
        for node in nodes
        if node
        for part in ast.walk(node)
    )


def importable(node: ast.ImportFrom, allowed: Allowed) -> frozenset[str] | None:
    """Return the names that may be imported from a module; `None` where all may."""
    if node.level == 1:
        if node.module is None:
            return allowed.imports.get(".")
        return allowed.imports.get(f".{node.module}")
    if node.module == "__future__":
        return frozenset({"annotations"})
    names = allowed.imports.get(node.module or "")
    return names if names and not node.level else frozenset()  # `..` is another package
