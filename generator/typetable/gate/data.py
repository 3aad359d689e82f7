"""Data: expressions that are evaluated when a module is imported, and annotations.

The one rule kept here: nothing is computed, and nothing is called but what the policy names.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from typetable.gate.names import dotted, is_hidden
from typetable.gate.walk import parts

if TYPE_CHECKING:
    from typetable.gate.walk import Parts, Table, Walk

_NO_TYPE = "only types may stand in an annotation"


def unusable(name: str) -> str:
    """Return what is wrong with the use of a name."""
    return f"`{name}` may not be used"


def _reference(nodes: list[ast.Name], walk: Walk) -> Parts:
    for node in nodes:
        if node.id not in walk.known:
            walk.refuse(node, unusable(node.id))
    return ()


def _attribute(nodes: list[ast.Attribute], walk: Walk) -> Parts:
    walk.push(REFERENCE, [node.value for node in nodes])
    refuse_hidden(nodes, walk)
    return ()


def refuse_hidden(nodes: list[ast.Attribute], walk: Walk) -> None:
    """Note the attributes that lead to the inside of Python."""
    for node in nodes:
        if is_hidden(node, walk.allowed):
            walk.refuse(node, unusable(node.attr))


def _decorator(nodes: list[ast.expr], walk: Walk) -> Parts:
    for node in nodes:
        called = node.func if isinstance(node, ast.Call) else node
        if isinstance(node, ast.Call):
            walk.push(DATA, [*node.args, *node.keywords])
        if dotted(called) not in walk.allowed.decorators:
            walk.refuse(node, "this decorator may not be used")
    return ()


def _in_annotation(nodes: list[ast.Constant], walk: Walk) -> Parts:
    """Look at constants: None may stand there, and where types may be quoted, those."""
    for node in nodes:
        if isinstance(node.value, str) and walk.allowed.typed:
            _quoted(node, node.value, walk)
        elif node.value is not None:
            walk.refuse(node, _NO_TYPE)
    return ()


def _quoted(node: ast.Constant, text: str, walk: Walk) -> None:
    """Look at a type that is written as text."""
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        walk.refuse(node, _NO_TYPE)
        return
    for part in ast.walk(tree):
        ast.copy_location(part, node)
    walk.push(ANNOTATION, [tree])


def _parametrised(nodes: list[ast.Subscript], walk: Walk) -> Parts:
    walk.push(REFERENCE, [node.value for node in nodes])
    literal = [node for node in nodes if dotted(node.value) == "Literal"]
    if literal and "Literal" in walk.owned:
        walk.push(CONSTANT, [node.slice for node in literal])
        nodes = [node for node in nodes if dotted(node.value) != "Literal"]
    walk.push(ANNOTATION, [node.slice for node in nodes])
    return ()


def constant(nodes: list[ast.Constant], walk: Walk) -> Parts:
    """Note what constants say."""
    for node in nodes:
        walk.said.add(node.value)
    return ()


def _negative(nodes: list[ast.UnaryOp], walk: Walk) -> Parts:
    for node in nodes:
        match node.operand:
            case ast.Constant(value=int() | float() as number):
                walk.said.add(-number)
                if not isinstance(node.op, ast.USub):
                    walk.refuse(node, "nothing may be computed")
            case _:
                walk.refuse(node, "only numbers may be negative")
    return ()


def _either(nodes: list[ast.BinOp], walk: Walk) -> Parts:
    walk.push(ANNOTATION, [side for node in nodes for side in (node.left, node.right)])
    for node in nodes:
        if not isinstance(node.op, ast.BitOr):
            walk.refuse(node, "nothing may be computed here")
    return ()


def _data_call(nodes: list[ast.Call], walk: Walk) -> Parts:
    for node in nodes:
        name = dotted(node.func)
        if name in walk.allowed.typed:
            _typed_call(node, walk)
            continue
        walk.push(DATA, [*node.args, *node.keywords])
        if name not in walk.allowed.calls:
            walk.refuse(node, f"`{name}` may not be called here")
    return ()


def _typed_call(node: ast.Call, walk: Walk) -> None:
    match node:
        case ast.Call(args=[title, ast.Dict(keys=keys, values=types)], keywords=[]):
            walk.push(CONSTANT, [title, *keys])
            walk.push(ANNOTATION, types)
            if None in keys:
                walk.refuse(node, "types may not be copied here")
        case _:
            walk.refuse(node, "a name and a dictionary of types must stand here")


DECORATOR: Table = {
    ast.Name: _decorator,
    ast.Attribute: _decorator,
    ast.Call: _decorator,
}
REFERENCE: Table = {ast.Name: _reference, ast.Attribute: _attribute}
CONSTANT: Table = {
    ast.Constant: constant,
    ast.Tuple: parts(lists=("elts",)),
    ast.UnaryOp: _negative,
}
ANNOTATION: Table = {
    **REFERENCE,
    ast.Subscript: _parametrised,
    ast.BinOp: _either,
    ast.Tuple: parts(lists=("elts",)),
    ast.Constant: _in_annotation,
    ast.Call: _data_call,
}
DATA: Table = {
    **REFERENCE,
    **CONSTANT,
    ast.Subscript: _parametrised,
    ast.BinOp: _either,
    ast.List: parts(lists=("elts",)),
    ast.Dict: parts(lists=("keys", "values")),
    ast.Call: _data_call,
    ast.keyword: parts("value"),
}
