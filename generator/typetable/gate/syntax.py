"""Syntax: which statements may stand in a module, and in its classes.

The one rule kept here: statements define or describe; none does anything.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from typetable.gate.data import ANNOTATION, DATA, DECORATOR, REFERENCE
from typetable.gate.functions import functions, go_on
from typetable.gate.imports import IMPORTS
from typetable.gate.names import dotted, is_special
from typetable.gate.pieces import blocks, last_block
from typetable.gate.walk import parts

if TYPE_CHECKING:
    from typetable.gate.pieces import Piece
    from typetable.gate.walk import Parts, Placed, Table, Walk


def check(tree: ast.Module, piece: Piece, walk: Walk) -> None:
    """Note what stands in a piece of a module and is not allowed, and what it says."""
    walk.enter(piece, last_block(tree, piece))
    for block, added in blocks(tree, piece):
        match block:
            case ast.Module():
                walk.push(_MODULE, added)
            case ast.ClassDef():
                walk.push(_CLASS, added)
            # Its header has been looked at with the piece that it stands in.
            case ast.FunctionDef():
                walk.local, walk.uses = walk.kept
                go_on(block, walk)
    walk.finish()
    walk.unfinished = None  # it holds the tree


def _texts(nodes: list[ast.Expr], walk: Walk) -> Parts:
    for node in nodes:
        match node.value:
            case ast.Constant(value=str(text)):
                walk.said.prose.append(text)
            case _:
                walk.refuse(node, "only docstrings may stand alone")
    return ()


def _guards(nodes: list[ast.If], walk: Walk) -> Parts:
    for node in nodes:
        walk.push(_GUARD, [*node.body, *node.orelse])
        match node.test:
            case ast.UnaryOp(op=ast.Not(), operand=test) | test:
                is_guard = dotted(test) == "TYPE_CHECKING"
        if not is_guard:
            walk.refuse(node, "only `if TYPE_CHECKING:` may stand here")
    return ()


def _classes(nodes: list[ast.ClassDef], walk: Walk) -> Parts:
    walk.push(DECORATOR, [each for node in nodes for each in node.decorator_list])
    walk.push(REFERENCE, [each for node in nodes for each in node.bases])
    walk.push(DATA, [each for node in nodes for each in node.keywords])
    walk.push(_CLASS, [each for node in nodes for each in node.body])
    for node in nodes:
        if any(each.arg in {None, "metaclass"} for each in node.keywords):
            walk.refuse(node, "a class may not be made by something else")
        else:
            _define(node, node.name, walk)
    return ()


def _define(node: Placed, name: str, walk: Walk) -> None:
    """Refuse names that have a meaning already."""
    is_refused = is_special(name) and name not in walk.allowed.special
    if is_refused or name in walk.owned:
        walk.refuse(node, f"`{name}` may not be defined")


def _assignments(nodes: list[ast.Assign], walk: Walk) -> Parts:
    walk.push(_TARGET, _targets(nodes))
    walk.push(DATA, [node.value for node in nodes])
    return ()


def _targets(nodes: list[ast.Assign]) -> list[ast.expr]:
    return [target for node in nodes for target in node.targets]


def _annotated(nodes: list[ast.AnnAssign], walk: Walk) -> Parts:
    walk.push(_TARGET, [node.target for node in nodes])
    walk.push(ANNOTATION, [node.annotation for node in nodes])
    for node in nodes:
        is_alias = dotted(node.annotation).endswith("TypeAlias")
        walk.push(ANNOTATION if is_alias else DATA, [node.value])
    return ()


def _target(nodes: list[ast.Name], walk: Walk) -> Parts:
    for node in nodes:
        walk.said.names.add(node.id)
        _define(node, node.id, walk)
    return ()


def _attributes(nodes: list[ast.Assign], walk: Walk) -> Parts:
    walk.push(_OF_CLASS, _targets(nodes))
    walk.push(DATA, [node.value for node in nodes])
    return ()


def _annotated_attributes(nodes: list[ast.AnnAssign], walk: Walk) -> Parts:
    walk.push(_OF_CLASS, [node.target for node in nodes])
    walk.push(ANNOTATION, [node.annotation for node in nodes])
    walk.push(DATA, [node.value for node in nodes])
    return ()


def _of_class(nodes: list[ast.Name], walk: Walk) -> Parts:
    """Look at names of attributes, which hide others in the body of their class alone."""
    for node in nodes:
        walk.said.names.add(node.id)
        if node.id not in walk.owned or node.id in walk.called:
            _define(node, node.id, walk)
    return ()


_OF_CLASS: Table = {ast.Name: _of_class}
_TARGET: Table = {ast.Name: _target}
_GUARD: Table = {
    **IMPORTS,
    ast.Assign: _assignments,
    ast.AnnAssign: _annotated,
}
_CLASS: Table = {
    ast.Expr: _texts,
    ast.Pass: parts(),
    ast.Assign: _attributes,
    ast.AnnAssign: _annotated_attributes,
    ast.FunctionDef: functions,
}
_MODULE: Table = {**_CLASS, **_GUARD, ast.If: _guards, ast.ClassDef: _classes}
