"""Elements: rows that say what an array above is made of, such as `> b[0]` below `b`.

The one rule kept here: a row is of the nearest one above that is less deep, and names that or none.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable.language.evidence import plain
from typetable.language.marks import report_depth
from typetable.markdown.spans import seen
from typetable.notation.types import ANY, ArrayType, OptionalType, ScalarType, union
from typetable.wording.spelling import first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Findings
    from typetable.language.nesting import Nesting
    from typetable.language.rows import Row
    from typetable.notation.types import TypeExpr
    from typetable.wording.indents import Depth
    from typetable.wording.paths import Spoken

_OPEN = frozenset((ANY, ScalarType("object"), ArrayType(ANY)))
"""The elements of an array of which nothing is said but that it is one."""


class Element(Struct, frozen=True):
    """A row that says what elements are, or what one part of each is."""

    row: Row
    name: str
    is_part: bool


class _Above(Struct, frozen=True):
    """A row that others may be in: its depth, its name, and its number among those that stay."""

    depth: Depth
    name: str
    at: int


def gathered(
    rows: Sequence[Row], spoken: Spoken, nesting: Nesting, findings: Findings
) -> Sequence[Row]:
    """Return rows without those of elements, which are in the rows of their arrays.

    A row that is more than one mark deeper than the one that it is in is told (TT136).
    """
    if not spoken.indents.is_any:
        return rows
    apart = [spoken.indents.of(seen(row.cells["name"].text).text) for row in rows]
    shallowest = min((depth.marks for depth, _ in apart), default=0)
    kept: list[Row] = []
    elements: dict[int, list[Element]] = defaultdict(list)
    above: list[_Above] = []
    for row, (depth, text) in zip(rows, apart, strict=True):
        name = text.strip()
        while above and above[-1].depth >= depth:
            above.pop()
        held = first(nesting.elements, name) if above else None
        if held is not None and _is_of(above[-1].name, held.get("", "")):
            elements[above[-1].at].append(Element(row, name, "#" in held))
            continue
        level = above[-1].depth.marks if above else shallowest - 1
        if depth.marks > level + 1:
            report_depth(row, findings)
        above.append(_Above(depth, name, len(kept)))
        kept.append(row)
    return [
        replace(row, elements=tuple(elements[at])) if at in elements else row
        for at, row in enumerate(kept)
    ]


def _is_of(array: str, named: str) -> bool:
    """Return whether a row of elements names its array, or none."""
    return not named or plain(named) == plain(array)


def made_of(
    kind: TypeExpr, elements: Sequence[TypeExpr], *, are_parts: bool
) -> TypeExpr | None:
    """Return an array of some elements, or of what has such parts; `None` where it is none.

    An array of which nothing else is said has elements that are arrays of all parts.
    """
    match kind:
        case OptionalType(item=item):
            inner = made_of(item, elements, are_parts=are_parts)
            return OptionalType(inner) if inner else None
        case ArrayType(items=items):
            are_arrays = are_parts and (items in _OPEN or isinstance(items, ArrayType))
            whole = union(elements)
            return ArrayType(ArrayType(whole) if are_arrays else whole)
    return (
        made_of(ArrayType(ANY), elements, are_parts=are_parts) if kind == ANY else None
    )
