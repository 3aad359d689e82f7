"""The ledger of a page: what became of every row."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.plain_pages import Page, read, table

from typetable.diagnostics import Findings
from typetable.language.draft import DraftMember, rows_in
from typetable.language.ledger import Kept, Told, ledger
from typetable.rules import BAD_TYPE
from typetable.source import Span

SPAN = Span(1, 1, 2)
KEPT = Kept(DraftMember(name="a", value=1, span=SPAN))
TOLD = Told(Findings("a.md").add(BAD_TYPE, SPAN, "is no type"))


def test_rows_are_kept_or_told() -> None:
    """Whatever table they are of."""
    numbers = ledger(1, [(KEPT, TOLD), (), (KEPT,)])
    assert (numbers.tables, numbers.kept, numbers.told) == (3, 2, 1)
    assert numbers.rows == 3


def test_accepted_rows_are_neither() -> None:
    """Those of them that become nothing are counted, too."""
    accepted = replace(TOLD.finding, severity="note", accepted="omit")
    numbers = ledger(
        1, [(KEPT, TOLD), (Kept(KEPT.subject, accepted=True), Told(accepted))]
    )
    assert (numbers.kept, numbers.told) == (1, 1)
    assert (numbers.accepted, numbers.omitted, numbers.rows) == (2, 1, 4)


def test_a_page_without_a_table_has_no_rows() -> None:
    """It may have headings all the same."""
    assert ledger(2, ()).rows == 0


def _kept(found: Page) -> int:
    return sum(map(rows_in, found.draft.models))


@pytest.mark.parametrize(
    "parts",
    [
        ["# X", table("Name | Type", "a | string", "a | string", " | x", "b c | x")],
        ["# X", table("Name | Type", "a | string", "b | wrong[", "c | string | d")],
        ["# X", table("Name | Type | Required", "a | string | perhaps", "b")],
        ["# X", table("Name | Type | Type", "a | string | string")],
        ["# X", table("Cat | Weight", "Tom | 4")],
        ["# Events", table("Name | Type", "a | string")],
        ["# X", "## Events", table("Name | Type", "a | string"), "## Y"],
        ["#", table("Name | Type", "a | string")],
        [table("Name | Type", "a | string")],
        [table("Cat | Weight", "Tom | 4"), "# X", table("Name | Type", "a | string")],
        ["# X", table("Name | Type", "a.b | string", "a | object", "a.c | string")],
        ["# X", table("Name | Type", "a.b | string", "a[].b | string", "a[] | string")],
        ["# X", table("Name | Type", "a | string", "a.b | string")],
        ["# X", "| Name | Type |\n| --- |\n| a | string |"],
        ["# X", "> " + table("Name | Type", "a | string").replace("\n", "\n> ")],
        [
            "# X",
            "<table><tr><th>Name</th><th>Type</th></tr><tr><td>b c</td></tr></table>",
        ],
        ["# X", *[table("Name | Type", "a | string", "b | string")] * 2],
        ["# Item", table("Name | Type", "a | any")] * 2,
    ],
)
def test_every_row_ends_somewhere(parts: list[str]) -> None:
    """In a model or in a finding, and never in both."""
    found = read(*parts)
    numbers = found.draft.ledger
    assert numbers.rows > 0
    assert numbers.kept == _kept(found)
    assert numbers.told == 0 or found.found
    assert (
        numbers.told >= sum(each.is_error for each in found.found) or numbers.kept == 0
    )
