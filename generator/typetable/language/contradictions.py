"""Contradictions in a dialect: one title for two roles, one word for two meanings.

The one rule kept here: nothing is decided by the order of keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from typetable.diagnostics import clipped
from typetable.language.columns import ROLES, folded
from typetable.wording.facts import UNSEEN, in_sight
from typetable.wording.said import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typetable.language.dialect import Sections


class Contradiction(NamedTuple):
    """Two keys of a dialect that cannot both hold."""

    path: tuple[str, ...]
    """The later one."""

    message: str
    """What it says, and what the other says."""

    hint: str
    """What to do."""


def contradictions(dialect: Sections) -> Iterator[Contradiction]:
    """Yield what a dialect says twice, and differently."""
    yield from _titles(dialect)
    facts = dialect.facts
    for place in PLACES:
        said = getattr(facts, place)
        words = ((each.text, fact) for each, fact in said.items())
        yield from _words(("facts", place), words, fold=facts.fold)
    types = dialect.types
    yield from _words(("types", "words"), types.words.items(), fold=types.fold)


def _titles(dialect: Sections) -> Iterator[Contradiction]:
    roles: dict[str, str] = {}
    for role in ROLES:
        for title in getattr(dialect.columns, role):
            other = roles.setdefault(folded(title), role)
            if other != role:
                message = (
                    f"`{clipped(title)}` is a title of both `{other}` and `{role}`"
                )
                hint = "leave it in one of them"
                yield Contradiction(("columns", role), message, hint)


def _words(
    path: tuple[str, ...], words: Iterable[tuple[str, str]], *, fold: bool
) -> Iterator[Contradiction]:
    first: dict[str, tuple[str, str]] = {}
    for word, meaning in words:
        other, meant = first.setdefault(_plain(word, fold=fold), (word, meaning))
        if meant != meaning:
            pair = f"`{in_sight(clipped(other))}` and `{in_sight(clipped(word))}`"
            message = f"{pair} are one, and mean `{meant}` and `{meaning}`"
            hint = "keep one of them"
            yield Contradiction((*path, word), message, hint)


def _plain(word: str, *, fold: bool) -> str:
    """Return a word as words are compared, without what does not show."""
    known = word.translate(UNSEEN).strip()
    return known.casefold() if fold else known


def without_restated(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a dialect without the titles and words that one on top of it states.

    What is wrong with either is for their readers to find.
    """
    kept = {**below}
    titles = {folded(each) for each in _texts(_table(above, "columns").values())}
    kept["columns"] = {
        role: [each for each in _texts([stated]) if folded(each) not in titles]
        for role, stated in _table(below, "columns").items()
    }
    for section, places in (("facts", PLACES), ("types", ("words",))):
        old, new = _table(below, section), _table(above, section)
        fold = bool({**old, **new}.get("fold"))
        inner = {place: _unsaid(old, new, place, fold=fold) for place in places}
        kept[section] = {**old, **{key: each for key, each in inner.items() if each}}
    return {key: each for key, each in kept.items() if each or key in below}


def _unsaid(
    old: dict[str, Any], new: dict[str, Any], place: str, *, fold: bool
) -> dict[str, Any]:
    """Return the words of a place that a newer table does not state in another way."""
    words = _table(new, place)
    stated = {_plain(word, fold=fold) for word in words}
    return {
        word: meaning
        for word, meaning in _table(old, place).items()
        if word in words or _plain(word, fold=fold) not in stated
    }


def _table(data: dict[str, Any], key: str) -> dict[str, Any]:
    """Return a table of some data; an empty one where there is none."""
    inner = data.get(key)
    return inner if isinstance(inner, dict) else {}


def _texts(stated: Iterable[object]) -> Iterator[str]:
    """Yield the texts in lists and among them."""
    for each in stated:
        yield from (
            (text for text in each if isinstance(text, str))
            if isinstance(each, list)
            else ([each] if isinstance(each, str) else [])
        )
