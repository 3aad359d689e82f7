"""Functions: what may stand in those that templates write.

The one rule kept here: a function calls what its module imports or defines, or what the policy
names, and gives none of these names to anything else.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from typetable.gate.data import (
    ANNOTATION,
    DATA,
    DECORATOR,
    constant,
    refuse_hidden,
    unusable,
)
from typetable.gate.imports import IMPORTS
from typetable.gate.names import dotted
from typetable.gate.walk import parts

if TYPE_CHECKING:
    from typetable.gate.walk import Parts, Table, Walk


def functions(nodes: list[ast.FunctionDef], walk: Walk) -> Parts:
    """Look at functions or methods, each with its own names."""
    for node in nodes:
        _function(node, walk)
    return ()


def _function(node: ast.FunctionDef, walk: Walk) -> None:
    given = node.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    named += filter(None, (given.vararg, given.kwarg))
    walk.push(DECORATOR, node.decorator_list)
    walk.push(ANNOTATION, [node.returns, *(each.annotation for each in named)])
    walk.push(DATA, [*given.defaults, *given.kw_defaults])
    walk.local, walk.uses = {each.arg for each in named}, []
    for each in named:
        if each.arg in walk.known:
            walk.refuse(each, _unchangeable(each.arg))
    go_on(node, walk)
    if node.name not in walk.allowed.functions:
        walk.refuse(node, f"`{node.name}` may not be defined as a function")


def go_on(node: ast.FunctionDef, walk: Walk) -> None:
    """Look at the body of a function, or at more of it, with the names that it has by now."""
    walk.run(_BODY, node.body)
    if node is walk.unfinished:
        walk.kept = walk.local, walk.uses
        return
    walk.found += (problem for name, problem in walk.uses if name not in walk.local)


def _local_names(nodes: list[ast.Name], walk: Walk) -> Parts:
    """Look at names: what is used may be assigned further below, as in a loop."""
    known, local = walk.known, walk.local
    used = [node for node in nodes if node.ctx.__class__ is ast.Load]
    if len(used) < len(nodes):
        _assigned(nodes, walk)
    for node in used:
        if node.id not in local and node.id not in known:
            walk.uses.append((node.id, walk.problem(node, unusable(node.id))))
    return ()


def _assigned(nodes: list[ast.Name], walk: Walk) -> None:
    for node in nodes:
        if node.ctx.__class__ is not ast.Load:
            walk.local.add(node.id)
            if node.id in walk.known or node.id == "cls":
                walk.refuse(node, _unchangeable(node.id))


def _local_annotated(nodes: list[ast.AnnAssign], walk: Walk) -> Parts:
    walk.push(ANNOTATION, [node.annotation for node in nodes])
    return [part for node in nodes for part in (node.target, node.value)]


def _local_attributes(nodes: list[ast.Attribute], walk: Walk) -> Parts:
    refuse_hidden(nodes, walk)
    return _local_places(nodes, walk)


def _local_subscripts(nodes: list[ast.Subscript], walk: Walk) -> Parts:
    return [*_local_places(nodes, walk), *(node.slice for node in nodes)]


def _local_places(
    nodes: list[ast.Attribute] | list[ast.Subscript], walk: Walk
) -> list[ast.expr]:
    """Look at what may be changed but where it belongs to what the module knows."""
    for node in nodes:
        if node.ctx.__class__ is not ast.Load:
            root = dotted(node.value).partition(".")[0]
            if root in walk.known:
                walk.refuse(node, _unchangeable(root))
    return [node.value for node in nodes]


def _unchangeable(name: str) -> str:
    return f"`{name}` may not be changed"


def _local_operations(nodes: list[ast.BinOp], walk: Walk) -> Parts:
    for node in nodes:
        if not isinstance(node.op, ast.Add | ast.BitOr):
            walk.refuse(node, "this may not be computed")
    return [side for node in nodes for side in (node.left, node.right)]


def _counted(nodes: list[ast.AugAssign], walk: Walk) -> Parts:
    """Allow `name += 1`."""
    for node in nodes:
        match node:
            case ast.AugAssign(ast.Name(), ast.Add(), ast.Constant(value=1)):
                pass
            case _:
                walk.refuse(node, "this may not be computed")
    return [node.target for node in nodes]


def _calls(nodes: list[ast.Call], walk: Walk) -> Parts:
    found: list[ast.expr | ast.keyword] = []
    for node in nodes:
        func = node.func
        found.append(func)
        found += node.args
        found += node.keywords
        if not (isinstance(func, ast.Name) and func.id in walk.callable):
            _call(node, walk)
    return found


def _call(node: ast.Call, walk: Walk) -> None:
    name = dotted(node.func)
    if name in walk.allowed.relative:
        if not _is_relative(node):
            walk.refuse(node, f"`{name}` may not leave the package")
        return
    if name.partition(".")[0] in walk.known or name == "cls":
        return
    method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if method not in walk.allowed.methods:
        walk.refuse(node, f"`{name}` may not be called")


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
    ast.Return: parts("value"),
    ast.Assign: parts("value", lists=("targets",)),
    ast.AnnAssign: _local_annotated,
    ast.AugAssign: _counted,
    ast.ImportFrom: IMPORTS[ast.ImportFrom],
    ast.If: parts("test", lists=("body", "orelse")),
    ast.For: parts("target", "iter", lists=("body", "orelse")),
    ast.Raise: parts("exc", "cause"),
    ast.Expr: parts("value"),
    ast.Pass: parts(),
    ast.Continue: parts(),
    ast.Break: parts(),
    ast.Constant: constant,
    ast.Name: _local_names,
    ast.Attribute: _local_attributes,
    ast.Subscript: _local_subscripts,
    ast.Slice: parts("lower", "upper", "step"),
    ast.Call: _calls,
    ast.keyword: parts("value"),
    ast.Starred: parts("value"),
    ast.List: parts(lists=("elts",)),
    ast.Tuple: parts(lists=("elts",)),
    ast.Set: parts(lists=("elts",)),
    ast.Dict: parts(lists=("keys", "values")),
    ast.ListComp: parts("elt", lists=("generators",)),
    ast.SetComp: parts("elt", lists=("generators",)),
    ast.GeneratorExp: parts("elt", lists=("generators",)),
    ast.DictComp: parts("key", "value", lists=("generators",)),
    ast.comprehension: parts("target", "iter", lists=("ifs",)),
    ast.NamedExpr: parts("target", "value"),
    ast.IfExp: parts("test", "body", "orelse"),
    ast.BoolOp: parts(lists=("values",)),
    ast.BinOp: _local_operations,
    ast.UnaryOp: parts("operand"),
    ast.Compare: parts("left", lists=("comparators",)),
}
