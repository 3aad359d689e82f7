"""The section `[references]` of a dialect: what the names in type cells mean, and what texts name.

The one rule kept here: where a link leads to says more than its text.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from typetable.markdown.spans import seen
from typetable.wording.spelling import MARKED, Hole, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.markdown.spans import Seen

By: TypeAlias = Literal["link", "name", "alike"]
"""What tells the model that a name means."""

Elsewhere: TypeAlias = Literal["error", "named", "any"]
"""What a link is to what no page describes."""

Beside: TypeAlias = Literal["name", "spelled", "description", "member"]
"""What tells the model of a member beside its type."""

_HOLES = frozenset({"", "number", *MARKED})
_NUMBER = re.compile(r"[0-9]++(?:\.[0-9]++)*+")
_PHRASE = re.compile(r"[^.,;:()\n]{1,200}+")
_NAME = re.compile(
    r"(?<![\w.])(?:(?:[A-Z][\w.]*+\s++)*+[A-Z][\w.]*+|[a-z_][\w.]*+)", re.ASCII
)
"""A word, or several that begin with capital letters."""
_SENTENCE = ("", ".", ":", ";", "(", "\n")
"""What stands before a sentence."""
_LONGEST = 80
"""So many characters before a text are looked at for a name."""


class Mentioned(Struct, frozen=True, array_like=True):
    """A name that a text mentions, and where the link leads to that it is the text of."""

    name: str
    target: str = ""
    alike: bool = False
    """Whether a name that is spelled almost so is meant, too."""


Way: TypeAlias = tuple[Mentioned, ...]
"""The names that are mentioned in one way."""


class Member(Struct, frozen=True):
    """What may say which model a member is; all but its name is raw."""

    name: str
    cell: str
    """The cell of its name."""
    description: str


class Mention(Struct, frozen=True, dict=True):
    """How a text mentions a model somewhere in it, in any case: what stands around its name."""

    text: str
    before: str
    hole: str
    behind: str

    @classmethod
    def of(cls, text: str) -> Mention:
        """Return the spelling that a dialect file states; raises `ValueError` with the reason."""
        pieces = parts(text, _HOLES)
        holes = [at for at, piece in enumerate(pieces) if isinstance(piece, Hole)]
        if len(holes) != 1:
            message = "one hole says where the name stands"
            raise ValueError(message)
        sides = (
            "".join(map(str, pieces[: holes[0]])),
            *map(str, pieces[holes[0] + 1 :]),
        )
        before, behind = (*sides, "")[:2]
        hole = pieces[holes[0]]
        return cls(text, before, hole.name if isinstance(hole, Hole) else "", behind)

    def found(self, inline: Seen) -> Iterator[Mentioned]:
        """Yield what a text mentions so, in its order."""
        text = inline.text
        for start, end, target in self._holes(inline):
            if self._behind.match(text, end):
                name = text[start:end].strip()
                if self.hole == "number":
                    yield Mentioned(f"{self.before}{name}", f"#{name}")
                elif name:
                    # In lower case a word is a member rather than a model.
                    yield Mentioned(name, target, alike=not name[0].islower())

    def first(self, inline: Seen) -> Iterator[Mentioned]:
        """Yield what a text mentions that begins so, if it does."""
        start = next((start for start, _, _ in self._holes(inline)), None)
        before = inline.text[:start].strip().casefold()
        if start is not None and before == self.before.strip().casefold():
            yield from islice(self.found(inline), 1)

    def _holes(self, inline: Seen) -> Iterator[tuple[int, int, str]]:
        """Yield where the name may stand, and where a link leads to that it is the text of."""
        mark = MARKED.get(self.hole)
        marked = [each for each in inline.stretches if each.mark == mark]
        if mark and not marked:
            return
        starts = {each.end() for each in self._before.finditer(inline.text)}
        if mark:
            for each in marked:
                if not self.before or each.start in starts:
                    yield each.start, each.end, each.target
            return
        if not self.before:
            yield from self._before_text(inline.text)
        for start in sorted(starts):
            if found := (_NUMBER if self.hole else _PHRASE).match(inline.text, start):
                yield start, self._end(found), ""

    def _before_text(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where names stand that end where the text behind them begins."""
        for behind in self._behind.finditer(text):
            at = max(behind.start() - _LONGEST, 0)
            for name in _NAME.finditer(text, at, behind.start()):
                if name.end() == behind.start():
                    starts = _starts(name)
                    yield from ((start, name.end(), "") for start in starts)

    def _end(self, found: re.Match[str]) -> int:
        """Return where the name ends that a phrase begins with."""
        ends = self._behind.search(found.string, found.start() + 1, found.end())
        return ends.start() if ends and self.behind else found.end()

    @cached_property
    def _before(self) -> re.Pattern[str]:
        return _blanks(rf"(?<!\w){re.escape(self.before)}" if self.before else r"\Z")

    @cached_property
    def _behind(self) -> re.Pattern[str]:
        return _blanks(re.escape(self.behind))


