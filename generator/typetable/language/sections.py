"""The section `[models]` of a dialect: which headings are models, and what they are called.

The one rule kept here: a heading is spelled by example, with marks of one level or of any.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from typetable.wording.links import Mention
from typetable.wording.spelling import Spelling, by_weight
from typetable.wording.spellings import Spellings

if TYPE_CHECKING:
    from collections.abc import Mapping


_JOIN = re.compile(r"_(?<=[A-Za-z]_)(?=[0-9])")
_TAG = re.compile(r"[A-Za-z][\w.]*|\*\*")
_MARKED = re.compile(r"(?P<marks>#{1,6}) +(?P<text>.+)")


_NOUN = re.compile(r".+?(?= (?:-|of|in|for|by) |$)")
"""What stands before that which tells apart several of a kind, as in `Subtypes - Video`."""

_PLURALS = (
    (("series", "species", "ss", "us", "is"), "", ""),
    (("sses", "xes", "ches", "shes", "tuses", "nuses"), "es", ""),
    (("movies", "cookies"), "s", ""),
    (("ies",), "ies", "y"),
    (("s",), "s", ""),
)
"""How English nouns end, what is cut off then for one, and put there; the first counts."""


_KNOWN = (
    "ignore",
    "unlikely",
    "within",
    "bold",
    "parts",
    "generic",
    "members",
    "empty",
    "examples",
    "needs",
    "shared",
    "open",
    "tuples",
    "answers",
)
"""The keys of spellings that are compared in any case."""


class HeadingSpelling(Struct, frozen=True):
    """How a heading is spelled that starts a model; `level` is 0 where any level does."""

    text: str
    level: int
    spelling: Spelling

    @classmethod
    def of(cls, text: str) -> HeadingSpelling:
        """Return the spelling that a dialect file states, such as `# {}`, or raise `ValueError`."""
        marked = _MARKED.fullmatch(text)
        inner, level = (marked["text"], len(marked["marks"])) if marked else (text, 0)
        return cls(text, level, Spelling.of(inner))


BOLD = "**"
"""What stands for a line in bold among the tags of headings."""


class HeadingTag(Struct, frozen=True):
    """A tag around the text of a heading, or the mark of bold."""

    text: str
    level: int
    name: str

    @classmethod
    def of(cls, text: str) -> HeadingTag:
        """Return the tag that a dialect file states, or raise `ValueError`."""
        marked = _MARKED.fullmatch(text)
        if not marked or not _TAG.fullmatch(marked["text"]):
            message = "a tag of headings needs marks of its level, as in `### h3`"
            raise ValueError(message)
        return cls(text, len(marked["marks"]), marked["text"])


class Models(Struct, frozen=True, kw_only=True, dict=True):
    """Which headings are models.

    A table belongs to the nearest heading above it that is one. Of each heading `ignore`,
    `unlikely`, `parts`, `generic` and `headings` are asked in this order; one that fits none of
    them is text.
    """

    ignore: tuple[Spelling, ...] = ()
    """Headings of what is no model, in any case: `ignore = ["Events", "{_} Errors"]`."""

    within: tuple[Spelling, ...] = ()
    """Headings, in any case and with or without Markdown, in which alone others are models:
    `within = ["Schemas"]`."""
    unlikely: tuple[Spelling, ...] = ()
    """The same, except for tables whose first header is one of `tables.members`:
    `unlikely = ["Events"]`."""

    bold: tuple[Spelling, ...] = ()
    """Headings, in any case, right below which paragraphs in bold are headings, too:
    `bold = ["Enums"]`."""

    parts: tuple[Spelling, ...] = ()
    """Headings inside a model, in any case: `parts = ["Fields"]`. One of the same level as that of
    the model is inside of it where no table stands between them."""

    generic: tuple[Spelling, ...] = ()
    """Headings that need the one around them in front of their name, in any case and whatever
    stands behind them in parentheses: `generic = ["Parameters"]` below `Order` is
    `Order Parameters`."""

    generic_words: tuple[str, ...] = ()
    """Words, in any case, of which headings are generic that have no other, and more than one:
    `generic_words = ["body", "parameters"]`."""

    answers: tuple[Spelling, ...] = ()
    """Generic headings of what comes back, in any case: what sentences below the heading around
    them say of members is of what is sent: `answers = ["Response Body"]`."""

    headings: tuple[HeadingSpelling, ...] = (HeadingSpelling.of("# {}"),)
    """Headings that are models, `{}` or else the whole heading being the name, with marks of one
    level alone, `{kind}` what stands before the name, and `{types}` names that stand for any type
    below: `headings = ["## {}", "{} Object", "{} - {kind}", "Output Format", "{} of {types}"]`."""

    items: tuple[Spelling, ...] = ()
    """How a list item begins that is a model, its table being in it; `{note}` describes it:
    `items = ["{} - {note}"]`."""

    needs: tuple[Spelling, ...] = ()
    """Headings and paragraphs in each model, in any case; what stands between it and the first of
    them, or a table, is text of the model, other headings too: `needs = ["Type: {_}"]`."""

    sentences: tuple[Spelling, ...] = ()
    """The paragraph right above a table, if it names the model better than the heading:
    `sentences = ["The {code} object has {_}"]`."""

    members: tuple[Spelling, ...] = ()
    """The paragraph right above a table, if it says which member of one above it in the section has
    the members that it lists, as one in code does in a line that ends in a colon:
    `members = ["The {} object has {_}"]`."""

    examples: tuple[Spelling, ...] = ()
    """The paragraph right above a table, in any case, if that lists the members of one of several
    objects that a member may be, so that it is of another type: `examples = ["For example {_}"]`.
    """

    nested: bool = True
    """Whether headings inside of a model can be models: `nested = false`."""

    join_numbers: bool = False
    """Whether type cells write `Details1` for the heading `Details_1`: `join_numbers = true`."""

    singular: bool = False
    """Whether a heading of several words in the plural names what each value is, so that
    `Device Types` is the model `Device Type`: `singular = true`."""

    per_page: Literal["one", "many"] = "many"
    """Whether the first heading that is a model is the only one of its page, whatever it is called,
    as where later ones are a part of its text: `per_page = "one"`."""

    tables: Literal["one", "merge", "apart"] = "one"
    """Whether a second table below a heading is an error or goes on with the first:
    `tables = "merge"`. By `"apart"` tables are models of the headings inside of the section that
    they stand below, but for one whose heading is around those of all others."""

    shared: tuple[Spelling, ...] = ()
    """Headings inside of a section, in any case, whose table other tables go on with, with a
    warning, unless a member is in two of them: `shared = ["Common {_}"]`."""

    without_table: Literal["error", "ignore", "union", "object"] = "error"
    """What a heading without a table is: an error, nothing, a union of what is not said, or an
    object without members: `without_table = "ignore"`."""

    empty: tuple[Spelling, ...] = ()
    """Paragraphs, in any case, that say that a model has no members; a generic heading without one
    and without a table is an error then: `empty = ["None"]`."""

    tabs: tuple[str, ...] = ()
    """Tags, in any case, around tables of one heading that are models each, which are called by
    their `label`, `title` or `value` as well: `tabs = ["TabItem"]`."""

    untitled: Literal["error", "page"] = "error"
    """What a table before any heading is: an error, or a model called like the file:
    `untitled = "page"`."""

    tags: tuple[HeadingTag, ...] = ()
    """Tags, such as components of MDX, around the text of a heading, with marks of its level; `**`
    is a line in bold that is a link or stands right above a table:
    `tags = ["### RouteHeader", "###### **"]`."""

    unspaced: bool = False
    """Whether `##Order`, without a blank behind its marks, is a heading, as older Markdown has it:
    `unspaced = true`."""

    titled: bool = False
    """Whether the `title` in the front matter of a page is a heading around all others:
    `titled = true`."""

    open: tuple[Spelling, ...] = ()
    """Paragraphs of a model, in any case, that say that it may have members of other names, too:
    `open = ["{_} may be extended with {_}"]`."""

    tuples: tuple[Spelling, ...] = ()
    """Paragraphs of a model, in any case, that say that it is an array of its members, in their
    order and without their names: `tuples = ["{_} is an array of these fields:"]`."""

    elsewhere: tuple[Spelling, ...] = ()
    """Paragraphs that say that a model is described on another page:
    `elsewhere = ["See [{_}]({_})."]`."""

    extends: tuple[Mention, ...] = ()
    """How the text of a model names one whose members it has, too, somewhere in it and in any case:
    `extends = ["derived from: {link}"]`."""

    @cached_property
    def known(self) -> Mapping[str, Spellings[Spelling]]:
        """The spellings of headings that are compared in any case, by their keys."""
        return {
            key: Spellings(((each, each) for each in getattr(self, key)), fold=True)
            for key in _KNOWN
        }

    @cached_property
    def bare_words(self) -> frozenset[str]:
        """The words of generic headings, as they are compared."""
        return frozenset(each.casefold() for each in self.generic_words)

    @property
    def has_generic(self) -> bool:
        """Whether headings are generic at all."""
        return bool(self.generic or self.generic_words)

    @property
    def needed(self) -> str:
        """A heading that each model has, for people; nothing where none has to be there."""
        return self.needs[0].text if self.needs else ""

    @cached_property
    def said(self) -> Spellings[Spelling]:
        """The spellings of paragraphs that name models, those with most literal text first."""
        return Spellings(
            ((each, each) for each in by_weight(self.sentences)), fold=False
        )

    @cached_property
    def by_weight(self) -> tuple[HeadingSpelling, ...]:
        """Headings that are models, those with most literal text first."""
        return tuple(sorted(self.headings, key=lambda each: -each.spelling.weight))


_BOLD = "*"
"""What words of a heading are marked with that are emphasized or bold, which means nothing."""


def match(spelled: HeadingSpelling, heading: str) -> Mapping[str, str] | None:
    """Return what stands in the holes of a raw heading, whatever words of it are in bold.

    What tells apart several of a kind stands before the name then.
    """
    spelling = spelled.spelling
    held = spelling.match(heading)
    if held is None and _BOLD in heading:
        held = spelling.match(heading.replace(_BOLD, ""))
    if held and "kind" in held:
        return {**held, "": f"{held['kind']} {held['']}"}
    return held


def named(heading: str, models: Models) -> str:
    """Return the raw name in a heading of whatever level, itself where no spelling fits."""
    spelled = (match(each, heading) for each in models.by_weight)
    return next((held[""] for held in spelled if held), heading)


def called(name: str, models: Models) -> str:
    """Return what the model of a heading is called: as type cells write it, or one of several."""
    name = joined(name) if models.join_numbers else name
    return one_of_many(name) if models.singular else name


def joined(name: str) -> str:
    """Return the name of a heading as type cells write it where dialects `join_numbers`."""
    return _JOIN.sub("", name)


def one_of_many(name: str) -> str:
    """Return a name of several words with its noun in the singular: `Types of Ads`, `Type of Ads`.

    One word is an identifier, such as `Regs`.
    """
    noun = _NOUN.match(name)
    if " " not in name or not noun:
        return name
    text = noun[0]
    rules = ((cut, one) for ends, cut, one in _PLURALS if text.lower().endswith(ends))
    cut, one = next(rules, ("", ""))
    return text[: len(text) - len(cut)] + one + name[noun.end() :]


def example(models: Models) -> str:
    """Return a heading that would be a model, for people."""
    spelled = models.headings[0]
    return spelled.text.replace("{}", "Name")
