"""Failures: the errors of templates, in the words of people who write them.

The one rule kept here: no message of Python reaches anybody.
"""

from __future__ import annotations

from jinja2 import TemplateError
from jinja2.exceptions import TemplateSyntaxError

FAILURES = (
    TemplateError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""The errors of templates, and of Python where it compiles one; its author may be anybody."""

OF_PYTHON = (MemoryError, RecursionError, SyntaxError, ValueError)
"""The errors of Python where it reads too deep a text, or too large a number."""

_LONGEST = 72
"""The characters of a message."""

_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (RecursionError, "templates include or call each other without end"),
    (MemoryError, "the template needs more memory than there is"),
    (TypeError, "what a loop goes over here is no list"),
)

_ELSE = "this part of the template cannot be carried out"

_UNCOMPILED = "the parts of this template are too deep in each other"
_NO_NUMBER = "this template has too large a number"


def words(error: Exception) -> tuple[str, str]:
    """Return the message and the hint of an error; the hint may be empty."""
    message = getattr(error, "message", None)
    if not isinstance(error, TemplateError) or message is None:
        texts = (text for kind, text in _WORDS if isinstance(error, kind))
        return next(texts, _ELSE), ""
    hint = getattr(error, "hint", "")
    if isinstance(error, TemplateSyntaxError) and not hint:  # one of Jinja's own
        message, _, hint = message.partition(". ")
    if len(message) > _LONGEST:
        message = f"{message[: _LONGEST - 1]}…"
    return message.removesuffix("."), hint


def place(error: Exception, template: str) -> tuple[str, int]:
    """Return the innermost template that led to an error, and the line where that is known."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or template, error.lineno
    name, line = getattr(error, "name", None) or template, 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__jinja_exception__") is not None:
            line, name = trace.tb_lineno, trace.tb_frame.f_code.co_filename
        trace = trace.tb_next
    return str(name), line


def uncompiled(error: Exception, name: str) -> TemplateSyntaxError:
    """Return the error of a template that cannot be compiled for a reason of Python's own."""
    message = _NO_NUMBER if isinstance(error, ValueError) else _UNCOMPILED
    return TemplateSyntaxError(message, 0, name)
