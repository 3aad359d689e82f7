"""Why a page is read as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from typetable.language.dialects import packaged
from typetable.language.draft import DraftObject
from typetable.markdown import document
from typetable.reading import page
from typetable.settings.limits import Limits
from typetable.source import SourceFile

CASES = Path(__file__).parents[2] / "cases"
PAGES = [
    SourceFile(path=f"{path.stem}-{at}.md", name=f"{at}.md", text=text)
    for path in sorted(CASES.glob("*.md"))
    for at, text in enumerate(
        re.findall(r"(?ms)^````markdown[^\n]*\n(.*?)^````$", path.read_text("utf-8"))
    )
]


@pytest.mark.parametrize("name", ["plain", "liblab"])
def test_every_table_and_every_field_has_its_reasons(name: str) -> None:
    """On all pages of the cases; and asking for them changes nothing."""
    dialect, limits = packaged()[name], Limits()
    for source in PAGES:
        parsed = document.parse(source)
        draft, found = page.interpret(source, parsed, dialect, limits)
        reasons = page.explained(source, parsed, dialect, limits)
        assert reasons.draft == draft
        objects = [each for each in draft.models if isinstance(each, DraftObject)]
        fields = [each for model in objects for each in model.fields if not each.made]
        assert {each.span for each in fields} <= {r.field.span for r in reasons.rows}
        assert len(reasons.tables) == draft.ledger.tables, source.text
        assert all(each.claim.ground for each in reasons.tables), source.path
        told = {each.span for each in found if each.code == "TT125"}
        refused = [each.claim for each in reasons.tables if each.claim.reason]
        assert {each.table.header.span for each in refused} <= told


def test_a_heading_without_a_name_loses_all_of_its_tables() -> None:
    """Each of them is in the ledger, whatever its columns are."""
    tables = "| Name | Type |\n| - | - |\n| a | string |\n\n| X | Y |\n| - | - |\n| a | b |\n"
    source = SourceFile(path="p.md", name="p.md", text=f"# ![](x.png)\n\n{tables}")
    parsed, dialect = document.parse(source), packaged()["plain"]
    reasons = page.explained(source, parsed, dialect, Limits())
    assert len(reasons.tables) == reasons.draft.ledger.tables == 2
    assert reasons.draft.ledger.told == 2
