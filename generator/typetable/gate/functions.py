"""Functions: those that templates write, each as a whole.

The one rule kept here: a function has the header and the statements of a form.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from typetable.gate.data import define, look_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from typetable.gate.grammar import Function
    from typetable.gate.walk import Parts, Walk


def functions(rule: str) -> Callable[[list[ast.FunctionDef], Walk], Parts]:
    """Return the rule of a table that looks at functions by a rule of the grammar."""

    def each(nodes: list[ast.FunctionDef], walk: Walk) -> Parts:
        for node in nodes:
            _function(rule, node, walk)
        return ()

    return each


def _function(rule: str, node: ast.FunctionDef, walk: Walk) -> None:
    match = walk.grammar.function(rule, node, walk.known_names)
    if match is None:
        walk.function = None if node is walk.unfinished else walk.function
        walk.refuse(node, f"`{node.name}` may not be defined as a function")
        return
    form, taken = match
    look_at(taken, walk)
    if form.header.name == "NEW":
        define(node, node.name, walk)
    if node is walk.unfinished:
        walk.function = form
    go_on(form, node.body, walk)


def go_on(form: Function, body: list[ast.stmt], walk: Walk) -> None:
    """Look at statements of a function."""
    refused, taken = walk.grammar.unfit(form, body, walk.known_names)
    for statement in refused:
        match statement:
            case ast.Expr(value=ast.Constant(value=str(text))):
                walk.contents.prose.append(text)
            case _:
                walk.refuse(statement, "no template writes this in a function")
    look_at(taken, walk)
