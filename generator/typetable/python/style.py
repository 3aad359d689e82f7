"""The style of black: rendered text as black leaves it.

The one rule kept here: the result is what `black` makes of the text. Black is asked only about the
statements that it could change, because asking costs more than all the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.python.black import black_version, formatted, formatted_alone
from typetable.python.characters import columns
from typetable.python.doubts import ModuleLines, UnknownError
from typetable.python.layout import WIDTH
from typetable.python.shapes import without_texts

if TYPE_CHECKING:
    from typetable.python.blanks import Statement

__all__ = ["black_version", "format_module", "format_packaged", "in_doubt", "verified"]


def format_packaged(text: str) -> str:
    """Return a module that packaged templates printed in black's style.

    That is how they print it but where a line is too long: to look closer took an eighth of a cold
    run and changed nothing in 1,792 modules. Lines of docstrings are filled as they are printed.
    """
    if _fits(text) or _fits(without_texts(text)[0]):
        return text
    return format_module(text)


def _fits(text: str) -> bool:
    """Return whether no line of a text is too long, by steps of as many lines as fit into one."""
    if not text.isascii():
        return max(map(columns, text.split("\n"))) <= WIDTH
    start = 0
    while start + WIDTH < len(text):
        start = text.rfind("\n", start, start + WIDTH + 1) + 1
        if not start:
            return False
    return True


def format_module(text: str) -> str:
    """Return a module in black's style; text that is no Python comes back in some form."""
    if not text:
        return text
    try:
        module = ModuleLines(text)
        doubtful = module.in_doubt()
    except UnknownError:
        return formatted(text)
    if not doubtful and module.is_as_wanted():
        return text
    answers = [
        (each, formatted_alone(module.source(each), each.indent)) for each in doubtful
    ]
    return module.edited(answers)


def as_wide(text: str, width: int) -> str:
    """Return a module in black's style as black leaves it where lines have another width."""
    return text if width == WIDTH else formatted(text, width)


def verified(text: str) -> str:
    """Return the result of black for a whole module, without any short cut."""
    return formatted(text)


def in_doubt(text: str) -> tuple[str, ...]:
    """Return the texts of a module that black is asked about: statements, or all of it."""
    try:
        module = ModuleLines(text)
        statements: list[Statement] = module.in_doubt()
    except UnknownError:
        return (text,)
    return tuple(map(module.source, statements))
