from __future__ import annotations

import pytest

from typetable.report.escape import guard, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ✅ 漢字 é", "plain ✅ 漢字 é"),
        ("\x1b[31m", r"\x1b[31m"),
        ("a\nb\r\t\0\x7f", r"a\nb\r\t\x00\x7f"),
        ("\x85\x9b", r"\x85\x9b"),
        ("\u202e\u2066\u200b\ufeff", r"\u202e\u2066\u200b\ufeff"),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("\xa0", r"\xa0"),
        ("\udc80", r"\udc80"),
        ("\U000e0001", r"\U000e0001"),
    ],
)
def test_what_prints_nothing_is_an_escape(text: str, shown: str) -> None:
    """Controls, formats, separators, surrogates and tags."""
    assert visible(text) == shown
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("line", "guarded"),
    [
        ("::error::x", r"\x3a:error::x"),
        ("  \t::error::x", "  \t" + r"\x3a:error::x"),
        ("a ::error::x", "a ::error::x"),
        ("a ##[error]x ##[group]", r"a ##\x5berror]x ##\x5bgroup]"),
        ("###[x]", r"###\x5bx]"),
        ("## Heading [1]", "## Heading [1]"),
        ("", ""),
    ],
)
def test_what_a_log_would_obey_is_broken_up(line: str, guarded: str) -> None:
    """Commands at the start of a line, and those that count anywhere."""
    assert guard(line) == guarded
    assert guard(guarded) == guarded
