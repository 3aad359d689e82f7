"""Values to Python source text: the only place in typetable that quotes.

The one rule kept here: a literal reads back as its value, holds no character that an editor would
not show, and is written the way black leaves it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from typetable.python.characters import is_plain
from typetable.python.layout import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORT = 64
"""The longest texts that are remembered: the name of a field is written half a dozen times."""

_LONGEST_DECIMAL = 1 << 1024
"""Python refuses decimal literals of more than 640 digits, by its strictest setting."""

_ITEM = re.compile(r"( {0,8})([-*+]|[0-9]{1,9}[.)]) +(?=[^ ])")
"""How an item of a list begins (CommonMark 5.2)."""


class _Escapes(dict[int, str]):
    """A table for `str.translate`: the text of each character inside a literal."""

    def __missing__(self, point: int) -> str:
        text = chr(point) if is_plain(chr(point)) else _escape(point)
        self[point] = text
        return text


def _escape(point: int) -> str:
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


_IN_STRING = _Escapes(
    {ord("\\"): r"\\", ord("\n"): r"\n", ord("\r"): r"\r", ord("\t"): r"\t"}
)
_IN_BLOCK = _Escapes(
    {ord("\\"): r"\\", ord("\n"): "\n", ord("\r"): r"\r", ord("\t"): " "}
)


def string(text: str) -> str:
    """Return a one-line string literal for `text`, in whichever quotes need fewer escapes."""
    return _short_string(text) if len(text) <= _SHORT else _string(text)


def _string(text: str) -> str:
    if text.isascii() and text.replace("_", "").isalnum():
        return f'"{text}"'
    body = text.translate(_IN_STRING)
    double = body.count('"')
    if double > body.count("'"):
        return "'" + body.replace("'", "\\'") + "'"
    return '"' + (body.replace('"', '\\"') if double else body) + '"'


_short_string = lru_cache(maxsize=4096)(_string)


def value(constant: str | float) -> str:
    """Return a literal for a value of an enum member: a string, or a finite number of any size."""
    if isinstance(constant, str):
        return string(constant)
    if isinstance(constant, float):
        return repr(constant).replace("e+", "e")
    return _whole(constant)


def _whole(number: int) -> str:
    if abs(number) < _LONGEST_DECIMAL:
        return str(number)
    return f"{'-' if number < 0 else ''}0x{abs(number):X}"


def docstring(text: str, *, indent: int, width: int = WIDTH) -> str:
    r'''Return `"""..."""` for `text`, to be put after `indent` blanks.

    Paragraphs and line breaks stay, lines are filled to `width` columns, runs of blanks become
    one. Items of lists stay in each other, and their text stands below itself. All lines but the
    first are indented already. As black wants it, a blank keeps a quote at either end off the
    quotes around, and a line that cannot be broken is closed where it ends. A line that `doctest`
    would run begins with a no-break space.
    '''
    lines = list(_lines(text, width - indent))
    if len(lines) == 1:
        lines = _halves(lines[0], width - indent - 6)
    first, *rest = map(_harmless, _aligned(lines))
    if first.startswith('"'):
        first = f" {first}"
    if not rest:
        return f'"""{first} """' if first.endswith('"') else f'"""{first}"""'
    blanks = " " * indent
    indented = (blanks + line if line else "" for line in rest)
    return "\n".join((f'"""{first}', *indented, f'{blanks}"""'))


def _lines(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a docstring, escaped: at least one, and empty ones singly."""
    body = text.translate(_IN_BLOCK).replace('"""', r"\"\"\"").strip(" \n")
    room = width - len('""" ')
    previous = [""]
    for text_line in body.split("\n"):
        words = text_line.split()
        if words or previous:
            margin, hang = _margins(text_line)
            first, *others = _filled(words, room - margin, width - hang)
            yield " " * margin + first
            yield from (" " * hang + line for line in others)
        room, previous = width, words


def _margins(line: str) -> tuple[int, int]:
    """Return the indents of an item of a list and of its text; 0 for any other line."""
    item = _ITEM.match(line)
    return (item.end(1), item.end(2) + 1) if item else (0, 0)


def _filled(words: list[str], room: int, width: int) -> Iterator[str]:
    """Yield lines of `words`, the first of at most `room` columns, the others of `width`."""
    line: list[str] = []
    for word in words:
        if line and len(word) > room:
            yield " ".join(line)
            line, room = [], width
        line.append(word)
        room -= len(word) + 1
    yield " ".join(line)


def _aligned(lines: list[str]) -> list[str]:
    """Return lines of which one below the first has no blanks before it, as black wants it."""
    first, *rest = lines
    margin = min(
        (len(line) - len(line.lstrip(" ")) for line in rest if line), default=0
    )
    return [first, *(line[margin:] for line in rest)]


def _halves(line: str, width: int) -> list[str]:
    """Return `line` where it fits between quotes, else the two parts around its last blank."""
    quotes = line.startswith('"') + line.endswith('"')
    head, _, last = line.rpartition(" ")
    return [head, last] if head and len(line) + quotes > width else [line]


def _harmless(line: str) -> str:
    return rf"\xa0{line}" if line.startswith(">>>") else line
