"""The section `[types]` of a dialect: how types are written, on each of its pages.

The one rule kept here: a section as it holds on some page is made once, and so is its notation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from typetable.notation.notation import Notation
from typetable.notation.type_spelling import Spelled, TypeSpelling
from typetable.schema import ScalarName
from typetable.settings.records import Text
from typetable.wording.spelling import Spelling
from typetable.wording.spellings import Spellings

if TYPE_CHECKING:
    from collections.abc import Callable

_CODE = r"`[^`]*`"
_LINK = rf"\[(?:[^\[\]`]|{_CODE})*+\]\([^()]*\)"
_ENTITY, _BREAK = r"&#?\w{1,10};", r"\n|<br\s*+/?>"


class Types(Struct, frozen=True, kw_only=True, eq=False, dict=True):
    """How types are written.

    Blanks, backticks and escapes in a cell do not count. A word that is none of `[types.words]` is
    the name of a model.
    """

    # Each is equal to itself alone, so that cells are looked up by it.

    words: Mapping[str, ScalarName] = {}
    """The words that are types: `"whole number" = "integer"`."""

    where: Mapping[Text, Mapping[Text, ScalarName]] = {}
    """Words that are other types on pages that hold a text:
    `"in POSIX time" = { timestamp = "integer" }`."""

    nouns: tuple[str, ...] = ()
    """Words among these that are a model instead where the docs define one of that very name:
    `nouns = ["Date"]`."""

    spelled: Spelled = Spelled()
    """How types are built of types: `spelled = { array = "{} list" }`."""

    means: Mapping[TypeSpelling, str] = {}
    """Phrases that are a type whatever stands in their holes, and that type as this section spells
    it: `"ids of {}" = "string"`."""

    described: Mapping[Spelling, ScalarName] = {}
    """What a description, in any case, says that elements or values are where the type of a member
    leaves that open: `described = { "names of {_}" = "string" }`."""

    fold: bool = False
    """Whether words and spellings match in any case, and Markdown in a cell does not count:
    `fold = true`."""

    plurals: bool = False
    """Whether a word may end in `s`, as in `array of strings`: `plurals = true`."""

    literals: bool = False
    """Whether quoted text and numbers are values of their types, `true` and `false` truths:
    `literals = true`."""

    phrases: bool = False
    """Whether the name of a model may be several words that begin with capital letters:
    `phrases = true`."""

    lower_phrases: bool = False
    """Whether it may be several words of any case, none of them a link, as in `array of allowed
    mentions`: `lower_phrases = true`."""

    code: Literal["type", "value"] = "type"
    """What words are that no key knows, each in code, in a cell of several: types, or the values
    of text unless models are called so: `code = "value"`."""

    foreign: tuple[Spelling, ...] = ()
    """Whole cells, or members of unions, of what is not JSON, such as functions:
    `foreign = ["({_}) => {_}"]` is any type."""

    around: tuple[Spelling, ...] = ()
    """What stands around the type of a whole cell without a meaning: `around = ["type: {}"]`."""

    formats: tuple[Spelling, ...] = ()
    """How a cell of `columns.detail` says the format of a text: `formats = ["Format: {}"]`."""

    alternatives: tuple[str, ...] = ()
    """What stands between several types in a cell of `columns.detail`:
    `alternatives = [" or ", ", "]`."""

    named: Literal["all", "first"] = "all"
    """Which of these the column of types names; where that is the first, and where it shows, each
    may be an array of what is said as well: `named = "first"`."""

    separators: tuple[str, ...] = ()
    """What ends a type; each part behind it is a fact of `[facts.type]`, or a warning. `"<br>"`
    is any line break: `separators = [";", "<br>"]`."""

    empty: Literal["error", "any"] = "error"
    """What an empty cell is, or a table without a column of types: an error, or any type:
    `empty = "any"`."""

    affixes: tuple[Spelling, ...] = ()
    """What the names of models wear in type cells, such as a package: `affixes = ["{_}.{}"]`."""

    def parts(self, raw: str) -> list[str]:
        """Return a raw type cell as the type and what its separators set apart behind it."""
        if not self.separators:
            return [raw]
        found = self._separator.finditer(raw)
        cuts = [at for each in found if each["cut"] for at in each.span()]
        edges = [0, *cuts, len(raw)]
        return [raw[at:end] for at, end in zip(edges[::2], edges[1::2], strict=True)]

    def apart(self, detail: str) -> list[str]:
        """Return a raw cell that says more of types as its alternatives, at least one."""
        if not self.alternatives:
            return [detail]
        cuts = [each.span() for each in self._between.finditer(detail) if each["cut"]]
        edges = [0, *(at for cut in cuts for at in cut), len(detail)]
        return [detail[at:end] for at, end in zip(edges[::2], edges[1::2], strict=True)]

    @cached_property
    def _between(self) -> re.Pattern[str]:
        """Where alternatives end; code and links are passed over."""
        each = "|".join(map(re.escape, self.alternatives))
        return re.compile(rf"{_CODE}|{_LINK}|(?P<cut>{each})")

    @cached_property
    def _separator(self) -> re.Pattern[str]:
        """Where a cell is cut; an entity is passed over, which ends in a semicolon itself."""
        each = (_BREAK if one == "<br>" else re.escape(one) for one in self.separators)
        return re.compile(rf"{_ENTITY}|(?P<cut>{'|'.join(each)})", re.IGNORECASE)

    @cached_property
    def known_foreign(self) -> Spellings[Spelling]:
        """The spellings of what is not JSON, ready to be asked."""
        return Spellings(((each, each) for each in self.foreign), fold=True)

    def on(self, page: str) -> Types:
        """Return the section as it holds on a page of a text."""
        known = tuple(text for text in self.where if text in page)
        return self._where(known) if known else self

    @cached_property
    def _where(self) -> Callable[[tuple[str, ...]], Types]:
        """The sections where some texts stand; each is made once."""

        @lru_cache(maxsize=16)
        def where(texts: tuple[str, ...]) -> Types:
            words = dict(self.words)
            for text in texts:
                words |= self.where[text]
            return replace(self, words=words)

        return where

    @cached_property
    def notation(self) -> Notation:
        """The section as the parser of cells asks for it."""
        return Notation(self)
