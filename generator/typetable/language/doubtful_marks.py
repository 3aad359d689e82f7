"""Doubtful marks: names that begin with what may say how deep a row is, such as `__name`.

The one rule kept here: such a name stays one, and is told where the row above may have members.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import clipped
from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Findings
    from typetable.language.rows import Row
    from typetable.wording.indents import Indents

_PREFIX = re.compile(r"(?![-+]\d)(?:__+|[-+.~#^=:/\uff1a]+)(?=\w)")
_HOLDER = re.compile(
    r"(?:arr(?:ay|ays)?|list|object|obj|map|json|dict)\b", re.IGNORECASE
)


def report_doubtful(rows: Sequence[Row], indents: Indents, findings: Findings) -> None:
    """Report the first of some rows whose names begin so, below one that may hold them (TT129)."""
    if not indents.is_any:
        return
    names = [_bare(row, indents) for row in rows]
    for at, (holder, name) in enumerate(pairwise(names), 1):
        mark = _mark(name)
        kind = rows[at - 1].text("type") if mark and _mark(holder) != mark else ""
        if _HOLDER.search(kind):
            message = f"`{name}` stays a name, though `{mark}` may put it in `{holder}`"
            hint = f'`[nesting]` `marks = ["+", "{mark}"]` in your dialect, if it does'
            place = rows[at].cells["name"].span
            findings.add(rules.NO_NAME, place, message, hint=hint, severity="warning")


def _bare(row: Row, indents: Indents) -> str:
    """Return a name for a message without the marks in front of it that a dialect knows."""
    return clipped(indents.of(seen(row.cells["name"].text).text).text.strip(), 20)


def _mark(name: str) -> str:
    """Return what a name begins with that may be a mark."""
    found = _PREFIX.match(name)
    return found[0] if found else ""
