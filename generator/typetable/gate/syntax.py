"""Syntax: which statements may stand in a module, and in its classes.

The one rule kept here: statements define or describe; none does anything.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from typetable.gate.data import ANNOTATION, DATA, DECORATOR, REFERENCE
from typetable.gate.functions import function
from typetable.gate.imports import IMPORTS
from typetable.gate.names import dotted, is_special
from typetable.gate.policy import Problem
from typetable.gate.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from typetable.gate.policy import Allowed
    from typetable.gate.walk import Table
    from typetable.gate.wording import Said


def check(
    tree: ast.Module, source: str, defined: AbstractSet[str], allowed: Allowed
) -> tuple[tuple[Problem, ...], Said]:
    """Return what stands in a module and is not allowed, in the order of the text; what it says.

    The tree may be a piece of a module; `defined` are the names of the whole of it.
    """
    walk = Walk(defined, allowed)
    walk.run(_MODULE, tree.body)
    lines = source.split("\n")
    found = sorted(_problem(node, message, lines) for node, message in walk.found)
    return tuple(found), walk.said


def _problem(node: ast.expr | ast.stmt, message: str, lines: list[str]) -> Problem:
    before = lines[node.lineno - 1].encode()[: node.col_offset]
    return Problem(node.lineno, len(before.decode()) + 1, message)


def _text(node: ast.Expr, walk: Walk) -> str:
    match node.value:
        case ast.Constant(value=str(text)):
            walk.said.prose.append(text)
            return ""
    return "only docstrings may stand alone"


def _guard(node: ast.If, walk: Walk) -> str:
    walk.push(_GUARD, *node.body, *node.orelse)
    match node.test:
        case ast.UnaryOp(op=ast.Not(), operand=test) | test:
            is_guard = dotted(test) == "TYPE_CHECKING"
    return "" if is_guard else "only `if TYPE_CHECKING:` may stand here"


def _class(node: ast.ClassDef, walk: Walk) -> str:
    walk.push(DECORATOR, *node.decorator_list)
    walk.push(REFERENCE, *node.bases)
    walk.push(DATA, *node.keywords)
    walk.push(_CLASS, *node.body)
    if any(each.arg in {None, "metaclass"} for each in node.keywords):
        return "a class may not be made by something else"
    return _definable(node.name, walk)


def _definable(name: str, walk: Walk) -> str:
    is_refused = is_special(name) and name not in walk.allowed.special
    is_refused = is_refused or name in walk.owned
    return f"`{name}` may not be defined" if is_refused else ""


def _assignment(node: ast.Assign, walk: Walk) -> str:
    walk.push(_TARGET, *node.targets)
    walk.push(DATA, node.value)
    return ""


def _annotated(node: ast.AnnAssign, walk: Walk) -> str:
    is_alias = dotted(node.annotation).endswith("TypeAlias")
    walk.push(_TARGET, node.target)
    walk.push(ANNOTATION, node.annotation)
    walk.push(ANNOTATION if is_alias else DATA, node.value)
    return ""


def _target(node: ast.Name, walk: Walk) -> str:
    walk.said.names.add(node.id)
    return _definable(node.id, walk)


def _attribute(node: ast.Assign, walk: Walk) -> str:
    walk.push(_OF_CLASS, *node.targets)
    walk.push(DATA, node.value)
    return ""


def _annotated_attribute(node: ast.AnnAssign, walk: Walk) -> str:
    walk.push(_OF_CLASS, node.target)
    walk.push(ANNOTATION, node.annotation)
    walk.push(DATA, node.value)
    return ""


def _of_class(node: ast.Name, walk: Walk) -> str:
    """Look at the name of an attribute, which hides others in the body of its class alone."""
    walk.said.names.add(node.id)
    if node.id in walk.owned and node.id not in walk.called:
        return ""
    return _definable(node.id, walk)


_OF_CLASS: Table = {ast.Name: _of_class}
_TARGET: Table = {ast.Name: _target}
_GUARD: Table = {
    **IMPORTS,
    ast.Assign: _assignment,
    ast.AnnAssign: _annotated,
}
_CLASS: Table = {
    ast.Expr: _text,
    ast.Pass: (),
    ast.Assign: _attribute,
    ast.AnnAssign: _annotated_attribute,
    ast.FunctionDef: function,
}
_MODULE: Table = {**_CLASS, **_GUARD, ast.If: _guard, ast.ClassDef: _class}
