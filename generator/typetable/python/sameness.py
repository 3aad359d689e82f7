"""Sameness: whether two texts are the same code, however they are laid out.

The one rule kept here: comments are compared as well, since no formatter writes any, and the order
of imports that stand together is not.
"""

from __future__ import annotations

import ast
import io
import tokenize
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_same_code(one: str, other: str) -> bool:
    """Return whether two modules have the same statements and comments; False for what is none."""
    try:
        return [*_parts(one)] == [*_parts(other)]
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError):
        return False


def _parts(text: str) -> Iterator[object]:
    """Yield the statements of a module and its comments; raises the errors of `ast.parse`."""
    for are_imports, nodes in groupby(ast.parse(text).body, _is_import):
        if are_imports:
            yield sorted(name for node in nodes for name in _imported(node))
        else:
            yield from map(ast.dump, nodes)
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    yield [each.string for each in tokens if each.type == tokenize.COMMENT]


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _imported(node: ast.stmt) -> Iterator[tuple[str, str, str]]:
    """Yield module, name and alias of each name that a statement imports."""
    if isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        yield from ((module, each.name, each.asname or "") for each in node.names)
    elif isinstance(node, ast.Import):
        yield from (("", each.name, each.asname or "") for each in node.names)
