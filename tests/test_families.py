"""Conservation on real pages: no table and no row of hand-written docs is lost without a word.

The pages stand beside the repository where they stand at all; they belong to their authors.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from typetable.diagnostics import Findings
from typetable.language.draft import DraftObject, rows_of
from typetable.markdown import document, hazards
from typetable.markdown.document import Table
from typetable.pipeline import understand
from typetable.settings.package import Package, location
from typetable.sources.pages import is_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.language.draft import DraftModel
    from typetable.pipeline import Understanding
    from typetable.source import SourceFile

FAMILIES = Path(__file__).parents[2] / "shared" / "corpus" / "families"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not FAMILIES.is_dir(), reason="the real pages are not beside this checkout"
    ),
]


def _family_names() -> list[str]:
    return sorted(each.name for each in FAMILIES.iterdir()) if FAMILIES.is_dir() else []


def _understood(page: Path) -> Understanding:
    spec = location(str(page), Path())
    return understand(Package(path="pyproject.toml", spec=(spec,), dialect="plain"))


def _tables(source: SourceFile) -> list[Table]:
    parsed = document.parse(source)
    whole = hazards.uncovered(parsed, source, Findings(source.path))
    return [block for block in whole.blocks if isinstance(block, Table)]


def _lines_of(model: DraftModel) -> Iterator[int]:
    """Yield the lines of the rows that became a part of a model."""
    yield from (row.span.line for row in rows_of(model))
    if isinstance(model, DraftObject):
        yield from (span.line for span in model.extra_spans)


def _is_told(table: Table, kept: set[int], told: set[int]) -> bool:
    """Return whether a model has a row of a table, or findings name its header or all rows."""
    rows = {row.span.line for row in table.rows}
    cells = {cell.span.line for row in table.rows for cell in row.cells}
    is_kept = not (rows | cells).isdisjoint(kept)
    return is_kept or table.header.span.line in told or (bool(rows) and rows <= told)


def _losses(understood: Understanding) -> Iterator[str]:
    """Yield what of a page ends nowhere."""
    account = understood.account
    (source,) = understood.sources.values()
    tables = _tables(source)
    if account.tables != len(tables):
        yield f"{source.path}: {len(tables)} tables, {account.tables} accounted for"
    rows = sum(len(table.rows) for table in tables)
    if account.rows != rows or not account.balances:
        yield f"{source.path}: {rows} rows, but {account}"
    models = (model for draft in understood.drafts for model in draft.models)
    kept = {line for model in models for line in _lines_of(model)}
    told = {each.span.line for each in understood.diagnostics if each.span}
    for table in tables:
        if not _is_told(table, kept, told):
            yield f"{source.path}:{table.header.span.line}: a table is lost"


@pytest.mark.parametrize("family", _family_names())
def test_every_table_and_every_row_ends_in_a_model_or_in_a_finding(family: str) -> None:
    """`plain` loses nothing on any page, whatever it was written for, and never raises."""
    pages = [page for page in sorted((FAMILIES / family).rglob("*")) if page.is_file()]
    understood = (_understood(page) for page in pages if is_page(page.name))
    assert [loss for each in understood for loss in _losses(each)] == []
