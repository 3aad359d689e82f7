"""Formatting: rendered text to text in black's style.

The one rule kept here: what comes out is what `black` makes of it. Black is asked only about the
statements that it could change, because asking costs more than all the rest.
"""

from __future__ import annotations

from typetable.format.asking import formatted, formatted_alone
from typetable.format.settled import Module, UnknownError


def format_module(text: str) -> str:
    """Return a module in black's style; text that is no Python comes back in some form."""
    if not text:
        return text
    try:
        module = Module(text)
        doubtful = module.in_doubt()
    except UnknownError:
        return verified(text)
    if not doubtful:
        return text
    for statement in reversed(doubtful):
        lines = module.lines[statement.start : statement.end]
        answer = formatted_alone("\n".join(lines), statement.indent)
        module.lines[statement.start : statement.end] = answer.split("\n")
    return module.text()


def verified(text: str) -> str:
    """Return what black itself makes of a whole module."""
    return formatted(text)
