"""Letters of other scripts in ASCII."""

from __future__ import annotations

import pytest

from typetable.naming.romanised import romanised


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Item", "Item"),
        ("\u0417\u0430\u043a\u0430\u0437", "Zakaz"),
        ("\u041f\u043e\u0434\u044a\u0435\u0437\u0434", "Podezd"),
        ("\u03a4\u03af\u03c4\u03bb\u03bf\u03c2", "Titlos"),
        ("Stra\u00dfe", "Strasse"),
        ("\u00d8re", "Ore"),
        ("\u304b\u306a", "kana"),
        ("\ud55c\uad6d", "hangug"),
        ("\u8ba2\u5355", " u8ba2  u5355 "),
        ("a\u2014b", "a b"),
    ],
)
def test_letters(text: str, expected: str) -> None:
    """Alphabets are spelled, syllables are named, and other letters have numbers."""
    assert romanised(text) == expected
