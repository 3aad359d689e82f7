"""Inspection: bytes to text to syntax tree to problems.

The one rule kept here: each step trusts only the ones before it.
"""

from __future__ import annotations

import ast
import warnings
from dataclasses import replace
from functools import lru_cache
from tokenize import detect_encoding
from typing import TYPE_CHECKING
from unicodedata import category

from typetable.gate.names import names_defined
from typetable.gate.policy import Problem
from typetable.gate.syntax import check
from typetable.gate.wording import Said, of_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from typetable.gate.policy import Allowed
    from typetable.gate.wording import Wording

_OLDEST = (3, 11)
"""The Python whose syntax is allowed; later ones have more, such as type parameters."""

_PIECE = 1 << 19
"""A syntax tree takes a hundred times the memory of its text, so long texts have several."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that may only be written as escapes."""


def inspect(
    text: str | bytes, allowed: Allowed | None, wording: Wording | None = None
) -> tuple[Problem, ...]:
    """Return everything in a module that is not allowed, in the order of the text.

    Without a policy, only encoding, characters and syntax are looked at, and always that the
    `wording` of the docs reads back.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if problem := _misread(data):
        return (problem,)
    source = data.decode("utf-8")
    if problems := _unseen(source):
        return problems
    try:
        return _refused([*_pieces(source)], allowed, wording)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _as_one(source, allowed, wording)


def is_same(text: str | bytes, other: str) -> bool:
    """Return whether two texts are the same program, of which the first has been inspected."""
    try:
        return ast.dump(ast.parse(text)) == ast.dump(ast.parse(other))
    except RecursionError:
        return False


def _as_one(
    source: str, allowed: Allowed | None, wording: Wording | None
) -> tuple[Problem, ...]:
    """Return what is not allowed in a module that cannot be read in pieces, if at all."""
    try:
        return _refused([source], allowed, wording)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "offset", 1)
        return (Problem(line or 1, column or 1, f"not Python: {error}"),)


def _pieces(source: str) -> Iterator[str]:
    """Cut a module where two blank lines part it.

    Pieces that are whole modules each mean the same apart as together: statements in a row.
    """
    start = 0
    while start < len(source):
        cut = source.find("\n\n\n", start + _PIECE)
        end = cut + 3 if cut >= 0 else len(source)
        yield source[start:end]
        start = end


def _refused(
    pieces: Sequence[str], allowed: Allowed | None, wording: Wording | None
) -> tuple[Problem, ...]:
    """Return what is not allowed in a module; raises what `ast.parse` does."""
    defined: set[str] = set()
    for piece in pieces:
        defined.update(names_defined(_parsed(piece).body))
    problems: list[Problem] = []
    said = Said()
    above = 0
    for piece in pieces:
        found, says = _checked(piece, defined, allowed, wording)
        problems += (replace(each, line=each.line + above) for each in found)
        said.update(says)
        above += piece.count("\n")
    missing = sorted(said.lacks(wording)) if wording else ()
    problems += (Problem(1, 1, f"{text[:40]!a} does not read back") for text in missing)
    return tuple(problems)


def _checked(
    piece: str,
    defined: AbstractSet[str],
    allowed: Allowed | None,
    wording: Wording | None,
) -> tuple[tuple[Problem, ...], Said]:
    """Return what is not allowed in a piece of a module, and what it says if that matters."""
    tree = _parsed(piece)
    if allowed:
        return check(tree, piece, defined, allowed)
    return (), of_tree(tree) if wording else Said()


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


@lru_cache(maxsize=1)
def _parsed(source: str) -> ast.Module:
    """Return the tree of a text; the last one is kept, as most modules are one piece."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return ast.parse(source, feature_version=_OLDEST)
