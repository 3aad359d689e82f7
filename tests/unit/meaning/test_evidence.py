"""Evidence: the words of a text that may be JSON names."""

from __future__ import annotations

import pytest

from typetable.language.draft import Draft, DraftObject
from typetable.language.ledger import Ledger
from typetable.meaning.evidence import in_text
from typetable.source import Span


def _told(text: str) -> list[str]:
    model = DraftObject(name="Station", description=text, fields=(), span=Span(1, 1, 1))
    draft = Draft(
        path="Station.md",
        page="Station.md",
        models=(model,),
        pointers=(),
        samples=(),
        ledger=Ledger(),
    )
    return [each.word for each in in_text([draft])]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "A nick_name, a nickName or a NickName.",
            ["nick_name", "nickName", "NickName"],
        ),
        ("A sign-up of `ID` 4.", ["sign-up", "ID"]),
        ("A Station has a name, and a details1.", []),
        ("See /nick_name or https://a.example/nick_name?a_b=c.", []),
        ("Either nick_name? Or a\\nick_name.", ["nick_name"]),
    ],
)
def test_words_that_show_others(text: str, words: list[str]) -> None:
    """A word is told that shows where others begin in it, unless it is a part of a path."""
    assert _told(text) == words
