"""Members with headings of their own: each of them is in a model or told."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from typetable.pipeline import understand_pages
from typetable.schema import ObjectModel
from typetable.settings.package import Package
from typetable.source import SourceFile

if TYPE_CHECKING:
    from typetable.meaning.understanding import Understanding

TOP = "# Interface: A\n\n## Properties\n\n"


def _understood(text: str) -> Understanding:
    page = SourceFile(path="a.md", name="a.md", text=text)
    package = Package(path="pyproject.toml", dialect="typedoc")
    understood = understand_pages(package, [page])
    assert understood.account.balances, understood.account
    return understood


def _codes(text: str) -> set[str]:
    codes = {each.code for each in _understood(text).diagnostics}
    return {each for each in codes if each not in {"TT219", "TT222"}}


def test_a_member_that_is_wrong_is_told() -> None:
    """As a row with the same name or type would be, and the others are read."""
    one, odd = "### a\n\n> **a**: `string`\n\n", "### b\n\n> **b**: `a b`\n\n"
    assert _codes(TOP + one) == set()
    assert _codes(TOP + one + odd) == {"TT202"}
    assert _codes(TOP + one + one) == {"TT206"}


def test_a_note_that_nobody_knows_is_told() -> None:
    """It may say that the member is no part of JSON."""
    assert _codes(TOP + "### a\n\n> `secret` **a**: `string`\n") == {"TT135"}


def test_types_of_a_heading_are_any_wherever_they_stand() -> None:
    """In arrays, maps and unions, and only there."""
    text = TOP.replace("A", r"A\<T\>")
    kinds = (r"`T`[]", r"`Record`\<`string`, `T`\>", r"`T` \| `number`", "`number`")
    text += "".join(f"### x{n}\n\n> **x{n}**: {k}\n\n" for n, k in enumerate(kinds))
    (module,) = _understood(text).schema.modules
    (model,) = module.models
    assert isinstance(model, ObjectModel)
    assert "T" not in repr([field.type for field in model.fields]).split("'")


def test_many_headings_take_time_in_proportion() -> None:
    """However deep they stand, and whatever they are."""
    start = time.process_time()
    lines = (
        f"{'#' * (3 + n % 4)} a{n}\n\n> **a{n}**: `object`\n" for n in range(2_000)
    )
    assert _codes(TOP + "\n".join(lines)) == set()
    assert time.process_time() - start < 4
