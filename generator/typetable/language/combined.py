"""The section `[combined]` of a dialect: tables that say of what types or parts something is made.

The one rule kept here: a label holds for the table below it, and for no other.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from typetable.markdown.document import Paragraph
from typetable.markdown.spans import seen
from typetable.wording.spelling import Spelling, first
from typetable.wording.spellings import Spellings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.markdown.document import Block

Join: TypeAlias = Literal["", "one", "all", "none"]
"""How the nameless rows of a table are joined; nothing where no label says it."""


class Combined(Struct, frozen=True, kw_only=True, dict=True):
    """Tables that say what a member, or the model, is made of.

    Each has a label above it, in any case. Its rows that are `nameless` are the types or parts of
    the member that they are below, by `nesting.marks`, or of the model.
    """

    nameless: tuple[Spelling, ...] = ()
    """What stands, as Markdown, where other rows have a name: `nameless = ["*anonymous*"]`."""

    titled: bool = False
    """Whether a row is nameless, too, that is called like the whole text above the first table:
    `titled = true`."""

    one: tuple[Spelling, ...] = ()
    """Labels of types of which a value has one: `one = ["oneOf", "xor"]`."""

    all: tuple[Spelling, ...] = ()
    """Labels of parts of which a value has all: `all = ["allOf", "and"]`."""

    none: tuple[Spelling, ...] = ()
    """Labels of types that no value has: `none = ["not"]`."""

    @cached_property
    def _labels(self) -> Spellings[Join]:
        joins: tuple[Join, ...] = ("one", "all", "none")
        labels = ((each, join) for join in joins for each in getattr(self, join))
        return Spellings(labels, fold=True)

    @property
    def is_labelled(self) -> bool:
        """Whether a label, or the text of a model, may say that rows have no names."""
        return bool(self.titled or self.one or self.all or self.none)

    def is_nameless(self, raw: str, title: str = "") -> bool:
        """Return whether a raw cell stands where other rows have a name, or is the title."""
        is_title = self.titled and seen(title).text == seen(raw).text.strip() != ""
        return is_title or first(self.nameless, raw.strip()) is not None

    def label(self, block: Block) -> Join:
        """Return what a block says of the table below it, if it is a label."""
        if not (self.nameless and isinstance(block, Paragraph)):
            return ""
        text = seen(" ".join(line.text for line in block.lines)).text
        found = self._labels.find(text.strip(" :"))
        return found.meaning if found else ""

    def join(self, above: Sequence[Block]) -> Join:
        """Return what the label above a table says, below the table before it."""
        return next(filter(None, map(self.label, reversed(above))), "")
