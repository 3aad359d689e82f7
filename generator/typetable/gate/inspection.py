"""Inspection: bytes to text to syntax tree to problems.

The one rule kept here: each step trusts only the ones before it.
"""

from __future__ import annotations

import ast
import warnings
from tokenize import detect_encoding
from typing import TYPE_CHECKING
from unicodedata import category

from typetable.gate.policy import Problem
from typetable.gate.syntax import check

if TYPE_CHECKING:
    from typetable.gate.policy import Allowed

_OLDEST = (3, 11)
"""The Python whose syntax is allowed; later ones have more, such as type parameters."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that may only be written as escapes."""


def inspect(text: str | bytes, allowed: Allowed | None) -> tuple[Problem, ...]:
    """Return everything in a module that is not allowed, in the order of the text.

    Without a policy, only encoding, characters and syntax are looked at.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if problem := _misread(data):
        return (problem,)
    source = data.decode("utf-8")
    if problems := _unseen(source):
        return problems
    try:
        tree = _parsed(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "offset", 1)
        return (Problem(line or 1, column or 1, f"not Python: {error}"),)
    return check(tree, source, allowed) if allowed else ()


def texts(text: str) -> frozenset[str]:
    """Return every string that a module holds, docstrings included, as Python reads them."""
    nodes = ast.walk(ast.parse(text))
    values = (node.value for node in nodes if isinstance(node, ast.Constant))
    return frozenset(value for value in values if isinstance(value, str))


def _misread(data: bytes) -> Problem | None:
    """Return why Python would not read `data` as UTF-8 (PEP 263)."""
    head = iter(data.split(b"\n", 2)[:2])
    try:
        encoding, _ = detect_encoding(lambda: next(head, b""))
        data.decode("utf-8")
    except (SyntaxError, UnicodeDecodeError) as error:
        return Problem(1, 1, f"not UTF-8: {error}")
    if encoding != "utf-8":
        return Problem(1, 1, f"Python reads this as {encoding}, not as utf-8")
    return None


def _unseen(source: str) -> tuple[Problem, ...]:
    if source.replace("\n", "").isprintable():
        return ()
    return tuple(
        Problem(row, column, f"U+{ord(character):04X} is not written as an escape")
        for row, line in enumerate(source.split("\n"), 1)
        if not line.isprintable()
        for column, character in enumerate(line, 1)
        if category(character) in _UNSEEN
    )


def _parsed(source: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return ast.parse(source, feature_version=_OLDEST)
