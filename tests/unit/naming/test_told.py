"""Names with their signs and their capitals in words."""

from __future__ import annotations

import pytest

from typetable.naming.told import with_case, with_signs


@pytest.mark.parametrize(
    ("documented", "silent", "told"),
    [
        ("a-b", "", "a hyphen-minus b"),
        ("a b_c", "_ ", "a b_c"),
        ("a b_c", "_", "a space b_c"),
        ("a_b", "", "a low line b"),
        ("m\u00b2", "_ ", "m superscript two "),
        ("\u8ba2", "", "\u8ba2"),
    ],
)
def test_signs(documented: str, silent: str, told: str) -> None:
    """All but those that are silent are in words, and letters that Python takes for others."""
    assert with_signs(documented, silent) == told


@pytest.mark.parametrize(
    ("documented", "told"),
    [
        ("ab", "lower ab"),
        ("AB", "upper AB"),
        ("Ab", "capital Ab"),
        ("aB", "camel aB"),
    ],
)
def test_capitals(documented: str, told: str) -> None:
    """They are told by a word before the name."""
    assert with_case(documented) == told
