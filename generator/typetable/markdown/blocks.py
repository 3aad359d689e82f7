"""mistune as a scanner: which lines of a page belong to which block.

The one rule kept here: work is linear in the page, whatever it holds, and a line is never lost.
mistune scans by rules that plugins can add or replace. Ours keeps ragged table rows; the replaced
ones would hide lines (link definitions), recurse (a list that a quote ends, again and again) or
backtrack (headings, HTML attributes, rulers) on hostile pages. Quotes and lists are taken whole;
`containers` opens them. Where GFM and a table disagree about a line, the table has it, and an HTML
table goes on to its last tag, blank lines or not.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from mistune import Markdown
from mistune.block_parser import BlockParser
from mistune.core import BlockState

from typetable.markdown import patterns, tags
from typetable.markdown.block_lines import (
    columns,
    indent,
    last_kind,
    next_line,
    take_line,
)
from typetable.markdown.regions import Region, by_lines, tables

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping

_RULES = {
    "tags": rf"^ {{0,3}}(?:{tags.JSX_TAG}[ \t]*+)++$",
    "comment": r"^ {0,3}\{/\*",
}
"""What MDX adds: lines of nothing but components, comments in braces."""

_SIGNS = {"tags": "<", "comment": "{"}
_TEXT = frozenset({"text", "indent_code"})
_AROUND_TABLES = frozenset({"table", "fenced_code", "block_quote", "list"})
"""Blocks that may hold an HTML table, which is theirs then."""

_MARKED = frozenset({"block_quote", "list"})
"""Blocks that a row may look like whose name stands behind a mark of its level."""

_OPEN_TEXT = frozenset({"paragraph", "block_html", "tags", "html_table"})
"""Blocks that an indented line right below them continues, so that it is no code."""
_START = attrgetter("start")


class Stretch(NamedTuple):
    """A block: mistune's token and its lines `first` to `last`, from 0, `last` left out.

    Blank lines up to the next block may belong to it.
    """

    token: dict[str, Any]
    first: int
    last: int


class _State(BlockState):
    """A state that remembers where each block starts, and knows where HTML tables do."""

    idle: frozenset[str]
    """Rules of which the text holds no sign; to try them would take a tenth of its time."""
    ends: Callable[[str, int], re.Match[str] | None]
    """Tells whether a block starts at a position of the text."""
    regions: tuple[Region, ...]
    tables: Mapping[int, Region]

    def process(self, src: str) -> None:
        super().process(src)
        self.idle = frozenset(rule for rule, sign in _SIGNS.items() if sign not in src)
        self.regions = tables(src)
        self.tables = by_lines(src, self.regions)

    def append_token(self, token: dict[str, Any]) -> None:
        super().append_token(token | {"start": self.cursor})


class Blocks(BlockParser):
    """mistune's block parser, going line by line."""

    state_cls = _State
    SPECIFICATION = (
        BlockParser.SPECIFICATION
        | {
            "blank_line": r"^(?:[ \t\v\f]*+\n)++",
            "indent_code": r"^(?: {4}| {0,3}\t)[ \t]*+[^ \t\v\f\n]",
            "atx_heading": r"^ {0,3}(?P<atx>#{1,6})(?=[ \t\n])",
            "setex_heading": r"^ {0,3}(?P<setext_1>[=-])(?P=setext_1)*+[ \t]*+$",
            "thematic_break": (
                r"^ {0,3}(?:(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+)$"
            ),
            "block_quote": r"^ {0,3}>",
            "list": r"^ {0,3}(?:[*+-]|[0-9]{1,9}[.)])(?: {1,4}(?=[^ \t\n])|[ \t]|$)",
            "raw_html": patterns.HTML,
        }
        | _RULES
    )

    def blocks(self, state: _State) -> Iterator[dict[str, Any]]:
        """Yield each token once no line can continue it; rules are tried where a line starts."""
        rules = [rule for rule in self.rules if rule not in state.idle]
        inside = [rule for rule in rules if rule != "setex_heading"]
        match, state.ends = self.compile_sc(rules).match, self.compile_sc(inside).match
        tables = state.tables
        while state.cursor < state.cursor_max:
            found = match(state.src, state.cursor)
            end = _take_html_table(found, state) if state.cursor in tables else None
            if found and not end:
                end = self.parse_method(found, state)
            state.cursor = end or _take_text(state)
            while len(state.tokens) > 1:
                yield state.tokens.pop(0)
        yield from state.tokens

    def parse_indent_code(self, _m: re.Match[str], state: BlockState) -> int:
        """Take an indented line, which cannot end a paragraph, and is no code in HTML."""
        if last_kind(state) == "block_html":
            table = patterns.TABLE_IN_HTML.match(state.src, state.cursor)
            if table:
                return _parse_table(self, table, state)
        return take_line(state, "indent_code", "indent_code", "paragraph")

    def parse_atx_heading(self, m: re.Match[str], state: BlockState) -> int:
        """Take a heading; its text is left to the page."""
        state.append_token({"type": "heading", "attrs": {"level": len(m["atx"])}})
        return state.find_line_end()

    def parse_block_quote(self, _m: re.Match[str], state: BlockState) -> int:
        """Take a quote with the lines that continue its text."""
        state.append_token({"type": "block_quote"})
        return self._container_end(state, "block_quote", state.cursor_max)

    def parse_list(self, m: re.Match[str], state: BlockState) -> int:
        """Take a list with all its items; only some lists can end a paragraph."""
        if _continues_text(state):
            return state.find_line_end()
        state.append_token({"type": "list"})
        return self._container_end(state, "list", columns(m[0]))

    def parse_raw_html(self, m: re.Match[str], state: BlockState) -> int:
        """Take HTML up to the end of what it opens, else up to a blank line or a table."""
        closing = patterns.HTML_ENDS.get(m["html"].lower())
        ends = (closing or patterns.AFTER_TAGS).search(state.src, m.start("html") + 2)
        state.append_token({"type": "block_html", "closed": bool(ends or not closing)})
        if closing:
            return _end_of_line(state, ends.end() if ends else -1)
        return _before_table(state, ends.end() if ends else state.cursor_max)

    def parse_tags(self, m: re.Match[str], state: BlockState) -> int:
        """Take lines of nothing but tags of components."""
        state.append_token({"type": "tags"})
        return next_line(state, m.end())

    def parse_comment(self, m: re.Match[str], state: BlockState) -> int:
        """Take a comment of MDX with the rest of the line that it ends on."""
        ends = state.src.find("*/}", m.end())
        state.append_token({"type": "comment", "closed": ends >= 0})
        return _end_of_line(state, ends)

    def _container_end(self, state: BlockState, kind: str, width: int) -> int:
        """Return where a quote or list ends; `width` is the indentation of what is inside."""
        match = cast("_State", state).ends
        end = position = state.find_line_end()
        while position < state.cursor_max:
            found = match(state.src, position)
            starts = found.lastgroup if found else "text"
            if found and starts == "blank_line":
                position = found.end()
                continue
            lazy = starts in _TEXT and position == end
            inside = indent(state, position) >= width
            if found and starts == kind == "list" and not inside:
                width = columns(found[0])
            elif not (starts == kind or lazy or inside):
                break
            end = position = next_line(state, position)
        return end


