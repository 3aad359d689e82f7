"""The section `[facts]` of a dialect: what is said of a member, by place, and settled in one.

The one rule kept here: readers of cells return facts and decide nothing; a word of a presence
column that no dialect lists is a finding, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.markdown.spans import seen
from typetable.wording.said import (
    PLACES,
    PRESENCE,
    Fact,
    Known,
    Place,
    Said,
    Spelled,
)
from typetable.wording.settling import Settled, settled
from typetable.wording.spelling import Spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.markdown.document import Cell


class Word(Spelling, frozen=True):
    """A spelling of a whole cell, which may be empty."""

    @classmethod
    def of(cls, text: str) -> Word:
        """Return the spelling that a dialect file states; raises `ValueError` with the reason."""
        return cls(Spelling.of(text).parts if text else ())


class Facts(Struct, frozen=True, kw_only=True, eq=False, dict=True):
    """What is said of a member, by the place that says it: spelling = fact.

    Each kind of fact is settled by itself. Members that are `optional`, `conditional` or
    `forbidden` may be absent; a condition reaches the schema as text. `array` is an array of
    what the type says, unless that is one, and in descriptions nothing beside a type; `default`
    takes the value in the hole `{default}`, `constant` the only one that there is, or its name in
    an enum, if no other is in code beside it, and `ignored` means nothing.
    """

    order: tuple[Place, ...] = PLACES
    """The places from the most to the least telling, before those that it leaves out; of two that
    disagree the first counts: `order = ["description", "name"]`."""

    silent: Literal["required", "optional", "unsaid", "error"] = "error"
    """What a member is of which no place says whether it is required; `unsaid` is as optional:
    `silent = "optional"`."""

    fold: bool = False
    """Whether spellings match in any case: `fold = true`."""

    condition: Mapping[Word, Fact] = {}
    """Whole cells below `columns.condition` that are no condition: `"always" = "ignored"`."""

    column: Mapping[Word, Fact] = {}
    """Whole cells below `columns.required`; others are errors: `"yes" = "required"`. What stands in
    a hole is the default: `"no, default: {}" = "optional"`."""

    circles: Mapping[str, str] = {}
    """Letters that stand for other words of `column` where a column shows that they are marks: it
    has nothing else and both of them, or a header in letters of East Asia:
    `circles = { o = "yes", x = "no" }`."""

    access: Mapping[Word, Fact] = {}
    """Whole cells below `columns.access`; others say nothing: `"system" = "read-only"`."""

    name: Mapping[Spelling, Fact] = {}
    """Names with what they wear, which is taken off piece by piece; with `{note}` it is text of
    the description then: `"{} (optional)" = "optional"`."""

    type: Mapping[Spelling, Fact] = {}
    """Type cells with what stands beside the type, which is taken off, too:
    `"{}, default {default}" = "default"`."""

    default: Mapping[Spelling, Fact] = {}
    """Whole cells below `columns.default` that are no value: `"none" = "ignored"`."""

    notes: Mapping[Spelling, Fact] = {}
    """Tags below `columns.notes`, apart by commas or each in brackets; others are errors:
    `"[optional]" = "optional"`."""

    description: Mapping[Spelling, Fact] = {}
    """Descriptions: how they begin, a whole sentence, or what stands in brackets or bold:
    `"required" = "required"`."""

    sentence: Mapping[Spelling, tuple[Fact, ...]] = {}
    """Sentences between a heading and its table, or below the one around a generic heading, for all
    rows but those that are called like a word in the hole `{except}`; of several facts all count:
    `"all fields are optional, except for {except}" = ["optional", "nullable"]`."""

    heading: Mapping[Spelling, Fact] = {}
    """Headings, and paragraphs right above a table that end in a colon, for all rows below them:
    `"required attributes" = "required"`."""

    @property
    def needs_column(self) -> bool:
        """Whether nothing but a column can say whether a member is required."""
        others = (getattr(self, place) for place in PLACES if place != "column")
        return self.silent == "error" and not any(others)

    @cached_property
    def settled(self) -> Callable[[tuple[Said, ...]], Settled]:
        """What holds of members of which something was said; most say one of few things."""
        return lru_cache(maxsize=256)(lambda said: settled(said, self))

    @cached_property
    def in_column(self) -> Callable[[str], Said | None]:
        """What raw cells of the presence column say, remarks aside."""
        return lru_cache(maxsize=256)(lambda raw: _in_column(raw, self))

    @cached_property
    def taken_off(self) -> Callable[[str, Place], tuple[str, tuple[Said, ...]]]:
        """Names and types without what they wear, and what that says."""
        return lru_cache(maxsize=4096)(
            lambda text, place: _taken_off(text, place, self)
        )

    @cached_property
    def spelled(self) -> Mapping[Place, Spelled]:
        """The spellings of each place, ready to be asked."""
        return {
            place: Spelled(place, getattr(self, place), fold=self.fold)
            for place in PLACES
        }

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All places, from the most to the least telling."""
        return tuple(dict.fromkeys((*self.order, *PLACES)))


def settle(said: tuple[Said, ...], facts: Facts) -> Settled:
    """Return what holds of a member: of each kind of fact the first in the order of places."""
    return facts.settled(said)


_REMARK = re.compile(r"[\n(（]")
_AROUND_REMARKS = " .)）"
UNSEEN = dict.fromkeys(map(ord, "\ufe0f\u200b\u200d\ufeff"))
"""Characters that are none of a word, as a translation."""

