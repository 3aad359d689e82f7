"""Type cells: what a whole cell says, around the types that it is made of.

The one rule kept here: a cell is a type or a `Fault`; what is no JSON is `any` only where a dialect
says that it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.markdown.spans import origins, seen
from typetable.notation.cursor import Fault
from typetable.notation.descent import Parsed, parsed
from typetable.notation.notation import Word, first_match
from typetable.notation.tokens import linked, tokens
from typetable.notation.types import (
    ANY,
    NamedType,
    OptionalType,
    ScalarType,
    UnionType,
    placed,
    union,
)

if TYPE_CHECKING:
    from typetable.markdown.spans import Seen
    from typetable.notation.notation import Form
    from typetable.notation.records import Types
    from typetable.notation.tokens import Token
    from typetable.notation.types import TypeExpr

__all__ = ["Fault", "keys", "parse", "words"]

_ARGUMENTS = re.compile(
    r"(?<=\w)<(?=[a-z])(?!(?:a|b|br|code|del|em|font|i|ins|li|p|s|small|span|strong|su[bp]"
    r"|tt|u|ul|wbr)\b)",
    re.IGNORECASE,
)
"""What would begin a tag in `Array<string>`, so that nobody would see of what the array is."""


_HALF_ENTITY = re.compile(r"&(lt|gt)(?!;)", re.IGNORECASE)
"""A bracket as HTML writes it, without the semicolon, as browsers take it in HTML."""


@lru_cache(maxsize=4096)  # docs write few types in many cells
def parse(cell: str, types: Types, depth: int = 32) -> TypeExpr | Fault:
    """Return the type that a raw cell states, or why it states none.

    `depth` is how many types may be nested.
    """
    kind = _read(cell, types, depth).kind
    return _in_cell(kind, cell) if types.fold else kind


def _in_cell(kind: TypeExpr | Fault, cell: str) -> TypeExpr | Fault:
    """Return a type, or why there is none, at offsets in a raw cell; they were in what shows."""
    if seen(cell).text == cell or _visible(cell) != cell:
        return kind
    place = origins(cell)
    if isinstance(kind, Fault):
        end = place(kind.end - 1) + 1 if kind.end > kind.start else place(kind.end)
        return replace(kind, start=place(kind.start), end=end)
    return placed(kind, place)


def _visible(cell: str) -> str:
    """Return a cell in which arguments of types are no tags, and entities are whole."""
    cell = _HALF_ENTITY.sub(r"&\1;", cell)
    return cell if "`" in cell else _ARGUMENTS.sub("&lt;", cell)


def keys(cell: str, types: Types, depth: int = 32) -> tuple[str, ...]:
    """Return the keys of the dialect by which a raw cell states its type, in their order."""
    known = _read(cell, types, depth).known
    return tuple(dict.fromkeys(_key(each) for each in known))


def words(cell: str, types: Types, depth: int = 32) -> tuple[str, ...]:
    """Return the words of the dialect that stand in a raw cell, as the dialect has them."""
    known = _read(cell, types, depth).known
    return tuple(each.text for each in known if isinstance(each, Word))


def _key(known: Word | Form | str) -> str:
    return f"[types] {known}" if isinstance(known, str) else known.key


def _read(cell: str, types: Types, depth: int) -> Parsed:
    if not types.fold:
        return parsed(cell, [*tokens(cell)], types.notation, depth)
    inline = seen(_visible(cell))
    text = inline.text.strip(" .") or inline.text.strip()
    if not text and types.empty == "any":
        return Parsed(ANY, ('empty = "any"',))
    if known := _foreign(text, types):
        kind = NamedType(text, 0, len(inline.text), ANY) if text.isidentifier() else ANY
        return Parsed(kind, known)
    if bare := first_match(types.around, text):
        end = inline.text.index(bare.text) + len(bare.text)
        inner = _seen_type(replace(inline, text=bare.text.rjust(end)), types, depth)
        if not isinstance(inner.kind, Fault):
            return Parsed(inner.kind, (f'around = "{bare.affix}"', *inner.known))
    return _seen_type(inline, types, depth)


def _foreign(text: str, types: Types) -> tuple[str, ...]:
    """Return the key by which a text is no JSON, if there is one."""
    found = types.known_foreign.find(text)
    return (f'foreign = "{found.meaning.text}"',) if found else ()


def _seen_type(inline: Seen, types: Types, depth: int) -> Parsed:
    ahead = [*linked(inline, types.notation)]
    whole = parsed(inline.text, ahead, types.notation, depth)
    if isinstance(whole.kind, Fault):
        is_deep = whole.kind.too_deep
        members = None if is_deep else _of_members(inline.text, ahead, types, depth)
        return members or whole
    valued = _valued(whole.kind, inline) if types.code == "value" else whole.kind
    if valued is whole.kind:
        return whole
    return Parsed(valued, (*whole.known, 'code = "value"'))


def _of_members(
    text: str, ahead: list[Token], types: Types, depth: int
) -> Parsed | None:
    """Return a union of which some members are foreign, or nothing where it is none."""
    kinds: list[TypeExpr] = []
    known: list[Word | Form | str] = []
    for member in types.notation.members(ahead):
        if foreign := _foreign(text[member[0].start : member[-1].end], types):
            kinds.append(ANY)
            known += foreign
        else:
            inner = parsed(text, member, types.notation, depth)
            if isinstance(inner.kind, Fault):
                return None
            kinds.append(inner.kind)
            known += inner.known
    return Parsed(union(kinds), known) if ANY in kinds else None


def _valued(kind: TypeExpr, inline: Seen) -> TypeExpr:
    """Return a union of words that are values, each in code, as one; else what it was."""
    match kind:
        case OptionalType(item=UnionType() as item):
            valued = _valued(item, inline)
            return kind if valued is item else OptionalType(valued)
        case UnionType(members=members):
            spans = {(e.start, e.end) for e in inline.stretches if e.mark == "code"}
            named = [each for each in members if isinstance(each, NamedType)]
            are_values = all(
                (each.start, each.end) in spans and _may_be_value(each)
                for each in named
            )
            if are_values and len(named) == len(members):
                return UnionType(tuple(map(_value, named)))
    return kind


def _may_be_value(named: NamedType) -> bool:
    """Return whether a word can be a value of text; types begin with a capital letter."""
    is_word = named.otherwise is None
    return is_word and (not named.name[0].isupper() or named.name.isupper())


def _value(named: NamedType) -> NamedType:
    """Return a name that is a value where no model is called so."""
    constant = ScalarType("string", values=(named.name,))
    return replace(named, otherwise=constant)
