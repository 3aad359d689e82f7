"""Syntax: which nodes may stand in which place, as tables at the end of this module.

The one rule kept here: a node type that a table does not list is a problem. A table gives each
type the parts to go on with, or a rule: a function that hands on the parts and returns what is
wrong, or nothing.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, TypeAlias

from typetable.gate.policy import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from typetable.gate.policy import Allowed

Rule: TypeAlias = "Callable[[Any, _Walk], str]"
Table: TypeAlias = "Mapping[type[ast.AST], Rule | tuple[str, ...]]"


def check(
    tree: ast.Module, source: str, defined: AbstractSet[str], allowed: Allowed
) -> tuple[Problem, ...]:
    """Return what stands in a module and is not allowed, in the order of the text.

    The tree may be a piece of a module; `defined` are the names of the whole of it.
    """
    walk = _Walk(defined, allowed)
    walk.run(_MODULE, tree.body)
    lines = source.split("\n")
    return tuple(sorted(_problem(node, message, lines) for node, message in walk.found))


def _problem(node: ast.expr | ast.stmt, message: str, lines: list[str]) -> Problem:
    before = lines[node.lineno - 1].encode()[: node.col_offset]
    return Problem(node.lineno, len(before.decode()) + 1, message)


class _Walk:
    """One way through a module, with a stack of the nodes that are still to be looked at.

    `known` are the names that a module may use anywhere, `local` those of the function at hand.
    """

    def __init__(self, defined: AbstractSet[str], allowed: Allowed) -> None:
        self.allowed = allowed
        self.known = allowed.builtins | defined
        self.local: set[str] = set()
        self.uses: list[ast.Name] = []
        self.found: list[tuple[Any, str]] = []
        self._stack: list[tuple[Table, ast.AST]] = []

    def push(self, table: Table, *nodes: ast.AST | None) -> None:
        """Look at the nodes later, by `table`."""
        self._stack += [(table, node) for node in nodes if node is not None]

    def run(self, table: Table, nodes: Sequence[ast.AST]) -> None:
        """Look at the nodes and all that is in them, now."""
        outer, self._stack = self._stack, [(table, node) for node in nodes]
        stack = self._stack
        while stack:
            table, node = stack.pop()
            rule = table.get(type(node), _misplaced)
            if isinstance(rule, tuple):
                for part in rule:
                    child = getattr(node, part)
                    if child.__class__ is list:
                        stack += [(table, each) for each in child if each is not None]
                    elif child is not None:
                        stack.append((table, child))
            elif message := rule(node, self):
                self.found.append((node, message))
        self._stack = outer


def names_defined(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Yield the names that a module defines or imports, conditionally or not."""
    for node in body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from (alias.asname or alias.name.split(".")[0] for alias in names)
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.If():
                yield from names_defined([*node.body, *node.orelse])


def _misplaced(node: ast.AST, _walk: _Walk) -> str:
    return f"`{type(node).__name__}` may not stand here"