_UNSEEN_EDGES = " \t\xa0\ufe0f\u200b\u200d\ufeff"


_VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Marks that choose how the character before them looks, and show nothing themselves."""


def in_column(
    cell: Cell, facts: Facts, findings: Findings, whether: str = "is required"
) -> Said | Diagnostic:
    """Return what a cell of the presence column says (TT204 where that is no word of it).

    A remark in parentheses or on a second line is none of the word, but may say a condition.
    """
    if said := facts.in_column(cell.text):
        return of_one(said, cell)
    words = [*filter(None, facts.spelled["column"].words())][:_SHOWN]
    text = cell.text.strip(_UNSEEN_EDGES)
    told = f"`{clipped(in_sight(text))}`" if text else "an empty cell"
    known = f"write {' or '.join(words)}, or " if words else ""
    return findings.add(
        rules.BAD_REQUIRED,
        cell.span,
        f"{told} does not say whether the field {whether}",
        hint=f"{known}teach it in `[facts.column]` of your dialect",
    )


def of_one(said: Said, cell: Cell) -> Said:
    """Return what a cell says; if it asks for several rows at once, one of them will do."""
    if cell.is_shared and said.fact == "required":
        text = cell.text.strip(_UNSEEN_EDGES)
        return replace(said, fact="conditional", value=text)
    return said


def in_sight(text: str) -> str:
    """Return a text in which what does not show, such as U+FE0F, is called by its code point."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        each if each.isprintable() and each not in _VARIANTS else f"U+{ord(each):04X}"
        for each in text
    )


def _in_column(raw: str, facts: Facts) -> Said | None:
    spelled = facts.spelled["column"]
    text = seen(raw).text.translate(UNSEEN).strip().rstrip(".")
    word, *remarks = (each.strip(_AROUND_REMARKS) for each in _REMARK.split(text))
    known = spelled.find(raw) or spelled.find(text)
    known = known or (spelled.find(word) if word else None)
    if known is None:
        return None
    conditions = map(spelled.find, filter(None, remarks))
    told = (each for each in conditions if each and each.fact == "conditional")
    said = _said("column", " ".join(text.split()), next(told, known))
    beside = (spelled.find(text) or known).held.get("", "")
    is_default = beside and said.fact != "conditional"
    return replace(said, value=beside) if is_default else said


_SHOWN = 6
"""So many words are named where a cell says none of them."""


def in_nulls(cell: Cell, facts: Facts, findings: Findings) -> Said | Diagnostic:
    """Return what a cell says of null, by the words of the presence column (TT204 as there)."""
    said = in_column(cell, facts, findings, "can be null")
    if isinstance(said, Said) and said.fact in PRESENCE:
        is_no = said.fact in ("optional", "forbidden")
        return replace(said, fact="not-null" if is_no else "nullable", value="")
    return said


def taken_off(text: str, place: Place, facts: Facts) -> tuple[str, tuple[Said, ...]]:
    """Return a name or a type without what it wears, and what that says."""
    return facts.taken_off(text, place) if getattr(facts, place) else (text, ())


def _taken_off(text: str, place: Place, facts: Facts) -> tuple[str, tuple[Said, ...]]:
    spelled = facts.spelled[place]
    said: list[Said] = []
    while (known := spelled.find(text)) and "" in known.held:
        held = known.held
        note = _rest(text, held[""]) if "note" in held else ""
        value = held.get("default", "")
        said.append(Said(place, known.fact, value, known.key, note))
        text = held[""]
    return text, tuple(said)


def _rest(text: str, taken: str) -> str:
    """Return what of a text stands around a part of it."""
    before, _, behind = text.partition(taken)
    return f"{before} {behind}".strip()


def unmarked(text: str, place: Place, facts: Facts) -> str:
    """Return a text without the marks that say nothing in a place, such as those of notes."""
    return without("ignored", text, place, facts)[0]


def without(fact: Fact, text: str, place: Place, facts: Facts) -> tuple[str, str]:
    """Return a text without marks that say a fact, or nothing, and what the first ones are."""
    spelled = facts.spelled[place]
    marks: list[str] = []
    for _ in range(_MOST_MARKS):
        known = spelled.find(text)
        is_known = known is not None and known.fact in {"ignored", fact}
        if known is None or not is_known or "" not in known.held:
            break
        marks += [_rest(text, known.held[""])] if known.fact == fact else []
        text = known.held[""]
    return text, " ".join(marks)


_MOST_MARKS = 8
"""So many marks of notes stand behind one text."""


def in_text(texts: Iterable[str], place: Place, facts: Facts) -> tuple[Said, ...]:
    """Return what whole texts say: cells, tags, sentences or headings."""
    if not getattr(facts, place):
        return ()
    spelled = facts.spelled[place]
    known = ((text, spelled.find(text)) for text in texts)
    return tuple(
        _said(place, text, replace(each, fact=fact))
        for text, each in known
        if each is not None
        for fact in (each.fact, *each.beside)
    )


_WORD = re.compile(r"[^\s,;`]+")


def _said(place: Place, text: str, known: Known) -> Said:
    value = text if known.fact == "conditional" else known.held.get("default", "")
    excepted = (*_WORD.findall(known.held.get("except", "")),)
    return Said(place, known.fact, value, known.key, excepted=excepted)
