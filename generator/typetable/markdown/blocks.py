"""mistune as a scanner: which lines of a page belong to which block.

The one rule kept here: work is linear in the page, whatever it holds, and a line is never lost.
mistune scans by rules that plugins can add or replace. Ours keeps ragged table rows; the replaced
ones would hide lines (link definitions), recurse (a list that a quote ends, again and again) or
backtrack (headings, HTML attributes, rulers) on hostile pages. What stands inside of quotes and
lists is not looked at. Where GFM and a table disagree about a line, the table has it.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from mistune import Markdown
from mistune.block_parser import BlockParser
from mistune.core import BlockState
from mistune.helpers import BLOCK_TAGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DELIMITER_CELL = r"[ \t]*+:?-++:?[ \t]*+"
_TABLE = (  # two lines; a delimiter row without `|` and `:` underlines a heading
    r"^ {0,3}(?=[^ \t\n])[^\n|]*+\|[^\n]*+\n"
    r"^ {0,3}(?=[^\n]*[|:])\|?"
    rf"{_DELIMITER_CELL}(?:\|{_DELIMITER_CELL})*+\|?[ \t]*+$"
)
_HTML = (
    r"^ {0,3}(?P<html>(?i:<(?:!--|\?|!\[CDATA\[|!(?=[A-Z])"
    r"|(?:script|pre|style|textarea)(?=[ \t\n>])"
    rf"|/?(?:{'|'.join(BLOCK_TAGS)})(?=[ \t\n>]|/>))))"
)
_TEXT = frozenset({"text", "indent_code"})
_PIPED_LINES = re.compile(r"(?:[ \t]*+\|[^\n]*+\n)*+")
_INDENTATION = re.compile(r"[ \t]*+")
_LIST_IN_TEXT = re.compile(r" {0,3}(?:[*+-]|1[.)])[ \t]++[^\n]")
_BEFORE_BLANK_LINE = re.compile(r"\n[ \t\v\f]*+(?=\n)")
_HTML_ENDS = {
    "<!--": re.compile("-->"),
    "<?": re.compile(r"\?>"),
    "<![cdata[": re.compile(r"\]\]>"),
    "<!": re.compile(">"),
    "<script": re.compile("</script>", re.IGNORECASE),
    "<pre": re.compile("</pre>", re.IGNORECASE),
    "<style": re.compile("</style>", re.IGNORECASE),
    "<textarea": re.compile("</textarea>", re.IGNORECASE),
}


class Stretch(NamedTuple):
    """A block: mistune's token and its lines `first` to `last`, from 0, `last` left out.

    Blank lines up to the next block may belong to it.
    """

    token: dict[str, Any]
    first: int
    last: int


class _State(BlockState):
    """A state that remembers where each block starts."""

    def append_token(self, token: dict[str, Any]) -> None:
        super().append_token(token | {"start": self.cursor})


class _Blocks(BlockParser):
    """mistune's block parser, going line by line."""

    state_cls = _State
    SPECIFICATION = BlockParser.SPECIFICATION | {
        "blank_line": r"^(?:[ \t\v\f]*+\n)++",
        "indent_code": r"^(?: {4}| {0,3}\t)[ \t]*+[^ \t\v\f\n]",
        "atx_heading": r"^ {0,3}(?P<atx>#{1,6})(?=[ \t\n])",
        "setex_heading": r"^ {0,3}(?P<setext_1>[=-])(?P=setext_1)*+[ \t]*+$",
        "thematic_break": (
            r"^ {0,3}(?:(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+)$"
        ),
        "block_quote": r"^ {0,3}>",
        "list": r"^ {0,3}(?:[*+-]|[0-9]{1,9}[.)])(?: {1,4}(?=[^ \t\n])|[ \t]|$)",
        "raw_html": _HTML,
    }

    def blocks(self, state: BlockState) -> Iterator[dict[str, Any]]:
        """Yield each token once no line can continue it; rules are tried where a line starts."""
        match = self.compile_sc().match
        while state.cursor < state.cursor_max:
            found = match(state.src, state.cursor)
            end = self.parse_method(found, state) if found else None
            state.cursor = end or _take_line(state, "paragraph", "paragraph")
            while len(state.tokens) > 1:
                yield state.tokens.pop(0)
        yield from state.tokens

    def parse_indent_code(self, _m: re.Match[str], state: BlockState) -> int:
        """Take an indented line, which cannot end a paragraph."""
        return _take_line(state, "indent_code", "indent_code", "paragraph")

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
        ends_text = _LIST_IN_TEXT.match(state.src, state.cursor)
        if not ends_text and _last_kind(state) == "paragraph":
            return state.find_line_end()
        state.append_token({"type": "list"})
        return self._container_end(state, "list", _columns(m[0]))

    def parse_raw_html(self, m: re.Match[str], state: BlockState) -> int:
        """Take HTML up to the end of what it opens, else up to a blank line."""
        closing = _HTML_ENDS.get(m["html"].lower())
        found = (closing or _BEFORE_BLANK_LINE).search(state.src, m.start("html") + 2)
        closed = bool(found or not closing)
        state.append_token({"type": "block_html", "closed": closed})
        return _line_end(state, found.start()) if found else state.cursor_max

    def _container_end(self, state: BlockState, kind: str, width: int) -> int:
        """Return where a quote or list ends; `width` is the indentation of what is inside."""
        match = _interrupting(self)
        end = position = state.find_line_end()
        while position < state.cursor_max:
            found = match(state.src, position)
            starts = found.lastgroup if found else "text"
            if found and starts == "blank_line":
                position = found.end()
                continue
            lazy = starts in _TEXT and position == end
            if found and starts == kind == "list":
                width = _columns(found[0])
            elif not (starts == kind or lazy or _indent(state, position) >= width):
                break
            end = position = _line_end(state, position)
        return end


