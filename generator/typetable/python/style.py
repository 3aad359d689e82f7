"""The style of black: the text of templates of other people, as black leaves it.

The one rule kept here: the result is what `black` makes of the text. Black is asked only about the
statements that it could change, because asking costs more than all the rest. Packaged templates
print statements that are in style already.
"""

from __future__ import annotations

from typetable.python.black import black_version, formatted, formatted_alone
from typetable.python.layout import WIDTH

__all__ = ["black_version", "format_module", "formatted"]


def format_module(text: str, width: int = WIDTH) -> str:
    """Return a module in black's style; text that is no Python comes back in some form."""
    if not text or width != WIDTH:
        return formatted(text, width)
    # 12 ms of patterns, which templates of other people need alone
    from typetable.python.doubts import ModuleLines, UnknownError  # noqa: PLC0415

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
