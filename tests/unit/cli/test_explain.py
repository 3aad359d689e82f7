"""`typetable explain`: what it prints for a word, and how it ends."""

from __future__ import annotations

import pytest

from typetable.cli import main


@pytest.mark.parametrize(
    ("words", "code", "first"),
    [
        (("TT201",), 0, "TT201 unknown-type (warning)"),
        (("dialect",), 0, "# How docs are written: dialects"),
        ((), 0, "TT101"),
        (("dialekt",), 2, "no rule is called `dialekt`"),
    ],
)
def test_a_word_is_explained_or_unknown(
    words: tuple[str, ...], code: int, first: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rules and topics end well; what is neither could not be explained."""
    assert main(["explain", *words]) == code
    assert capsys.readouterr().out.startswith(first)


def test_without_a_word_all_that_is_explained_is_listed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The manual of dialects stands below the rules."""
    main(["explain"])
    *_, rule, blank, topic = capsys.readouterr().out.splitlines()
    assert rule.startswith("TT")
    assert not blank
    assert topic.startswith("dialect  ")
