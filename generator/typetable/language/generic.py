"""Generic headings: those that say nothing without the one around them.

The one rule kept here: what stands behind one in parentheses is a remark, and no part of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typetable.wording.spellings import one_of

if TYPE_CHECKING:
    from typetable.language.sections import Models

_REMARK = re.compile(r"\s*[(\uff08][^()\uff08\uff09]*[)\uff09]\Z")

_BETWEEN = re.compile(r"[\s/&,+-]+")
"""What stands between the words of a heading."""


def key_of_generic(said: str, models: Models) -> str:
    """Return the key by which a heading is generic, or nothing."""
    known, bare = models.known["generic"], _REMARK.sub("", said)
    if spelled := one_of(said, known) or one_of(bare, known):
        return f'generic = "{spelled.text}"'
    return "generic_words" if _is_of_words(bare, models) else ""


def is_whole_generic(said: str, models: Models) -> bool:
    """Return whether a text is generic to its last word: a hole may hold a sentence."""
    found = one_of(said, models.known["generic"])
    return bool(found and found.word is not None) or _is_of_words(said, models)


def _is_of_words(said: str, models: Models) -> bool:
    """Return whether a text is several words, all generic; one alone may be a model."""
    words = _BETWEEN.split(said.strip().casefold())
    return len(words) > 1 and models.bare_words.issuperset(words)
