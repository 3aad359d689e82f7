"""Unions: the members that a page lists for a heading without a table.

The one rule kept here: members are listed by number or announced by a sentence, never guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from typetable.reading import types
from typetable.reading.draft import DraftObject, DraftUnion, Pointer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.markdown.document import Block
    from typetable.reading.draft import DraftModel
    from typetable.source import Span

_NUMBERED = re.compile(r"(?P<stem>.+)_(?P<number>[1-9][0-9]{0,3})")


class Section(Struct):
    """A heading that starts a model, what stands below it up to the next one, and the model.

    `raw_name` is the name as the heading has it, `name` as type cells have it. `announces` tells
    whether the sentence that announces the members of a union stands here.
    """

    name: str
    raw_name: str
    span: Span
    blocks: list[Block] = field(default_factory=list)
    model: DraftModel | Pointer | None = None
    announces: bool = False


def list_numbered(sections: Sequence[Section]) -> None:
    """Give each union X the members X_1 ... X_n of its page (rule R5 of the liblab docs)."""
    numbered: dict[str, dict[int, str]] = {}
    for section in sections:
        if found := _NUMBERED.fullmatch(section.raw_name):
            same = numbered.setdefault(found["stem"], {})
            same[int(found["number"])] = section.name
    for section in sections:
        names = numbered.get(section.raw_name, {})
        if len(names) > 1 and max(names) == len(names):
            _list(section, [names[number] for number in sorted(names)])


def list_announced(sections: Sequence[Section]) -> None:
    """Give a union the headings below the sentence that announces its members.

    It is the union right above the sentence, or the first one of the page. Models that others
    below the sentence refer to are their parts, but pointers are members whatever refers to them.
    """
    start = next((i for i, each in enumerate(sections) if each.announces), None)
    if start is None:
        return
    unions = [each for each in sections if isinstance(each.model, DraftUnion)]
    owner = sections[start] if sections[start] in unions else next(iter(unions), None)
    below = [each for each in sections[start + 1 :] if each is not owner]
    parts = {name for each in below for name in _parts(each)}
    if owner:
        _list(
            owner,
            [
                each.name
                for each in below
                if isinstance(each.model, Pointer) or each.name not in parts
            ],
        )


def _list(section: Section, names: Sequence[str]) -> None:
    if isinstance(section.model, DraftUnion):
        section.model = replace(section.model, members=tuple(dict.fromkeys(names)))


def _parts(section: Section) -> Iterator[str]:
    """Yield the names that a model refers to, but for its own."""
    if isinstance(section.model, DraftObject):
        for row in section.model.fields:
            for named in types.names(row.type):
                if named.name != section.name:
                    yield named.name
