"""Claims: what each table of a section is, by its header and by what stands beside it.

The one rule kept here: a table that nothing speaks for is told with the reason, never guessed at.
"""

from __future__ import annotations

import re
from itertools import dropwhile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.diagnostics import clipped
from typetable.language.columns import TELLING, folded
from typetable.language.evidence import Above, plain
from typetable.language.generic import is_whole_generic, key_of_generic
from typetable.language.labels import AROUND
from typetable.language.row_kinds import is_filled_in, text_of
from typetable.language.tables import Claim, announces, spoken
from typetable.language.value_tables import (
    NAME_THE_MEMBER,
    Values,
    by_member,
    doubt_of_values,
    listed,
)
from typetable.markdown.document import Heading, Paragraph, Table
from typetable.markdown.spans import seen
from typetable.notation import grammar
from typetable.notation.types import ScalarType
from typetable.wording.facts import in_text, taken_off
from typetable.wording.name_lists import apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.language.columns import Role
    from typetable.language.dialect import Dialect
    from typetable.language.evidence import Evidence
    from typetable.language.outline import Section
    from typetable.markdown.document import Block, Cell, Row
    from typetable.markdown.spans import Seen


class Claims:
    """Says of the tables of one page what they list."""

    def __init__(self, dialect: Dialect, evidence: Evidence) -> None:
        """Take what the tables of a page are judged by."""
        self._models = dialect.models
        self._facts = dialect.facts
        self._tables = dialect.tables
        self._columns = dialect.columns
        self._needed = dialect.needed
        self._enums = dialect.enums
        self._unions = dialect.unions
        self._types = dialect.types
        self._evidence = evidence
        self._spoken_names = dialect.spoken
        self._combined = dialect.combined

    def of(self, blocks: Sequence[Block], heading: str = "") -> Iterator[Claim]:
        """Yield the tables among the blocks below a raw heading, each with what was decided."""
        last: Block | None = None
        inner = ""
        for block in blocks:
            if isinstance(block, Table):
                above = self._above(heading, last)
                yield self._claim(block, replace(above, inner=inner))
            inner = block.text if isinstance(block, Heading) else inner
            last = block

    def within(self, section: Section) -> Iterator[Claim]:
        """Yield the tables of a section, of which an ignored or an unlikely one has none."""
        for claim in self.of(section.blocks, section.raw):
            is_likely = section.kind == "unlikely" and self._lists_members(claim.table)
            if section.kind == "model" or (is_likely and claim.is_of_members):
                yield claim
            else:
                yield Claim(claim.table, "is of another kind", section.key)

    def _above(self, heading: str, block: Block | None) -> Above:
        lines = block.lines if isinstance(block, Paragraph) else ()
        said = lines[-1] if lines else None
        evidence = self._tables.evidence
        speaks = (
            said is not None
            and bool(evidence)
            and not spoken(said.text).isdisjoint(evidence)
        )
        text = " ".join(line.text for line in lines)
        return Above(heading, said, text, is_of_members=speaks)

    def _claim(self, table: Table, above: Above) -> Claim:
        if (at := self._unions.column(table)) is not None:
            return Claim(table, ground="[unions] columns", choices=at)
        return self._of_values(table, above) or self._of_members(table, above)

    def _of_values(self, table: Table, above: Above) -> Claim | None:
        """Return the claim of a table that lists values; `None` where it does not."""
        columns = self._columns
        values = by_member(table, self._enums)
        if not values and self._enums.columns:
            values = listed(table, above, self._enums, columns, self._evidence)
            is_other = self._lists_members(table) and not _has_constants(table, values)
            values = None if is_other else values
        return Claim(table, ground=values.ground, values=values) if values else None

    def _of_members(self, table: Table, above: Above) -> Claim:
        """Return what is decided of a table that lists no values."""
        tables, columns = self._tables, self._columns
        said = above.said
        label = said.text.strip("*_: \t") if said and tables.is_label(said) else None
        if label is None and not announces(table, columns):
            return self._unknown(table, above)
        ground = _HEADER if label is None else f'[tables] labels = "{label}"'
        if not tables.guarded:
            return Claim(table, ground=ground)
        if doubt := self._doubt(table):
            return Claim(table, *doubt)
        roles = {*columns.roles(table.header)}
        if label is not None or not roles.isdisjoint((*TELLING, "example")):
            return Claim(table, ground=ground)
        return self._prose(table, above)

    def _unknown(self, table: Table, above: Above) -> Claim:
        """Return what is decided of a table with no two columns that the dialect knows."""
        columns = self._columns
        if doubt := doubt_of_values(table, self._enums, columns, self._evidence.facts):
            return Claim(table, doubt, _NO_OWNER, NAME_THE_MEMBER)
        is_half_known = len(table.header.cells) > 1 and self._lists_members(table)
        is_named = "name" in columns.roles(table.header)
        ground = self._introduction(table, above) if is_half_known and is_named else ""
        if ground:
            return Claim(table, ground=ground)
        needed = _OTHER if "name" in columns.roles(table.header) else _NAME
        return Claim(table, "has no known columns", needed)

    def _prose(self, table: Table, above: Above) -> Claim:
        """Return what is decided of a table of names and descriptions alone."""
        if "type" in self._needed:
            return Claim(table, "has no column of types", _NO_TYPES)
        titles = {seen(c.text).text.strip().casefold() for c in table.header.cells}
        said = spoken(above.said.text) if above.said else set()
        other = min((titles | said).intersection(self._tables.against), default="")
        ground = self._spoken(table) or self._introduction(table, above)
        if ground and not other:
            return Claim(table, ground=ground)
        reason = "has names and descriptions alone, which may be of anything"
        against = f'[tables] against = "{other}"' if other else _GUARDED
        return Claim(table, reason, against)

    def _spoken(self, table: Table) -> str:
        """Return what the names of a table say for it, or nothing."""
        names = [" ".join(each.split()) for each in self._names(table)]
        facts, keys = self._evidence.facts, self._evidence.keys
        bare = [taken_off(name, "name", facts)[0] for name in names]
        if bare != names:
            return "marks on its names, which [facts.name] knows"
        known = sum(name in keys for name in bare)
        is_shown = 2 * known >= len(names) > 0
        return "its names, which are keys in the code of the page" if is_shown else ""

    def _introduction(self, table: Table, above: Above) -> str:
        """Return how a sentence, or a heading, says that members of an object follow."""
        said = above.said.text if above.said else ""
        if said.rstrip("*_ ").endswith((":", "\uff1a")):
            return "the line above it, which ends in a colon"
        if is_whole_generic(seen(said).text.strip(AROUND), self._models):
            return "the line above it, which is generic"
        if any(in_text([seen(above.inner).text.strip()], "heading", self._facts)):
            return "the heading above it, which [facts.heading] knows"
        headings = (above.heading, above.inner)
        generic = [*filter(self._is_generic, headings)]
        is_shown = self._lists_members(table)
        if is_shown and generic:
            return "its header, and the heading above it, which is generic"
        words = {
            w for e in (said, *(headings if is_shown else generic)) for w in spoken(e)
        }
        word = min(words.intersection(self._tables.evidence), default="")
        return f'[tables] evidence = "{word}"' if word else ""

    def _is_generic(self, heading: str) -> bool:
        return bool(key_of_generic(seen(heading).text.strip(AROUND), self._models))

    def _lists_members(self, table: Table) -> bool:
        """Return whether a header says that a table lists members, wherever it stands."""
        title = folded(seen(table.header.cells[0].text).text)
        return title in map(folded, self._tables.members)

    def _lists_models(self, table: Table) -> bool:
        """Return whether each row leads to a model, which its name is called like.

        Members seldom are in capitals, and no code has them then, nor does a header say so.
        """
        links = [seen(row.cells[0].text) for row in table.rows]
        names = [each.text.strip() for each in links]
        are_models = all(map(self._is_model, links))
        is_listed = len(names) > 1 and are_models and not self._lists_members(table)
        keys = self._evidence.keys
        return is_listed and not any(name in keys for name in names)

    def _is_model(self, name: Seen) -> bool:
        """Return whether a name is a link to a page, or a heading, that is called so."""
        text = name.text.strip()
        targets = [e.target for e in name.stretches if e.mark == "link" and e.target]
        if name.marked("link") != (text,) or not text[:1].isupper() or not targets:
            return False
        page, _, anchor = targets[0].partition("#")
        is_page = PurePosixPath(page).suffix in _PAGES
        if is_page and plain(PurePosixPath(page).stem) == plain(text):
            return True
        return plain(anchor) == plain(text) and plain(text) in self._evidence.headings

    def _names(self, table: Table) -> Iterator[str]:
        """Yield what the column of names shows; a table that only has a label may have none."""
        roles = self._columns.roles(table.header)
        rows = [row for row in table.rows if not _is_text(row, roles)]
        for at, role in enumerate(roles):
            if role == "name":
                rows = [row for row in rows if not is_filled_in(row)]
                cells = (row.cells[at] for row in rows if len(row.cells) > at)
                bare = (self._spoken_names.indents.bared(cell).cell for cell in cells)
                named = (c for c in bare if not self._combined.is_nameless(c.text))
                yield from map(self._name, named)

    def _name(self, cell: Cell) -> str:
        """Return the name in a cell as readers see it, of several the first."""
        names = apart(cell).cells if self._spoken_names.names.several else (cell,)
        shown = self._spoken_names.indents.of(seen(names[0].text).text).text
        return self._spoken_names.joined(shown.strip())

    def _doubt(self, table: Table) -> tuple[str, str] | None:
        """Return why a table with known columns lists no members, and what decides that."""
        title = seen(table.header.cells[0].text).text.strip()
        for first in self._tables.first:
            if title.casefold() == first.casefold():
                reason = f"lists what `{clipped(title)}` says, no members"
                return reason, f'[tables] first = "{first}"'
        if self._lists_models(table):
            return "lists models, to which its names link", _LINKS
        titles = {folded(seen(each.text).text): each for each in table.header.cells}
        for header in self._tables.binary:
            if folded(header) in titles:
                return "lays out bytes, no members", f'[tables] binary = "{header}"'
        if _numbers_parts(table):
            return "lists the parts of an array by their places", _PLACES
        facts = self._evidence.facts
        names = [taken_off(name, "name", facts)[0] for name in self._names(table)]
        roles = self._columns.roles(table.header)
        is_typed = "type" in roles
        kinds_of_names = _KINDS if {*TELLING}.intersection(roles) else _KINDS_OF_PROSE
        for pattern, kind, share in kinds_of_names:
            fitting = sum(pattern.match(name) is not None for name in names)
            is_excused = is_typed and pattern is _VARIABLE
            if names and not is_excused and fitting > share * len(names):
                return f"lists {kind}", _BY_NAMES.format(fitting, len(names))
        has_examples = "example" in roles and self._lists_members(table)
        untyped = () if is_typed or has_examples else names
        kinds = (grammar.parse(name, self._types) for name in untyped)
        scalars = sum(isinstance(kind, ScalarType) for kind in kinds)
        if 1 < len(untyped) < 2 * scalars:
            return "lists types", _BY_NAMES.format(scalars, len(names))
        return None


