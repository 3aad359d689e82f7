"""Data: expressions that are evaluated when a module is imported, and annotations.

The one rule kept here: nothing is computed, and nothing is called but in a form of the policy.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from typetable.gate.names import dotted, is_special
from typetable.gate.walk import parts
from typetable.python.characters import is_whole

if TYPE_CHECKING:
    from typetable.gate.grammar import Taken
    from typetable.gate.walk import Parts, Placed, Table, Walk

_NO_TYPE = "only types may stand in an annotation"


def define(node: Placed, name: str, walk: Walk) -> None:
    """Refuse to define names that have a meaning already."""
    if is_special(name) or name in walk.owned:
        walk.refuse(node, f"`{name}` may not be defined")


def look_at(taken: Taken, walk: Walk) -> None:
    """Look at the code in the holes of a form."""
    for hole, node in taken:
        walk.push(_TABLES[hole], [node])


def fits(rule: str, node: ast.AST, walk: Walk) -> bool:
    """Return whether code fits a rule, and look at the code in its holes."""
    taken = walk.grammar.fits(rule, node, walk.known_names)
    look_at(taken or [], walk)
    return taken is not None


def _value(nodes: list[ast.expr], walk: Walk) -> Parts:
    """Refuse code that is no plain data, unless it fits a form."""
    for node in nodes:
        if fits("VALUE", node, walk):
            continue
        match node:
            case ast.Name() | ast.Attribute():
                walk.refuse(node, f"`{dotted(node)}` may not be used here")
            case ast.Call(func=function):
                walk.refuse(node, f"`{dotted(function)}` may not be called here")
            case _:
                walk.refuse(node, "nothing may be computed here")
    return ()


def _reference(nodes: list[ast.expr], walk: Walk) -> Parts:
    for node in nodes:
        if not walk.known_names.has(node):
            name = getattr(node, "attr", dotted(node))
            walk.refuse(node, f"`{name}` may not be used")
    return ()


def _in_annotation(nodes: list[ast.Constant], walk: Walk) -> Parts:
    """Look at constants: None may stand there, and where types may be quoted, those."""
    for node in nodes:
        if isinstance(node.value, str) and walk.allowed.has_quoted_types:
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
        ast.copy_location(part, node)  # where a problem in it is shown
        if isinstance(part, ast.Constant) and not is_whole(str(part.value)):
            walk.refuse(node, _NO_TYPE)
    walk.push(ANNOTATION, [tree])


def _parametrised(nodes: list[ast.Subscript], walk: Walk) -> Parts:
    walk.push(REFERENCE, [node.value for node in nodes])
    # The parts of `Literal` are values; those of all others are types.
    literal = [node for node in nodes if dotted(node.value) == "Literal"]
    if literal and "Literal" in walk.owned:
        walk.push(CONSTANT, [node.slice for node in literal])
        nodes = [node for node in nodes if dotted(node.value) != "Literal"]
    walk.push(ANNOTATION, [node.slice for node in nodes])
    return ()


def _constant(nodes: list[ast.Constant], walk: Walk) -> Parts:
    """Collect the values of constants."""
    for node in nodes:
        walk.contents.add(node.value)
    return ()


def _negative(nodes: list[ast.UnaryOp], walk: Walk) -> Parts:
    for node in nodes:
        match node.operand:
            case ast.Constant(value=int() | float() as number):
                walk.contents.add(-number)
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


def _target(nodes: list[ast.Name], walk: Walk) -> Parts:
    for node in nodes:
        walk.contents.names.add(node.id)
        define(node, node.id, walk)
    return ()


REFERENCE: Table = {ast.Name: _reference, ast.Attribute: _reference}
TARGET: Table = {ast.Name: _target}
CONSTANT: Table = {
    ast.Constant: _constant,
    ast.Tuple: parts(lists=("elts",)),
    ast.UnaryOp: _negative,
}
ANNOTATION: Table = {
    **REFERENCE,
    ast.Subscript: _parametrised,
    ast.BinOp: _either,
    ast.Tuple: parts(lists=("elts",)),
    ast.Constant: _in_annotation,
    ast.Call: _value,
}
PLAIN: Table = {
    **CONSTANT,
    ast.List: parts(lists=("elts",)),
    ast.Set: parts(lists=("elts",)),
    ast.Dict: parts(lists=("keys", "values")),
}
DATA: Table = {
    **PLAIN,
    ast.Name: _value,
    ast.Attribute: _value,
    ast.Subscript: _value,
    ast.Call: _value,
}
"""The values that attributes of classes may have."""

_TABLES: dict[str, Table] = {
    "NAME": REFERENCE,
    "CLASS": REFERENCE,
    "NEW": TARGET,
    "TEXT": CONSTANT,
    "WORD": CONSTANT,
    "NUMBER": CONSTANT,
    "DATA": PLAIN,
    "TYPE": ANNOTATION,
}
"""The table for the code in each hole of the grammar."""
