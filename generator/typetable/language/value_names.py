"""Names of values: what the members of an enum of numbers are called where no column says it.

The one rule kept here: a name is the beginning of a description, as long as it takes to tell the
members apart, and of two that cannot be told apart none has one.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from typetable.language.evidence import plain
from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WORDS = 8
"""A name of more words is cut where that leaves it the only one."""
_MOST = 16
"""The most words of a name."""

_REMARK = re.compile(
    r"\s*[(:;\n\uff08\uff1a\uff1b\u3002]|\.(?:\s|\Z)|\s[-\u2013\u2014]\s"
)
"""What ends the first words of a description, and begins what explains them."""
_CLAUSE = re.compile(r"\s*[:;\uff1a\uff1b\u3002]\s*|\.(?:\s|\Z)")
_ADDRESS = re.compile(r"\s*\(?https?://\S*")
_BULLET = re.compile(r"\A[-\u2013\u2014\u2022*]\s+")


def names_of(descriptions: Sequence[str]) -> list[str]:
    """Return the names that raw descriptions give, empty where one does not tell its member."""
    names = [""] * len(descriptions)
    for shortened in _WAYS:
        found = [shortened(each) for each in descriptions]
        tried = [name or other for name, other in zip(names, found, strict=True)]
        times = Counter(map(plain, tried))
        names = [
            name or (other if times[plain(other)] == 1 else "")
            for name, other in zip(names, found, strict=True)
        ]
    return names


def _label(raw: str) -> str:
    """Return the bold text that a description begins with."""
    inline = seen(raw)
    bold = (e for e in inline.stretches if e.mark == "strong" and not e.start)
    return next((inline.text[e.start : e.end].strip(" .:") for e in bold), "")


def _first_words(raw: str) -> str:
    return _words(_REMARK.split(_text(raw), maxsplit=1)[0], _WORDS)


def _first_clause(raw: str) -> str:
    return _words(_CLAUSE.split(_text(raw), maxsplit=1)[0], _WORDS)


def _whole(raw: str) -> str:
    return _words(_text(raw), _MOST)


_WAYS: tuple[Callable[[str], str], ...] = (_label, _first_words, _first_clause, _whole)
"""From the shortest names to the longest ones."""


def _text(raw: str) -> str:
    text = _BULLET.sub("", seen(raw).text.strip(), count=1)
    return _ADDRESS.sub("", text).strip()


def _words(text: str, most: int) -> str:
    """Return the first words of a text, on one line and without a mark at their end.

    A dash is no word, and a remark that does not end with them is none of them.
    """
    words = text.split()
    counted = accumulate(any(map(str.isalnum, word)) for word in words)
    kept = " ".join(w for w, at in zip(words, counted, strict=True) if at <= most)
    opened = kept.rfind("(")
    whole = kept[:opened] if opened > kept.rfind(")") else kept
    return whole.strip(" .,:;-\u2013\u2014") or kept.strip(" .,:;")
