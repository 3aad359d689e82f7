"""What stands above a table that names its model."""

from __future__ import annotations

import pytest
from tests.plain_pages import read, table

A = table("Name | Type", "a | string")
B = table("Name | Type", "b | string")


@pytest.mark.parametrize(
    "title", ["**Item**", "- **Item**", "* **Item**:", "+ `Item`:"]
)
def test_a_line_or_a_bullet_right_above_a_table_names_it(title: str) -> None:
    """As the sentences of the dialect say; the bullet is no part of it."""
    found = read("# Order", A, title, B)
    assert found.names == {"Order": ["a"], "Item": ["b"]}


@pytest.mark.parametrize("text", ["- **Item**\n- **Line**", "- Item", "> **Item**"])
def test_a_list_of_several_names_nothing(text: str) -> None:
    """Nor does a bullet that no sentence of the dialect is, or a quote."""
    assert [*read("# Order", A, text, B).names] == ["Order"]
