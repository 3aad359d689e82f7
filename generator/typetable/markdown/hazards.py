"""Hazards: what on a page hides models, only looks like Markdown, or is more than the limits allow.

The one rule kept here: models that a reader of the source would see are never lost without a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import rules
from typetable.markdown import document as markdown
from typetable.markdown import unread
from typetable.markdown.document import (
    Code,
    Document,
    Heading,
    Other,
    Paragraph,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.markdown.document import Block, Cell, Line, Row
    from typetable.settings.limits import Limits
    from typetable.source import SourceFile

_WIDE_SPACES = "\u00a0\u3000"


_FENCE = re.compile(r" {0,3}(?P<marks>`{3,}|~{3,})")
_OPENING = re.compile(r"^ {0,3}(?P<marks>`{3,}|~{3,})[ \t]*\w", re.MULTILINE)
_MOST = 8
"""So many fences without an end are mended; where there are more, the page is something else."""
_CLOSE = "close the fence, or remove it"
_MARKDOWN = frozenset(("md", "markdown", "mdx"))


def uncovered(document: Document, source: SourceFile, findings: Findings) -> Document:
    """Return a document with the tables that fences without an end hide, which warnings name.

    Where the last one hides headings too, nobody can tell where it was meant to end; see `report`.
    """
    mended = source
    for _ in range(_MOST):
        fence = _swallowing(document, mended)
        if fence is None:
            return _without_last_fence(document, source, findings)
        message = "this fence is not closed before the next; what is between was read"
        findings.add(
            rules.UNCLOSED_BLOCK, fence.span, message, hint=_CLOSE, severity="warning"
        )
        mended = _without_fence(mended, fence.span.line)
        document = markdown.parse(mended)
    if fence := _swallowing(document, mended):
        message = "this fence is not closed before the next, nor are others below"
        findings.add(rules.UNCLOSED_BLOCK, fence.span, message, hint=_CLOSE)
    return document


def _swallowing(document: Document, source: SourceFile) -> Block | None:
    return next((each for each in document.blocks if _swallows(each, source)), None)


def _swallows(block: Block, source: SourceFile) -> bool:
    """Return whether code is a fence in which another one opens, below a table."""
    if not isinstance(block, Code) or block.within or block.info in _MARKDOWN:
        return False
    openings = [*_OPENING.finditer(block.text)] if "|" in block.text else ()
    fence = _FENCE.match(source.line(block.span.line)) if openings else None
    if fence is None:
        return False
    same = (each for each in openings if each["marks"].startswith(fence["marks"]))
    first = next(same, None)
    above = replace(source, text=block.text[: first.start()] if first else "")
    return any(isinstance(each, Table) for each in markdown.parse(above).blocks)


def _without_fence(source: SourceFile, line: int) -> SourceFile:
    """Return a page in which a line opens no fence, and everything stands where it stood."""
    lines = source.text.split("\n")
    lines[line - 1] = lines[line - 1].replace("`", "'").replace("~", "'")
    return replace(source, text="\n".join(lines))


def _without_last_fence(
    document: Document, source: SourceFile, findings: Findings
) -> Document:
    """Return a document with the table that a fence left open hides, which a warning names."""
    *above, last = document.blocks or (None,)
    hidden = _hidden_blocks(last, source) if isinstance(last, Code) else ()
    if last is None or not hidden:
        return document
    message = "this fence is never closed; the table below it was read all the same"
    findings.add(
        rules.UNCLOSED_BLOCK,
        last.span,
        message,
        hint=_CLOSE,
        severity="warning",
    )
    return Document((*above, *hidden))


def _hidden_blocks(code: Code, source: SourceFile) -> tuple[Block, ...]:
    """Return the blocks below a fence left open; nothing but text and a table."""
    if code.closed or code.within:
        return ()
    below = replace(source, text="\n" * code.span.line + code.text)
    blocks = markdown.parse(below).blocks
    is_hidden = any(isinstance(each, Table) for each in blocks)
    return blocks if is_hidden and all(map(_is_harmless, blocks)) else ()


def _is_harmless(block: Block) -> bool:
    """Return whether a block hides nothing and starts no model."""
    return isinstance(block, Paragraph | Table) or (
        isinstance(block, Other) and block.closed
    )


def report(document: Document, findings: Findings) -> None:
    """Report what hides models (TT105) or tables (TT127), and wide spaces (TT124)."""
    for block in document.blocks:
        unread.report(block, findings)
        match block:
            case Code(closed=False) | Other(closed=False):
                if hidden := _hidden_lines(block.text):
                    message = (
                        f"this block is never closed and hides {hidden} lines of models"
                    )
                    findings.add(rules.UNCLOSED_BLOCK, block.span, message)
            case Paragraph():
                for line in filter(is_nearly_markdown, block.lines):
                    message = "Markdown does not take this wide space for a space"
                    hint = "write an ordinary space"
                    findings.add(rules.WIDE_SPACE, line.span, message, hint=hint)


def exceeded(
    document: Document, limits: Limits, findings: Findings
) -> Diagnostic | None:
    """Report each limit that a page exceeds (TT130); return one of the findings, if any."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    tables = (block for block in document.blocks if isinstance(block, Table))
    rows = [row for table in tables for row in table.rows]
    most = limits.cell_length
    long = [cell for row in rows for cell in row.cells if len(cell.text) > most]
    told = (
        _over("models", headings, limits.models, findings),
        _over("rows", rows, limits.rows, findings),
        _over("cell_length", long, 0, findings),
    )
    return next(filter(None, told), None)


def _over(
    limit: str, parts: Sequence[Heading | Row | Cell], most: int, findings: Findings
) -> Diagnostic | None:
    if len(parts) <= most:
        return None
    message = f"the page holds more than `limits.{limit}` allows"
    hint = f"split the page, or raise `limits.{limit}`"
    return findings.add(rules.LIMIT_EXCEEDED, parts[most].span, message, hint=hint)


def _hidden_lines(text: str) -> int:
    return sum(line.startswith(("# ", "|")) for line in text.split("\n"))


def is_nearly_markdown(line: Line) -> bool:
    """Return whether a line would be a heading or a delimiter row but for a wide space."""
    text = line.text
    if text.startswith("#"):
        return text.lstrip("#")[:1] in tuple(_WIDE_SPACES)
    filling = text.strip("|-: \t" + _WIDE_SPACES)
    return text.startswith("|") and not filling and not text.isascii()
