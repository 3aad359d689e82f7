"""JSON names of msgspec: what it makes of the names of attributes, in each of its styles.

The one rule kept here: a style is taken where it saves two explicit names or more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def _camel(name: str) -> str:
    first, *others = name.strip("_").split("_")
    return first + "".join(map(str.title, others))


STYLES: dict[str, Callable[[str], str]] = {
    "": lambda name: name,
    "camel": _camel,
    "pascal": lambda name: "".join(map(str.title, name.strip("_").split("_"))),
    "kebab": lambda name: name.strip("_").replace("_", "-"),
}
"""The JSON name that msgspec makes of an attribute's name in each of its styles."""


def style_of(pairs: Sequence[tuple[str, str]]) -> str:
    """Return the style with the fewest explicit names, if it saves two or more."""

    def explicit(style: str) -> int:
        return sum(STYLES[style](attribute) != wire for attribute, wire in pairs)

    best = min(STYLES, key=explicit)
    return best if explicit(best) + 1 < explicit("") else ""