def _continues_text(state: BlockState) -> bool:
    """Return whether a list that starts here is text of the paragraph above."""
    ends_text = patterns.LIST_IN_TEXT.match(state.src, state.cursor)
    return not ends_text and last_kind(state) == "paragraph"


def _take_text(state: _State) -> int:
    """Take a line of text, or code of MDX up to a blank line or a table."""
    is_code = (
        state.src.startswith(("import", "export"), state.cursor)
        and last_kind(state) != "paragraph"
        and patterns.IMPORTS.match(state.src, state.cursor)
    )
    if not is_code:
        return take_line(state, "paragraph", "paragraph")
    state.append_token({"type": "imports"})
    ends = patterns.AFTER_TAGS.search(state.src, state.cursor)
    return ends.end() if ends else state.cursor_max


def _parse_table(_block: BlockParser, m: re.Match[str], state: BlockState) -> int:
    """Take a table: every line with a leading pipe, and other lines that start no block.

    Where rows begin without a pipe one may begin like a quote or a list, with as many pipes.
    """
    state.append_token({"type": "table"})
    match = cast("_State", state).ends
    header, _, _ = m[0].partition("\n")
    pipes = 0 if header.lstrip().startswith("|") else header.count("|")
    position = next_line(state, m.end())
    while True:
        piped = patterns.PIPED_LINES.match(state.src, position)
        position = piped.end() if piped else position
        if position == state.cursor_max:
            return position
        line_end = next_line(state, position)
        found = match(state.src, position)
        starts = found.lastgroup if found else "table"
        is_row = 0 < pipes <= state.src.count("|", position, line_end)
        if starts != "table" and not (is_row and starts in _MARKED):
            return position
        position = line_end


