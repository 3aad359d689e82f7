"""Conservation on real pages: no table and no row of hand-written docs is lost without a word.

The pages stand beside the repository where they stand at all; they belong to their authors.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from subprocess import run
from typing import TYPE_CHECKING, Any

import pytest

from typetable.cli import main
from typetable.diagnostics import Findings
from typetable.language.draft import DraftObject, rows_of
from typetable.markdown import document, hazards
from typetable.markdown.document import Table
from typetable.pipeline import understand
from typetable.settings.package import Package, location
from typetable.sources.pages import is_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typetable.language.draft import DraftModel
    from typetable.meaning.understanding import Understanding
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
    """Return whether a model has a row of a table, or findings name its header or all rows.

    What is in a row is told with it.
    """
    rows = {row.span.line for row in table.rows}
    cells = {cell.span.line for row in table.rows for cell in row.cells}
    is_kept = not (rows | cells).isdisjoint(kept)
    inner = {r.span.line for r in table.rows if r.cells[0].text.startswith("»")}
    outer = rows - inner or rows
    return is_kept or table.header.span.line in told or (bool(rows) and outer <= told)


def _losses(understood: Understanding) -> Iterator[str]:
    """Yield what of a page ends nowhere."""
    account = understood.account
    (source,) = understood.sources.values()
    tables = _tables(source)
    if account.tables != len(tables):
        yield f"{source.path}: {len(tables)} tables, {account.tables} accounted for"
    rows = sum(len(table.rows) for table in tables)
    # Rows below a broken one stand outside of its table on the page, and are put back.
    if account.rows < rows or not account.balances:
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


SHARED = FAMILIES.parents[1]
FACTS = SHARED / "corpus" / "facts"

MISSED: dict[str, dict[str, int]] = {
    # Members that the library has in models above, or not yet; lists that have grown, and a member
    # of which the page does not say that it goes.
    "adcom": {"surplus": 13, "values": 9, "deprecated": 1},
    "asyncapi-3.1.0": {"fields": 1},  # a bracket too many, which is told
    # Components that no message holds, an id that may be a number, and a list of one name on two
    # pages.
    "discord": {"type": 2, "values": 1},
    "gtfs-rt": {"fields": 1},  # a link that nobody closed, which is told
    "speakeasy-mistral": {"type": 1},  # the facts take a model for a class of httpx
}
"""How much facts state that pages do not say, by the set and the kind of facts."""

CALLED = {
    "adcom": {
        "AuditStatus": "Audit Status Code",
        "DisplayCreativeSubtype": "Display Creative Subtype",
        "ExtendedIdentifier": "Extended Identifier",
        "ExtendedIdentifierUID": "Extended Identifier UID",
        "MatchMethod": "ID Match Method",
        "MediaCreativeSubtype": "Audio/Video Creative Subtype",
        "PodDedupe": "Pod Deduplication Setting",
        "StartDelay": "Start Delay Mode",
        "VideoPlacementSubtype": "Video Plcmt Subtype",
    }
}
"""What pages call the models of a library that facts were made from."""


def _called(each: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a part of facts in which references have the names of pages."""
    model = each.get("model")
    return each | {"model": names.get(model, model)} if isinstance(model, str) else each


def _facts(name: str, folder: Path) -> Path:
    """Return the facts of a set, with the names of its pages."""
    names = CALLED.get(name, {})
    facts = json.loads(
        (FACTS / f"{name}.json").read_text("utf-8"),
        object_hook=lambda each: _called(each, names),
    )
    facts["models"] = {
        names.get(key, key): each for key, each in facts["models"].items()
    }
    called = folder / "facts.json"
    called.write_text(json.dumps(facts), "utf-8")
    return called


def _sets() -> list[str]:
    return sorted(path.stem for path in FACTS.glob("*.json")) if FACTS.is_dir() else []


def _pages_of(name: str) -> Path:
    """Return the pages that facts are about."""
    own = FAMILIES / name
    if own.is_dir():
        return own
    (found,) = FAMILIES.rglob(f"{name.partition('-')[2]}.md")
    return found


@pytest.mark.parametrize("name", _sets())
def test_docs_say_what_independent_facts_state(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The docs of each family are recognised, and nothing is missed but what is named here."""
    configuration = tmp_path / "typetable.toml"
    configuration.write_text("", "utf-8")
    code = main(["schema", "--config", str(configuration), str(_pages_of(name))])
    schema = capsys.readouterr().out
    assert code == (1 if "fields" in MISSED.get(name, ()) else 0)
    tool = SHARED / "tools" / "families.py"
    done = run(
        [sys.executable, tool, _facts(name, tmp_path), "--json"],
        input=schema,
        capture_output=True,
        text=True,
        check=False,
    )
    rows = json.loads(done.stdout)["rows"]
    missed = {key: stated - right for key, (right, stated, *_) in rows.items()}
    missed.pop("wire_name", None)
    assert {key: number for key, number in missed.items() if number} == MISSED.get(
        name, {}
    )
