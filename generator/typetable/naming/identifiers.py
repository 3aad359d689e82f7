"""Identifiers: the candidates for the Python name of a documented one, best first.

The one rule kept here: each candidate is an identifier in NFKC, of characters that show, that
neither begins with an underscore nor means something else to Python or to the target.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.naming.casing import pieces, snake, upper_snake
from typetable.naming.clashes import suffixed
from typetable.naming.told import with_case, with_signs
from typetable.python.characters import fold, is_name_character, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST = 200
"""The most characters of a Python name; a suffix tells names apart that are cut."""


class NameStyle(Struct, frozen=True, kw_only=True, eq=False):
    """The style of names of one kind."""

    noun: str
    """The kind in messages, such as `field`."""
    prefix: str
    """The text before a name that would not begin as one may."""
    spell: Callable[[str], str]
    """Gives the usual spelling; nothing where there is none."""
    keep: Callable[[str], str]
    """Gives a spelling nearer to the docs, for names that clash; nothing where there is none."""
    reads_signs: bool = True
    """Whether a name without a letter, such as `>=`, is written as its Unicode names."""


def preferred(documented: str, style: NameStyle, reserved: frozenset[str]) -> str:
    """Return the name of `documented` where nothing else has it; nothing where none can be made."""
    return _free(_natural(documented, style), reserved)


def _natural(documented: str, style: NameStyle) -> str:
    plain = folded(documented)
    name = _identifier(style.spell(plain), style.prefix)
    if not name and style.reads_signs:
        signs = " ".join(map(name_of, documented[:8]))
        name = _identifier(style.spell(signs), style.prefix)
    return name if len(name) <= LONGEST else next(suffixed(name, documented, LONGEST))


def others(
    documented: str, name: str, style: NameStyle, reserved: frozenset[str]
) -> Iterator[str]:
    """Yield the names for `documented` where something else has the preferred `name`.

    A suffix is the last of them: it is for spellings that differ in nothing which can be told.
    """
    for spelled in _spelled_apart(documented, name, style):
        candidate = _identifier(spelled, style.prefix)
        if 0 < len(candidate) <= LONGEST:
            yield _free(candidate, reserved)
    yield from suffixed(name, documented, LONGEST)


def _spelled_apart(documented: str, name: str, style: NameStyle) -> Iterator[str]:
    """Yield spellings that tell more and more of a documented name.

    The preferred one is among them once more: those with signs have let it go by then.
    """
    yield style.keep(folded(documented))
    for silent in ("_ ", "_"):
        told = with_signs(documented, silent)
        yield style.spell(folded(told)) if told != documented else ""
    yield name
    yield style.spell(folded(with_signs(documented)))
    yield style.spell(folded(with_case(documented)))


def placeholders(documented: str, style: NameStyle) -> Iterator[str]:
    """Yield names for an entry that has none, so that work can go on after the error."""
    return suffixed(style.prefix, documented, LONGEST)


def is_legal(name: str, reserved: frozenset[str]) -> bool:
    """Return whether a user may call something `name`."""
    return name != "" and _free(_identifier(name, ""), reserved) == name


def folded(documented: str) -> str:
    """Return the part of a name that can matter, in the form in which Python compares names."""
    return fold(documented[: LONGEST + 1])  # to order marks takes more than linear time


def _identifier(name: str, prefix: str) -> str:
    """Return `name` as one that may stand in a class body, or nothing."""
    name = folded(name if name.isidentifier() or not name else prefix + name)
    return name if _is_usable(name) else ""


def _free(name: str, reserved: frozenset[str]) -> str:
    while iskeyword(name) or name in reserved:
        name += "_"
    return name


def _is_usable(name: str) -> bool:
    is_public = name.isidentifier() and not name.startswith("_")
    return is_public and (name.isascii() or all(map(is_name_character, name)))


def _field(name: str) -> str:
    usable = _is_usable(name) and name == name.lower()
    return name if usable else _visible(name, snake(name))


def _member(name: str) -> str:
    usable = _is_usable(name) and name == name.upper()
    return name if usable else _visible(name, upper_snake(name))


def _plain_field(name: str) -> str:
    """Return `id` for `id_` and `_id`, where nothing else is called so."""
    plain = name.strip("_")
    usable = _is_usable(plain) and plain == plain.lower()
    return plain if usable else snake(name)


def _visible(name: str, spelled: str) -> str:
    """Return `x_` for `_x`, so that `x` and `_x` differ; before a digit `_` is an escape."""
    is_hidden = name[:1] == "_" != name[-1:] and spelled[:1].isalpha()
    return f"{spelled}_" if is_hidden else spelled


def _model(name: str) -> str:
    if _is_usable(name):
        return name
    joined = "".join(piece[:1].upper() + piece[1:] for piece in pieces(name))
    return joined or (
        f"Model{name}" if name.isidentifier() else ""
    )  # `__` is a real one


def _as_spelled(name: str) -> str:
    return "_".join(pieces(name))


def _as_spelled_with_capitals(name: str) -> str:
    """Return the name as it is spelled unless a `str`, `int` or `Enum` could have such a method."""
    spelled = _as_spelled(name)
    return "" if spelled == spelled.lower() else spelled


FIELD = NameStyle(noun="field", prefix="field_", spell=_field, keep=_as_spelled)
PLAIN_FIELD = NameStyle(noun="field", prefix="field_", spell=_plain_field, keep=_field)
MEMBER = NameStyle(
    noun="member",
    prefix="VALUE_",
    spell=_member,
    keep=_as_spelled_with_capitals,
)
MODEL = NameStyle(
    noun="model", prefix="Model", spell=_model, keep=_as_spelled, reads_signs=False
)
