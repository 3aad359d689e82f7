"""Names that are alike: those of models, as texts spell them that do not take them to the letter.

The one rule kept here: of two names that a text could mean it means neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from typetable.language.evidence import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TypeAlias

    _Index: TypeAlias = Mapping[object, list[str]]


class Alike:
    """Names of models by what is left of them without marks, and without the order of words."""

    def __init__(self, names: Iterable[str]) -> None:
        """Index the names; one as it is comes before one without its remarks."""
        every = [*names]
        bare = _index(every, lambda name: plain(_bared(name)))
        self._plain = {**bare, **_index(every, plain)}
        self._words = _index((name for name in every if len(_words(name)) > 1), _words)

    def like(self, name: str) -> str:
        """Return the only name that differs in spelling, plural or order of words, or nothing."""
        singles = filter(None, _singulars(plain(name)))
        tried = [self._plain.get(each, ()) for each in singles]
        found = (*tried, self._words.get(_words(name), ()))
        return next((names[0] for names in found if len(names) == 1), "")


def _index(names: Iterable[str], key: Callable[[str], object]) -> _Index:
    found: dict[object, list[str]] = defaultdict(list)
    for name in names:
        found[key(name)].append(name)
    return found


_BEHIND = re.compile(
    r"\s*(?:[(\uff08][^()\uff08\uff09]*[)\uff09]|\s[\u2013\u2014]\s.*)\Z"
)
"""A remark behind a name, in brackets or behind a dash."""

_BEFORE = re.compile(r"[^\W\d_]+[:\uff1a]\s*|[^\x00-\x7f]+\s+")
"""What a heading says that something is: `Table: `, or a word of a language other than code."""


def _bared(name: str) -> str:
    """Return a name without what a heading says beside it, where that leaves one word; or all.

    Of a path such as `order.address` that is the last part.
    """
    bare = _BEHIND.sub("", name)
    before = _BEFORE.match(bare)
    bare = bare[before.end() :] if before else bare
    *path, last = bare.split(".")
    bare = last if all(map(str.isidentifier, path)) else bare
    return bare if bare.isascii() and bare.isidentifier() else name


def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name in the singular, in order of the alphabet."""
    words = re.findall(r"\w+", name.casefold())
    return (*sorted(re.sub(r"ies\Z", "y", each).removesuffix("s") for each in words),)


def _singulars(name: str) -> Iterator[str]:
    """Yield a plain name, and what it may be the plural of."""
    yield name
    for ending, single in (("ies", "y"), ("es", ""), ("s", "")):
        if len(name) > len(ending) + 1 and name.endswith(ending):
            yield name.removesuffix(ending) + single