_NAME = "[columns] name, which lists none of its headers"
_OTHER = "[columns], which lists no other of its headers"
_HEADER = "[columns]"
_GUARDED = "[tables] guarded, since no [tables] evidence speaks for it"
_BY_NAMES = "[tables] guarded, by {} of {} names"
_PLACES = "[tables] guarded, by the numbers in its first column"
_PAGES = frozenset((".md", ".mdx", ".markdown"))
_LINKS = "[tables] guarded, by the links in its first column"
_NO_TYPES = "[columns] type, which lists none of its headers"
_NO_OWNER = "[enums], since no type, member, sentence or heading says of what"


def _has_constants(table: Table, values: Values | None) -> bool:
    """Return whether each row names a number in capitals, whatever the header calls that."""
    roles = values.roles if values else ()
    if not {"name", "values"}.issubset(roles):
        return False
    name, value = roles.index("name"), roles.index("values")
    rows = [[seen(e.text).text.strip() for e in row.cells] for row in table.rows]
    whole = [row for row in rows if len(row) > max(name, value)]
    return len(whole) == len(rows) and all(
        row[name].isupper() and _NUMBER.fullmatch(row[value]) for row in whole
    )


def _is_text(row: Row, roles: Sequence[Role | None]) -> bool:
    """Return whether a row of a table with several columns goes on with the one above it."""
    return len(roles) > 1 and bool(text_of(row, roles, may_lack_name=False))


