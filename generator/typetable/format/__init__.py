"""Formatting: rendered text to text in black's style.

The one rule kept here: what comes out is what `black` makes of it. Black is asked only about the
statements that it could change, because asking costs more than all the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.format.asking import black_version, formatted, formatted_alone
from typetable.format.settled import Module, UnknownError

if TYPE_CHECKING:
    from typetable.format.blanks import Statement

__all__ = ["black_version", "format_module", "in_doubt", "verified"]


def format_module(text: str) -> str:
    """Return a module in black's style; text that is no Python comes back in some form."""
    if not text:
        return text
    try:
        module = Module(text)
        doubtful = module.in_doubt()
    except UnknownError:
        return formatted(text)
    for statement in reversed(doubtful):
        lines = module.lines[statement.start : statement.end]
        answer = formatted_alone("\n".join(lines), statement.indent)
        module.lines[statement.start : statement.end] = answer.split("\n")
    return module.text() if doubtful else text


def verified(text: str) -> str:
    """Return what black makes of a whole module, whatever is thought to be known of it."""
    return formatted(text)


def in_doubt(text: str) -> tuple[str, ...]:
    """Return what black is asked about in a module: statements, or all of it."""
    try:
        module = Module(text)
        found: list[Statement] = module.in_doubt()
    except UnknownError:
        return (text,)
    return tuple("\n".join(module.lines[each.start : each.end]) for each in found)
