"""The section `[tables]` of a dialect: which tables of a section are property tables.

The one rule kept here: a table is claimed by its header or by the label above it; of each other
table there is a reason why it is none, which is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import counted, shown
from typetable.markdown import unread
from typetable.markdown.document import Paragraph, Table
from typetable.markdown.spans import seen
from typetable.reading.columns import SEVERAL, TELLING
from typetable.reading.facts import taken_off

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.markdown.document import Block, Line
    from typetable.reading.columns import Columns, Role
    from typetable.reading.facts import Facts


class Tables(Struct, frozen=True, kw_only=True):
    """Which tables list members.

    Those do whose header has a column of names and another one that `[columns]` knows. Of each
    other table it is told why it does not.
    """

    labels: tuple[str, ...] = ()
    """Lines right above a table, in bold or not, that say so whatever its header:
    `labels = ["Properties"]`."""

    indented: bool = False
    """Whether rows are indented like code, by which `auto` tells apart dialects that fit equally
    well: `indented = true`."""

    guarded: bool = False
    """Whether the header is not enough: names must look like names, and a table of names and
    descriptions alone needs evidence: `guarded = true`."""

    first: tuple[str, ...] = ()
    """If guarded, headers of first columns that list something else, in any case:
    `first = ["Event", "Flag"]`."""

    evidence: tuple[str, ...] = ()
    """If guarded, words right above a table of names and descriptions that speak for it:
    `evidence = ["fields"]`."""

    against: tuple[str, ...] = ()
    """If guarded, words there, or headers, that speak against it, in lower case:
    `against = ["steps"]`."""

    def is_label(self, line: Line) -> bool:
        """Return whether a line of text is a label."""
        return line.text.strip("*_: \t") in self.labels


class Claim(NamedTuple):
    """A table of a section, and what was decided of it."""

    table: Table
    """The table."""

    reason: str = ""
    """Why it is no property table, or nothing where it is one."""

    ground: str = ""
    """What decided that, with the key of the dialect, for people."""


class Evidence(NamedTuple):
    """What may speak for a table beside its header."""

    facts: Facts
    """What marks on names mean."""

    keys: frozenset[str]
    """The names of members in the code blocks of the page."""


def claims(
    blocks: Sequence[Block], tables: Tables, columns: Columns, evidence: Evidence
) -> Iterator[Claim]:
    """Yield the tables among blocks, each with what was decided of it."""
    above: Block | None = None
    for block in blocks:
        if isinstance(block, Table):
            said = above.lines[-1] if isinstance(above, Paragraph) else None
            yield _claim(block, said, tables, columns, evidence)
        above = block


def _claim(
    table: Table,
    said: Line | None,
    tables: Tables,
    columns: Columns,
    evidence: Evidence,
) -> Claim:
    """Return what is decided of a table by its header, the line above it and its cells."""
    label = said.text.strip("*_: \t") if said and tables.is_label(said) else None
    if label is None and not announces(table, columns):
        return Claim(table, "has no known columns", _unknown(table, columns))
    ground = "[columns]" if label is None else f'[tables] labels = "{label}"'
    if not tables.guarded:
        return Claim(table, ground=ground)
    if doubt := _doubt(table, tables, columns, evidence.facts):
        return Claim(table, *doubt)
    roles = {*columns.roles(table.header)}
    if label is not None or not roles.isdisjoint((*TELLING, "example")):
        return Claim(table, ground=ground)
    against, spoken = _spoken(table, said, tables, columns, evidence)
    if spoken and not against:
        return Claim(table, ground=spoken)
    reason = "has names and descriptions alone, which may be of anything"
    return Claim(table, reason, against or _GUARDED)


_GUARDED = "[tables] guarded, since no [tables] evidence speaks for it"


def _unknown(table: Table, columns: Columns) -> str:
    """Return which column a header would need to announce members."""
    if "name" in columns.roles(table.header):
        return "[columns], which lists no other of its headers"
    return "[columns] name, which lists none of its headers"


def _spoken(
    table: Table,
    said: Line | None,
    tables: Tables,
    columns: Columns,
    evidence: Evidence,
) -> tuple[str, str]:
    """Return what speaks against a table of names and prose, and for it, or nothing each."""
    titles = {seen(cell.text).text.strip().casefold() for cell in table.header.cells}
    words = _words(said.text) if said else set()
    other = min((titles | words).intersection(tables.against), default="")
    against = f'[tables] against = "{other}"' if other else ""
    names = [*_names(table, columns)]
    bare = [taken_off(name, "name", evidence.facts)[0] for name in names]
    if bare != names:
        return against, "marks on its names, which [facts.name] knows"
    if 2 * sum(name in evidence.keys for name in bare) >= len(names) > 0:
        return against, "its names, which are keys in the code of the page"
    return against, _introduction(said, words, tables) if said else ""


def _words(text: str) -> set[str]:
    return {word.strip(".,:;*_`()").casefold() for word in seen(text).text.split()}


def _introduction(said: Line, words: set[str], tables: Tables) -> str:
    """Return how a sentence says that members of an object follow, or nothing."""
    if said.text.rstrip("*_ ").endswith((":", "\uff1a")):
        return "the line above it, which ends in a colon"
    spoken = min(words.intersection(tables.evidence), default="")
    return f'[tables] evidence = "{spoken}"' if spoken else ""


def _names(table: Table, columns: Columns) -> Iterator[str]:
    """Yield what the column of names shows; a table that only has a label may have none."""
    for at, role in enumerate(columns.roles(table.header)):
        if role == "name":
            cells = (row.cells[at] for row in table.rows if len(row.cells) > at)
            yield from (seen(cell.text).text.strip() for cell in cells)


def announces(table: Table, columns: Columns) -> bool:
    """Return whether a table's header names two columns that the dialect knows, or more."""
    known = set(columns.roles(table.header)) - {None}
    return "name" in known and len(known) > 1