def _numbers_parts(table: Table) -> bool:
    """Return whether rows begin with numbers from 0 on, in brackets or not, as places have them.

    The last ones may stand for all others: `0`, `n`, `...`.
    """
    cells = [row.cells[0] for row in table.rows]
    places = [seen(cell.text).text.strip().removeprefix("[") for cell in cells]
    counted = [
        *dropwhile(_stands_for_others, [p.removesuffix("]") for p in places][::-1])
    ]
    is_counted = counted[::-1] == [str(at) for at in range(len(counted))]
    return len(places) > 1 and bool(counted) and is_counted


def _stands_for_others(place: str) -> bool:
    return place in {"n", "N", "i"} or not place.strip(".\u2026")


_FLAG = re.compile(r"-{1,2}[A-Za-z]")
_VARIABLE = re.compile(r"\$?[A-Z][A-Z0-9]*_[A-Z0-9_]*")
_CALL = re.compile(r"\w+\s?\([^)]*\)")
_WORDS = re.compile(r"\S+(?:[^\S\n]+\S+|(?<=[;,.])\n)")
"""Words on one line, or a line that is not whole: names on several lines are several names."""
_NUMBER = re.compile(r"[0-9]+")

_KINDS = (
    (_FLAG, "flags of a command", 0.5),
    (_VARIABLE, "environment variables", 0.8),
    (_CALL, "methods", 0.5),
    (_NUMBER, "numbers", 0.8),
    (_WORDS, "words that are no names", 0.4),
)
"""What first columns list that hold no members: how it begins, what it is, and from which share."""

_KINDS_OF_PROSE = (
    (_CALL, "methods", 0.0),
    (re.compile(r"[^\x00-\x7f]*[^\W\d_a-zA-Z]"), "words that are no names", 0.6),
    *_KINDS,
)
"""The same in tables that say nothing but what names mean: one call is enough, and letters that
programs seldom use in names are those of prose."""
