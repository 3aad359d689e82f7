"""The section `[unions]` of a dialect: the members that a page lists for a heading without a table.

The one rule kept here: members are listed by number or announced by a sentence, never guessed.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable.language.columns import folded
from typetable.language.draft import DraftObject, DraftUnion, Pointer
from typetable.language.listed import said
from typetable.markdown.document import Heading, Other
from typetable.markdown.spans import seen
from typetable.notation import types
from typetable.notation.types import NamedType
from typetable.wording.spelling import Spelling, first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.language.draft import DraftModel
    from typetable.markdown.document import Block, Table
    from typetable.notation.types import TypeExpr

_NUMBERED = re.compile(r"(?P<stem>.+)_(?P<number>[1-9][0-9]{0,3})")


class Unions(Struct, frozen=True, kw_only=True):
    """Headings without a table that are one of several models.

    They are unions where `models.without_table` is `union`.
    """

    numbered: bool = False
    """Whether `X_1` to `X_n` on a page, two or more, are the members of `X`:
    `numbered = true`."""

    aliases: tuple[Spelling, ...] = ()
    """Paragraphs, headings and quotes, as Markdown, and code, in `<pre>`, that are the type which a
    heading stands for, or have it where `{}` stands: `aliases = ["[{_}]({_})", "Type: {}"]`."""

    joined: str = ""
    """What stands between models of which such a type has all members: `joined = "&"`."""

    below: tuple[Spelling, ...] = ()
    """Headings in a model, in any case, below which each heading is the type of a member:
    `below = ["Supported types"]`."""

    lists: tuple[Spelling, ...] = ()
    """Paragraphs, in any case, right above a list of links to members: `lists = ["One of"]`."""

    sentences: tuple[Spelling, ...] = ()
    """Paragraphs below which the models are the members of the union above:
    `sentences = ["It is one of:"]`."""

    columns: tuple[str, ...] = ()
    """Headers, in any case, of columns in which each row is a member, such as a link:
    `columns = ["Available components"]`."""

    above: tuple[Spelling, ...] = ()
    """Headings, in any case, with nothing below them, of which the models that follow on their
    level are the members: `above = ["{_} Data"]`."""

    linked: bool = False
    """Whether a table of values whose names all are links says that the heading around it is one of
    the models there: `linked = true`."""

    def is_above(self, heading: str) -> bool:
        """Return whether a raw heading is one of what follows it."""
        text = seen(heading).text.strip(" :") if self.above else ""
        return any(each.match(text, fold=True) is not None for each in self.above)

    def column(self, table: Table) -> int | None:
        """Return the column of a table that lists members, if there is one."""
        known = {*map(folded, self.columns)}
        titles = [folded(seen(cell.text).text) for cell in table.header.cells]
        return next((at for at, title in enumerate(titles) if title in known), None)


class Stated(Struct, frozen=True):
    """The raw type of a member of a union, and the block that states it."""

    text: str
    block: Block
    above: Block | None = None
    """What introduces the block."""


def stated(blocks: Sequence[Block], unions: Unions) -> Sequence[Stated]:
    """Return the types of the members of a section, if it says that it is a union."""
    for at, block in enumerate(blocks):
        if (alias := alias_in(block, unions.aliases)) is not None:
            return (Stated(alias, block),)
        if isinstance(block, Heading) and _is_above(block, unions):
            below = _below(block, blocks[at + 1 :])
            return [Stated(each.text, each) for each in below]
        if at and _introduces(blocks[at - 1], unions):
            return [Stated(text, block, blocks[at - 1]) for text in _linked(block)]
    return ()


def _introduces(block: Block, unions: Unions) -> bool:
    """Return whether a paragraph says that members are listed below it."""
    text = seen(said(block)).text.strip(" :\uff1a") if unions.lists else ""
    return any(each.match(text, fold=True) is not None for each in unions.lists)


_BULLET = re.compile(r" {0,3}[-*+][ \t]+(?P<text>\S.*)")


def _linked(block: Block) -> Sequence[str]:
    """Return the raw items of a list, where each is a link within the docs and nothing else."""
    if not (isinstance(block, Other) and block.kind == "list"):
        return ()
    lines = [each.rstrip() for each in block.text.split("\n") if each.strip()]
    found = [_BULLET.fullmatch(each) for each in lines]
    texts = [each["text"] for each in found if each]
    are_whole = all(_is_whole(text) for text in texts)
    return texts if len(texts) == len(lines) and are_whole else ()


def _is_whole(raw: str) -> bool:
    """Return whether a raw text is one link within the docs."""
    inline = seen(raw)
    whole = (0, len(inline.text))
    links = (e for e in inline.stretches if e.target and "://" not in e.target)
    return any((each.start, each.end) == whole for each in links)


def _below(top: Heading, blocks: Iterable[Block]) -> Iterator[Heading]:
    """Yield the headings below another one."""
    headings = (each for each in blocks if isinstance(each, Heading))
    return takewhile(lambda each: each.level > top.level, headings)


def alias_in(block: Block, aliases: tuple[Spelling, ...]) -> str | None:
    """Return the raw type that a block says that its heading stands for, or nothing."""
    raw = block.text if isinstance(block, Heading) else said(block)
    text = raw if aliases else ""
    held = first(aliases, text) if text else None
    return None if held is None else held.get("", text)


def _is_above(heading: Heading, unions: Unions) -> bool:
    text = seen(heading.text).text.strip(" :") if unions.below else ""
    return any(each.match(text, fold=True) is not None for each in unions.below)


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

    path: tuple[str, ...] = ()
    """The raw headings around it, its own one last."""

    owner: str = ""
    """The member whose values or members it lists, where the page says which."""


def with_any(described: Described, names: Sequence[str]) -> Described:
    """Return what a section describes, in which some names stand for any type."""

    def of(kind: TypeExpr) -> TypeExpr:
        return types.replaced(kind, names, types.ANY)

    match described.model:
        case DraftObject() as model:
            fields = tuple(replace(each, type=of(each.type)) for each in model.fields)
            extra = None if model.extra is None else of(model.extra)
            return replace(described, model=replace(model, fields=fields, extra=extra))
        case DraftUnion() as model:
            members = tuple(map(of, model.members))
            return replace(described, model=replace(model, members=members))
    return described


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
            if not listed and each.path and unions.is_above(each.path[-1]):
                listed = [*_following(each, described[index + 1 :])]
            yield replace(each.model, members=tuple(dict.fromkeys(listed)))
        elif each.model:
            yield each.model


def _following(top: Described, below: Iterable[Described]) -> Iterator[TypeExpr]:
    """Yield the objects that follow a heading, up to the next one that is higher."""
    for each in below:
        if each.path[:-1] != top.path[:-1]:
            return
        if isinstance(each.model, DraftObject):
            yield NamedType(each.name)


def _numbered(described: Sequence[Described]) -> dict[int, Sequence[TypeExpr]]:
    """Return the members X_1 ... X_n of each X of a page."""
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
