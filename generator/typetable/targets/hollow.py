"""Hollow views: views in which each text of the docs is blanked.

The one rule kept here: text of the docs is nothing but text. A module that templates of other
people print is the same program, but for its texts, as the one that they print of a hollow view;
so no text of the docs can be anything else, wherever it is put.

All else in a view is built by typetable: identifiers, numbers, types and statements. It is the
same in both.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from typetable.gate import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typetable.gate.pieces import ModulePiece

_LITERAL = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""' r'|"(?:[^"\\\n]|\\.)*+"' r"|'(?:[^'\\\n]|\\.)*+'",
    re.DOTALL,
)
"""A text as `literals` writes it."""

_SIGN = re.compile(r"[^\n]")
"""Any character but a line end, so that a module and its hollow one have the same lines."""

_TYPE = re.compile(r"[A-Za-z_][\w .,|\[\]]*+")
"""A quoted type without calls."""


def hollow(view: Any) -> Any:  # noqa: ANN401  # any view, and the same kind of it
    """Return a view all of whose texts are blanked, in as many characters and lines."""
    match view:
        case str():
            return _LITERAL.sub(_blanked, view)
        case tuple():
            return tuple(map(hollow, view))
        case Struct():
            fields = view.__struct_fields__
            return replace(
                view, **{name: hollow(getattr(view, name)) for name in fields}
            )
    return view


def _blanked(literal: re.Match[str]) -> str:
    text = literal[0]
    quotes = text[: 3 if text.startswith('"""') else 1]
    inside = text[len(quotes) : -len(quotes)]
    return quotes + _SIGN.sub("_", inside) + quotes


def turned_to_code(text: str, empty: str) -> tuple[int, int] | None:
    """Return the line and column, from 1, at which a text of the docs is more than a text.

    `empty` is the text that the same template prints of the hollow view.
    """
    try:
        return _difference(pieces.read(text), pieces.read(empty))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass  # not alike, or not to be read in pieces
    try:
        return _difference(pieces.whole(text), pieces.whole(empty))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 1, 1  # the docs decide whether it is Python


def _difference(
    module: Iterator[tuple[ModulePiece, ast.Module]],
    other: Iterator[tuple[ModulePiece, ast.Module]],
) -> tuple[int, int] | None:
    """Return the position at which two modules differ, but for their texts; raises ValueError."""
    for (piece, tree), (_, plain) in zip(module, other, strict=True):
        if position := _tree_difference(tree, plain):
            line, column = position
            return max(1, line + piece.above), column
    return None


def _tree_difference(tree: ast.Module, plain: ast.Module) -> tuple[int, int] | None:
    """Return the position at which two trees differ, or a text that differs is a type."""
    position = 1, 1
    waiting: list[tuple[object, object]] = [(tree, plain)]
    while waiting:
        node, other = waiting.pop()
        position = _position(node) or position
        inside = _inside(node, other)
        if inside is None:
            return position
        waiting += inside
        for text, blank in zip(_quoted(node), _quoted(other), strict=False):
            if text.value != blank.value and not _TYPE.fullmatch(str(text.value)):
                return _position(text)
    return None


def _position(node: object) -> tuple[int, int] | None:
    line: int | None = getattr(node, "lineno", None)
    return (line, getattr(node, "col_offset", 0) + 1) if line else None


def _inside(node: object, other: object) -> Iterable[tuple[object, object]] | None:
    """Return the parts of two nodes that have to be the same, `None` where they cannot be."""
    if type(node) is not type(other):
        return None
    if isinstance(node, list) and isinstance(other, list):
        return zip(node, other, strict=True) if len(node) == len(other) else None
    if not isinstance(node, ast.AST):
        return () if node == other else None
    if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
        return ((type(node.value), type(getattr(other, "value", None))),)
    return [(getattr(node, name), getattr(other, name)) for name in node._fields]


def _quoted(node: object) -> Iterator[ast.Constant]:
    """Yield the texts that are types in a declaration; libraries evaluate them."""
    match node:
        case ast.AnnAssign(annotation=ast.Name(id="TypeAlias"), value=kind):
            yield from _types([kind])
        case ast.AnnAssign(annotation=kind) | ast.arg(annotation=kind):
            yield from _types([kind])
        case ast.FunctionDef(returns=kind) | ast.AsyncFunctionDef(returns=kind):
            yield from _types([kind])
        case ast.Call(func=ast.Name(id="TypedDict"), args=[_, ast.Dict() as types]):
            yield from _types([*types.values])
        case ast.Call(func=ast.Name(id="union_of"), args=[kind, *_]):
            yield from _types([kind])


def _types(waiting: list[ast.expr | None]) -> Iterator[ast.Constant]:
    """Yield the texts in types, but for those that are values: in calls and in `Literal`."""
    while waiting:
        match waiting.pop():
            case ast.Constant(value=str()) as text:
                yield text
            case ast.Call() | ast.Subscript(value=ast.Name(id="Literal")) | None:
                pass
            case ast.AST() as kind:
                waiting += ast.iter_child_nodes(kind)  # type: ignore[arg-type]
