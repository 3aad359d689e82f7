"""Escapes, entities and code spans: what stands for itself in a text, and what for another.

The one rule kept here: emphasis and links stay as they are written, as do code spans, in which
nothing is an escape.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ENTITY = r"&(?P<entity>#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_SPECIAL = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    rf"|{ENTITY}"
    r"|(?P<break></?[bB][rR][ \t]{0,8}/?>)"
    r"|(?P<code>`+)"
)
_RUNS = re.compile(r"`+")


def plain(raw: str) -> str:
    """Return the text of a description: escapes and entities resolved, `<br/>` a line break.

    What stands in a code span is verbatim, backticks included (CommonMark 6.1).
    """
    if "\\" not in raw and "&" not in raw and "<" not in raw:
        return raw
    closers = _closing_runs(raw)
    parts: list[str] = []
    position = 0
    while special := _SPECIAL.search(raw, position):
        parts.append(raw[position : special.start()])
        position = closers.get(special.start(), special.end())
        parts.append(_resolved(special, raw[special.start() : position]))
    parts.append(raw[position:])
    return "".join(parts)


def code_spans(raw: str) -> Iterator[tuple[int, int]]:
    """Yield where code spans start and end, backticks included, from the left."""
    closers = _closing_runs(raw) if "`" in raw else {}
    position = 0
    for start in sorted(closers):
        if start >= position:
            position = closers[start]
            yield start, position


def _closing_runs(raw: str) -> dict[int, int]:
    """Map the start of each code span to its end, in one pass from the right."""
    following: dict[int, tuple[int, int]] = {}
    spans: dict[int, int] = {}
    for run in reversed(list(_RUNS.finditer(raw))):
        length = run.end() - run.start()
        if length in following:
            spans[run.start()] = following[length][1]
        following[length] = run.span()
    return spans


def _resolved(special: re.Match[str], source: str) -> str:
    if special["escaped"]:
        return special["escaped"]
    if special["entity"]:
        return character(special["entity"]) or source
    return "\n" if special["break"] else source


def character(entity: str) -> str:
    """Return what an entity stands for, or the empty string where it stands for nothing."""
    if entity[0] != "#":
        return html5.get(entity + ";", "")
    code = int("0" + entity[1:], 16) if entity[1] in "xX" else int(entity[1:])
    valid = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if valid else "\ufffd"
