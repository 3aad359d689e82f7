"""Docstrings of a finished module, filled to fewer columns than they were written for.

The one rule kept here: paragraphs stay paragraphs. Those of the docs are filled where they are
printed; these are the words of templates for modules that are no page's.
"""

from __future__ import annotations

import ast
from inspect import cleandoc
from typing import TYPE_CHECKING

from typetable.python import literals
from typetable.python.characters import columns

if TYPE_CHECKING:
    from collections.abc import Iterator


def refilled(text: str, width: int) -> str:
    """Return a module in which no docstring that is too wide has a line that could be shorter.

    Text that is no Python comes back as it is.
    """
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text
    lines = text.split("\n")
    for node in sorted(_docstrings(tree), key=lambda node: -node.lineno):
        place = slice(node.lineno - 1, node.end_lineno)
        if max(map(columns, lines[place])) > width:
            lines[place] = _filled(node, width).split("\n")
    return "\n".join(lines)


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the texts that are all of a statement."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str()) as text):
                yield text


def _filled(node: ast.Constant, width: int) -> str:
    """Return a docstring, with the blanks before it, whose paragraphs are filled anew."""
    text = cleandoc(str(node.value))
    paragraphs = (" ".join(each.split()) for each in text.split("\n\n"))
    indent = node.col_offset
    filled = literals.docstring("\n\n".join(paragraphs), indent=indent, width=width)
    return " " * indent + filled
