"""The section `[unions]` of a dialect: the members that a page lists for a heading without a table.

The one rule kept here: members are listed by number or announced by a sentence, never guessed.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable.markdown.document import Heading
from typetable.markdown.spans import seen
from typetable.reading import types
from typetable.reading.draft import DraftObject, DraftUnion, Pointer
from typetable.reading.spelling import Spelling
from typetable.reading.types import NamedType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.markdown.document import Block
    from typetable.reading.draft import DraftModel
    from typetable.reading.types import TypeExpr

_NUMBERED = re.compile(r"(?P<stem>.+)_(?P<number>[1-9][0-9]{0,3})")


class Unions(Struct, frozen=True, kw_only=True):
    """Headings without a table that are one of several models.

    They are unions where `models.without_table` is `union`.
    """

    numbered: bool = False
    """Whether `X_1` to `X_n` on a page, two or more, are the members of `X`:
    `numbered = true`."""

    below: tuple[Spelling, ...] = ()
    """Headings in a model, in any case, below which each heading is the type of a member:
    `below = ["Supported types"]`."""

    sentences: tuple[Spelling, ...] = ()
    """Paragraphs below which the models are the members of the union above:
    `sentences = ["It is one of:"]`."""


def members_below(blocks: Sequence[Block], unions: Unions) -> tuple[Heading, ...]:
    """Return the headings in a section that are types of members, none where none are."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    for at, each in enumerate(headings if unions.below else ()):
        text = seen(each.text).text.strip(" :")
        if any(one.match(text, fold=True) is not None for one in unions.below):
            inner = takewhile(lambda h, top=each: h.level > top.level, headings[at + 1 :])  # type: ignore[misc]
            return tuple(inner)
    return ()


class Described(Struct, frozen=True):
    """What a section of a page describes."""

    heading: str
    """Its name in the heading, such as `Details_1`."""

    name: str
    """Its name in type cells, such as `Details1`."""

    model: DraftModel | Pointer | None
    """What its heading and table say, nothing where they were refused."""

    announces: bool
    """Whether it holds a sentence that announces the members of a union."""


def with_members(
    described: Sequence[Described], unions: Unions
) -> Iterator[DraftModel | Pointer]:
    """Yield what the sections of a page describe, each union with the members listed for it.

    Members that a sentence announces count before those by number.
    """
    members = _numbered(described) if unions.numbered else {}
    members |= _announced(described)
    for index, each in enumerate(described):
        if isinstance(each.model, DraftUnion):
            listed = each.model.members or members.get(index, ())
            yield replace(each.model, members=tuple(dict.fromkeys(listed)))
        elif each.model:
            yield each.model


def _numbered(described: Sequence[Described]) -> dict[int, Sequence[TypeExpr]]:
    """Return the members X_1 ... X_n of each X of a page (rule R5 of the liblab docs)."""
    numbered: dict[str, dict[int, str]] = {}
    for each in described:
        if match := _NUMBERED.fullmatch(each.heading):
            same = numbered.setdefault(match["stem"], {})
            same[int(match["number"])] = each.name
    whole = {
        stem: [NamedType(names[number]) for number in sorted(names)]
        for stem, names in numbered.items()
        if len(names) > 1 and max(names) == len(names)
    }
    return {
        index: whole[each.heading]
        for index, each in enumerate(described)
        if each.heading in whole
    }


def _announced(described: Sequence[Described]) -> dict[int, Sequence[TypeExpr]]:
    """Return the members below the sentence that announces those of a union.

    It is the union right above the sentence, or the first one of the page. Models that others
    below the sentence refer to are their parts, but pointers are members whatever refers to them.
    """
    start = next((at for at, each in enumerate(described) if each.announces), None)
    unions = [
        at for at, each in enumerate(described) if isinstance(each.model, DraftUnion)
    ]
    if start is None or not unions:
        return {}
    owner = start if start in unions else unions[0]
    below = [each for at, each in enumerate(described) if at > start and at != owner]
    parts = {name for each in below for name in _parts(each)}
    return {
        owner: [
            NamedType(each.name)
            for each in below
            if isinstance(each.model, Pointer) or each.name not in parts
        ]
    }


def _parts(described: Described) -> Iterator[str]:
    """Yield the names that a model refers to, but for its own."""
    if isinstance(described.model, DraftObject):
        for field in described.model.fields:
            for named in types.names(field.type):
                if named.name != described.name:
                    yield named.name
