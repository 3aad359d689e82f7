"""Links whose targets stand elsewhere on a page: `[text][label]`, `[label][]` and `[label]`.

The one rule kept here: a text is a link only where the page defines its label, as `[label]: target`
on a line of its own (https://spec.commonmark.org/0.31.2/#link-reference-definitions).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.markdown.records import Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typetable.markdown.records import Block, Cell, Document, Row

_DEFINITION = re.compile(
    r"\[(?P<label>(?!\^)[^\[\]]{1,100})\]:[ \t]*(?:<(?P<pointed>[^<>]*)>|(?P<bare>[^\s<|]\S*))"
    r"""(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?"""
)
_REFERENCE = re.compile(
    r"(?P<code>`[^`]*`)|(?<![\]\\!\w])\[(?P<text>[^\[\]]{1,200})\]"
    r"(?:\[(?P<label>[^\[\]]{0,100})\])?(?![\[(:])"
)


def with_targets(document: Document) -> Document:
    """Return a page in whose tables all links have their targets, without rows that define some."""
    targets = dict(_targets(document.blocks))
    if not targets:
        return document
    blocks = (
        _linked(block, targets) if isinstance(block, Table) else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _targets(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """Yield the labels that a page defines, and their targets; the first of a label counts last."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            texts += (line.text for line in block.lines)
        elif isinstance(block, Table):
            texts += (row.cells[0].text for row in block.rows if len(row.cells) == 1)
    for text in reversed(texts):
        if found := _DEFINITION.fullmatch(text):
            yield _folded(found["label"]), found["pointed"] or found["bare"] or ""


def _linked(table: Table, targets: Mapping[str, str]) -> Table:
    rows = (row for row in table.rows if not _defines(row))
    return replace(table, rows=tuple(_with_links(row, targets) for row in rows))


def _defines(row: Row) -> bool:
    """Return whether a line below a table defines a link, and is no row of it."""
    is_alone = len(row.cells) == 1
    return is_alone and _DEFINITION.fullmatch(row.cells[0].text) is not None


def _with_links(row: Row, targets: Mapping[str, str]) -> Row:
    if not any("[" in cell.text for cell in row.cells):
        return row
    return replace(row, cells=tuple(_with_link(cell, targets) for cell in row.cells))


def _with_link(cell: Cell, targets: Mapping[str, str]) -> Cell:
    def inline(found: re.Match[str]) -> str:
        label = found["label"] or found["text"]
        target = targets.get(_folded(label)) if label else None
        return found[0] if target is None else f"[{found['text']}](<{target}>)"

    return replace(cell, text=_REFERENCE.sub(inline, cell.text))


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()