def _dotted(node: ast.AST) -> str:
    """Return `a.b.c` for a name or an attribute of one, else nothing."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join((node.id, *reversed(parts))) if isinstance(node, ast.Name) else ""


# Statements


def _text(node: ast.Expr, _walk: _Walk) -> str:
    value = getattr(node.value, "value", None)
    return "" if isinstance(value, str) else "only docstrings may stand alone"


def _import(node: ast.Import, walk: _Walk) -> str:
    refused = {alias.name for alias in node.names} - walk.allowed.modules
    return f"`{min(refused)}` may not be imported" if refused else ""


def _import_from(node: ast.ImportFrom, walk: _Walk) -> str:
    names = {alias.name for alias in node.names}
    walk.local |= {alias.asname or alias.name for alias in node.names}
    if node.level == 1:
        refused = {name for name in names if name == "*" or _is_special(name)}
    else:
        refused = names - _importable(node, walk)
    return f"`{min(refused)}` may not be imported from there" if refused else ""


def _importable(node: ast.ImportFrom, walk: _Walk) -> frozenset[str]:
    if node.module == "__future__":
        return frozenset({"annotations"})
    allowed = walk.allowed.imports.get(node.module or "")
    return allowed if allowed and not node.level else frozenset()


def _is_special(name: str) -> bool:
    return name.startswith("__") or (name.startswith("_") and name.endswith("_"))


def _guard(node: ast.If, walk: _Walk) -> str:
    walk.push(_GUARD, *node.body, *node.orelse)
    match node.test:
        case ast.UnaryOp(op=ast.Not(), operand=test) | test:
            is_guard = _dotted(test) == "TYPE_CHECKING"
    return "" if is_guard else "only `if TYPE_CHECKING:` may stand here"


def _class(node: ast.ClassDef, walk: _Walk) -> str:
    walk.push(_DECORATOR, *node.decorator_list)
    walk.push(_REFERENCE, *node.bases)
    walk.push(_DATA, *node.keywords)
    walk.push(_CLASS, *node.body)
    return _definable(node.name, walk)


def _definable(name: str, walk: _Walk) -> str:
    is_refused = _is_special(name) and name not in walk.allowed.special
    return f"`{name}` may not be defined" if is_refused else ""


def _assignment(node: ast.Assign, walk: _Walk) -> str:
    walk.push(_TARGET, *node.targets)
    walk.push(_DATA, node.value)
    return ""


def _annotated(node: ast.AnnAssign, walk: _Walk) -> str:
    is_alias = _dotted(node.annotation).endswith("TypeAlias")
    walk.push(_TARGET, node.target)
    walk.push(_ANNOTATION, node.annotation)
    walk.push(_ANNOTATION if is_alias else _DATA, node.value)
    return ""


def _target(node: ast.Name, walk: _Walk) -> str:
    return _definable(node.id, walk)


def _function(node: ast.FunctionDef, walk: _Walk) -> str:
    given = node.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    named += filter(None, (given.vararg, given.kwarg))
    walk.push(_DECORATOR, *node.decorator_list)
    walk.push(_ANNOTATION, node.returns, *(argument.annotation for argument in named))
    walk.push(_DATA, *given.defaults, *given.kw_defaults)
    walk.local, walk.uses = {argument.arg for argument in named}, []
    walk.run(_BODY, node.body)
    walk.found += [
        (use, _unusable(use.id))
        for use in walk.uses
        if use.id not in walk.known and use.id not in walk.local
    ]
    is_allowed = node.name in walk.allowed.functions
    return "" if is_allowed else f"`{node.name}` may not be defined as a function"


# Expressions outside of functions


def _unusable(name: str) -> str:
    return f"`{name}` may not be used"


def _reference(node: ast.Name, walk: _Walk) -> str:
    return "" if node.id in walk.known else _unusable(node.id)


def _attribute(node: ast.Attribute, walk: _Walk) -> str:
    walk.push(_REFERENCE, node.value)
    return _hidden(node, walk)


def _hidden(node: ast.Attribute, walk: _Walk) -> str:
    is_hidden = node.attr.startswith("__") and node.attr not in walk.allowed.methods
    return _unusable(node.attr) if is_hidden else ""


def _decorator(node: ast.expr, walk: _Walk) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    if isinstance(node, ast.Call):
        walk.push(_DATA, *node.args, *node.keywords)
    is_allowed = _dotted(called) in walk.allowed.decorators
    return "" if is_allowed else "this decorator may not be used"


def _in_annotation(node: ast.Constant, _walk: _Walk) -> str:
    return "" if node.value is None else "only types may stand in an annotation"


def _parametrised(node: ast.Subscript, walk: _Walk) -> str:
    is_literal = _dotted(node.value).rpartition(".")[2] == "Literal"
    walk.push(_REFERENCE, node.value)
    walk.push(_CONSTANT if is_literal else _ANNOTATION, node.slice)
    return ""


def _quoted(node: ast.Constant, walk: _Walk) -> str:
    """Look at a type that is written as text."""
    try:
        tree = ast.parse(str(node.value), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _in_annotation(node, walk)
    for part in ast.walk(tree):
        ast.copy_location(part, node)
    walk.push(_ANNOTATION, tree)
    return ""


def _data_call(node: ast.Call, walk: _Walk) -> str:
    name = _dotted(node.func)
    for part in (*node.args, *node.keywords):
        if name in walk.allowed.typed and isinstance(part, ast.Dict):
            walk.push(_CONSTANT, *part.keys)
            walk.push(_QUOTED, *part.values)
        else:
            walk.push(_DATA, part)
    return "" if name in walk.allowed.calls else f"`{name}` may not be called here"


# Expressions inside of functions


def _local_name(node: ast.Name, walk: _Walk) -> str:
    if isinstance(node.ctx, ast.Load):
        walk.uses.append(node)
    else:
        walk.local.add(node.id)
    return ""


def _local_annotated(node: ast.AnnAssign, walk: _Walk) -> str:
    walk.push(_ANNOTATION, node.annotation)
    walk.push(_BODY, node.target, node.value)
    return ""


def _local_attribute(node: ast.Attribute, walk: _Walk) -> str:
    walk.push(_BODY, node.value)
    return _hidden(node, walk) or _changed(node, walk)


def _local_subscript(node: ast.Subscript, walk: _Walk) -> str:
    walk.push(_BODY, node.value, node.slice)
    return _changed(node, walk)


def _changed(node: ast.Attribute | ast.Subscript, walk: _Walk) -> str:
    if isinstance(node.ctx, ast.Load):
        return ""
    root = _dotted(node.value).partition(".")[0]
    return f"`{root}` may not be changed" if root in walk.known else ""


def _call(node: ast.Call, walk: _Walk) -> str:
    walk.push(_BODY, node.func, *node.args, *node.keywords)
    name = _dotted(node.func)
    root = name.partition(".")[0]
    if root in walk.known or root == "cls" or name.startswith("self."):
        return ""
    method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    return "" if method in walk.allowed.methods else f"`{name}` may not be called"


# Places

_TARGET: Table = {ast.Name: _target}
_DECORATOR: Table = {
    ast.Name: _decorator,
    ast.Attribute: _decorator,
    ast.Call: _decorator,
}
_REFERENCE: Table = {ast.Name: _reference, ast.Attribute: _attribute}
_CONSTANT: Table = {ast.Constant: (), ast.Tuple: ("elts",), ast.UnaryOp: ("operand",)}
_ANNOTATION: Table = {
    **_REFERENCE,
    ast.Subscript: _parametrised,
    ast.BinOp: ("left", "right"),
    ast.Tuple: ("elts",),
    ast.Constant: _in_annotation,
    ast.Call: _data_call,
}
_QUOTED: Table = {**_ANNOTATION, ast.Constant: _quoted}
_DATA: Table = {
    **_REFERENCE,
    **_CONSTANT,
    ast.Subscript: _parametrised,
    ast.BinOp: ("left", "right"),
    ast.List: ("elts",),
    ast.Dict: ("keys", "values"),
    ast.Call: _data_call,
    ast.keyword: ("value",),
}
_GUARD: Table = {
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.Assign: _assignment,
    ast.AnnAssign: _annotated,
}
_CLASS: Table = {
    ast.Expr: _text,
    ast.Pass: (),
    ast.Assign: _assignment,
    ast.AnnAssign: _annotated,
    ast.FunctionDef: _function,
}
_MODULE: Table = {**_GUARD, **_CLASS, ast.If: _guard, ast.ClassDef: _class}
_BODY: Table = {
    ast.Return: ("value",),
    ast.Assign: ("targets", "value"),
    ast.AnnAssign: _local_annotated,
    ast.AugAssign: ("target", "value"),
    ast.ImportFrom: _import_from,
    ast.If: ("test", "body", "orelse"),
    ast.For: ("target", "iter", "body", "orelse"),
    ast.Raise: ("exc", "cause"),
    ast.Expr: ("value",),
    ast.Pass: (),
    ast.Continue: (),
    ast.Break: (),
    ast.Constant: (),
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
    ast.BinOp: ("left", "right"),
    ast.UnaryOp: ("operand",),
    ast.Compare: ("left", "comparators"),
}
