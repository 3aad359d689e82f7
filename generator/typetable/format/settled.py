"""What black leaves alone, told from the text.

The one rule kept here: a statement passes when every line of it has a shape listed here, and none
is longer than it may be. What is not listed is doubtful, whatever it is; nothing is tried out.

A shape says where blanks stand, how literals are written and which brackets are redundant. Brackets
over several lines are settled in two forms: with an item a line and a comma behind each, or with a
single line between them where the whole does not fit on one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from typetable.format.blanks import Block, Blanks, Unsure
from typetable.targets.layout import WIDTH, assigned, declared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DEPTH = 4
"""Brackets in brackets in one line, beyond which a line is doubtful."""

_NOT_A_NAME = (
    "and|as|assert|async|await|case|class|def|del|elif|else|except|for|from|global|if|import|in|is"
    "|lambda|match|nonlocal|not|or|raise|return|type|while|with|yield"
)
_NAME = rf"(?!(?:{_NOT_A_NAME})\b)[^\W\d]\w*+"
_DOTTED = rf"{_NAME}(?:\.{_NAME})*+"
_ESCAPE = r"\\(?:[\\nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})"
_STRING = (
    rf'(?:"(?:[^"\\\n]|{_ESCAPE})*+"|'
    rf"""'(?=[^'\n]*")(?:[^'\\\n]|{_ESCAPE})*+')(?!["'])"""
)
_NUMBER = r"(?:0x[0-9A-F]++|(?:0|[1-9]\d*+)(?:\.\d++)?+(?:e-?\d++)?+)(?![\w.])"
_ATOM = rf"(?:{_DOTTED}|{_STRING}|{_NUMBER}|\.\.\.|\({_STRING},\))"
_BINARY = (
    r"[-+*/%@&|^<>]|//|<<|>>|[=!<>]=|and|or|in|not in|is|is not|if|else|for"  # noqa: ISC003
)


def _expression(between: str, depth: int = _DEPTH) -> str:
    """Return the pattern of expressions on one line, with `between` between them."""
    inner = ""
    if depth:
        items = _expression(rf"|, |=|(?<=[\"']): ", depth - 1)
        opening = rf"(?:[(\[]|\{{(?:{_NAME}: )?+)"
        inner = rf"|{opening}(?:{items})?+[)\]}}]|\[-?\w*+:-?\w*+\]"
    shown = rf"(?:{_ATOM}|(?=[\[{{]|\((?=[^()]*+,)))" if depth else _ATOM
    unit = rf"(?:[-~]|\*\*?|not )?+{shown}(?:\.{_NAME}{inner})*+"
    return rf"(?:{unit}(?: (?:{_BINARY}) (?=\S){between}|(?![\w\"'.(\[{{])))++"


_ONE = _expression("")
_SEVERAL = _expression("|, ")
_FEW = _expression("", 2)
_PARAMETER = rf"(?:\*|/|\*{{0,2}}{_NAME}(?:: {_FEW}(?: = {_FEW})?+|={_FEW})?+)"
_PARAMETERS = rf"{_PARAMETER}(?:, {_PARAMETER})*+"
_IMPORTED = rf"{_NAME}(?: as {_NAME})?+"
_SOURCE = rf"from (?:\.+(?:{_DOTTED})?+|{_DOTTED}) import "

_LINE = re.compile(
    rf"""
      (?P<import>{_SOURCE.replace(" ", "[ ]")}{_IMPORTED}(?:,[ ]{_IMPORTED})*+
        |import[ ]{_DOTTED}(?:[ ]as[ ]{_NAME})?+)
    """,
    re.VERBOSE,
)
