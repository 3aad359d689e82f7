"""Readback: the names, values and descriptions of the docs that a module has to contain.

The one rule kept here: texts are compared as Python reads them, never as they are written.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterator


class Readback(Struct, frozen=True, kw_only=True):
    """The texts and values that must read back from a module, each at least once.

    `names` are JSON names, as texts or as names of attributes; `values` are texts and numbers;
    `prose` are descriptions, equal in their words, each paragraph for itself.
    """

    names: tuple[str, ...] = ()
    values: tuple[str | float, ...] = ()
    prose: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything must read back."""
        return bool(self.names or self.values or self.prose)


class Contents(Struct):
    """The contents of a module: names of attributes, texts, other constants, and docstrings."""

    names: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    constants: set[tuple[type, object]] = field(default_factory=set)
    prose: list[str] = field(default_factory=list)

    def add(self, value: object) -> None:
        """Add a constant; 1, 1.0 and true are three."""
        if isinstance(value, str):
            self.texts.add(value)
        else:
            self.constants.add((type(value), value))

    def lacks(self, readback: Readback) -> Iterator[str]:
        """Yield the texts and values that do not read back, in no order."""
        yield from {*readback.names} - self.names - self.texts
        for value in readback.values:
            if value not in self.texts and (type(value), value) not in self.constants:
                yield str(value)
        unlike = {*readback.prose}.difference(self.prose)
        wanted = {part for text in unlike for part in paragraphs(text)}
        if wanted:
            yield from wanted.difference(*map(paragraphs, self.prose))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, parted by blank lines, with single blanks between words."""
    stripped = "\n".join([line.strip(" \t") for line in text.split("\n")])
    parts = (" ".join(part.split()) for part in stripped.split("\n\n"))
    return [part for part in parts if part]


def collect(tree: ast.AST, contents: Contents) -> None:
    """Collect the contents of a tree, at any depth."""
    negated: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=value) if node not in negated:
                contents.add(value)
                contents.prose += [value] if isinstance(value, str) else []
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant() as operand):
                if isinstance(operand.value, int | float):
                    negated.add(operand)
                    contents.add(-operand.value)
            case ast.Name(id=name, ctx=ast.Store()):
                contents.names.add(name)