def _interrupting(block: BlockParser) -> Callable[[str, int], re.Match[str] | None]:
    """Return what tells whether a block starts at a position of a text."""
    rules = [rule for rule in block.rules if rule != "setex_heading"]
    return block.compile_sc(rules).match


def _take_line(state: BlockState, kind: str, *onto: str) -> int:
    """Let the line at hand continue a block of the kinds in `onto`, or start one of `kind`."""
    if _last_kind(state) not in onto:
        state.append_token({"type": kind})
    return state.find_line_end()


def _last_kind(state: BlockState) -> str:
    return state.last_token()["type"] if state.tokens else ""


def _line_end(state: BlockState, position: int) -> int:
    return state.src.index("\n", position) + 1


def _columns(text: str) -> int:
    return len(text.expandtabs(4))


def _indent(state: BlockState, position: int) -> int:
    blanks = _INDENTATION.match(state.src, position)
    return _columns(blanks[0]) if blanks else 0


def _parse_table(block: BlockParser, m: re.Match[str], state: BlockState) -> int:
    """Take a table: every line with a leading pipe, and other lines that start no block."""
    state.append_token({"type": "table"})
    match = _interrupting(block)
    position = _line_end(state, m.end())
    while True:
        piped = _PIPED_LINES.match(state.src, position)
        position = piped.end() if piped else position
        found = match(state.src, position)
        if position == state.cursor_max or (found and found.lastgroup != "table"):
            return position
        position = _line_end(state, position)


def property_tables(md: Markdown) -> None:
    """Let mistune take tables as they are, ragged rows included (a mistune plugin)."""
    md.block.register("table", _TABLE, _parse_table)


_BLOCKS = _Blocks()
Markdown(block=_BLOCKS, plugins=[property_tables])
_BLOCKS.rules.remove("ref_link")  # it would hide the lines that define links


def scan(text: str) -> Iterator[Stretch]:
    """Yield the blocks of a page in their order; blank lines are left out."""
    state = _BLOCKS.state_cls()
    state.process(text + "\n")
    first = 0
    for token, below in pairwise(chain(_BLOCKS.blocks(state), ({"start": None},))):
        last = first + state.src.count("\n", token["start"], below["start"])
        if token["type"] != "blank_line":
            yield Stretch(token, first, last)
        first = last
