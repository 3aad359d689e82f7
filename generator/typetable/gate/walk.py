"""The walk: one way through the syntax tree of a module, by tables.

The one rule kept here: a node type that a table does not list is a problem. A table gives each
type a rule: a function that is given all nodes of the type that stand equally deep, adds their
problems, and returns the parts to go on with by the same table.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from operator import attrgetter
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeAlias

from typetable.gate.grammar import KnownNames, grammar_of
from typetable.gate.names import owned
from typetable.gate.policy import Problem
from typetable.gate.readback import Contents

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterable, Mapping

    from typetable.gate.grammar import Function
    from typetable.gate.names import Defined
    from typetable.gate.pieces import Block, ModulePiece
    from typetable.gate.policy import Allowed

Parts: TypeAlias = "Iterable[ast.AST | None]"
Rule: TypeAlias = "Callable[[list[Any], Walk], Parts]"
Table: TypeAlias = "Mapping[type[ast.AST], Rule]"
Placed: TypeAlias = "ast.expr | ast.stmt | ast.arg"


def parts(*names: str, lists: tuple[str, ...] = ()) -> Rule:
    """Return the rule that goes on with named parts of nodes, and with the items of lists."""
    single = [attrgetter(name) for name in names]
    several = [attrgetter(name) for name in lists]

    def rule(nodes: list[Any], _walk: Walk) -> Parts:
        below: list[ast.AST | None] = []
        for get in single:
            below += map(get, nodes)
        for get in several:
            below += chain.from_iterable(map(get, nodes))
        return below

    return rule


class Walk:
    """One way through a module, with the nodes that are still to be looked at."""

    def __init__(self, defined: Defined, allowed: Allowed) -> None:
        self.allowed = allowed
        names = allowed.types | defined.names
        self.known_names = KnownNames(names, allowed.types, defined.modules)
        """The names that the module may use."""
        self.grammar = grammar_of(allowed)
        self.owned = owned(allowed)
        """The names that the module may not define."""
        self.contents = Contents()
        self.problems: list[Problem] = []
        self.named: defaultdict[str, set[str]] = defaultdict(set)
        """The names in the annotations of each class."""
        self.hiding: defaultdict[str, list[tuple[str, Problem]]] = defaultdict(list)
        """The attributes of each class that would hide such a name, with the problem."""
        self.unfinished: Block | None = None
        """The block that goes on in the next piece."""
        self.function: Function | None = None
        """The form of the function that goes on in the next piece."""
        self._above = 0
        self._text = ""
        self._lines: list[str] = []
        self._waiting: dict[int, tuple[Table, list[ast.AST | None]]] = {}

    def enter(self, piece: ModulePiece, unfinished: Block) -> None:
        """Go on with a piece, and with the block that goes on below it."""
        self._above, self._text, self._lines = piece.above, piece.text, []
        self.unfinished = unfinished

    def refuse(self, node: Placed, message: str) -> None:
        """Add the problem of a node."""
        self.problems.append(self.problem(node, message))

    def problem(self, node: Placed, message: str) -> Problem:
        """Return the problem of a node, at its place in the module."""
        self._lines = self._lines or self._text.split("\n")
        # Columns of `ast` count bytes.
        before = self._lines[node.lineno - 1].encode()[: node.col_offset]
        return Problem(node.lineno + self._above, len(before.decode()) + 1, message)

    def push(self, table: Table, nodes: Parts) -> None:
        """Look at the nodes later, by `table`."""
        self._waiting.setdefault(id(table), (table, []))[1].extend(nodes)

    def run(self, table: Table, nodes: Parts) -> None:
        """Look at the nodes and all their parts by the same table, now."""
        while nodes:
            alike: defaultdict[type[Any], list[Any]] = defaultdict(list)
            for node in nodes:
                alike[node.__class__].append(node)
            alike.pop(NoneType, None)
            below: list[ast.AST | None] = []
            for kind, group in alike.items():
                below += table.get(kind, _misplaced)(group, self)
            nodes = below

    def finish(self) -> None:
        """Look at all nodes that were put off."""
        while self._waiting:
            _, (table, nodes) = self._waiting.popitem()
            self.run(table, nodes)

    def refused(self) -> list[Problem]:
        """Return all problems of the module, in the order of its text."""
        hiding = (
            problem
            for name, attributes in self.hiding.items()
            for attribute, problem in attributes
            if attribute in self.named[name]
        )
        return sorted([*self.problems, *hiding])


def _misplaced(nodes: list[Any], walk: Walk) -> Parts:
    for node in nodes:
        walk.refuse(node, f"`{type(node).__name__}` may not stand here")
    return ()
