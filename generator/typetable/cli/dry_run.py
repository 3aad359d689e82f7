"""A dry run: what a proposed configuration reads of the docs, before anything is written.

The one rule kept here: what is not read is counted, and shown where it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from typetable import pipeline
from typetable.diagnostics import clipped, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.meaning.understanding import Understanding
    from typetable.reading.reasons import TableReasons

_SHOWN = 5
"""The refused tables, and the findings, that are shown."""


class DryRun(Struct, frozen=True, kw_only=True):
    """What was read, in lines for people."""

    read: str
    """The tables and rows that were read, of all."""
    refused: tuple[str, ...]
    """The tables that are no property tables, the first ones with their reasons."""
    open: tuple[str, ...]
    """The errors, the first ones with their places."""
    examples: str
    """How many examples decode, of all; empty where there are none."""
    misfits: tuple[str, ...]
    """What differs in the others, the first ones with their places."""
    cure: str
    """What to do before anything is generated."""


def dry_run(understood: Understanding) -> DryRun:
    """Return what is read of docs as they were understood."""
    account = understood.account
    pages = pipeline.explain(understood)
    tables = [(page.path, table) for page in pages for table in page.tables]
    refused = [(path, table) for path, table in tables if table.claim.reason]
    errors = [each for each in understood.diagnostics if each.severity == "error"]
    rows = account.rows - account.reported
    proof = pipeline.proof(understood)
    read = (
        f"{len(tables) - len(refused):,} of {counted(len(tables), 'table')}, "
        f"{rows:,} of {counted(account.rows, 'row')}"
    )
    return DryRun(
        read=read,
        refused=tuple(_refused(refused)),
        open=tuple(_first(errors, "error")),
        examples=proof.summary if proof.verdicts else "",
        misfits=() if errors else tuple(_first(proof.findings(), "misfit", _SET)),
        cure=f"mend {counted(len(errors), 'error')}, then " if errors else "",
    )


def _refused(tables: Sequence[tuple[str, TableReasons]]) -> Iterator[str]:
    for path, table in tables[:_SHOWN]:
        header = table.claim.table.header
        titles = " | ".join(cell.text for cell in header.cells)
        place = f"{path}:{header.span.line}"
        yield f"{place} `{clipped(titles, 30)}` {table.claim.reason}"
    if len(tables) > _SHOWN:
        yield f"and {counted(len(tables) - _SHOWN, 'more table')}: typetable schema -v"


_SET = "set `examples = true`, then "
"""What makes `typetable check` look at examples."""


def _first(found: Sequence[Diagnostic], noun: str, before: str = "") -> Iterator[str]:
    for each in found[:_SHOWN]:
        place = f"{each.path}:{each.span.line}" if each.span else each.path
        yield f"{place} {each.message}"
    if len(found) > _SHOWN:
        more = counted(len(found) - _SHOWN, f"more {noun}")
        yield f"and {more}: {before}typetable check"
