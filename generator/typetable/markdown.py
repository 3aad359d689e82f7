"""Markdown pages as documents: headings, tables and text, each with its place.

The one rule kept here: every line of a page ends in exactly one block, and nothing is interpreted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from typetable.source import Span


@dataclass(frozen=True, slots=True)
class Cell:
    r"""The raw text of a cell without its outer blanks; only `\\|` is already a plain `|`."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. `cells` may be more or fewer than the header has."""

    cells: tuple[Cell, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `text` is raw Markdown without the `#` marks."""

    level: int
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A header row, a delimiter row, and the rows below, ragged or not."""

    header: Row
    delimiter: Row
    rows: tuple[Row, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph, raw, without its outer blanks."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Consecutive lines of text."""

    lines: tuple[Line, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Code:
    """A code block; `info` is the word after a fence. `closed` is false for a fence left open."""

    info: str
    text: str
    closed: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Other:
    """Any other block: `kind` is mistune's token type, such as `list`, `block_quote`, `block_html`.

    `text` is its raw source; `closed` is false for an HTML comment left open.
    """

    kind: str
    text: str
    closed: bool
    span: Span


Block: TypeAlias = Heading | Table | Paragraph | Code | Other


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of a page in their order."""

    blocks: tuple[Block, ...]