_FLAG = re.compile(r"-{1,2}[A-Za-z]")
_VARIABLE = re.compile(r"\$?[A-Z][A-Z0-9]*_[A-Z0-9_]*")
_CALL = re.compile(r"\w+\s?\([^)]*\)")
_WORDS = re.compile(r"\S+\s+\S+")
_NUMBER = re.compile(r"[0-9]+")

_KINDS = (
    (_FLAG, "flags of a command", 0.5),
    (_VARIABLE, "environment variables", 0.8),
    (_CALL, "methods", 0.5),
    (_NUMBER, "numbers", 0.8),
    (_WORDS, "words that are no names", 0.4),
)
"""What first columns list that hold no members: how it begins, what it is, and from which share."""


def _doubt(
    table: Table, tables: Tables, columns: Columns, facts: Facts
) -> tuple[str, str] | None:
    """Return why a table with known columns lists no members, and what decides that, or nothing."""
    roles = columns.roles(table.header)
    title = seen(table.header.cells[0].text).text.strip()
    for first in tables.first:
        if title.casefold() == first.casefold():
            reason = f"lists what `{shown(title)}` says, no members"
            return reason, f'[tables] first = "{first}"'
    names = [taken_off(name, "name", facts)[0] for name in _names(table, columns)]
    for pattern, kind, share in _KINDS:
        fitting = sum(pattern.match(name) is not None for name in names)
        is_typed = kind == "environment variables" and "type" in roles
        if names and not is_typed and fitting > share * len(names):
            ground = f"[tables] guarded, by {fitting} of {len(names)} names"
            return f"lists {kind}", ground
    return None


def told(claim: Claim, name: str) -> str:
    """Return the message that a table is no property table, and how many rows it has."""
    rows = counted(len(claim.table.rows), "row")
    return f"a table of `{shown(name)}` ({rows}) {claim.reason}"


def roles(
    table: Table, needed: Sequence[Role], columns: Columns, findings: Findings
) -> tuple[Role | None, ...] | Diagnostic:
    """Return the role of each column, or the finding that says why the table cannot be read."""
    known = columns.roles(table.header)
    refused = _refused_delimiter(table, findings)
    for cell, role in zip(table.header.cells, known, strict=True):
        if role is None:
            message = f"nothing is known of a column `{shown(cell.text)}`"
            findings.add(rules.UNKNOWN_COLUMN, cell.span, message)
        elif known.count(role) > 1 and role not in SEVERAL:
            message = f"the column `{shown(cell.text)}` occurs twice"
            refused = findings.add(rules.DUPLICATE_COLUMN, cell.span, message)
    missing = [role for role in needed if role not in known]
    if missing:
        wanted = " and ".join(f"`{columns.title(role)}`" for role in missing)
        message = f"the table has no column {wanted}"
        refused = findings.add(rules.MISSING_COLUMN, table.header.span, message)
    return refused or known


def _refused_delimiter(table: Table, findings: Findings) -> Diagnostic | None:
    header, delimiter = len(table.header.cells), len(table.delimiter.cells)
    if header == delimiter:
        return unread.faulty(table, findings)
    message = f"the table header has {header} columns, the delimiter row {delimiter}"
    return findings.add(rules.BAD_DELIMITER, table.delimiter.span, message)
