"""Pieces: a long module read a part at a time, as its syntax tree takes a hundred times as much.

The one rule kept here: a module reads in pieces as it does as a whole, or is not read in pieces.

A piece that is Python by itself leaves no bracket, text or line open, so that the lines below it
are split into the same words with and without it. The classes and functions that it ends in go on
below it, as deep as the next line stands; the next piece is read below headers in their place. No
statement that begins in one piece can go on in another, as nothing continues a class or
a function but its own block.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typetable.python.parsing import tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Block: TypeAlias = ast.Module | ast.ClassDef | ast.FunctionDef

_PIECE = 1 << 19
"""The characters of a piece, or up to twice as many; modules have 3,800 on average, and their
syntax trees take a hundred times as many bytes."""

_LINES = tuple(
    re.compile(rf"(?<!:)\n(?= {{{column}}}(?!def |class |el)[a-zA-Z_])")
    for column in (4, 8)
)
"""The line ends behind which a statement may begin in a class, and in a method."""

_QUOTES = re.compile(r'^ *"""', re.MULTILINE)
"""The begin of a docstring or, with nothing behind, the end of one of several lines."""


class ModulePiece(Struct, frozen=True, kw_only=True):
    """A part of a module, below headers in place of the blocks that it goes on with."""

    text: str
    """The headers, and then the lines of the module."""

    above: int = 0
    """The lines of the module above the text; fewer by those of the headers."""

    inside: int = 0
    """The blocks that the piece goes on with."""

    below: int = 0
    """The blocks that go on in the next piece."""

    is_all: bool = False
    """Whether the module is one piece."""

    def tree(self) -> ast.Module:
        """Return the syntax tree; raises the errors of `ast.parse`."""
        return tree_of(self.text)


def whole(source: str) -> Iterator[tuple[ModulePiece, ast.Module]]:
    """Yield a module as one piece."""
    piece = ModulePiece(text=source, is_all=True)
    yield piece, piece.tree()


def read(source: str) -> Iterator[tuple[ModulePiece, ast.Module]]:
    """Yield the pieces of a module, each with its tree; raises the errors of `ast.parse`."""
    headers: tuple[str, ...] = ()
    start = above = 0
    for end in _cuts(source):
        text = "".join((*headers, source[start:end]))
        inside = len(headers)
        tree = ModulePiece(text=text).tree()
        headers = _headers(tree, text, _column(source, end))
        yield (
            ModulePiece(
                text=text,
                above=above - inside,
                inside=inside,
                below=len(headers),
                is_all=end - start == len(source),
            ),
            tree,
        )
        del tree  # before the next one is made
        above += source.count("\n", start, end)
        start = end


def blocks(
    tree: ast.Module, piece: ModulePiece
) -> Iterator[tuple[Block, list[ast.stmt]]]:
    """Yield the module and the blocks that a piece goes on with, and the statements of each."""
    block: Block = tree
    for _ in range(piece.inside):
        yield block, block.body[1:]
        block = _block(block.body[:1])
    yield block, block.body


def last_block(tree: ast.Module, piece: ModulePiece) -> Block:
    """Return the innermost block that goes on in the next piece."""
    block: Block = tree
    for _ in range(piece.below):
        block = _block(block.body[-1:])
    return block


def _block(body: list[ast.stmt]) -> ast.ClassDef | ast.FunctionDef:
    match body:
        case [ast.ClassDef() | ast.FunctionDef() as block]:
            return block
    message = "the module cannot be cut here"
    raise SyntaxError(message)


def _headers(tree: ast.Module, text: str, column: int) -> tuple[str, ...]:
    """Return headers for the blocks at the end of a piece whose statements stand at a column."""
    lines = text.split("\n")
    block: Block = tree
    headers: list[str] = []
    at = 0
    while at < column:
        block = _block(block.body[-1:])
        is_class = isinstance(block, ast.ClassDef)
        word = f"class {block.name}" if is_class else "def _()"
        headers.append(f"{' ' * block.col_offset}{word}:\n")
        at = _indentation(block, lines)
    if at != column:
        message = "the next piece is not in line"
        raise SyntaxError(message)
    return tuple(headers)


def _indentation(block: Block, lines: list[str]) -> int:
    """Return the column of the statements of a block, which are not in the line of its header."""
    first = block.body[0]
    before = lines[first.lineno - 1][: first.col_offset]
    if before.strip() or lines[first.lineno - 2].endswith("\\"):
        message = "a block is in the line of its header"
        raise SyntaxError(message)
    return first.col_offset


def _column(source: str, start: int) -> int:
    """Return the indentation of a line, by its blanks."""
    end = start
    while source[end : end + 1] == " ":
        end += 1
    return end - start


def _cuts(source: str) -> Iterator[int]:
    """Yield the end of each piece, as an index; the last one is that of the text."""
    start = 0
    if len(source) > 2 * _PIECE:
        quotes = [each.end() for each in _QUOTES.finditer(source)]
        while len(source) - start > 2 * _PIECE:
            start = _cut(source, start + _PIECE, quotes)
            yield start
    if start < len(source) or not source:
        yield len(source)


def _cut(source: str, least: int, quotes: list[int]) -> int:
    """Return the index of a statement that seems to begin: of a module, or else of a class."""
    gap = source.find("\n\n\n", least, least + _PIECE)
    if gap >= 0:
        return gap + 3
    for line in _LINES:
        match = line.search(source, least, least + _PIECE)
        while match and (end := _end_of_docstring(source, match.end(), quotes)):
            match = line.search(source, end, max(end, least) + _PIECE)
        if match:
            return match.end()
    gap = source.find("\n\n\n", least)
    return gap + 3 if gap >= 0 else len(source)


def _end_of_docstring(source: str, start: int, quotes: list[int]) -> int:
    """Return the end of the docstring that a line is part of; 0 where it is in none."""
    after = bisect(quotes, start)
    end = quotes[after] if after < len(quotes) else 0
    return end if end and source[end : end + 1] == "\n" else 0
