"""Cells of tags, such as `[optional] [default to 5]`.

The one rule kept here: a cell of notes holds tags that the dialect knows, and nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import clipped
from typetable.markdown.spans import seen
from typetable.wording.facts import in_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.markdown.document import Cell
    from typetable.wording.facts import Facts
    from typetable.wording.said import Said

_EDGE = re.compile(r"[\[(]|[\])]\s*|[,;\n]")


def tags(text: str) -> Iterator[str]:
    """Yield the tags in a text: what commas, semicolons and lines part, and each in brackets."""
    start = depth = 0
    for edge in _EDGE.finditer(text):
        mark = edge[0][0]
        depth = max(depth + (mark in "[(") - (mark in "])"), 0)
        if depth == 0 and mark not in "[(":
            end = edge.start() if mark in ",;\n" else edge.end()
            yield text[start:end].strip()
            start = edge.end()
    yield text[start:].strip()


def tags_in(raw: str) -> list[str]:
    """Return the tags in a raw cell, of which no two are a link."""
    return [tag for tag in tags(seen(raw.replace("][", "] [")).text) if tag]


def are_notes(raw: str, facts: Facts) -> bool:
    """Return whether a cell holds tags that a dialect knows, and nothing else."""
    spelled = facts.spelled["notes"]
    return all(spelled.find(tag) for tag in tags_in(raw))


def in_notes(
    cell: Cell, facts: Facts, findings: Findings
) -> tuple[Said, ...] | Diagnostic:
    """Return what the tags in a cell say (TT135 where one is none of the dialect's)."""
    texts = tags_in(cell.text)
    said = in_text(texts, "notes", facts)
    if len(said) == len(texts):
        return said
    unknown = next(tag for tag in texts if not in_text([tag], "notes", facts))
    return findings.add(
        rules.UNKNOWN_NOTE,
        cell.span,
        f"`{clipped(unknown)}` is no tag that is known here",
        hint="teach it in `[facts.notes]` of a dialect of your own",
    )
