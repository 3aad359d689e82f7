"""Edits: the text of a file as typetable wrote it, before somebody edited it.

The one rule kept here: nothing is guessed. An unedited text fits the checksum of the file, and is
looked for among the mixtures of the edited text and the new one: where an edit and the docs changed
the same lines, none is found.
"""

from __future__ import annotations

from functools import lru_cache
from io import StringIO
from itertools import chain, combinations, islice
from typing import TYPE_CHECKING, TypeAlias

from typetable.output.seal import open_seal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Pieces: TypeAlias = list[tuple[str, str]]
"""Two texts side by side, in pieces that are equal in both or differ as a whole."""

_MOST_LINES = 4_000
"""The lines of two texts that are compared: in 0.4 s if a third is alike, 1.1 s at the worst."""

_MOST_PIECES, _TRIES = 16, 256
"""The pieces that may differ, and the mixtures of them that are tried: all of eight pieces."""


@lru_cache(maxsize=1)  # each cause of a file asks
def unedited(old: str, new: str) -> str | None:
    """Return the body that typetable wrote below the seal of `old`; `None` where none fits.

    `new` is the sealed text that replaces it. In an intact file it is the body that is there.
    """
    was, wanted = open_seal(old), open_seal(new)
    if was is None or was.intact:
        return was.body if was else None
    if wanted is None or old.count("\n") + new.count("\n") > _MOST_LINES:
        return None
    seal = old.removesuffix(was.body)
    candidates = _candidates(was.body, wanted.body)
    return next((body for body in candidates if _fits(seal, body)), None)


def _fits(seal: str, body: str) -> bool:
    sealed = open_seal(seal + body)
    return sealed is not None and sealed.intact


def _candidates(old: str, new: str) -> Iterator[str]:
    """Yield the bodies that an edited one may have been, the new body first."""
    yield new
    wholes = _pieces(_lines(old), _lines(new))
    yield from _mixtures(wholes)
    yield from _mixtures([each for piece in wholes for each in _split(*piece)])


def _pieces(old: Sequence[str], new: Sequence[str]) -> Pieces:
    from difflib import SequenceMatcher  # noqa: PLC0415  # only where somebody edited

    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        ("".join(old[start:end]), "".join(new[new_start:new_end]))
        for _, start, end, new_start, new_end in matcher.get_opcodes()
    ]


def _split(old: str, new: str) -> Pieces:
    """Return a piece line by line, where as many lines came as went."""
    lines = _lines(old), _lines(new)
    if old == new or len(lines[0]) != len(lines[1]):
        return [(old, new)]
    return [*zip(*lines, strict=True)]


def _lines(text: str) -> list[str]:
    """Return the lines of a text with their ends, which are LF and no other character."""
    return [*StringIO(text)]


def _mixtures(pieces: Pieces) -> Iterator[str]:
    """Yield mixtures of two texts; those come first in which somebody edited least."""
    differing = [number for number, (old, new) in enumerate(pieces) if old != new]
    if len(differing) > _MOST_PIECES:
        return
    sizes = range(1, len(differing))
    subsets = chain.from_iterable(combinations(differing, size) for size in sizes)
    for edited in islice(subsets, _TRIES):
        yield "".join(pair[number in edited] for number, pair in enumerate(pieces))
