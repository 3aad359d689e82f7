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
    from collections.abc import Collection, Mapping, Sequence

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
    """A row that others may be in: its depth, its name, and its number."""

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
    models = called_like_models(rows, spoken, nesting)
    elements: dict[int, list[tuple[int, Element]]] = defaultdict(list)
    above: list[_Above] = []
    for at, (row, (depth, text)) in enumerate(zip(rows, apart, strict=True)):
        name = text.strip()
        while above and above[-1].depth >= depth:
            above.pop()
        held = _held(row, name, spoken, nesting) if above else None
        held = {} if at in models else held
        if held is not None and _is_of(above[-1].name, held.get("", "")):
            element = Element(row, name, "#" in held)
            elements[above[-1].at].append((at, element))
        level = above[-1].depth.marks if above else shallowest - 1
        if depth.marks > level + 1:
            report_depth(row, findings)
        above.append(_Above(depth, name, at))
    parts = {at for each in elements.values() for at, _ in each}
    return [_whole(row, at, elements) for at, row in enumerate(rows) if at not in parts]


def called_like_models(
    rows: Sequence[Row],
    spoken: Spoken,
    nesting: Nesting,
    nameless: Collection[int] = (),
) -> frozenset[int]:
    """Return the rows that are called like the model of which the array above is made.

    Such a row is the only one right below, an object that has members, and begins with a capital
    letter, as no name of a member does; rows that are `nameless` have none.
    """
    if not nesting.elements:
        return frozenset()
    apart = [spoken.indents.of(seen(row.cells["name"].text).text) for row in rows]
    below: dict[int, list[int]] = defaultdict(list)
    above: list[int] = []
    for at, (depth, _) in enumerate(apart):
        while above and apart[above[-1]].depth >= depth:
            above.pop()
        below[above[-1] if above else -1].append(at)
        above.append(at)
    capital = {at for at, each in enumerate(apart) if each.text.strip()[:1].isupper()}
    found = {
        each[0]
        for at, each in below.items()
        if at >= 0
        and len(each) == 1
        and each[0] in below
        and _is_word(rows[at], "array")
        and _is_word(rows[each[0]], "object")
        and each[0] in capital
    }
    is_usual = capital - found - {*nameless}
    return frozenset() if is_usual else frozenset(found)


def _is_word(row: Row, word: str) -> bool:
    """Return whether the raw type of a row is a word alone."""
    return row.text("type").strip(" `*_").casefold() == word


def _held(
    row: Row, name: str, spoken: Spoken, nesting: Nesting
) -> Mapping[str, str] | None:
    """Return what the spelling of elements holds that a row has, as it is seen or as Markdown."""
    held = first(nesting.elements, name)
    if held is not None:
        return held
    raw = spoken.indents.of(row.cells["name"].text).text.strip()
    return first(nesting.elements, raw) if raw != name else None


def _whole(
    row: Row, at: int, elements: Mapping[int, Sequence[tuple[int, Element]]]
) -> Row:
    """Return a row with what it is made of, and that with what each is made of."""
    if at not in elements:
        return row
    parts = (
        replace(each, row=_whole(each.row, own, elements)) for own, each in elements[at]
    )
    return replace(row, elements=tuple(parts))


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
