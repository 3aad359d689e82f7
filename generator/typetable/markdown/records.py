"""Blocks of a page, and what they hold, each with its place.

The one rule kept here: nothing is interpreted; a record says what stands where.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from typetable.source import Span


class Cell(Struct, frozen=True):
    r"""The raw Markdown of a cell without its outer blanks; only `\\|` is already a plain `|`.

    What an HTML cell says is written as a cell between pipes would write it. `span` is where it
    stands on the page, of more than one line the first.
    """

    text: str
    span: Span
    is_shared: bool = False
    """Whether several rows have this one cell, each of which it stands in."""


class Row(Struct, frozen=True):
    """One row of a table. `cells` may be more or fewer than the header has, but not none."""

    cells: tuple[Cell, ...]
    span: Span


class Container(Struct, frozen=True):
    """A list item, a quote or a tab; `span` is the place of its mark, as `-`, `1.` or `>` is."""

    kind: Literal["item", "quote", "tab"]
    mark: str
    span: Span


Within: TypeAlias = tuple[Container, ...]
"""The containers that a block stands in, the outermost first."""


class Heading(Struct, frozen=True):
    """A heading; `text` is raw Markdown without the `#` marks or the underline.

    Several lines above an underline are one text; `span` is the first one's.
    """

    level: int
    text: str
    span: Span
    within: Within = ()


class Fault(Struct, frozen=True):
    """What no table of rows and columns can say, such as a cell that spans two rows."""

    kind: Literal["nested", "shape"]
    message: str
    span: Span


class Table(Struct, frozen=True):
    """A table of pipes or of HTML."""

    header: Row
    """The titles of the columns."""
    delimiter: Row
    """The row below the header; made up for HTML: as many empty cells, where the header ends."""
    rows: tuple[Row, ...]
    """The rows below, ragged or not."""
    span: Span
    """The place of the header, as that of every block is the place of its first line."""
    source: Literal["pipe", "html"] = "pipe"
    """The notation."""
    faults: tuple[Fault, ...] = ()
    """Faults of HTML, such as a cell in several rows."""
    within: Within = ()
    """The containers that it stands in, outermost first."""


class Line(Struct, frozen=True):
    """One line of a paragraph, raw, without its outer blanks."""

    text: str
    span: Span


class Paragraph(Struct, frozen=True):
    """Consecutive lines of text."""

    lines: tuple[Line, ...]
    span: Span
    within: Within = ()


class Code(Struct, frozen=True):
    """A code block."""

    info: str
    """The word after the fence."""
    text: str
    """The code; without a fence it keeps the indentation that makes it code."""
    closed: bool
    """Whether no fence was left open."""
    span: Span
    """The place of the first line."""
    line: int
    """The line on which the text starts."""
    within: Within = ()
    """The containers that it stands in, outermost first."""


class Other(Struct, frozen=True):
    """Any other block."""

    kind: str
    """Mistune's type of token, as `list`, `block_quote` or `block_html`; or what MDX and sites
    add: `front_matter`, `tags` (of JSX), `imports` (and exports), `comment` (in braces)."""
    text: str
    """The raw source."""
    closed: bool
    """Whether no comment was left open."""
    span: Span
    """The place of the first line."""
    within: Within = ()
    """The containers that it stands in, outermost first."""


class Unread(Struct, frozen=True):
    """A table that cannot be read: an HTML one that is never closed, or one too deep in lists."""

    why: Literal["open", "deep"]
    span: Span
    within: Within = ()


Block: TypeAlias = Heading | Table | Paragraph | Code | Other | Unread


class Document(Struct, frozen=True):
    """The blocks of a page in their order."""

    blocks: tuple[Block, ...]
