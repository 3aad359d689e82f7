"""Told names: those of things that are alike but for signs, blanks or case, with these in words.

The one rule kept here: a name tells what its own spelling has, whatever it clashes with.
"""

from __future__ import annotations

from typetable.python.characters import fold, is_name_character, name_of


def with_signs(documented: str, silent: str = "") -> str:
    """Return a name with its signs in words, but for those that are `silent`.

    A letter that Python takes for another one is a sign, too: `²` is `superscript two`.
    """
    parts = (c if c in silent else _told(c) for c in documented)
    return "".join(parts)


def with_case(documented: str) -> str:
    """Return a name behind a word for its capitals: `lower a` for `a`, `upper ab` for `AB`."""
    if documented.islower():
        return f"lower {documented}"
    if documented.isupper():
        return f"upper {documented}"
    kind = "capital" if documented[:1].isupper() else "camel"
    return f"{kind} {documented}"


def _told(character: str) -> str:
    is_sign = character == "_" or not is_name_character(character)
    if is_sign or fold(character) != character:
        return f" {name_of(character).lower()} "
    return character
