"""Name cells that hold several names, such as `` `lat`<br>`lng` ``.

The one rule kept here: names are apart where each is marked, is a path, or is half of a pair, and
nothing but a separator stands between two; any other cell is one name, or none.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.markdown.document import Cell
from typetable.markdown.spans import seen
from typetable.naming.casing import words
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from typetable.markdown.inline import Mark
    from typetable.markdown.spans import Seen, Stretch

_MARKS: tuple[Mark, ...] = ("code", "strong")
_BETWEEN = re.compile(
    r"[ \t\xa0]*(?P<all>,|;|&|\n|\u3001|\uff0c|\b(?:and|und|et|y|e)\b|\u548c|\u3068)?\s*"
    r"(?P<either>/|\||\b(?:or|oder|ou|o)\b|\u6216|\u307e\u305f\u306f)?\s*"
)
"""What stands between two names: of members that all are there, or of which one is."""

_SLASHED = re.compile(
    r"(?P<path>(?:\w+\.)*)(?P<names>(?P<first>[A-Za-z_]\w*)(?:/[A-Za-z_]\w*)+)",
    re.ASCII,
)
"""Words with slashes between them, and the path that all of them are in."""

_SHORT = 3
"""Names of so few letters, such as `x/y` and `lat/lng`, are never parts of one."""

_NOTHING = "n/a"
"""What stands for no name."""

_PAIRS = frozenset(
    frozenset(each.split("/"))
    for each in (
        "width/height",
        "latitude/longitude",
        "start/end",
        "begin/end",
        "from/to",
        "left/right",
        "top/bottom",
        "before/after",
    )
)
_MEDIA = frozenset(
    (
        "application",
        "audio",
        "font",
        "image",
        "message",
        "model",
        "multipart",
        "text",
        "video",
    )
)
"""What types of media begin with, which are one name."""

_WIDEST = 24
"""The most characters of that, so that blanks without end cost no more than their number."""


class NameList(Struct, frozen=True):
    """The names of a row as cells, and whether only one of these members has to be there."""

    cells: tuple[Cell, ...]
    are_choices: bool = False


def _is_none(_: str) -> bool:
    return False


def apart(cell: Cell, is_type: Callable[[str], bool] = _is_none) -> NameList:
    """Return the names in a cell; a word that `is_type` is none, so that the cell is one name."""
    inline = seen(cell.text)
    for mark in _MARKS:
        names = [each for each in inline.stretches if each.mark == mark]
        between = [*_between(inline, names)] if len(names) > 1 else [None]
        texts = [inline.text[each.start : each.end] for each in names]
        if all(between) and not any(map(is_type, texts[1:])):
            choices = any(each and each["either"] for each in between)
            return NameList((*_cells(cell, texts),), choices)
    return _pair(cell, inline.text.strip())


def may_be_several(name: str) -> bool:
    """Return whether a name that is no pair might yet be several, as `username/email` is."""
    found = _SLASHED.fullmatch(name)
    return found is not None and found["first"] not in _MEDIA and not found["path"]


def _pair(cell: Cell, text: str) -> NameList:
    """Return the names in a text such as `user_id/role_id`, of which one is there, or `x/y`."""
    found = _SLASHED.fullmatch(text) if text.casefold() != _NOTHING else None
    names = found["names"].split("/") if found else ()
    is_whole = frozenset(names) in _PAIRS or all(len(each) <= _SHORT for each in names)
    if not found or not (is_whole or _are_alike([*map(words, names)])):
        return NameList((cell,))
    paths = [f"{found['path']}{each}" for each in names]
    return NameList((*_cells(cell, paths),), are_choices=not is_whole)


def _are_alike(names: Sequence[Sequence[str]]) -> bool:
    """Return whether names are of as many words, of which one is the same in all of them."""
    if len({*map(len, names)}) > 1:
        return False
    return any(len({*each}) == 1 for each in zip(*names, strict=True))


def paths_apart(cell: Cell, separator: re.Pattern[str] | None, path: str) -> NameList:
    """Return the paths in a cell, apart by a separator; any other cell is one name."""
    texts = separator.split(cell.text) if separator else ()
    if len(texts) > 1 and all(path in each for each in texts):
        return NameList((*_cells(cell, texts, mark=""),), are_choices=True)
    return NameList((cell,))


def _between(inline: Seen, names: Sequence[Stretch]) -> Iterator[re.Match[str] | None]:
    """Yield what stands between names, or `None` where it is no separator alone."""
    if inline.text[: names[0].start].strip() or inline.text[names[-1].end :].strip():
        yield None
    for name, following in pairwise(names):
        text = inline.text[name.end : following.start]
        found = _BETWEEN.fullmatch(text) if len(text) <= _WIDEST else None
        yield found if found and (found["all"] or found["either"]) else None


def _cells(cell: Cell, names: Sequence[str], mark: str = "`") -> Iterator[Cell]:
    """Yield a cell for each name, where that stands in the row."""
    start = 0
    for name in names:
        start = max(cell.text.find(name, start), start)
        column = cell.span.column + start
        yield Cell(
            f"{mark}{name}{mark}", Span(cell.span.line, column, column + len(name))
        )
        start += len(name)
