"""Data: expressions that are evaluated when a module is imported, and annotations.

The one rule kept here: nothing is computed, and nothing is called but what the policy names.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from typetable.gate.names import dotted, is_hidden

if TYPE_CHECKING:
    from typetable.gate.walk import Table, Walk


def unusable(name: str) -> str:
    """Return what is wrong with the use of a name."""
    return f"`{name}` may not be used"


def _reference(node: ast.Name, walk: Walk) -> str:
    return "" if node.id in walk.known else unusable(node.id)


def _attribute(node: ast.Attribute, walk: Walk) -> str:
    walk.push(REFERENCE, node.value)
    return hidden(node, walk)


def hidden(node: ast.Attribute, walk: Walk) -> str:
    """Return what is wrong with an attribute, or nothing."""
    return unusable(node.attr) if is_hidden(node, walk.allowed) else ""


def _decorator(node: ast.expr, walk: Walk) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    if isinstance(node, ast.Call):
        walk.push(DATA, *node.args, *node.keywords)
    is_allowed = dotted(called) in walk.allowed.decorators
    return "" if is_allowed else "this decorator may not be used"


def _in_annotation(node: ast.Constant, _walk: Walk) -> str:
    return "" if node.value is None else "only types may stand in an annotation"


def _parametrised(node: ast.Subscript, walk: Walk) -> str:
    is_literal = dotted(node.value) == "Literal" and "Literal" in walk.owned
    walk.push(REFERENCE, node.value)
    walk.push(CONSTANT if is_literal else ANNOTATION, node.slice)
    return ""


def _quoted(node: ast.Constant, walk: Walk) -> str:
    """Look at a type that is written as text."""
    try:
        tree = ast.parse(str(node.value), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _in_annotation(node, walk)
    for part in ast.walk(tree):
        ast.copy_location(part, node)
    walk.push(ANNOTATION, tree)
    return ""


def _constant(node: ast.Constant, walk: Walk) -> str:
    walk.said.add(node.value)
    return ""


def _negative(node: ast.UnaryOp, walk: Walk) -> str:
    match node.operand:
        case ast.Constant(value=int() | float() as number):
            walk.said.add(-number)
            return "" if isinstance(node.op, ast.USub) else "nothing may be computed"
    return "only numbers may be negative"


def _either(node: ast.BinOp, walk: Walk) -> str:
    walk.push(ANNOTATION, node.left, node.right)
    return "" if isinstance(node.op, ast.BitOr) else "nothing may be computed here"


def _data_call(node: ast.Call, walk: Walk) -> str:
    name = dotted(node.func)
    if name in walk.allowed.typed:
        return _typed_call(node, walk)
    walk.push(DATA, *node.args, *node.keywords)
    return "" if name in walk.allowed.calls else f"`{name}` may not be called here"


def _typed_call(node: ast.Call, walk: Walk) -> str:
    match node:
        case ast.Call(args=[title, ast.Dict(keys=keys, values=types)], keywords=[]):
            walk.push(CONSTANT, title, *keys)
            walk.push(QUOTED, *types)
            return "types may not be copied here" if None in keys else ""
    return "a name and a dictionary of types must stand here"


DECORATOR: Table = {
    ast.Name: _decorator,
    ast.Attribute: _decorator,
    ast.Call: _decorator,
}
REFERENCE: Table = {ast.Name: _reference, ast.Attribute: _attribute}
CONSTANT: Table = {
    ast.Constant: _constant,
    ast.Tuple: ("elts",),
    ast.UnaryOp: _negative,
}
ANNOTATION: Table = {
    **REFERENCE,
    ast.Subscript: _parametrised,
    ast.BinOp: _either,
    ast.Tuple: ("elts",),
    ast.Constant: _in_annotation,
    ast.Call: _data_call,
}
QUOTED: Table = {**ANNOTATION, ast.Constant: _quoted}
DATA: Table = {
    **REFERENCE,
    **CONSTANT,
    ast.Subscript: _parametrised,
    ast.BinOp: _either,
    ast.List: ("elts",),
    ast.Dict: ("keys", "values"),
    ast.Call: _data_call,
    ast.keyword: ("value",),
}
