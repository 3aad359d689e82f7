"""What tags and their attributes say."""

from __future__ import annotations

import pytest

from typetable.markdown.tags import labels


@pytest.mark.parametrize(
    ("tag", "label"),
    [
        ('<TabItem value="spot" label="Spot">', "Spot"),
        ('<TabItem value="spot">', "spot"),
        ('<TabItem label="Linear &amp; Inverse">', "Linear & Inverse"),
        ("<TabItem>", ""),
        ("</TabItem>", ""),
    ],
)
def test_a_tab_is_called_like_its_label(tag: str, label: str) -> None:
    """As readers see it; one that ends, or has none, is called nothing."""
    assert [*labels(tag, {"tabitem"})] == [label]
