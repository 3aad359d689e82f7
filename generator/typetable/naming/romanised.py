"""Romanised text: letters of other scripts in ASCII, for names of files and of components.

The one rule kept here: no letter is lost. One that has no Latin spelling is told by its number.
"""

from __future__ import annotations

from unicodedata import combining, normalize

from typetable.python.characters import fold, is_name_character, name_of

_ALPHABETS = {
    0x3B1: "a v g d e z i th i k l m n x o p r s s t y f ch ps o",
    0x430: "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya",
    0x450: "e yo dj g ye z i yi j lj nj c k i u dz",
    0x490: "g",
}
"""Small letters of Greek and Cyrillic in ASCII, from a first one on; `_` is nothing."""

_IN_ASCII = {
    chr(first + place): spelled.strip("_")
    for first, letters in _ALPHABETS.items()
    for place, spelled in enumerate(letters.split())
}
_IN_ASCII |= {"\u00df": "ss", "\u00fe": "th"}


def romanised(text: str) -> str:
    """Return a text with its letters in ASCII; signs of other scripts are blanks."""
    if text.isascii():
        return text
    return "".join(map(_letter, normalize("NFC", fold(text))))


def _letter(letter: str) -> str:
    """Return one letter in ASCII, with its case; a mark above or below it does not count."""
    if letter.isascii():
        return letter
    spelled = _IN_ASCII.get(letter.lower())
    if spelled is None:
        spelled = _plain(letter) or _named(letter)
    return spelled.capitalize() if letter.isupper() else spelled


def _plain(letter: str) -> str:
    """Return what a letter is without its marks; nothing where that is not in ASCII."""
    marked = normalize("NFKD", letter)
    plain = "".join(each for each in marked if not combining(each))
    if plain.isascii():
        return plain
    return _IN_ASCII.get(plain.lower(), "")


def _named(letter: str) -> str:
    """Return a letter by the end of its Unicode name, `ka` for `か`, or by its number.

    A sign is a blank, and a letter of a script without an alphabet stands alone.
    """
    if not is_name_character(letter):
        return " "
    *before, last = name_of(letter).partition(" WITH ")[0].lower().split()
    is_spelled = not _BEFORE_LETTERS.isdisjoint(before[-1:])
    return last if is_spelled and last.isalpha() else f" u{ord(letter):x} "


_BEFORE_LETTERS = frozenset({"letter", "sign", "small", "syllable"})
"""The words of Unicode before what a letter is called."""
