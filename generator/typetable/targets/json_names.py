"""JSON names of attributes: the style that says most of a package, so that few have to be stated.

The one rule kept here: the style is that of the whole package, and its function is also in the
templates, word for word; a test compares them.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def _words(attribute: str) -> list[str]:
    return attribute.strip("_").split("_")


def _joined(words: Iterable[str]) -> str:
    return "".join(map(str.capitalize, words))


STYLES: dict[str, Callable[[Sequence[str]], str]] = {
    "snake": "_".join,
    "camel": lambda words: words[0] + _joined(words[1:]),
    "pascal": _joined,
    "kebab": "-".join,
}
"""What makes the JSON name of the words of an attribute, by the name of each style."""


@lru_cache(maxsize=4096)  # a name is asked about twice, and for most of its fields
def json_name(attribute: str, style: str) -> str:
    """Return the JSON name that a style makes of an attribute."""
    return STYLES[style](_words(attribute))


def usual_style(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the style that makes most JSON names of their attributes; `pairs` are both."""
    counts = dict.fromkeys(STYLES, 0)
    for (attribute, name), count in Counter(pairs).items():
        words = _words(attribute)
        for style, make in STYLES.items():
            counts[style] += count * (make(words) == name)
    return max(counts, key=counts.__getitem__)
