"""Syntax: the statements that may stand in a module, and in its classes.

The one rule kept here: statements define or describe; none does anything.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from typetable.gate.data import ANNOTATION, DATA, PLAIN, REFERENCE, TARGET, define, fits
from typetable.gate.functions import functions, go_on
from typetable.gate.imports import IMPORTS
from typetable.gate.names import dotted, evaluated, is_of_enums, texts_in
from typetable.gate.pieces import blocks, last_block
from typetable.gate.walk import parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from typetable.gate.pieces import ModulePiece
    from typetable.gate.walk import Parts, Table, Walk


def check(tree: ast.Module, piece: ModulePiece, walk: Walk) -> None:
    """Look at a piece of a module: the walk takes its problems and its contents."""
    walk.enter(piece, last_block(tree, piece))
    for block, added in blocks(tree, piece):
        match block:
            case ast.Module():
                walk.push(_MODULE, added)
            case ast.ClassDef():
                _members(block.name, added, walk)
            # Its header has been looked at with the piece that it stands in, or refused.
            case ast.FunctionDef():
                if walk.function:
                    go_on(walk.function, added, walk)
                if block is not walk.unfinished:
                    walk.function = None
    walk.finish()
    walk.unfinished = None  # it holds the tree


def _texts(nodes: list[ast.Expr], walk: Walk) -> Parts:
    for node in nodes:
        match node.value:
            case ast.Constant(value=str(text)):
                walk.contents.prose.append(text)
            case _:
                walk.refuse(node, "only docstrings may stand alone")
    return ()


def _guards(nodes: list[ast.If], walk: Walk) -> Parts:
    for node in nodes:
        walk.push(_GUARD, [*node.body, *node.orelse])
        if not _is_guard(node.test, walk.allowed.guards):
            walk.refuse(node, "only `if TYPE_CHECKING:` may stand here")
    return ()


def _is_guard(test: ast.expr, guards: Collection[str]) -> bool:
    """Return whether a test asks of nothing but guards, of several perhaps."""
    match test:
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_is_guard(part, guards) for part in parts)
        case ast.UnaryOp(op=ast.Not(), operand=ast.Name() as name) | name:
            return dotted(name) in guards


def _classes(nodes: list[ast.ClassDef], walk: Walk) -> Parts:
    walk.push(REFERENCE, [each for node in nodes for each in node.bases])
    walk.push(PLAIN, [each.value for node in nodes for each in node.keywords])
    for node in nodes:
        for decorator in node.decorator_list:
            if not fits("DECORATOR", decorator, walk):
                walk.refuse(decorator, "this decorator may not be used")
        for base in node.bases:
            if dotted(base) in walk.allowed.types:
                walk.refuse(base, "a builtin may not be the base of a class")
        # `**options`, which has no name, may hold a metaclass.
        if any(each.arg in {None, "metaclass"} for each in node.keywords):
            walk.refuse(node, "a class may not be made by something else")
        else:
            define(node, node.name, walk)
        _members(node.name, node.body, walk)
    return ()


def _members(name: str, body: list[ast.stmt], walk: Walk) -> None:
    """Look at statements of a class.

    Annotations are evaluated where its attributes hide other names, and a text that stands where a
    type should is evaluated too: so no attribute with a text has the name of a type.
    """
    walk.push(_CLASS, body)
    for node in body:
        match node:
            case ast.AnnAssign(annotation=annotation):
                walk.named[name].update(_names(annotation))
            case _:
                pass
        match node:
            case ast.AnnAssign(target=ast.Name(id=hidden), value=value) | ast.Assign(
                targets=[ast.Name(id=hidden)], value=value
            ) if hidden in walk.known_names.names and texts_in([value]):
                message = f"`{hidden}` may not hide a type"
                walk.hiding[name].append((hidden, walk.problem(node, message)))


def _names(annotation: ast.expr) -> Iterator[str]:
    """Yield the names in an annotation."""
    waiting: list[ast.AST] = [annotation]
    while waiting:
        part = waiting.pop()
        if isinstance(part, ast.Name):  # below it is nothing but how it is used
            yield part.id
        elif not isinstance(part, ast.expr_context | ast.operator):
            waiting += ast.iter_child_nodes(part)


def _assignments(nodes: list[ast.Assign], walk: Walk) -> Parts:
    """Look at assignments of a module: aliases of types, and the forms of the policy."""
    for node in nodes:
        if not fits("STATEMENT", node, walk):
            walk.push(TARGET, node.targets)
            walk.push(ANNOTATION, [node.value])
    return ()


def _annotated(nodes: list[ast.AnnAssign], walk: Walk) -> Parts:
    for node in nodes:
        if not fits("STATEMENT", node, walk):
            walk.push(TARGET, [node.target])
            walk.push(ANNOTATION, [node.annotation, node.value])
    return ()


def _attributes(nodes: list[ast.Assign], walk: Walk) -> Parts:
    walk.push(_OF_CLASS, [target for node in nodes for target in node.targets])
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
        walk.contents.names.add(node.id)
        if is_of_enums(node.id):
            walk.refuse(node, f"`{node.id}` may not be defined")
        elif node.id not in walk.owned or node.id in evaluated(walk.allowed):
            define(node, node.id, walk)
    return ()


_OF_CLASS: Table = {ast.Name: _of_class}
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
    ast.FunctionDef: functions("METHOD"),
}
_MODULE: Table = {
    **_GUARD,
    ast.Expr: _texts,
    ast.FunctionDef: functions("FUNCTION"),
    ast.If: _guards,
    ast.ClassDef: _classes,
}
