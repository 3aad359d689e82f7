"""Source pages: their text, and where in it things stand.

The one rule kept here: a position is a line and a column as an editor shows them (both from 1,
columns in characters), and nothing else in typetable counts lines.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import ClassVar

from msgspec import Struct

PAGES = (".md", ".mdx", ".markdown")
"""The endings of pages, in lower case."""

MDX = ".mdx"
"""The ending of pages in which tags are code and indentation means nothing."""


class Span(Struct, frozen=True, order=True, array_like=True):
    """A stretch of one line; `line` and `column` from 1, `end` the column after the last one."""

    line: int
    column: int
    end: int


class Located(
    Struct, frozen=True, eq=False, array_like=True, tag=True, tag_field="record"
):
    """A record that knows where it stands: equality, hash and text ignore the fields `WHERE`."""

    WHERE: ClassVar = frozenset({"span"})

    def __eq__(self, other: object) -> bool:
        if type(other) is type(self):
            return self._said() == other._said()
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self._said().values()))

    def __repr__(self) -> str:
        said = (f"{name}={value!r}" for name, value in self._said().items())
        return f"{type(self).__name__}({', '.join(said)})"

    def _said(self) -> dict[str, object]:
        fields = self.__struct_fields__
        return {name: getattr(self, name) for name in fields if name not in self.WHERE}


class Subject(Struct, frozen=True, kw_only=True, array_like=True):
    """What an error of the docs is about, as a configuration names it."""

    page: str
    """The page, as its name is below the folder of the docs."""
    model: str = ""
    """The model, as documented; empty where it is of none."""
    field: str = ""
    """The field, as documented; empty where it is of the model itself, or has no name."""
    expect: str = ""
    """What stands in the cell, or in the line where all of it is meant; blanks count once."""


class SourceFile(Struct, frozen=True, kw_only=True, dict=True):
    """The text of one page.

    `path` is what people are shown: POSIX separators, as they named it. `name` is the path below
    the spec folder, which is what generated code may say, because it survives a move of the folder.
    `text` has LF line ends only and no byte order mark.
    """

    path: str
    name: str
    text: str

    @property
    def is_mdx(self) -> bool:
        """Whether the page is MDX."""
        return self.path.lower().endswith(MDX)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text, without their line ends."""
        return tuple(self.text.split("\n"))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return tuple(starts)

    def span(self, start: int, end: int) -> Span:
        """Return the span of `text[start:end]`, cut at the end of the line that `start` is on."""
        index = bisect_right(self._starts, start, hi=len(self.lines)) - 1
        column = start - self._starts[index] + 1
        last = min(end - self._starts[index], len(self.lines[index])) + 1
        return Span(index + 1, column, max(column, last))

    def at(self, span: Span) -> str:
        """Return what stands at a span, each run of blanks in it as one."""
        text = self.line(span.line)[span.column - 1 : span.end - 1]
        return " ".join(text.split())

    def line(self, number: int) -> str:
        """Return line `number`, counted from 1; the empty string where there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""
