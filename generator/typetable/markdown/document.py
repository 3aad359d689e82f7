"""Markdown pages as documents: headings, tables and text, each with its place.

The one rule kept here: every line of a page ends in exactly one block, and nothing is interpreted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.markdown.lines import lines, split_row
from typetable.markdown.records import (
    Block,
    Cell,
    Code,
    Container,
    Document,
    Fault,
    Heading,
    Line,
    Other,
    Paragraph,
    Row,
    Table,
    Unread,
)

if TYPE_CHECKING:
    from typetable.source import SourceFile

__all__ = [
    "Block",
    "Cell",
    "Code",
    "Container",
    "Document",
    "Fault",
    "Heading",
    "Line",
    "Other",
    "Paragraph",
    "Row",
    "Table",
    "Unread",
    "lines",
    "parse",
    "split_row",
]


def parse(source: SourceFile) -> Document:
    """Return the blocks of a page."""
    # Not at the top: mistune is heavy, and a check with nothing changed reads no Markdown.
    from typetable.markdown import parser  # noqa: PLC0415

    return parser.parse(source.text, is_mdx=source.is_mdx)
