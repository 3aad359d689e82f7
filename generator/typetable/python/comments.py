"""Comments: which of them may stand above a module.

The one rule kept here: no comment changes what Python reads below it.
"""

from __future__ import annotations

import re

_CODING = re.compile(r"coding[:=][ \t]*([-\w.]+)")
"""What a comment tells Python of the bytes of a file."""


def is_harmless(comments: str) -> bool:
    """Return whether comments are UTF-8 and say nothing else of the bytes of their file."""
    codings = {name.lower() for name in _CODING.findall(comments)}
    return codings <= {"utf-8", "utf8"} and not any(map(_is_surrogate, comments))


def _is_surrogate(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"
