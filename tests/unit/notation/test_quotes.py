"""Quotes of any language."""

from __future__ import annotations

import pytest

from typetable.notation.quotes import QUOTES, unquoted


@pytest.mark.parametrize(("first", "last"), QUOTES.items())
def test_every_pair_of_quotes(first: str, last: str) -> None:
    """They are around one text, or around several."""
    for mark in last:
        assert unquoted(f"{first}a b{mark}") == "a b"
        assert unquoted(f"{first}a{mark} {first}b{mark}") is None


@pytest.mark.parametrize("text", ["", '"', "a", '"a', "a\u00bb", "\u00aba\u201d"])
def test_no_quotes(text: str) -> None:
    """Both marks are needed, and those of one pair."""
    assert unquoted(text) is None
