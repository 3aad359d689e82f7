"""Evidence: what a page says elsewhere that tells what a table lists.

The one rule kept here: it is gathered once a page, and only where a table needs it.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.markdown.document import Code, Document, Heading, Table
from typetable.markdown.spans import seen
from typetable.notation import grammar, types
from typetable.notation.types import ANY, ArrayType, NamedType, OptionalType, ScalarType
from typetable.wording.facts import taken_off

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typetable.language.columns import Role
    from typetable.language.dialect import Sections
    from typetable.markdown.document import Line, Row
    from typetable.notation.types import TypeExpr

_KEY = re.compile(r"""["']?([A-Za-z_$@][\w$@.-]*+)["']?[ \t]*+[:=]""")


def plain(name: str) -> str:
    """Return a name without case and marks, which headings and members spell differently."""
    return "".join(filter(str.isalnum, name)).casefold()


def values_of(kind: TypeExpr) -> ScalarType | None:
    """Return what single values of a type are, in an array or alone; `None` where no scalars."""
    match kind:
        case ScalarType(scalar="string" | "integer" | "number" | "boolean" | "any"):
            return kind
        case NamedType(otherwise=ScalarType() as word):
            return values_of(word)
        case ArrayType(items=inner) | OptionalType(item=inner):
            return values_of(inner)
    return None


class Above(Struct, frozen=True):
    """What stands above a table."""

    heading: str
    """The heading of its section, raw."""
    said: Line | None
    """The last line of the paragraph right above, if there is one."""
    text: str
    """All of that paragraph."""
    is_of_members: bool
    """Whether that line speaks of members."""
    inner: str = ""
    """The last heading in its section, raw, if there is one."""


class Evidence:
    """What the code blocks and the tables of a page say of its tables."""

    def __init__(self, document: Document, dialect: Sections) -> None:
        """Take a page and what it is read by."""
        self._document = document
        self._dialect = dialect
        self.facts = dialect.facts

    @cached_property
    def keys(self) -> frozenset[str]:
        """The names of members in code blocks, whatever their language."""
        blocks = self._document.blocks
        texts = (block.text for block in blocks if isinstance(block, Code))
        return frozenset(key for text in texts for key in _KEY.findall(text))

    @cached_property
    def headings(self) -> frozenset[str]:
        """The headings of the page, as `plain` names."""
        blocks = self._document.blocks
        texts = (seen(e.text).text for e in blocks if isinstance(e, Heading))
        return frozenset(map(plain, texts))

    @cached_property
    def types(self) -> frozenset[str]:
        """What type cells name or link to, as `plain` names."""
        return frozenset(map(plain, self._named()))

    @cached_property
    def linked(self) -> frozenset[str]:
        """The anchors, as `plain` names, to which descriptions of single values link."""
        links = (
            seen(text).stretches
            for kind, text in self._texts()
            if values_of(self._type(kind)) is not None
        )
        targets = (each.target for stretches in links for each in stretches)
        return frozenset(plain(each.rpartition("#")[2]) for each in targets if each)

    @cached_property
    def members(self) -> Mapping[str, TypeExpr]:
        """The types of members by `plain` names; the first of several counts."""
        members: dict[str, TypeExpr] = {}
        for name, cell in self._rows():
            kind = self._type(cell)
            bare, _ = taken_off(seen(name).text.strip(), "name", self.facts)
            members.setdefault(plain(bare), kind)
        return members

    def _named(self) -> Iterator[str]:
        for _, cell in self._rows():
            yield from seen(cell).marked("link")
            yield from (each.name for each in types.names(self._type(cell)))

    def _type(self, cell: str) -> TypeExpr:
        kind = grammar.parse(cell, self._dialect.types) if cell else ANY
        return ANY if isinstance(kind, grammar.Fault) else kind

    def _rows(self) -> Iterator[tuple[str, str]]:
        """Yield the raw names and types of the rows of tables that have both."""
        return self._cells("name", "type")

    def _texts(self) -> Iterator[tuple[str, str]]:
        """Yield the raw types and descriptions of the rows of tables that have both."""
        return self._cells("type", "description")

    def _cells(self, one: Role, other: Role) -> Iterator[tuple[str, str]]:
        """Yield two raw cells of each row of the tables that have such columns."""
        for block in self._document.blocks:
            if isinstance(block, Table):
                roles = self._dialect.columns.roles(block.header)
                if one in roles and other in roles:
                    ends = roles.index(one), roles.index(other)
                    for row in block.rows:
                        first, second = (_cell(row, at) for at in ends)
                        yield first, second


def _cell(row: Row, at: int) -> str:
    return row.cells[at].text if at < len(row.cells) else ""
