"""Which characters may stand raw, and in a name."""

from __future__ import annotations

from hashlib import sha256
from unicodedata import category

import pytest
from black.strings import str_width

from typetable.python.characters import (
    columns,
    fold,
    is_name_character,
    is_plain,
    is_visible,
    name_of,
)


@pytest.mark.slow
def test_every_python_agrees() -> None:
    """The answers for all of Unicode are the same numbers on every supported Python."""
    everything = list(map(chr, range(0x110000)))
    assert (
        sha256(bytes(map(is_plain, everything))).hexdigest()[:16] == "6361f1bb8f6f0f16"
    )
    names = sha256(bytes(map(is_name_character, everything))).hexdigest()
    assert names[:16] == "148413f5299b5e87"


@pytest.mark.slow
def test_columns() -> None:
    """A character takes the columns that black counts for it, on every supported Python."""
    plain = [
        character for character in map(chr, range(0x110000)) if is_plain(character)
    ]
    assert [c for c in plain if columns(c) != str_width(c)] == []
    assert columns("e\u0301 日本") == str_width("e\u0301 日本") == 7


@pytest.mark.slow
def test_no_plain_character_is_unseen() -> None:
    """Nothing of the categories that hold controls, formats and separators is plain."""
    plain = {category(c) for c in map(chr, range(0x110000)) if c != " " and is_plain(c)}
    assert not plain & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}


@pytest.mark.parametrize("character", ["\u3164", "\u115f", "\u2800", "\u034f"])
def test_letters_that_print_nothing_are_not_plain(character: str) -> None:
    """What prints nothing is not plain, even where its category is that of a letter."""
    assert not is_plain(character)
    assert not is_name_character(character)


def test_folding_leaves_out_what_some_pythons_do_not_know() -> None:
    """A character of Unicode 15 and later folds to the replacement character everywhere."""
    assert fold("\ufb01eld \U0001e030") == "field \ufffd"


def test_characters_without_a_name_are_called_by_number() -> None:
    """A character that not every Python can name is called by its number."""
    assert name_of("\U0001fae8") == "U1FAE8"
    assert name_of("$") == "DOLLAR SIGN"


@pytest.mark.parametrize("around", ["", "text", "\n", "naïve"])
def test_what_shows_is_printable(around: str) -> None:
    """Whatever it stands among, a character shows if Python prints it, and a line end does."""
    for character in map(chr, range(0x300)):
        shows = character == "\n" or character.isprintable()
        assert is_visible(f"{around}{character}{around}") == shows
