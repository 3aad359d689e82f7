"""Values that the lines of a description list, where the type says that it does.

The one rule kept here: a line states one value, in code, as the dialect spells it; any other line
is text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from typetable.markdown.spans import Seen, seen
from typetable.notation.types import ArrayType, OptionalType, ScalarType, constants
from typetable.notation.values import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.notation.types import TypeExpr
    from typetable.schema import Value
    from typetable.wording.spelling import Spelling
    from typetable.wording.spellings import Spellings

_TAG = re.compile(r"</?(?:ul|ol|li|hr|p|table|tr|td|th)\b[^<>]{0,80}>", re.IGNORECASE)
"""HTML that ends a line."""


def with_listed(kind: TypeExpr, raw: str, lines: Spellings[Spelling]) -> TypeExpr:
    """Return a type whose values a raw description lists; without any, it is as it was.

    The values decide of which kind they are.
    """
    listed = tuple(dict.fromkeys(_values(raw, lines)))
    return _of_values(kind, listed) if listed else kind


def _of_values(kind: TypeExpr, listed: tuple[Value | None, ...]) -> TypeExpr:
    match kind:
        case ArrayType(items=items):
            return ArrayType(_of_values(items, listed))
        case OptionalType(item=item):
            return OptionalType(_of_values(item, listed))
        case ScalarType():
            return constants(listed)
    return kind


def _values(raw: str, lines: Spellings[Spelling]) -> Iterator[Value | None]:
    """Yield the values that lines state."""
    for line in _lines(seen(_TAG.sub("<br>", raw))):
        found = lines.find(line.text, line.stretches)
        if found is not None:
            yield value_of(found.held["code"])


def _lines(text: Seen) -> Iterator[Seen]:
    """Yield the lines of a text that are not blank, without blanks around them."""
    ends = [-1, *(at for at, each in enumerate(text.text) if each == "\n")]
    for before, end in pairwise((*ends, len(text.text))):
        line = text.text[before + 1 : end]
        start = before + 1 + len(line) - len(line.lstrip())
        marks = (
            each._replace(start=each.start - start, end=each.end - start)
            for each in text.stretches
            if start <= each.start < end
        )
        if line.strip():
            yield Seen(line.strip(), tuple(marks))
