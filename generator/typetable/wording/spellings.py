"""Several spellings, of which a text is asked at once.

The one rule kept here: the answer is that of asking them in turn, words before others; but of the
others those alone are asked that begin or end with a character of the text's.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar

from typetable.wording.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from typetable.markdown.spans import Stretch
    from typetable.wording.spelling import Spelling

Meaning = TypeVar("Meaning")


class Found(NamedTuple, Generic[Meaning]):
    """What a text means, and what stands in the holes of its spelling."""

    meaning: Meaning
    held: Mapping[str, str]


class Spellings(Generic[Meaning]):
    """Spellings and what each of them means, in the order in which they count."""

    def __init__(
        self, meanings: Iterable[tuple[Spelling, Meaning]], *, fold: bool
    ) -> None:
        """Take the spellings, which match in any case where `fold` says so."""
        self._fold = fold
        self.words: dict[str, Meaning] = {}
        self._starting: defaultdict[str, list[_Ranked[Meaning]]] = defaultdict(list)
        self._ending: defaultdict[str, list[_Ranked[Meaning]]] = defaultdict(list)
        self._others: list[_Ranked[Meaning]] = []
        for rank, (stated, meaning) in enumerate(meanings):
            self._add(rank, stated.folded if fold else stated, meaning)

    def _add(self, rank: int, spelling: Spelling, meaning: Meaning) -> None:
        first, last = spelling.parts[:1], spelling.parts[-1:]
        if spelling.word is not None:
            self.words[spelling.word] = meaning
            return
        literals = (each for each in spelling.parts if isinstance(each, str))
        needed = max(literals, key=len, default="")
        ranked = (rank, needed, spelling, meaning)
        match first, last:
            case (str(literal),), _:
                self._starting[literal[0]].append(ranked)
            case _, (str(literal),):
                self._ending[literal[-1]].append(ranked)
            case _:
                self._others.append(ranked)

    def find(self, text: str, marks: tuple[Stretch, ...] = ()) -> Found[Meaning] | None:
        """Return what a text means, or `None` where it is spelled in none of the ways."""
        compared = folded(text) if self._fold else text
        word = self.words.get(compared)
        if word is not None:
            return Found(word, {})
        asked = [
            *self._starting.get(compared[:1], ()),
            *self._ending.get(compared[-1:], ()),
            *self._others,
        ]
        for _, needed, spelling, meaning in sorted(asked):
            if needed in compared:
                held = spelling.held(text, compared, marks)
                if held is not None:
                    return Found(meaning, held)
        return None


def one_of(text: str, spellings: Spellings[Spelling]) -> Spelling | None:
    """Return the spelling that a text has, if it is one of some."""
    found = spellings.find(text)
    return found.meaning if found else None


_Ranked: TypeAlias = "tuple[int, str, Spelling, Meaning]"
"""The place of a spelling in their order, a literal without which no text has it, and itself."""
