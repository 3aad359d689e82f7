"""Identifiers: what Python could call a documented name, best first.

The one rule kept here: whatever comes out is an identifier in NFKC, of characters that are seen,
that neither begins with an underscore nor means something else to Python or to the target.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.naming.casing import pieces, snake, upper_snake
from typetable.naming.clashes import told_apart
from typetable.python.characters import fold, is_name_character, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST = 200
"""Characters in a Python name; what is cut off is told apart by a suffix."""


class Style(Struct, frozen=True, kw_only=True, eq=False):
    """How names of one kind are written.

    `spell` gives the usual spelling, `keep` one nearer to the docs for names that clash, either
    of them nothing where there is none; `prefix` goes before what may not begin a name. Where
    `reads_signs`, what holds no letter, such as `>=`, is called by its Unicode names.
    """

    noun: str
    prefix: str
    spell: Callable[[str], str]
    keep: Callable[[str], str]
    reads_signs: bool = True


def preferred(documented: str, style: Style, reserved: frozenset[str]) -> str:
    """Return what `documented` is called where nothing else wants that name; nothing if no way."""
    return _free(_natural(documented, style), reserved)


def _natural(documented: str, style: Style) -> str:
    plain = folded(documented)
    name = _identifier(style.spell(plain), style.prefix)
    if not name and style.reads_signs:
        signs = " ".join(map(name_of, documented[:8]))
        name = _identifier(style.spell(signs), style.prefix)
    return name if len(name) <= LONGEST else next(told_apart(name, documented, LONGEST))


def others(
    documented: str, name: str, style: Style, reserved: frozenset[str]
) -> Iterator[str]:
    """Yield what `documented` could be called where something else has the preferred `name`."""
    kept = _identifier(style.keep(folded(documented)), style.prefix)
    if 0 < len(kept) <= LONGEST:
        yield _free(kept, reserved)
    yield from told_apart(name, documented, LONGEST)


def stand_ins(documented: str, style: Style) -> Iterator[str]:
    """Yield names for what has none, so that work can go on after the error."""
    return told_apart(style.prefix, documented, LONGEST)


def is_legal(name: str, reserved: frozenset[str]) -> bool:
    """Return whether a user may call something `name`."""
    return name != "" and _free(_identifier(name, ""), reserved) == name


def folded(documented: str) -> str:
    """Return what of a name can matter, in the form in which Python compares names."""
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
    return name if usable else _shown(name, snake(name))


def _member(name: str) -> str:
    usable = _is_usable(name) and name == name.upper()
    return name if usable else _shown(name, upper_snake(name))


def _shown(name: str, spelled: str) -> str:
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


FIELD = Style(noun="field", prefix="field_", spell=_field, keep=_as_spelled)
MEMBER = Style(
    noun="member", prefix="VALUE_", spell=_member, keep=_as_spelled_with_capitals
)
MODEL = Style(
    noun="model", prefix="Model", spell=_model, keep=_as_spelled, reads_signs=False
)
