"""Where the values of a JSON text stand, which `json` does not tell.

The one rule kept here: positions are for diagnostics only; what a text says is for `json`. The text
must be valid JSON. One pass over it, without recursion.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]++')


def locate(text: str, path: Sequence[str | int]) -> tuple[int, int]:
    """Return the start and end of the value at a path; of an array or object its bracket alone.

    The place of the whole text where nothing is there.
    """
    wanted = list(path)
    at: list[str | int | None] = []
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word in "]}":
            at.pop()
        elif word == ",":
            at[-1] = at[-1] + 1 if isinstance(at[-1], int) else None
        elif at and at[-1] is None:
            at[-1] = json.loads(word)
        elif word != ":":
            if at == wanted:
                return token.span()
            if word in "[{":
                at.append(0 if word == "[" else None)
    return 0, len(text)
