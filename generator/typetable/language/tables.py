"""The section `[tables]` of a dialect: which tables of a section are property tables.

The one rule kept here: a table is claimed by its header or by the label above it; of each other
table there is a reason why it is none, which is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import clipped, counted
from typetable.language.columns import SEVERAL
from typetable.language.ledger import lost
from typetable.markdown import unread
from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.language.columns import Columns, Role
    from typetable.language.ledger import Entries
    from typetable.language.value_tables import Values
    from typetable.markdown.document import Cell, Line, Table


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

    empty: Literal["object", "nothing"] = "object"
    """What a table without rows is: a model without members, or nothing, with a warning:
    `empty = "nothing"`."""

    members: tuple[str, ...] = ()
    """Headers of first columns that list members and nothing else, in any case, also below
    headings that `models.unlikely` has: `members = ["Field"]`."""

    binary: tuple[str, ...] = ()
    """If guarded, headers, in any case, of tables that lay out bytes instead of JSON:
    `binary = ["Size"]`."""

    first: tuple[str, ...] = ()
    """If guarded, headers of first columns that list something else, in any case:
    `first = ["Event", "Flag"]`."""

    evidence: tuple[str, ...] = ()
    """If guarded, words right above a table of names and descriptions that speak for it, and in
    the heading of one whose header `members` has: `evidence = ["fields"]`."""

    against: tuple[str, ...] = ()
    """If guarded, words there, or headers, that speak against it, in lower case:
    `against = ["steps"]`."""

    further: tuple[str, ...] = ()
    """Words between two tables of a model, in lower case, by which the second one goes on with the
    first; without them it is a warning, but where tables are apart: `further = ["optional"]`."""

    def is_label(self, line: Line) -> bool:
        """Return whether a line of text is a label."""
        return line.text.strip("*_: \t") in self.labels


class Claim(Struct, frozen=True):
    """A table of a section, and what was decided of it."""

    table: Table
    """The table."""
    reason: str = ""
    """Why it is no property table, or nothing where it is one."""
    ground: str = ""
    """What decided that, with the key of the dialect, for people."""
    hint: str = ""
    """What its author may write to make it one."""
    values: Values | None = None
    """Of what it lists the values, where it does."""
    choices: int | None = None
    """The column of the members of a union, where it lists those."""

    @property
    def is_of_members(self) -> bool:
        """Whether it is a property table."""
        return not self.reason and self.values is None and self.choices is None


def spoken(text: str) -> set[str]:
    """Return the words of a raw text, in lower case."""
    return {word.strip(".,:;*_`()").casefold() for word in seen(text).text.split()}


def members_in(table: Table, columns: Columns) -> Iterator[tuple[str, str]]:
    """Yield the name of each row as it is shown, and its raw type, which may be empty."""
    roles = columns.roles(table.header)
    ends = [roles.index(role) if role in roles else None for role in ("name", "type")]
    for row in table.rows:
        name, kind = (
            row.cells[at].text if at is not None and at < len(row.cells) else ""
            for at in ends
        )
        yield seen(name).text.strip(), kind


def announces(table: Table, columns: Columns) -> bool:
    """Return whether a table's header names two columns that the dialect knows, or more."""
    known = set(columns.roles(table.header)) - {None}
    return "name" in known and len(known) > 1


def told_of(claim: Claim, name: str) -> str:
    """Return the message that a table is no property table, and how many rows it has.

    Without a `name` it stands above all headings.
    """
    rows = counted(len(claim.table.rows), "row")
    where = f"of `{clipped(name)}` ({rows})" if name else "before any heading"
    return f"a table {where} {claim.reason}"


def refused(
    table: Table, rule: rules.Rule, message: str, findings: Findings, hint: str = ""
) -> Entries:
    """Report a table that no model has; return the entries of its rows."""
    return lost(table.rows, findings.add(rule, table.header.span, message, hint=hint))


def noted(claim: Claim, name: str, findings: Findings) -> Entries:
    """Report a table that is no property table (TT125), and those in it."""
    table = claim.table
    unread.report_inner(table, findings)
    message, place = told_of(claim, name), table.header.span
    told = findings.add(rules.UNCLAIMED_TABLE, place, message, hint=claim.hint)
    return lost(table.rows, told)


def roles(
    table: Table, needed: Sequence[Role], columns: Columns, findings: Findings
) -> tuple[Role | None, ...] | Diagnostic:
    """Return the role of each column, or the finding that says why the table cannot be read."""
    known = columns.roles(table.header)
    refused = refused_delimiter(table, findings)
    for cell, role in zip(table.header.cells, known, strict=True):
        if role is None:
            title = f"`{clipped(cell.text)}`" if cell.text else "without a title"
            message = f"nothing is known of a column {title}"
            findings.add(rules.UNKNOWN_COLUMN, cell.span, message)
        elif known.count(role) > 1 and (
            role not in SEVERAL or (role == "required" and _is_twice(cell, table))
        ):
            message = f"the column `{clipped(cell.text)}` occurs twice"
            refused = findings.add(rules.DUPLICATE_COLUMN, cell.span, message)
    missing = [role for role in needed if role not in known]
    if missing:
        wanted = " and ".join(f"`{columns.title(role)}`" for role in missing)
        message = f"the table has no column {wanted}"
        refused = findings.add(rules.MISSING_COLUMN, table.header.span, message)
    return refused or known


def _is_twice(cell: Cell, table: Table) -> bool:
    """Return whether a header of presence occurs twice, so that nobody knows which one counts."""
    return [each.text for each in table.header.cells].count(cell.text) > 1


def refused_delimiter(table: Table, findings: Findings) -> Diagnostic | None:
    """Report what makes the grid of a table unreadable (TT114 and those of HTML tables)."""
    header, delimiter = len(table.header.cells), len(table.delimiter.cells)
    if header == delimiter:
        return unread.faulty(table, findings)
    message = f"the table header has {header} columns, the delimiter row {delimiter}"
    return findings.add(rules.BAD_DELIMITER, table.delimiter.span, message)
