"""Line breaks: a statement that is too long for a line, broken where black breaks it.

The one rule kept here: these are black's steps, one by one, for statements without comments,
definitions and literals of collections; `tokens` knows which these are. Names are black's where
it has some: head, body and tail, delimiters, trailers, optional brackets that may not show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.python.layout import WIDTH
from typetable.python.token_line import COMMA, TokenLine
from typetable.python.tokens import CLOSING, OPENING, PythonToken, statement, within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


class _CannotSplitError(Exception):
    """Says that a line stays as it is, or that another way has to be tried."""


def split(text: str) -> str | None:
    """Return a statement of one line or several as black breaks it; None where that is unknown."""
    first = _once(text) if text.isascii() else None
    # as black does: the commas that it put at the ends of lines count from now on
    return _once(first) if first and first != text else first


def _once(text: str) -> str | None:
    bare = text.lstrip(" ")
    tokens = statement(bare)
    if tokens is None:
        return None
    line = TokenLine((len(text) - len(bare)) // 4)
    line.extend(tokens, tokens)
    return "\n".join(map(str, _transformed(line)))


class _Split(Struct, frozen=True):
    """A line in three parts, cut at a pair of brackets."""

    head: TokenLine
    """The tokens up to the opening bracket."""
    body: TokenLine
    """The tokens in the brackets."""
    tail: TokenLine
    """The tokens from the closing bracket on."""
    opening: PythonToken
    """The opening bracket, the last token of the head."""
    closing: PythonToken
    """The closing bracket, the first token of the tail."""


def _transformed(line: TokenLine, *, is_forced: bool = False) -> list[TokenLine]:
    """Return the lines that black makes of a line; `is_forced` lets optional brackets show."""
    if not line.is_list and not line.must_explode and line.fits():
        return [line]
    if line.is_inside:
        try:
            return _run(line, _at_delimiters(line), is_forced=is_forced)
        except _CannotSplitError:
            pass
    try:
        return _run_right(line, is_forced=is_forced)
    except _CannotSplitError:
        return [line]


def _run(
    line: TokenLine, split_lines: list[TokenLine], *, is_forced: bool
) -> list[TokenLine]:
    """Return the lines of the parts of a line; raises where a part is the line itself."""
    text = str(line)
    if any(str(each) == text for each in split_lines):
        raise _CannotSplitError
    return [x for each in split_lines for x in _transformed(each, is_forced=is_forced)]


def _run_right(line: TokenLine, *, is_forced: bool) -> list[TokenLine]:
    """Split at brackets from the right; if that does not do, let optional ones show."""
    outermost = [token for token in line.optional if not token.depth]
    copy = line.copied()  # splitting writes into tokens where brackets begin to show
    lines = _run(line, _with_trailers(line, is_forced=is_forced), is_forced=is_forced)
    is_final = is_forced or not line.optional or any(token.text for token in outermost)
    if is_final or lines[0].fits():
        return lines
    second = _run_right(copy, is_forced=True)
    return second if all(each.fits() for each in second) else lines


def _at_delimiters(line: TokenLine) -> list[TokenLine]:
    """Split a line at its delimiters of the highest priority (black's `delimiter_split`)."""
    priority = line.highest(with_last=False)
    if not priority:
        raise _CannotSplitError
    lines: list[TokenLine] = []
    part: list[PythonToken] = []
    for token in line.tokens:
        part.append(token)
        if line.delimiters.get(id(token)) == priority or token is line.tokens[-1]:
            if priority == COMMA and token.kind != ",":
                part.append(PythonToken(",", ","))
            lines.append(TokenLine(line.depth, is_inside=line.is_inside))
            part[0].blanks = ""
            lines[-1].extend(part, part)
            part = []
    return lines


def _with_trailers(line: TokenLine, *, is_forced: bool) -> list[TokenLine]:
    """Split at the last brackets for which the first line fits, else at the last ones."""
    first_lines: list[TokenLine] | None = None
    for omitted in _trailers(line):
        target = next((x for x in reversed(line.tokens) if _closes(x, omitted)), None)
        if omitted and target and target.opening and target.opening.text:
            before = line.tokens[: max(0, _place(line.tokens, target.opening))]
            if 4 * line.depth + sum(len(str(token)) for token in before) > WIDTH:
                continue
        lines = _right(line, omitted, is_forced=is_forced)
        if first_lines is None and not omitted:
            first_lines = lines
        if lines[0].fits():
            return lines
    return first_lines or _right(line, frozenset(), is_forced=is_forced)


def _closes(token: PythonToken, omitted: Collection[int]) -> bool:
    return token.kind in CLOSING and id(token) not in omitted


def _place(tokens: Sequence[PythonToken], token: PythonToken) -> int:
    return next((n for n, each in enumerate(tokens) if each is token), -1)


def _trailers(line: TokenLine) -> Iterator[frozenset[int]]:
    """Yield more and more closing brackets to pass over (`generate_trailers_to_omit`)."""
    omitted: frozenset[int] = frozenset()
    if not line.must_explode:
        yield omitted
    passed: PythonToken | None = None
    start = len(line.tokens)
    inner: set[int] = set()
    for place, token, before in _closings(line):
        is_plain = place < start and before not in OPENING
        if is_plain and passed:
            omitted |= {id(passed), *inner}
            inner.clear()
            yield omitted
        if before == ",":
            return
        if not is_plain:
            inner.add(id(token))
        elif token.text and token.opening:
            passed, start = token, _place(line.tokens, token.opening)


def _closings(line: TokenLine) -> Iterator[tuple[int, PythonToken, str]]:
    """Yield closing brackets, each behind its index and before the kind of the token before it.

    They come from the right, as long as all tokens from there fit a line.
    """
    length = 4 * line.depth
    for place in range(len(line.tokens) - 1, -1, -1):
        token = line.tokens[place]
        length += len(str(token))
        if length > WIDTH:
            return
        if token.kind in CLOSING:
            yield place, token, line.tokens[place - 1].kind if place else ""


def _right(
    line: TokenLine, omitted: frozenset[int], *, is_forced: bool
) -> list[TokenLine]:
    """Split at the last brackets that are not `omitted` (`right_hand_split`)."""
    return _without_optional(_last(line, omitted), line, omitted, is_forced=is_forced)


def _last(line: TokenLine, omitted: Collection[int]) -> _Split:
    """Return a line in three parts, cut at its last brackets (`_first_right_hand_split`)."""
    tokens = line.tokens
    end = len(tokens) - 1
    while end >= 0:
        closing = tokens[end]
        if _closes(closing, omitted) and closing.opening:
            start = _place(tokens, closing.opening)
            if tokens[start] is closing.opening and end - start > 1:
                break
            if tokens[start] is not closing.opening:
                raise _CannotSplitError
            end = start
        end -= 1
    else:
        raise _CannotSplitError
    head, body, tail = tokens[: start + 1], tokens[start + 1 : end], tokens[end:]
    return _Split(
        _part(line, head, [*within(head)]),
        _body(line, body, closing.opening),
        _part(line, tail, ()),
        closing.opening,
        closing,
    )


def _part(
    line: TokenLine, tokens: Sequence[PythonToken], tracked: Collection[PythonToken]
) -> TokenLine:
    part = TokenLine(line.depth)
    part.extend(tokens, tracked)
    return part


def _body(
    line: TokenLine, tokens: Sequence[PythonToken], opening: PythonToken
) -> TokenLine:
    body = TokenLine(line.depth + 1, is_inside=True)
    body.extend(tokens, tokens)
    has_comma = tokens[-1].kind == "," and opening.text != ""
    body.is_list = has_comma and body.highest(with_last=False) == COMMA
    return body


def _without_optional(
    parts: _Split, line: TokenLine, omitted: frozenset[int], *, is_forced: bool
) -> list[TokenLine]:
    """Split inside of optional brackets instead, where that reads better."""
    is_optional = parts.opening.kind == "(" and not parts.opening.text
    if not is_forced and is_optional and _can_be_omitted(parts):
        others = omitted | {id(parts.closing)}
        try:
            inner = _last(line, others)
            if _is_preferred(inner, parts):
                return _without_optional(inner, line, others, is_forced=is_forced)
        except _CannotSplitError:
            is_stuck = len(parts.body.tokens) == 1 and not parts.body.fits()
            if is_stuck and sum(token.kind == "=" for token in _outer(line)) <= 1:
                raise
    if is_optional:
        parts.opening.text, parts.closing.text = "(", ")"
    return [parts.head, parts.body, parts.tail]


def _outer(line: TokenLine) -> Iterator[PythonToken]:
    """Yield the tokens of a line that stand in no brackets."""
    return (token for token in line.tokens if not token.depth)


def _can_be_omitted(parts: _Split) -> bool:
    """Return whether a body needs no brackets (`can_omit_invisible_parens`)."""
    body = parts.body
    if not body.delimiters:
        return True
    highest = body.highest()
    if sum(priority == highest for priority in body.delimiters.values()) > 1:
        return False
    *_, penultimate, last = body.tokens
    if last.kind != ")" or penultimate.kind in OPENING:
        return False
    length = 4 * body.depth
    has_others = False
    for token in body.tokens:
        length += len(str(token))
        if token is last.opening:
            return has_others or length <= WIDTH
        has_others |= token.kind in OPENING
    return False


def _is_preferred(inner: _Split, outer: _Split) -> bool:
    """Return whether to split inside of brackets (`_prefer_split_rhs_oop_over_rhs`)."""
    *before, equals, _ = (PythonToken("", ""), PythonToken("", ""), *outer.head.tokens)
    is_assigned = equals.kind == "=" and len(outer.head.tokens) > 1
    has_brackets = any(token.kind in OPENING | CLOSING for token in before)
    if not is_assigned or not has_brackets or not outer.head.fits(WIDTH - 1):
        return True
    if outer.head.must_explode:
        return True
    counts = [sum(x.kind == "=" for x in each.head.tokens) for each in (outer, inner)]
    if counts[0] > 1 and counts[0] > counts[1]:
        return False
    for token in reversed(inner.head.tokens):
        if token.kind == "=":
            break
        if token.kind in CLOSING:
            return True
    return counts[1] > 0 and inner.head.fits()
