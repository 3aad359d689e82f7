"""Functions: what may stand in those that templates write.

The one rule kept here: a function calls what its module imports or defines, or what the policy
names, and gives none of these names to anything else.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from typetable.gate.data import ANNOTATION, CONSTANT, DATA, DECORATOR, hidden, unusable
from typetable.gate.imports import IMPORTS
from typetable.gate.names import dotted

if TYPE_CHECKING:
    from typetable.gate.walk import Table, Walk


def function(node: ast.FunctionDef, walk: Walk) -> str:
    """Look at a function or method."""
    given = node.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    named += filter(None, (given.vararg, given.kwarg))
    walk.push(DECORATOR, *node.decorator_list)
    walk.push(ANNOTATION, node.returns, *(argument.annotation for argument in named))
    walk.push(DATA, *given.defaults, *given.kw_defaults)
    walk.local, walk.uses = {argument.arg for argument in named}, []
    walk.found += [
        (each, _unchangeable(each.arg)) for each in named if each.arg in walk.known
    ]
    walk.run(_BODY, node.body)
    walk.found += [
        (use, unusable(use.id))
        for use in walk.uses
        if use.id not in walk.known and use.id not in walk.local
    ]
    is_allowed = node.name in walk.allowed.functions
    return "" if is_allowed else f"`{node.name}` may not be defined as a function"


def _local_name(node: ast.Name, walk: Walk) -> str:
    if isinstance(node.ctx, ast.Load):
        walk.uses.append(node)
        return ""
    walk.local.add(node.id)
    is_kept = node.id in walk.known or node.id == "cls"
    return _unchangeable(node.id) if is_kept else ""


def _local_annotated(node: ast.AnnAssign, walk: Walk) -> str:
    walk.push(ANNOTATION, node.annotation)
    walk.push(_BODY, node.target, node.value)
    return ""


def _local_attribute(node: ast.Attribute, walk: Walk) -> str:
    walk.push(_BODY, node.value)
    return hidden(node, walk) or _changed(node, walk)


def _local_subscript(node: ast.Subscript, walk: Walk) -> str:
    walk.push(_BODY, node.value, node.slice)
    return _changed(node, walk)


def _changed(node: ast.Attribute | ast.Subscript, walk: Walk) -> str:
    if isinstance(node.ctx, ast.Load):
        return ""
    root = dotted(node.value).partition(".")[0]
    return _unchangeable(root) if root in walk.known else ""


def _unchangeable(name: str) -> str:
    return f"`{name}` may not be changed"


def _local_operation(node: ast.BinOp, walk: Walk) -> str:
    walk.push(_BODY, node.left, node.right)
    is_cheap = isinstance(node.op, ast.Add | ast.BitOr)
    return "" if is_cheap else "this may not be computed"


def _counted(node: ast.AugAssign, walk: Walk) -> str:
    """Allow `name += 1`."""
    walk.push(_BODY, node.target)
    match node:
        case ast.AugAssign(ast.Name(), ast.Add(), ast.Constant(value=1)):
            return ""
    return "this may not be computed"


def _call(node: ast.Call, walk: Walk) -> str:
    walk.push(_BODY, node.func, *node.args, *node.keywords)
    name = dotted(node.func)
    if name in walk.allowed.relative:
        return "" if _is_relative(node) else f"`{name}` may not leave the package"
    if name.partition(".")[0] in walk.known or name == "cls":
        return ""
    method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    return "" if method in walk.allowed.methods else f"`{name}` may not be called"


def _is_relative(node: ast.Call) -> bool:
    """Return whether a call is `f("." + x, __package__)`."""
    match node:
        case ast.Call(
            args=[
                ast.BinOp(left=ast.Constant(value="."), op=ast.Add()),
                ast.Name(id="__package__"),
            ],
            keywords=[],
        ):
            return True
    return False


_BODY: Table = {
    ast.Return: ("value",),
    ast.Assign: ("targets", "value"),
    ast.AnnAssign: _local_annotated,
    ast.AugAssign: _counted,
    ast.ImportFrom: IMPORTS[ast.ImportFrom],
    ast.If: ("test", "body", "orelse"),
    ast.For: ("target", "iter", "body", "orelse"),
    ast.Raise: ("exc", "cause"),
    ast.Expr: ("value",),
    ast.Pass: (),
    ast.Continue: (),
    ast.Break: (),
    ast.Constant: CONSTANT[ast.Constant],
    ast.Name: _local_name,
    ast.Attribute: _local_attribute,
    ast.Subscript: _local_subscript,
    ast.Slice: ("lower", "upper", "step"),
    ast.Call: _call,
    ast.keyword: ("value",),
    ast.Starred: ("value",),
    ast.List: ("elts",),
    ast.Tuple: ("elts",),
    ast.Set: ("elts",),
    ast.Dict: ("keys", "values"),
    ast.ListComp: ("elt", "generators"),
    ast.SetComp: ("elt", "generators"),
    ast.GeneratorExp: ("elt", "generators"),
    ast.DictComp: ("key", "value", "generators"),
    ast.comprehension: ("target", "iter", "ifs"),
    ast.NamedExpr: ("target", "value"),
    ast.IfExp: ("test", "body", "orelse"),
    ast.BoolOp: ("values",),
    ast.BinOp: _local_operation,
    ast.UnaryOp: ("operand",),
    ast.Compare: ("left", "comparators"),
}
