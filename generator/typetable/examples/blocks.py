"""Blocks: the JSON of pages and payloads, and what stands around it.

The one rule kept here: only what says that it is JSON, or is JSON as a whole, is an example.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable.interchange import yaml_values
from typetable.interchange.json_values import (
    JsonValue,
    NotJsonError,
    values,
    values_of_json5,
)
from typetable.interchange.yaml_values import NotYamlError
from typetable.markdown.document import Code, Heading, Other, Paragraph, parse
from typetable.source import SourceFile, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from typetable.markdown.document import Block

_NAMED = frozenset({"json", "json5", "jsonc", "jsonl", "ndjson", "yaml", "yml"})
"""The words after a fence that say JSON, or what could be JSON."""

_SAYS_EXAMPLE = re.compile(r"\b(?:examples?|samples?|json|an?|the|of)\b", re.IGNORECASE)
"""The words of a heading that only say that an example follows."""

_DECORATION = re.compile(r"\{#[^}]*\}|<[^<>]*>|[`*#]")

_CONTAINERS = frozenset({"list", "block_quote"})
_QUOTE = re.compile(r"^(?:[ \t]*+>[ ]?)+")
_FENCE = re.compile(
    r"(?:[-*+]|\d++[.)]|\s)*(?P<marks>`{3,}|~{3,})[ ]*(?P<info>\w*)[^`]*"
)

_LINES = (".jsonl", ".ndjson")
"""The endings of files in which each line is a value."""

PAYLOADS = (".json", *_LINES)
"""The endings of files that are examples."""


class Example(Struct, frozen=True, kw_only=True, dict=True):
    """JSON on a page, or a payload."""

    source: SourceFile
    """The page or file."""
    text: str
    """The JSON."""
    line: int = 1
    """The line on which it starts."""
    headings: tuple[Heading, ...] = ()
    """The headings that it stands below, the innermost first, but for those of mere examples."""
    before: str = ""
    """The paragraph right above."""
    roots: tuple[JsonValue, ...] = ()
    """The values of it."""
    fault: str = ""
    """Why it is no JSON."""
    at: int = 0
    """The place in the text where it is none."""

    def span(self, start: int, end: int) -> Span:
        """Return where a part of the text stands in its file."""
        inner = self._lines.span(start, end)
        line = self.line + inner.line - 1
        # A list or a quote around the code is left of its text.
        indent = max(self.source.line(line).find(self._lines.line(inner.line)), 0)
        return Span(line, indent + inner.column, indent + inner.end)

    @cached_property
    def _lines(self) -> SourceFile:
        """The text alone, in whose lines parts are found."""
        return SourceFile(path="", name="", text=self.text)


def of_payload(source: SourceFile) -> Iterator[Example]:
    """Yield the example that a file is, or those in its lines."""
    if source.path.lower().endswith(_LINES):
        for number, line in enumerate(source.lines, 1):
            if line.strip():
                yield _read(Example(source=source, text=line, line=number))
    else:
        yield _read(Example(source=source, text=source.text))


def of_page(source: SourceFile) -> Iterator[Example]:
    """Yield the examples of a page in their order."""
    if not any(word in source.text for word in ("```", "~~~", "    {", "\t{")):
        return
    above: list[Heading] = []
    before = ""
    for block in parse(source).blocks:
        if isinstance(block, Heading):
            above = [*(each for each in above if each.level < block.level), block]
        elif isinstance(block, Code) and block.closed:
            yield from _of_code(source, block, above, before)
        elif isinstance(block, Other) and block.kind in _CONTAINERS:
            for code, text in _inside(block):
                yield from _of_code(source, code, above, text)
        before = _text(block)


def _text(block: Block) -> str:
    """Return what a paragraph says; nothing of any other block."""
    lines = block.lines if isinstance(block, Paragraph) else ()
    return "\n".join(line.text for line in lines)


def _inside(block: Other) -> Iterator[tuple[Code, str]]:
    """Yield the fences in a list or a quote that was not parsed, each with the line above it."""
    opening, first, rows, before = None, 0, list[str](), ""
    for number, line in enumerate(block.text.split("\n"), block.span.line):
        row = _QUOTE.sub("", line)
        fence = _FENCE.fullmatch(row)
        if opening and fence and fence["marks"] == opening["marks"]:
            text = "\n".join(rows)
            span = Span(first - 1, 1, 2)
            info = opening["info"]
            yield Code(info, text, closed=True, span=span, line=first), before
            opening = None
        elif opening:
            rows.append(row)
        elif fence:
            opening, first, rows = fence, number + 1, []
        before = before if opening or not row.strip() else row


def _of_code(
    source: SourceFile, code: Code, above: Sequence[Heading], before: str
) -> Iterator[Example]:
    """Yield code that is an example."""
    named = code.info.casefold() in _NAMED
    if not named and (code.info or not code.text.lstrip().startswith(("{", "["))):
        return
    innermost = [*reversed(above)]
    while len(innermost) > 1 and _adds_nothing(*innermost[:2]):
        del innermost[0]
    example = Example(
        source=source,
        text=code.text,
        line=code.line,
        headings=tuple(innermost),
        before=before,
    )
    reader = _READERS.get(code.info.casefold(), values)
    example = _read(example, reader)
    if named or not example.fault:
        yield example


def _adds_nothing(heading: Heading, outer: Heading) -> bool:
    """Return whether a heading says no more than that an example of the outer one follows."""
    rest, found = _SAYS_EXAMPLE.subn("", heading.text)
    return found > 0 and words_of(outer.text).startswith(words_of(rest))


def words_of(text: str) -> str:
    """Return the letters of a name, by which two spellings of it are the same."""
    return re.sub(r"[\W_]", "", plain(text)).casefold()


def plain(text: str) -> str:
    """Return a heading or a word without what only decorates it."""
    return _DECORATION.sub("", text).strip(" :")


_READERS = {
    "json5": values_of_json5,
    "yaml": yaml_values.values,
    "yml": yaml_values.values,
}
"""What reads code that is not just JSON, by the word after its fence."""


def _read(
    example: Example, reader: Callable[[str], tuple[JsonValue, ...]] = values
) -> Example:
    """Return an example with its values, or with what keeps it from being JSON.

    YAML that is not read has no values, and stays open.
    """
    try:
        return replace(example, roots=reader(example.text))
    except NotYamlError:
        return example
    except NotJsonError as error:
        return replace(example, fault=error.message, at=error.at)