def _take_html_table(found: re.Match[str] | None, state: _State) -> int:
    """Take the lines of an HTML table, if that is what stands here; else return 0."""
    start, end = state.tables[state.cursor]
    kind = found.lastgroup if found else "paragraph"
    if kind == "list" and _continues_text(state):
        kind = "paragraph"
    is_within = kind in _AROUND_TABLES or (found and _opens_verbatim(found, state))
    if is_within or (kind == "indent_code" and last_kind(state) not in _OPEN_TEXT):
        return 0
    if end is None:
        state.append_token({"type": "open_table"})
        return next_line(state, start)
    state.append_token({"type": "html_table"})
    return _end_of_tables(state, end)


def _end_of_tables(state: _State, end: int) -> int:
    """Return the end of the line on which a table ends, and those that begin on such a line."""
    while True:
        line_end = next_line(state, end - 1)
        index = bisect_left(state.regions, end, key=_START)
        if index == len(state.regions) or state.regions[index].start >= line_end:
            return line_end
        end = state.regions[index].end or line_end


def _opens_verbatim(found: re.Match[str], state: _State) -> bool:
    """Return whether the HTML table of a line stands in a comment, or in text shown as it is."""
    start = state.tables[state.cursor].start
    if found.lastgroup == "comment":
        return state.src.find("*/}", found.end(), start) < 0
    closing = patterns.HTML_ENDS.get((found["html"] or "").lower())
    return closing is not None and not closing.search(state.src, found.end(), start)


def _before_table(state: BlockState, end: int) -> int:
    """Return where HTML ends if an HTML table begins on a line of it that is not in a comment."""
    tables = cast("_State", state).tables
    marks = (
        patterns.COMMENT_OR_LINE.finditer(state.src, state.cursor, end)
        if tables
        else ()
    )
    lines = (mark.end() for mark in marks if mark[0] == "\n")
    return next((line for line in lines if line in tables), end)


def _end_of_line(state: BlockState, position: int) -> int:
    """Return the end of a line, or its start if a table begins behind `position`; -1 is none."""
    if position < 0:
        return state.cursor_max
    line = state.src.rfind("\n", 0, position) + 1
    table = cast("_State", state).tables.get(line)
    return line if table and table.start >= position else next_line(state, position)


def property_tables(md: Markdown) -> None:
    """Let mistune take tables as they are, ragged rows included (a mistune plugin)."""
    for rule in _RULES:
        md.block.insert_rule(md.block.rules, rule, before="blank_line")
    md.block.register("table", patterns.TABLE, _parse_table)
    md.block.rules.remove("ref_link")  # it would hide the lines that define links


BLOCKS = Blocks()
Markdown(block=BLOCKS, plugins=[property_tables])


def scan(
    text: str, blocks: Blocks = BLOCKS, *, whole: bool = True
) -> Iterator[Stretch]:
    """Yield the blocks of a `whole` page, or of what it holds; blank lines are left out."""
    state = _State()
    state.process(text + "\n")
    front = patterns.FRONT_MATTER.match(state.src) if whole else None
    if front and not patterns.INDENTED_TABLE.search(front[0]):
        state.append_token({"type": "front_matter"})
        state.cursor = front.end()
    first = 0
    for token, below in pairwise(chain(blocks.blocks(state), ({"start": None},))):
        last = first + state.src.count("\n", token["start"], below["start"])
        if token["type"] != "blank_line":
            yield Stretch(token, first, last)
        first = last
