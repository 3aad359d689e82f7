"""Patterns: what the blocks of a page begin and end with.

The one rule kept here: each matches in time in proportion to what it looks at.
"""

from __future__ import annotations

import re

from mistune.helpers import BLOCK_TAGS

_DELIMITER_CELL = r"[ \t]*+:?-++:?[ \t]*+"


def table_pattern(margin: str) -> str:
    """Return what a table begins with, whose lines may begin with `margin`.

    These are two lines; a delimiter row without `|` and `:` underlines a heading.
    """
    return (
        rf"^{margin}(?=[^ \t\n])[^\n|]*+\|[^\n]*+\n"
        rf"^{margin}(?=[^\n]*[|:])\|?"
        rf"{_DELIMITER_CELL}(?:\|{_DELIMITER_CELL})*+\|?[ \t]*+$"
    )


TABLE = table_pattern(" {0,3}")
INDENTED_TABLE = re.compile(table_pattern(r"[ \t]*+"), re.MULTILINE)
TABLE_IN_HTML = re.compile(
    r"(?![ \t]*+(?:[>*+-]|[0-9]{1,9}[.)]))" + INDENTED_TABLE.pattern, re.MULTILINE
)
HTML = (
    r"^ {0,3}(?P<html>(?i:<(?:!--|\?|!\[CDATA\[|!(?=[A-Z])"
    r"|(?:script|pre|style|textarea)(?=[ \t\n>])"
    rf"|/?(?:{'|'.join(BLOCK_TAGS)})(?=[ \t\n>]|/>))))"
)
IMPORTS = re.compile(
    r"(?:import(?:[ \t]*+['\"{*]|[ \t]++[\w$]++(?:[ \t]*+,[^\n]*?)?[ \t]++from[ \t])"
    r"|export[ \t]*+[{*]|export[ \t]++(?:const|let|var|function|class|async)[ \t]"
    r"|export[ \t]++default[ \t]++(?:function|class|async|[({]|[\w$]++;?[ \t]*+$))",
    re.MULTILINE,
)
"""Code of MDX, which starts a line at the left edge."""

FRONT_MATTER = re.compile(
    r"---[ \t]*+\n(?:(?:(?:#[^\n]*+)?\n)*+[\w\"'][^\n|]*?:(?=[ \t\n])(?:[^\n]*+\n)+?)?"
    r"(?:---|\.\.\.)[ \t]*+\n"
    r"|\+\+\+[ \t]*+\n(?:[^\n]*+\n)*?\+\+\+[ \t]*+\n"
)
PIPED_LINES = re.compile(r"(?:[ \t]*+\|[^\n]*+\n)*+")
INDENTATION = re.compile(r"[ \t]*+")
LIST_IN_TEXT = re.compile(r" {0,3}(?:[*+-]|1[.)])[ \t]++[^\n]")
AFTER_TAGS = re.compile(
    r"\n(?=[ \t\v\f]*+\n|" + table_pattern(r"[ \t>]*+") + ")",
    re.MULTILINE,
)
COMMENT_OR_LINE = re.compile(r"<!--(?:[^-]|-(?!->))*+(?:-->)?|\n")
HTML_ENDS = {
    "<!--": re.compile("-->"),
    "<?": re.compile(r"\?>"),
    "<![cdata[": re.compile(r"\]\]>"),
    "<!": re.compile(">"),
    "<script": re.compile("</script>", re.IGNORECASE),
    "<pre": re.compile("</pre>", re.IGNORECASE),
    "<style": re.compile("</style>", re.IGNORECASE),
    "<textarea": re.compile("</textarea>", re.IGNORECASE),
}