def _starts(name: re.Match[str]) -> Iterator[int]:
    """Yield where a name may start: a sentence may begin with another word before it."""
    yield name.start()
    others = name[0].partition(" ")[2]
    before = name.string[: name.start()].rstrip()
    if others and before[-1:] in _SENTENCE:
        yield name.end() - len(others)


def _blanks(pattern: str) -> re.Pattern[str]:
    """Return a pattern in which blanks are any number of them."""
    return re.compile(pattern.replace("\\ ", r"\s++"), re.IGNORECASE)


class Referring(Struct, frozen=True, kw_only=True, dict=True):
    """What the names in type cells mean.

    A model of the same page comes first, then the one of the page of that name, of the same folder,
    of any page.
    """

    by: tuple[By, ...] = ("name",)
    """What tells the model: the target of a link, such as `#order` or `shop.md#order`, the very
    name, or one that differs in case, blanks, marks or the plural: `by = ["link", "name"]`."""

    unions: Literal["named", "open"] = "named"
    """Whether the type of who refers to a union is that, or are its members, as where a page lists
    what may stand in a place: `unions = "open"`."""

    elsewhere: Elsewhere = "error"
    """What a link is to what no page describes in a table: any name that is unknown, or any type
    with a warning, of which the schema keeps the name or not: `elsewhere = "any"`."""

    beside: tuple[Beside, ...] = ()
    """What tells the model of a member whose type is but a word such as `object` or `integer`: the
    link that its name is, its description, or, for objects, how the member is called. The first
    that names one model of such values counts. A description that as a whole is a type with links
    is that, where it is `spelled`: `beside = ["spelled", "description", "member"]`."""

    never: tuple[str, ...] = ()
    """Members that are no model, whatever is said beside: `never = ["extensions"]`."""

    described: tuple[Mention, ...] = (Mention.of("{link}"),)
    """How descriptions name a model somewhere in them, in any case; `{number}` is that of its
    heading, and `{}` at the beginning a word, or several in capital letters:
    `described = ["{code} object", "{} object", "Section {number}"]`."""

    begun: tuple[Mention, ...] = ()
    """How descriptions begin that name a model and go on with text: `begun = ["a {link}"]`."""

    def ways(self, member: Member, *, is_object: bool) -> Iterator[Way]:
        """Yield the models that are mentioned beside the type of a member, way by way."""
        for place in self.beside if member.name not in self.never else ():
            match place:
                case "name":
                    yield tuple(_LINK.found(seen(member.cell)))
                case "description":
                    text = seen(member.description)
                    known = self.described if text.stretches else self._bare
                    yield from (tuple(each.found(text)) for each in known)
                    yield from (tuple(each.first(text)) for each in self.begun)
                case "member" if is_object:
                    yield (Mentioned(member.name, alike=True),)

    @cached_property
    def _bare(self) -> tuple[Mention, ...]:
        """How descriptions without any mark name a model."""
        return tuple(each for each in self.described if each.hole not in MARKED)


_LINK = Mention.of("{link}")
