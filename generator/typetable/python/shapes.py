"""Shapes: lines of Python with their names and literals taken out.

The one rule kept here: a shape that no pattern lists is unknown. The patterns say where blanks
stand, how literals are written and which brackets are redundant; widths are looked at elsewhere.
There are few shapes and many lines, so each is computed once.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from typetable.python.layout import WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

OPERAND, TUPLE, DOCSTRING = "\u00a4", "\u00b6", "\0"
"""The signs in a shape for a name or literal, for a tuple, for text in triple quotes.

Outside of literals, no Python holds the first two; text with the third is never printed.
"""

_KEYWORDS = (
    "and|as|assert|async|await|class|def|del|elif|else|except|finally|for|from|global|if|import"
    "|in|is|lambda|nonlocal|not|or|raise|return|try|while|with|yield"
)
_NAME = rf"\b(?!(?:{_KEYWORDS})\b)[^\W\d][\w.]*+(?![\"'])"
_NUMBER = r"\b(?:0x[0-9A-F]+|(?:0|[1-9][\d_]*)(?:\.\d+)?(?:e-?\d+)?)(?![\w.])"
_ESCAPE = r"\\(?:[\\nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})"
_STRING = (
    rf'f"[^"\\\n]*"|"[^"\\\n]*(?:{_ESCAPE}[^"\\\n]*)*"'
    rf"|'(?=[^'\n]*\")[^'\\\n]*(?:{_ESCAPE}[^'\\\n]*)*'"
)
_OPERANDS = re.compile(rf"(?=[\w\"'.])(?:{_NAME}|{_STRING}|{_NUMBER}|\.\.\.)")
_TRIPLE = re.compile(
    r'^( *)("""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*""")', re.DOTALL | re.MULTILINE
)

_A, _X = OPERAND, f"[{OPERAND}{TUPLE}]"
_FREE = rf"(?<![{OPERAND}{TUPLE})\]}}])"
_OPERATOR = "[-+*/%&|^<>]|//|<<|>>|[=!<>]=|and|or|in|not in|is|is not|if|else"


def _several(item: str) -> str:
    return f"{item}(?:, {item})*"


_ITEM = rf"\*?{_X}(?: for {_X})*"
_PAIR = rf"(?:\*\*|{_A}: ){_ITEM}"
_ARGUMENT = rf"(?:\*\*|{_A}=)?{_ITEM}"
_PARAMETER = rf"(?:\*|/|\*{{0,2}}{_A}(?:: {_A}(?: = {_X})?|={_X})?)"
_IMPORTED = rf"{_A}(?: as {_A})?"
_TARGETS = _several(_A)

_LOOP = re.compile(rf"for {_TARGETS} in ")
_OPERATION = re.compile(
    "|".join(
        (
            rf"{_FREE}(?:not |-|~){_X}(?![.(\[])",
            rf"{_X}(?: (?:{_OPERATOR}) {_X}(?![.(\[]))+",
            rf"{_A}\((?:{_several(_ARGUMENT)})?\)",
            rf"{_A}\[(?:{_several(_ITEM)}|-?{_A}?:-?{_A}?)\]",
            rf"{_FREE}\[(?:{_several(_ITEM)})?\]",
            rf"{_FREE}\{{(?:{_several(_PAIR)}|{_several(_ITEM)})?\}}",
            rf"{_A}(?:\.{_A})+",
            rf"(?<=[-+*/%&|^<>] )\({_A}\)",
            rf"(?<=\()\({_X} for {_X}\)(?=, )",
        )
    )
)
_TUPLES = re.compile(rf"{_FREE}\((?:{_ITEM},|{_ITEM}(?:, {_ITEM})+)?\)")


def _kinds(**patterns: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?P<{kind}>{body})" for kind, body in patterns.items())
    )


_STATEMENTS = _kinds(
    imports=rf"from \.*{_A}? import {_several(_IMPORTED)}|import {_IMPORTED}",
    decorator=f"@{_A}",
    klass=f"class {_A}:",
    define=rf"def {_A}(?:\({_several(_PARAMETER)}\))?(?: -> {_A})?:",
    clause=f"(?:else|try|finally|elif {_X}|except {_X}(?: as {_A})?):",
    docstring=DOCSTRING,
    plain=rf"(?:{_TARGETS} (?:[-+*/%&|^]|//|<<|>>)?= )*{_several(_X)}"
    rf"|{_A}: {_A}(?: = {_X})?"
    rf"|(?:if|while) {_X}:|for {_A}:"
    rf"|return(?: {_several(_X)})?|raise(?: {_A}(?: from {_A})?)?",
)
_HEADS = _kinds(
    imports=rf"from \.*{_A}? import \(",
    klass=rf"class {_A}\(",
    define=rf"def {_A}\(",
    returns=rf"def {_A}\(\) -> \(",
    plain=rf"(?:{_A}(?:: {_A})? = |return |raise )?{_A}?[(\[{{]",
)
_INNER = _kinds(
    nested=rf"(?:{_A}(?:=|: ))?{_A}?[(\[{{]",
    item=rf"(?:{_IMPORTED}|{_PARAMETER}|{_PAIR}|{_ARGUMENT}),",
    single=rf"{_ARGUMENT}|{_PAIR}",
    several=f"{_several(_ARGUMENT)}|{_PARAMETER}(?:, {_PARAMETER})+",
    parameter=_PARAMETER,
    clause=rf"(?:for|if) {_A}",
)
_CLOSINGS = _kinds(statement=r"[)\]}]", item=r"[)\]}],", header=rf"\)(?: -> {_A})?:")


class LineShape(NamedTuple):
    """The shape of a line, its indent, its kind of statement, and whether it fits for sure."""

    shape: str
    indent: int
    kind: str
    is_short: bool


_SHAPES: dict[str, LineShape] = {}
_MOST_LINES = 1 << 15
"""The most lines that are remembered; few modules have a thousand."""


def without_texts(module: str) -> tuple[str, list[str]]:
    """Return a module without its texts in triple quotes that are statements, and those texts."""
    pieces = f"\n{module}".split('"""')
    between, inside = pieces[::2], pieces[1::2]
    is_plain = len(between) > len(inside) and not any("\\" in text for text in inside)
    if is_plain and all(piece.rstrip(" ").endswith("\n") for piece in between[:-1]):
        return DOCSTRING.join(between)[1:], [f'"""{text}"""' for text in inside]
    parts = _TRIPLE.split(module)
    texts, parts[2::3] = parts[2::3], [DOCSTRING] * (len(parts) // 3)
    return "".join(parts), texts


def of_lines(lines: Sequence[str]) -> list[LineShape]:
    """Return the shapes of lines, each of which is computed once for all modules."""
    new = [*{*lines}.difference(_SHAPES)]
    if new:
        shaped = _OPERANDS.sub(OPERAND, "\n".join(new)).split("\n")
        _SHAPES.update(zip(new, map(_line, new, shaped), strict=True))
    shaped_lines = [_SHAPES[line] for line in lines]
    if len(_SHAPES) > _MOST_LINES:
        _SHAPES.clear()
    return shaped_lines


def _line(line: str, shape: str) -> LineShape:
    return _shaped(shape, is_short=fits(line))


@cache
def _shaped(shape: str, *, is_short: bool) -> LineShape:
    bare = shape.lstrip(" ")
    return LineShape(shape, len(shape) - len(bare), statement_kind(bare), is_short)


def fits(line: str) -> bool:
    """Return whether a line fits for sure: characters beyond ASCII may be two columns wide."""
    if len(line) * 2 <= WIDTH or line.isascii():
        return len(line) <= WIDTH
    return len(line) + sum(character > "\x7f" for character in line) <= WIDTH


@cache
def statement_kind(shape: str) -> str:
    """Return the kind of statement of a line; nothing where it is unknown or goes on.

    Beside the names of the groups: `blank`.
    """
    if not shape:
        return "blank"
    if shape.endswith("():") and shape.startswith("class "):
        return ""
    return _kind(_STATEMENTS, _reduced(shape))


@cache
def head_kind(shape: str) -> str:
    """Return the kind of statement that begins with a line that ends in an open bracket."""
    if shape.endswith("() -> ("):
        return _kind(_HEADS, shape)
    before, equals, after = shape.rpartition(" = ")
    if any(bracket in after[:-1] for bracket in "([{"):
        return ""
    return _kind(_HEADS, _reduced(before) + equals + after)


@cache
def inner_kind(shape: str) -> str:
    """Return the kind of a line in brackets: an item with its comma, or without, or nested."""
    if shape[-1] in "([{":
        return _kind(_INNER, shape)
    comma = "," * shape.endswith(",")
    return _kind(_INNER, _reduced(shape.removesuffix(",")) + comma)


@cache
def closing_kind(shape: str) -> str:
    """Return the part that a line with a closing bracket ends: a statement, item or header."""
    return _kind(_CLOSINGS, shape[:1] + _reduced(shape[1:]))


def _kind(patterns: re.Pattern[str], shape: str) -> str:
    matched = patterns.fullmatch(shape)
    return matched.lastgroup or "" if matched else ""


def _reduced(shape: str) -> str:
    """Return a shape with an operand or a tuple for each expression in it, from the inside."""
    before, shape = "", _LOOP.sub("for ", shape)
    while before != shape:
        before = shape
        shape = _TUPLES.sub(TUPLE, _OPERATION.sub(OPERAND, shape))
    return shape
