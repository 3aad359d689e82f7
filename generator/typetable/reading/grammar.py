"""Type cells: what a whole cell says, around the types that it is made of.

The one rule kept here: a cell is a type or a `Fault`; what is no JSON is `any` only where a dialect
says that it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from typetable.markdown.spans import seen
from typetable.reading.descent import Fault, Parsed, parsed
from typetable.reading.notation import first_match
from typetable.reading.tokens import linked, tokens
from typetable.reading.types import ANY, NamedType

if TYPE_CHECKING:
    from typetable.markdown.spans import Seen
    from typetable.reading.notation import Form, Types, Word
    from typetable.reading.types import TypeExpr

__all__ = ["Fault", "keys", "parse"]

_ARGUMENTS = re.compile(
    r"(?<=\w)<(?=[a-z])(?!(?:a|b|br|code|del|em|font|i|ins|li|p|s|small|span|strong|su[bp]"
    r"|tt|u|ul|wbr)\b)",
    re.IGNORECASE,
)
"""What would begin a tag in `Array<string>`, so that nobody would see of what the array is."""


@lru_cache(maxsize=4096)  # docs write few types in many cells
def parse(cell: str, types: Types, depth: int = 32) -> TypeExpr | Fault:
    """Return the type that a raw cell states, or why it states none.

    `depth` is how many types may be nested.
    """
    return _read(cell, types, depth).kind


def keys(cell: str, types: Types, depth: int = 32) -> tuple[str, ...]:
    """Return the keys of the dialect by which a raw cell states its type, in their order."""
    known = _read(cell, types, depth).known
    return tuple(dict.fromkeys(_key(each) for each in known))


def _key(known: Word | Form | str) -> str:
    return f"[types] {known}" if isinstance(known, str) else known.key


def _read(cell: str, types: Types, depth: int) -> Parsed:
    if not types.fold:
        return parsed(cell, [*tokens(cell)], types.notation, depth)
    inline = seen(cell if "`" in cell else _ARGUMENTS.sub("&lt;", cell))
    text = inline.text.strip(" .")
    if not text and types.empty == "any":
        return Parsed(ANY, ('empty = "any"',))
    for each in types.foreign:
        if each.match(text, fold=True) is not None:
            is_name = text.isidentifier()
            kind = NamedType(text, 0, len(cell), ANY) if is_name else ANY
            return Parsed(kind, (f'foreign = "{each.text}"',))
    if bare := first_match(types.around, text):
        end = inline.text.index(bare.text) + len(bare.text)
        inner = _seen_type(inline._replace(text=bare.text.rjust(end)), types, depth)
        if not isinstance(inner.kind, Fault):
            return Parsed(inner.kind, (f'around = "{bare.affix}"', *inner.known))
    return _seen_type(inline, types, depth)


def _seen_type(inline: Seen, types: Types, depth: int) -> Parsed:
    return parsed(inline.text, [*linked(inline, types.notation)], types.notation, depth)
