"""The walk: one way through the syntax tree of a module, by tables.

The one rule kept here: a node type that a table does not list is a problem. A table gives each
type the parts to go on with, or a rule: a function that hands on the parts and returns what is
wrong, or nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from typetable.gate.names import called, owned
from typetable.gate.wording import Said

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from typetable.gate.policy import Allowed

Rule: TypeAlias = "Callable[[Any, Walk], str]"
Table: TypeAlias = "Mapping[type[ast.AST], Rule | tuple[str, ...]]"


class Walk:
    """One way through a module, with a stack of the nodes that are still to be looked at.

    `known` are the names that a module may use anywhere, `local` those of the function at hand,
    `owned` those that it may not define. `said` are the constants that were met.
    """

    def __init__(self, defined: AbstractSet[str], allowed: Allowed) -> None:
        self.allowed = allowed
        self.known = allowed.builtins | defined
        self.owned = owned(allowed)
        self.called = called(allowed)
        self.said = Said()
        self.local: set[str] = set()
        self.uses: list[ast.Name] = []
        self.found: list[tuple[Any, str]] = []
        self._stack: list[tuple[Table, ast.AST]] = []

    def push(self, table: Table, *nodes: ast.AST | None) -> None:
        """Look at the nodes later, by `table`."""
        self._stack += [(table, node) for node in nodes if node is not None]

    def run(self, table: Table, nodes: Sequence[ast.AST]) -> None:
        """Look at the nodes and all that is in them, now."""
        outer, self._stack = self._stack, [(table, node) for node in nodes]
        stack = self._stack
        while stack:
            table, node = stack.pop()
            rule = table.get(type(node), _misplaced)
            if isinstance(rule, tuple):
                for part in rule:
                    child = getattr(node, part)
                    if child.__class__ is list:
                        stack += [(table, each) for each in child if each is not None]
                    elif child is not None:
                        stack.append((table, child))
            elif message := rule(node, self):
                self.found.append((node, message))
        self._stack = outer


def _misplaced(node: ast.AST, _walk: Walk) -> str:
    return f"`{type(node).__name__}` may not stand here"
