"""Names of sections, as they are read and told apart.

The one rule kept here: equal names get in front of them what is around them, while that helps.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING

from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typetable.language.outline import Section

_PICTURES = re.compile(
    r":[a-z][a-z0-9_+-]*:|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\u20e3]"
)
"""Pictures, by themselves or by their names, which are no part of a name."""

_ANCHOR = "# "
"""What the link in front of a heading shows that leads to itself."""


def shown(raw: str) -> str:
    """Return a raw name of a heading as it is read: without marks, pictures and colons."""
    text = seen(raw).text
    bare = _PICTURES.sub("", text).strip(" :\xa0") or text.strip(" :\xa0")
    return " ".join(bare.split()).removeprefix(_ANCHOR)


def qualified(sections: Sequence[Section]) -> Mapping[Section, str]:
    """Return the raw names of sections, with those around in front where they need them.

    A generic heading needs the one around it, and so do equal ones, as often as they are equal,
    unless what is around them is equal, too.
    """
    depths = {section: int(section.is_generic) for section in sections}
    whole = Counter(_whole(section) for section in sections)
    while True:
        names = {section: _called(section, depths[section]) for section in sections}
        read = {section: _without_blanks(name) for section, name in names.items()}
        times = Counter(read.values())
        again = [
            section
            for section in sections
            if times[read[section]] > whole[_whole(section)]
            and depths[section] < len(section.around)
        ]
        if not again:
            return names
        for section in again:
            depths[section] += 1


def _whole(section: Section) -> str:
    """Return the name of a section with all that is around it."""
    return _without_blanks(_called(section, len(section.around)))


def _without_blanks(raw: str) -> str:
    """Return a raw name without the blanks around it, which may be entities, and one in between."""
    return " ".join(unescape(raw).split())


def _called(section: Section, depth: int) -> str:
    around = section.around[len(section.around) - depth :]
    return " ".join((*around, section.raw))
