"""Values that the lines of a description list, where the type says that it does.

The one rule kept here: a line states one value, in code, as the dialect spells it; any other line
is text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace

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

_START = attrgetter("start")


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
    for line in _lines(seen(_TAG.sub("<br>", raw.expandtabs(1)))):
        found = lines.find(line.text, line.stretches)
        if found is not None:
            yield value_of(found.held["code"])


def _lines(text: Seen) -> Iterator[Seen]:
    """Yield the lines of a text that are not blank, without blanks around them."""
    marks = sorted(text.stretches, key=_START)
    starts = [each.start for each in marks]
    end = -1
    for whole in text.text.split("\n"):
        first, end = end + 1, end + 1 + len(whole)
        line = whole.strip()
        start = first + len(whole) - len(whole.lstrip())
        held = marks[bisect_left(starts, start) : bisect_left(starts, end)]
        moved = (
            replace(each, start=each.start - start, end=each.end - start)
            for each in held
        )
        if line:
            yield Seen(line, tuple(moved))
