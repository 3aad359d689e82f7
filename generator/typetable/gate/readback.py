"""Readback: what the docs say that a module has to say too.

The one rule kept here: what is compared is what Python reads, never how it was written.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterator


class Wording(Struct, frozen=True, kw_only=True):
    """What a module has to say: each of these at least once.

    `names` are JSON names, as texts or as names of attributes; `values` are texts and numbers;
    `prose` is equal in its words, each paragraph for itself.
    """

    names: tuple[str, ...] = ()
    values: tuple[str | float, ...] = ()
    prose: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there is anything to say."""
        return bool(self.names or self.values or self.prose)


class Said(Struct):
    """What a module says: names of attributes, texts, other constants, texts that stand alone."""

    names: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    constants: set[tuple[type, object]] = field(default_factory=set)
    prose: list[str] = field(default_factory=list)

    def add(self, value: object) -> None:
        """Note a constant; 1, 1.0 and true are three."""
        if isinstance(value, str):
            self.texts.add(value)
        else:
            self.constants.add((type(value), value))

    def lacks(self, wording: Wording) -> Iterator[str]:
        """Yield what is not said, in no order."""
        yield from {*wording.names} - self.names - self.texts
        for value in wording.values:
            if value not in self.texts and (type(value), value) not in self.constants:
                yield str(value)
        unlike = {*wording.prose}.difference(self.prose)
        wanted = {part for text in unlike for part in paragraphs(text)}
        if wanted:
            yield from wanted.difference(*map(paragraphs, self.prose))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which blank lines part, with single blanks between words."""
    stripped = "\n".join([line.strip(" \t") for line in text.split("\n")])
    parts = (" ".join(part.split()) for part in stripped.split("\n\n"))
    return [part for part in parts if part]


def note(tree: ast.AST, said: Said) -> None:
    """Note what a tree says, wherever in it."""
    negated: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=value) if node not in negated:
                said.add(value)
                said.prose += [value] if isinstance(value, str) else []
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant() as operand):
                if isinstance(operand.value, int | float):
                    negated.add(operand)
                    said.add(-operand.value)
            case ast.Name(id=name, ctx=ast.Store()):
                said.names.add(name)
