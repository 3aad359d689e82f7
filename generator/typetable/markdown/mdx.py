"""MDX: Markdown in which a tag is code of its own line, and indentation means nothing.

The one rule kept here: between two tags stands Markdown, with an empty line around it or without.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from mistune import Markdown

from typetable.markdown import tags
from typetable.markdown.blocks import Blocks, property_tables
from typetable.markdown.patterns import table_pattern

if TYPE_CHECKING:
    from mistune.core import BlockState

_TAG = re.compile(tags.TAG)


class _MdxBlocks(Blocks):
    """The scanner of blocks, for pages that end in `.mdx`."""

    SPECIFICATION: ClassVar = {
        name: pattern.replace(" {0,3}", r"[ \t]*+")
        for name, pattern in Blocks.SPECIFICATION.items()
    }

    def parse_fenced_code(self, m: re.Match[str], state: BlockState) -> int | None:
        """Take a code block, whose fences may stand anywhere in their lines."""
        marker, info = m["fenced_2"], m["fenced_3"]
        if marker[0] == "`" and "`" in info:
            return None
        fence = re.compile(
            rf"^[ \t]*+{marker[0]}{{{len(marker)},}}[ \t]*+$", re.MULTILINE
        )
        start = state.find_line_end()
        end = fence.search(state.src, start)
        raw = state.src[start : end.start() if end else state.cursor_max]
        if margin := m["fenced_1"]:
            raw = re.sub(rf"^[ \t]{{1,{len(margin)}}}", "", raw, flags=re.MULTILINE)
        token = {"type": "block_code", "raw": raw, "marker": marker}
        state.append_token(token | {"attrs": {"info": info}})
        return end.end() + 1 if end else state.cursor_max

    def parse_raw_html(self, m: re.Match[str], state: BlockState) -> int:
        """Take a tag with the rest of its line; only comments and such go on to their end."""
        tag = _TAG.match(state.src, m.start("html"))
        if tag is None:
            return super().parse_raw_html(m, state)
        state.append_token({"type": "block_html"})
        return state.find_line_end_at(tag.end() - 1)


BLOCKS = _MdxBlocks()
Markdown(block=BLOCKS, plugins=[property_tables])
BLOCKS.specification["table"] = table_pattern(r"[ \t]*+")
BLOCKS.rules.remove("indent_code")
