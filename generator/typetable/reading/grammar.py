"""Type cells: what a whole cell says, around the types that it is made of.

The one rule kept here: a cell is a type or a `Fault`; what is no JSON is `any` only where a dialect
says that it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from typetable.markdown.spans import seen
from typetable.reading.descent import Fault, parsed
from typetable.reading.notation import first_match
from typetable.reading.tokens import linked, tokens
from typetable.reading.types import ANY, NamedType

if TYPE_CHECKING:
    from typetable.markdown.spans import Seen
    from typetable.reading.notation import Types
    from typetable.reading.types import TypeExpr

__all__ = ["Fault", "parse"]

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
    if not types.fold:
        return parsed(cell, [*tokens(cell)], types.notation, depth)
    inline = seen(cell if "`" in cell else _ARGUMENTS.sub("&lt;", cell))
    text = inline.text.strip(" .")
    if not text and types.empty == "any":
        return ANY
    if any(each.match(text, fold=True) is not None for each in types.foreign):
        return NamedType(text, 0, len(cell), ANY) if text.isidentifier() else ANY
    if held := first_match(types.around, text):
        end = inline.text.index(held) + len(held)
        bared = _seen_type(inline._replace(text=held.rjust(end)), types, depth)
        if not isinstance(bared, Fault):
            return bared
    return _seen_type(inline, types, depth)


def _seen_type(inline: Seen, types: Types, depth: int) -> TypeExpr | Fault:
    return parsed(inline.text, [*linked(inline, types.notation)], types.notation, depth)
