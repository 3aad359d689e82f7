"""Tables that are not read: shown as code, taken for text, too deep, left open, or no grid.

The one rule kept here: what a reader of the source takes for a table is told if nobody reads it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from typetable import rules
from typetable.markdown.records import Code, Other, Paragraph, Unread
from typetable.markdown.regions import tables

if TYPE_CHECKING:
    from typetable.diagnostics import Diagnostic, Findings
    from typetable.markdown.records import Block, Table

_MARKS = re.compile(r"(?:>[ \t]*+|(?:[*+-]|[0-9]{1,9}[.)])[ \t]++|[ \t]++)*+")
_COMMENT = re.compile(r"<!--(?:[^-]|-(?!->))*+(?:-->)?")
_PRE = re.compile(r"[ \t]*+<pre(?=[ \t\n>])", re.IGNORECASE)
_NO_TEXT = re.compile(r"[ \t]*+<(?:[!?]|(?:script|style)(?=[ \t\n>]))", re.IGNORECASE)
_INNER_HINT = "write each table by itself"


def hides_table(block: Block) -> bool:
    """Return whether a block is a table that is not read, or holds one.

    A fence says that what follows is code and meant to be; four blanks may be an accident.
    """
    match block:
        case Unread():
            return True
        case Paragraph(lines=(_, _, *_)):
            return _is_table([line.text for line in block.lines])
        case Code(closed=True):
            return block.line == block.span.line and _holds_table(block.text)
        case Other(kind="block_html", closed=True):
            text = block.text
            return not _NO_TEXT.match(text) and _holds_table(_COMMENT.sub("", text))
    return False


def _holds_table(text: str) -> bool:
    return _is_table(text.split("\n")) or bool(tables(text))


def _is_table(lines: list[str]) -> bool:
    """Return whether one of some lines looks like the delimiter row of the line above."""
    return any("|" in a and _is_delimiter(b) for a, b in pairwise(lines))


def _is_delimiter(line: str) -> bool:
    if "|" not in line or "-" not in line:
        return False
    row = _MARKS.sub("", line, count=1)
    return "|" in row and "-" in row and not row.strip("|-: \t")


def report(block: Block, findings: Findings) -> None:
    """Report that a block is a table that is not read (TT105, TT127)."""
    match block:
        case Unread(why="open"):
            message = "this table is never closed, so it is not read"
            hint = "write `</table>` at its end"
            findings.add(rules.UNCLOSED_BLOCK, block.span, message, hint=hint)
        case Unread():
            message = "this table stands too deep in lists and quotes to be read"
            hint = "write it at the left edge of the page"
            findings.add(rules.NESTED_TABLE, block.span, message, hint=hint)
        case _ if not hides_table(block):
            pass
        case Code() | Other() if _is_shown(block):
            message = "this table is shown as code, so it is not read"
            findings.add(rules.NESTED_TABLE, block.span, message, severity="note")
        case _:
            findings.add(
                rules.NESTED_TABLE,
                block.span,
                "this looks like a table, but Markdown takes it for text",
                hint="put an empty line before it, and no blanks before its lines",
                severity="warning",
            )


def _is_shown(block: Code | Other) -> bool:
    return isinstance(block, Code) or bool(_PRE.match(block.text))


def faulty(table: Table, findings: Findings) -> Diagnostic | None:
    """Report what makes a table more than rows of cells (TT127, TT128); return one finding."""
    told = None
    for fault in table.faults:
        if fault.kind == "nested":
            rule, hint = rules.NESTED_TABLE, _INNER_HINT
        else:
            rule, hint = rules.TABLE_SHAPE, "write each cell in each row"
        told = findings.add(rule, fault.span, fault.message, hint=hint)
    return told


def report_inner(table: Table, findings: Findings) -> None:
    """Report the tables in a table that no model has (TT127): they are lost with it."""
    for fault in table.faults:
        if fault.kind == "nested":
            findings.add(
                rules.NESTED_TABLE,
                fault.span,
                fault.message,
                hint=_INNER_HINT,
                severity="warning",
            )
