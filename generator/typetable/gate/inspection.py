"""Inspection: bytes to text to syntax tree to problems.

The one rule kept here: each step trusts only the ones before it.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from tokenize import detect_encoding
from typing import TYPE_CHECKING
from unicodedata import category

from typetable.gate.names import Defined
from typetable.gate.pieces import blocks, read, whole
from typetable.gate.policy import Problem
from typetable.gate.readback import Contents, collect
from typetable.gate.syntax import check
from typetable.gate.walk import Walk
from typetable.python.characters import is_visible, is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.gate.pieces import ModulePiece
    from typetable.gate.policy import Allowed
    from typetable.gate.readback import Readback

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that may only be written as escapes."""

_HALF = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F]")
"""How half of a character may be written; other escapes have no such numbers, and it no name."""


def inspect(
    text: str | bytes, allowed: Allowed | None, readback: Readback | None = None
) -> tuple[Problem, ...]:
    """Return the problems of a module, in the order of its text.

    Without a policy, only encoding, characters and syntax are looked at; in any case `readback` has
    to be there.
    """
    if problem := _misread(text):
        return (problem,)
    source = text if isinstance(text, str) else text.decode("utf-8")
    if problems := _unseen(source):
        return problems
    try:
        return _refused(read(source), allowed, readback)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _as_one(source, allowed, readback)


def is_same(text: str | bytes, other: str) -> bool:
    """Return whether two texts are the same program, of which the first has been inspected.

    Texts that stand alone, such as docstrings, may differ.
    """
    try:
        return _program(text) == _program(other)
    except RecursionError:
        return False


@lru_cache(maxsize=8)
def _program(text: str | bytes) -> str:
    """Return the syntax tree of a module without texts that stand alone."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [each for each in body if not _is_prose(each)]  # type: ignore[attr-defined]
    return ast.dump(tree)


def _is_prose(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
    return False


def _as_one(
    source: str, allowed: Allowed | None, readback: Readback | None
) -> tuple[Problem, ...]:
    """Return the problems of a module that cannot be read in pieces, if at all."""
    try:
        return _refused(whole(source), allowed, readback)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "offset", 1)
        return (Problem(line or 1, column or 1, f"not Python: {_fault(error)}"),)


def _fault(error: Exception) -> str:
    """Return the fault of a text that Python cannot read, which says some in words of its own."""
    message = getattr(error, "msg", "")
    if isinstance(error, ValueError) or message.startswith("Exceeds the limit"):
        return "a number in it is too large"
    if isinstance(error, SyntaxError):
        return message[:60]
    return "its parts are too deep in each other"


def _refused(
    read: Iterator[tuple[ModulePiece, ast.Module]],
    allowed: Allowed | None,
    readback: Readback | None,
) -> tuple[Problem, ...]:
    """Return the problems of a module; raises the errors of `ast.parse`."""
    contents = Contents()
    problems: list[Problem] = []
    halved: list[Problem] = []
    read = _noting(read, halved)
    if allowed:
        contents, problems = _walked(read, allowed)
    else:
        for _, tree in read:
            if readback:
                collect(tree, contents)
    missing = sorted(contents.lacks(readback)) if readback else ()
    unread = (Problem(1, 1, f"{text[:40]!a} does not read back") for text in missing)
    return (*sorted(problems + halved), *unread)


def _noting(
    read: Iterator[tuple[ModulePiece, ast.Module]], halved: list[Problem]
) -> Iterator[tuple[ModulePiece, ast.Module]]:
    """Yield the pieces of a module, and add a problem for each text with half of a character."""
    for piece, tree in read:
        nodes = ast.walk(tree) if _HALF.search(piece.text) else ()
        lines = piece.text.split("\n") if nodes else []
        for node in nodes:
            match node:
                case ast.Constant(value=str(text)) if not is_whole(text):
                    before = lines[node.lineno - 1].encode()[: node.col_offset]
                    column = len(before.decode()) + 1
                    message = "half of a character (U+D800 to U+DFFF) is no text"
                    halved.append(Problem(node.lineno + piece.above, column, message))
        del nodes
        yield piece, tree


def _walked(
    read: Iterator[tuple[ModulePiece, ast.Module]], allowed: Allowed
) -> tuple[Contents, list[Problem]]:
    """Return the contents of a module, and its problems."""
    pieces, defined, tree = _surveyed(read)
    walk = Walk(defined, allowed)
    for piece in pieces:
        check(tree or piece.tree(), piece, walk)
    return walk.contents, walk.refused()


def _surveyed(
    read: Iterator[tuple[ModulePiece, ast.Module]],
) -> tuple[list[ModulePiece], Defined, ast.Module | None]:
    """Return the pieces of a module, the names it defines, and its tree if it is one piece."""
    pieces: list[ModulePiece] = []
    defined = Defined()
    only = None
    for piece, tree in read:
        pieces.append(piece)
        defined.collect(next(blocks(tree, piece))[1])
        only = tree if piece.is_all else None
        del tree  # before the next one is made
    return pieces, defined, only


def _misread(text: str | bytes) -> Problem | None:
    """Return the problem that Python would not read a text as UTF-8, by PEP 263; else `None`."""
    if isinstance(text, str):
        text = "\n".join(text.split("\n", 2)[:2]).encode("utf-8", "surrogatepass")
    head = iter(text.split(b"\n", 2)[:2])
    try:
        encoding, _ = detect_encoding(lambda: next(head, b""))
        text.decode("utf-8")
    except (SyntaxError, UnicodeDecodeError) as error:
        return Problem(1, 1, f"not UTF-8: {error}")
    if encoding != "utf-8":
        return Problem(1, 1, f"Python reads this as {encoding}, not as utf-8")
    return None


def _unseen(source: str) -> tuple[Problem, ...]:
    if is_visible(source):
        return ()
    return tuple(
        Problem(row, column, f"U+{ord(character):04X} is not written as an escape")
        for row, line in enumerate(source.split("\n"), 1)
        if not line.isprintable()
        for column, character in enumerate(line, 1)
        if category(character) in _UNSEEN
    )
