"""Edits: the text of a file as typetable wrote it, before somebody edited it.

The one rule kept here: nothing is guessed. An unedited text fits the checksum of the file, at least
by its code, and is looked for among the mixtures of the edited text and the new one: where an edit
and the docs changed the same lines, none is found.
"""

from __future__ import annotations

import re
from functools import lru_cache
from io import StringIO
from itertools import chain, combinations, islice
from typing import TYPE_CHECKING, TypeAlias

from typetable.output.seal import is_as_written, open_seal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Pieces: TypeAlias = list[tuple[str, str]]
"""Two texts side by side, in pieces that are equal in both or differ as a whole."""

_MOST_LINES = 4_000
"""The lines of two texts that are compared: in 0.4 s if a third is alike, 1.1 s at the worst."""

_MOST_CHARACTERS = 400_000

_MOST_PIECES, _TRIES = 16, 256
"""The pieces that may differ, and the mixtures of them that are tried: all of eight pieces."""


_CONFLICT = re.compile(
    r"""
    ^<{7}(?:[ ].*)?\n (?P<ours>(?s:.*?))
    (?:^\|{7}(?:[ ].*)?\n (?s:.*?))?
    ^={7}\n (?P<theirs>(?s:.*?))
    ^>{7}(?:[ ].*)?(?:\n|\Z)
    """,
    re.MULTILINE | re.VERBOSE,
)
"""A conflict, as git writes it down: two sides, and perhaps what both came from."""


@lru_cache(maxsize=1)  # each cause of a file asks
def unedited(old: str, new: str) -> str | None:
    """Return the body that typetable wrote below the seal of `old`; `None` where none fits.

    `new` is the sealed text that replaces it. Where only a formatter went over the file it is the
    body that is there, which says the same.
    """
    was, wanted = open_seal(old), open_seal(new)
    if was is None or was.same_code:
        return was.body if was else None
    if wanted is None or not _is_short(old + new):
        return None
    seal = old.removesuffix(was.body)
    candidates = _candidates(was.body, wanted.body)
    return next((body for body in candidates if is_as_written(seal + body)), None)


def is_merged(text: str) -> bool:
    """Return whether a merge left its marks in a text of which both sides are typetable's."""
    seals = [*map(open_seal, _sides(text))]
    return bool(seals) and all(seal and seal.provenance for seal in seals)


def first_side(text: str) -> str:
    """Return the first side of a text in which a merge left its marks; others as they are."""
    return next(iter(_sides(text)), text)


def _sides(text: str) -> tuple[str, ...]:
    """Return both sides of a text in which a merge left its marks."""
    if "<<<<<<<" not in text or not _CONFLICT.search(text):
        return ()
    return _CONFLICT.sub(r"\1", text), _CONFLICT.sub(r"\2", text)


def _is_short(text: str) -> bool:
    return text.count("\n") <= _MOST_LINES and len(text) <= _MOST_CHARACTERS


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
