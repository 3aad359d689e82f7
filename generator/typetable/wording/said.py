"""What can be said of a member, where, and how a dialect spells it.

The one rule kept here: a place knows its own spellings, and those of no other place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from msgspec import Struct
from msgspec.structs import replace

from typetable.wording.spellings import Spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from typetable.wording.spelling import Spelling

Place: TypeAlias = Literal[
    "condition",
    "column",
    "access",
    "name",
    "type",
    "default",
    "notes",
    "description",
    "sentence",
    "heading",
]
"""Where something is said of a member."""

PLACES: tuple[Place, ...] = get_args(Place)

Fact: TypeAlias = Literal[
    "required",
    "optional",
    "conditional",
    "forbidden",
    "nullable",
    "not-null",
    "array",
    "deprecated",
    "read-only",
    "constant",
    "default",
    "ignored",
]
"""What can be said of a member; `ignored` words mean nothing."""

Stated: TypeAlias = Fact | tuple[Fact, ...]
"""What a dialect states that a text says: a fact, or several."""

PRESENCE = {
    "required": True,
    "optional": False,
    "conditional": False,
    "forbidden": False,
}
"""The facts of which the first holds, and whether it says that a member must be there."""


_CALLED: Mapping[Place, str] = {
    "condition": "its condition",
    "column": "its column",
    "access": "who sets it",
    "name": "its name",
    "type": "its type",
    "default": "its default",
    "notes": "its notes",
    "description": "its description",
    "sentence": "the text above",
    "heading": "the heading",
}


class Said(Struct, frozen=True):
    """A fact that a place says of a member."""

    place: Place
    """Where it was said."""

    fact: Fact
    """What was said."""

    value: str = ""
    """The value of a default, or the text of a condition."""

    key: str = ""
    """The key of the dialect that knows it, or how else it is known, for people."""

    note: str = ""
    """What was taken off with it that readers should see."""
    excepted: tuple[str, ...] = ()
    """The members of which it is not said."""

    @property
    def in_words(self) -> str:
        """The fact and its place, for people."""
        return f"{self.fact} by {_CALLED[self.place]}"


class Known(Struct, frozen=True):
    """A text that a dialect knows in one place."""

    fact: Fact
    """What it says."""

    held: Mapping[str, str]
    """What stands in the holes of its spelling."""

    key: str
    """The key of the dialect, such as `[facts] column."yes"`."""

    beside: tuple[Fact, ...] = ()
    """What it says beside."""


class Spelled:
    """How facts are spelled in one place: words are looked up, others tried, the heaviest first."""

    def __init__(
        self,
        place: Place,
        spellings: Mapping[Spelling, Stated],
        *,
        fold: bool,
    ) -> None:
        """Take the spellings of a place."""
        keyed: list[tuple[Spelling, Known]] = []
        for spelling, stated in spellings.items():
            first, *beside = (stated,) if isinstance(stated, str) else stated
            key = f'[facts] {place}."{spelling.text}"'
            keyed.append((spelling, Known(first, {}, key, (*beside,))))
        others = sorted(
            (pair for pair in keyed if pair[0].word is None),
            key=lambda pair: -pair[0].weight,
        )
        words = (pair for pair in keyed if pair[0].word is not None)
        self._known = Spellings((*words, *others), fold=fold)

    def words(self) -> Iterable[str]:
        """Return the words that are spelled without a hole."""
        return self._known.words

    def find(self, text: str) -> Known | None:
        """Return the fact that a text is, what stands in the holes, and by which key."""
        found = self._known.find(text)
        if found is None:
            return None
        return replace(found.meaning, held=found.held) if found.held else found.meaning
