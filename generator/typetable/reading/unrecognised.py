"""Docs of no known family: what is told where no dialect reads their tables.

The one rule kept here: the finding shows the headers that there are, and what to type.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import clipped, counted, finding, has_errors
from typetable.language import dialects
from typetable.markdown import document as markdown
from typetable.markdown.document import Table
from typetable.reading import page
from typetable.settings.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.language.dialect import Dialect
    from typetable.source import SourceFile


def unrecognised(sources: Sequence[SourceFile]) -> tuple[Diagnostic, ...]:
    """Return the finding that no dialect reads the tables of some docs (TT108).

    Where there is none, what looks like one is told (TT115).
    """
    seen: Counter[str] = Counter()
    first: tuple[SourceFile, Table] | None = None
    for source in sources:
        for table in _tables(source):
            first = first or (source, table)
            seen[" | ".join(cell.text for cell in table.header.cells)] += 1
    if first is None:
        return tuple(_almost_tables(sources))
    headers = "; ".join(
        f"`{clipped(header, 60)}` ({count})" for header, count in seen.most_common(3)
    )
    share = _read_by(dialects.packaged()["plain"], sources)
    cure = f"`typetable init --print` learns it; `--dialect plain` {share}"
    if not share:
        cure = "say how they are written, see `typetable explain dialect`"
    told = finding(
        rules.UNKNOWN_DIALECT,
        first[0].path,
        first[1].header.span,
        "no family of docs that is known writes such tables",
        hint=f"{cure}; the headers here are {headers}",
    )
    return (told,)


def _almost_tables(sources: Sequence[SourceFile]) -> Iterator[Diagnostic]:
    """Yield the findings about lines that would be tables but for their delimiter rows."""
    plain = dialects.packaged()["plain"]
    for source in sources:
        _, found = page.interpret(source, markdown.parse(source), plain, Limits())
        yield from (each for each in found if each.rule is rules.NO_DELIMITER)


def _read_by(dialect: Dialect, sources: Sequence[SourceFile]) -> str:
    """Return how many rows of pages a dialect reads, in words; nothing where it takes no table."""
    read = [page.interpret(s, markdown.parse(s), dialect, Limits()) for s in sources]
    kept = sum(draft.ledger.kept for draft, _ in read)
    rows = sum(draft.ledger.rows for draft, _ in read)
    is_any = kept or any(has_errors(found) for _, found in read)
    return f"reads {kept:,} of {counted(rows, 'row')}" if is_any else ""


def _tables(source: SourceFile) -> Iterator[Table]:
    blocks = markdown.parse(source).blocks
    return (block for block in blocks if isinstance(block, Table))
