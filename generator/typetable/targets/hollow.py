"""Hollow views: what is left of views when the docs have nothing to say.

The one rule kept here: text of the docs is nothing but text. A module that templates of other
people print is the same program, but for what its texts say, as the one that they print of a
hollow view; so nothing that the docs say can be anything else, wherever it is put.

What is not text in a view is built by typetable: identifiers, numbers, types and statements. It is
the same in both.
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

    from typetable.gate.pieces import Piece

_LITERAL = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""' r'|"(?:[^"\\\n]|\\.)*+"' r"|'(?:[^'\\\n]|\\.)*+'",
    re.DOTALL,
)
"""A text as `literals` writes it."""

_SIGN = re.compile(r"[^\n]")
"""What says something; lines stay, so that a module and its hollow one are alike in them."""

_TYPE = re.compile(r"[A-Za-z_][\w .,|\[\]]*+")
"""What a quoted type is made of: nothing in it can be called."""


def hollow(view: Any) -> Any:  # noqa: ANN401  # any view, and the same kind of it
    """Return a view all of whose texts say nothing, in as many characters and lines."""
    match view:
        case str():
            return _LITERAL.sub(_said_nothing, view)
        case tuple():
            return tuple(map(hollow, view))
        case Struct():
            fields = view.__struct_fields__
            return replace(
                view, **{name: hollow(getattr(view, name)) for name in fields}
            )
    return view


def _said_nothing(literal: re.Match[str]) -> str:
    text = literal[0]
    quotes = text[: 3 if text.startswith('"""') else 1]
    inside = text[len(quotes) : -len(quotes)]
    return quotes + _SIGN.sub("_", inside) + quotes


def turned_to_code(text: str, empty: str) -> tuple[int, int] | None:
    """Return where, by line and column from 1, a text of the docs is more than a text.

    `empty` is what the same template prints of the hollow view.
    """
    try:
        return _compared(pieces.read(text), pieces.read(empty))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass  # not alike, or not to be read in pieces
    try:
        return _compared(pieces.whole(text), pieces.whole(empty))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 1, 1  # what is Python, or is not, by what the docs say


def _compared(
    module: Iterator[tuple[Piece, ast.Module]],
    other: Iterator[tuple[Piece, ast.Module]],
) -> tuple[int, int] | None:
    """Return where two modules are not the same but for what texts say; raises ValueError."""
    for (piece, tree), (_, plain) in zip(module, other, strict=True):
        if place := _unlike(tree, plain):
            line, column = place
            return max(1, line + piece.above), column
    return None


def _unlike(tree: ast.Module, plain: ast.Module) -> tuple[int, int] | None:
    """Return where two trees are not the same, or where a text that differs is a type."""
    place = 1, 1
    waiting: list[tuple[object, object]] = [(tree, plain)]
    while waiting:
        node, other = waiting.pop()
        place = _place(node) or place
        inside = _inside(node, other)
        if inside is None:
            return place
        waiting += inside
        for said, unsaid in zip(_quoted(node), _quoted(other), strict=False):
            if said.value != unsaid.value and not _TYPE.fullmatch(str(said.value)):
                return _place(said)
    return None


def _place(node: object) -> tuple[int, int] | None:
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
    """Yield the texts that stand for types in what a node declares; libraries evaluate them."""
    match node:
        case ast.AnnAssign(annotation=ast.Name(id="TypeAlias"), value=kind):
            yield from _types([kind])
        case ast.AnnAssign(annotation=kind) | ast.arg(annotation=kind):
            yield from _types([kind])
        case ast.FunctionDef(returns=kind) | ast.AsyncFunctionDef(returns=kind):
            yield from _types([kind])
        case ast.Call(func=ast.Name(id="TypedDict"), args=[_, ast.Dict() as types]):
            yield from _types([*types.values])


def _types(waiting: list[ast.expr | None]) -> Iterator[ast.Constant]:
    """Yield the texts in types, but for those that are values: in calls, and what is literal."""
    while waiting:
        match waiting.pop():
            case ast.Constant(value=str()) as text:
                yield text
            case ast.Call() | ast.Subscript(value=ast.Name(id="Literal")) | None:
                pass
            case ast.AST() as kind:
                waiting += ast.iter_child_nodes(kind)  # type: ignore[arg-type]
