"""Line breaks: a statement that is too long for a line, broken where black breaks it.

The one rule kept here: this is what black does, step by step, for statements without comments,
definitions and literals of collections; `tokens` knows which these are. Names are black's where
it has some: head, body and tail, delimiters, trailers, optional brackets that may not show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from typetable.python.layout import WIDTH
from typetable.python.tokens import CLOSING, OPENING, Leaf, statement, within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_COMMA, _LOGIC, _COMPARATOR = 18, 14, 10
_PRIORITIES = {"and": _LOGIC, "or": _LOGIC, "==": _COMPARATOR, "is": _COMPARATOR}
_PRIORITIES |= {"in": _COMPARATOR, "|": 9, "+": 5}
"""Which delimiters black breaks a line at first, before each of them."""


class _CannotSplitError(Exception):
    """Says that a line stays as it is, or that another way has to be tried."""


def split(text: str) -> str | None:
    """Return what black makes of a statement, of one line or several; None where unknown."""
    first = _once(text) if text.isascii() else None
    # as black does: the commas that it put at the ends of lines count from now on
    return _once(first) if first and first != text else first


def _once(text: str) -> str | None:
    bare = text.lstrip(" ")
    leaves = statement(bare)
    if leaves is None:
        return None
    line = _Line((len(text) - len(bare)) // 4)
    line.extend(leaves, leaves)
    return "\n".join(map(str, _transformed(line)))


class _Line:
    """Leaves that stand on a line of their own, so deep in blocks and brackets.

    `delimiters` are the priorities of the places after leaves where the line can be broken;
    `optional` are its brackets that need not show. `must_explode` says that a comma at the end of
    some brackets asks for a line for each item, and `is_list` that this line is such items.
    """

    def __init__(self, depth: int, *, is_inside: bool = False) -> None:
        self.depth = depth
        self.is_inside = is_inside
        self.leaves: list[Leaf] = []
        self.delimiters: dict[int, int] = {}
        self.optional: list[Leaf] = []
        self.must_explode = False
        self.is_list = False
        self._open = 0

    def __str__(self) -> str:
        first, *others = self.leaves
        return " " * (4 * self.depth) + first.text + "".join(map(str, others))

    def fits(self, width: int = WIDTH) -> bool:
        """Return whether the line is no wider than `width`."""
        return len(str(self)) <= width

    def extend(self, leaves: Sequence[Leaf], tracked: Collection[Leaf]) -> None:
        """Append leaves, and look at what those that are `tracked` mean for the line."""
        known = {id(leaf) for leaf in tracked}
        for leaf in leaves:
            if id(leaf) in known:
                self._track(leaf)
            self.leaves.append(leaf)

    def _track(self, leaf: Leaf) -> None:
        previous = self.leaves[-1] if self.leaves else None
        if leaf.kind in CLOSING:
            if not self._open:
                return
            self._open -= 1
            has_comma = previous is not None and previous.kind == ","
            self.must_explode |= has_comma
        leaf.depth = self._open
        if not self._open:
            self._delimit(leaf, previous)
        if leaf.kind in OPENING:
            self._open += 1
        if leaf.kind in OPENING | CLOSING and not leaf.text:
            self.optional.append(leaf)

    def _delimit(self, leaf: Leaf, previous: Leaf | None) -> None:
        if leaf.kind == ",":
            self.delimiters[id(leaf)] = _COMMA
        elif previous is not None:
            priority = _PRIORITIES.get(leaf.kind, 0)
            if (previous.kind, leaf.kind) == ("not", "in"):
                priority = 0
            if leaf.kind == "not" and previous.kind not in _BEFORE_NOT:
                priority = _COMPARATOR
            if priority:
                self.delimiters[id(previous)] = priority

    def highest(self, *, with_last: bool = True) -> int:
        """Return the highest priority of a delimiter; 0 where there is none."""
        last = 0 if with_last else id(self.leaves[-1])
        return max((p for k, p in self.delimiters.items() if k != last), default=0)


_BEFORE_NOT = frozenset({"is", "and", "or", "(", "[", ",", "=", "|", "+", "==", "not"})
"""What stands before a `not` that is not the beginning of `not in`."""


class _Split(NamedTuple):
    """What stands before the inside of some brackets, the inside, and what comes after it."""

    head: _Line
    body: _Line
    tail: _Line
    opening: Leaf
    closing: Leaf


def _transformed(line: _Line, *, is_forced: bool = False) -> list[_Line]:
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


def _run(line: _Line, split_lines: list[_Line], *, is_forced: bool) -> list[_Line]:
    """Return what becomes of the parts of a line; raises where that is the line itself."""
    text = str(line)
    if any(str(each) == text for each in split_lines):
        raise _CannotSplitError
    return [x for each in split_lines for x in _transformed(each, is_forced=is_forced)]


def _run_right(line: _Line, *, is_forced: bool) -> list[_Line]:
    """Split at brackets from the right; if that does not do, let optional ones show."""
    outermost = [leaf for leaf in line.optional if not leaf.depth]
    copy = _copied(line)
    found = _run(line, _with_trailers(line, is_forced=is_forced), is_forced=is_forced)
    is_final = is_forced or not line.optional or any(leaf.text for leaf in outermost)
    if is_final or found[0].fits():
        return found
    second = _run_right(copy, is_forced=True)
    return second if all(each.fits() for each in second) else found


def _copied(line: _Line) -> _Line:
    """Return a line with leaves of its own."""
    copies: dict[int, Leaf] = {}
    for leaf in line.leaves:
        opening = copies.get(id(leaf.opening)) if leaf.opening else None
        copies[id(leaf)] = copy = Leaf(leaf.kind, leaf.text, opening or leaf.opening)
        copy.blanks = leaf.blanks
    leaves = [copies[id(leaf)] for leaf in line.leaves]
    found = _Line(line.depth, is_inside=line.is_inside)
    found.extend(leaves, leaves)
    found.is_list = line.is_list
    return found


def _at_delimiters(line: _Line) -> list[_Line]:
    """Split a line at its delimiters of the highest priority (black's `delimiter_split`)."""
    priority = line.highest(with_last=False)
    if not priority:
        raise _CannotSplitError
    found: list[_Line] = []
    part: list[Leaf] = []
    for leaf in line.leaves:
        part.append(leaf)
        if line.delimiters.get(id(leaf)) == priority or leaf is line.leaves[-1]:
            if priority == _COMMA and leaf.kind != ",":
                part.append(Leaf(",", ","))
            found.append(_Line(line.depth, is_inside=line.is_inside))
            part[0].blanks = ""
            found[-1].extend(part, part)
            part = []
    return found


def _with_trailers(line: _Line, *, is_forced: bool) -> list[_Line]:
    """Split at the last brackets for which the first line fits, else at the last ones."""
    first_lines: list[_Line] | None = None
    for omitted in _trailers(line):
        target = next((x for x in reversed(line.leaves) if _closes(x, omitted)), None)
        if omitted and target and target.opening and target.opening.text:
            before = line.leaves[: max(0, _place(line.leaves, target.opening))]
            if 4 * line.depth + sum(len(str(leaf)) for leaf in before) > WIDTH:
                continue
        lines = _right(line, omitted, is_forced=is_forced)
        if first_lines is None and not omitted:
            first_lines = lines
        if lines[0].fits():
            return lines
    return first_lines or _right(line, frozenset(), is_forced=is_forced)


def _closes(leaf: Leaf, omitted: Collection[int]) -> bool:
    return leaf.kind in CLOSING and id(leaf) not in omitted


def _place(leaves: Sequence[Leaf], leaf: Leaf) -> int:
    return next((n for n, each in enumerate(leaves) if each is leaf), -1)


def _trailers(line: _Line) -> Iterator[frozenset[int]]:
    """Yield more and more closing brackets to pass over (`generate_trailers_to_omit`)."""
    omitted: frozenset[int] = frozenset()
    if not line.must_explode:
        yield omitted
    passed: Leaf | None = None
    start = len(line.leaves)
    inner: set[int] = set()
    for place, leaf, before in _closings(line):
        is_plain = place < start and before not in OPENING
        if is_plain and passed:
            omitted |= {id(passed), *inner}
            inner.clear()
            yield omitted
        if before == ",":
            return
        if not is_plain:
            inner.add(id(leaf))
        elif leaf.text and leaf.opening:
            passed, start = leaf, _place(line.leaves, leaf.opening)


def _closings(line: _Line) -> Iterator[tuple[int, Leaf, str]]:
    """Yield closing brackets and what is before them, from the right, while all fits a line."""
    length = 4 * line.depth
    for place in range(len(line.leaves) - 1, -1, -1):
        leaf = line.leaves[place]
        length += len(str(leaf))
        if length > WIDTH:
            return
        if leaf.kind in CLOSING:
            yield place, leaf, line.leaves[place - 1].kind if place else ""


def _right(line: _Line, omitted: frozenset[int], *, is_forced: bool) -> list[_Line]:
    """Split at the last brackets that are not `omitted` (`right_hand_split`)."""
    return _without_optional(_last(line, omitted), line, omitted, is_forced=is_forced)


def _last(line: _Line, omitted: Collection[int]) -> _Split:
    """Return a line in three parts, cut at its last brackets (`_first_right_hand_split`)."""
    leaves = line.leaves
    end = len(leaves) - 1
    while end >= 0:
        closing = leaves[end]
        if _closes(closing, omitted) and closing.opening:
            start = _place(leaves, closing.opening)
            if leaves[start] is closing.opening and end - start > 1:
                break
            if leaves[start] is not closing.opening:
                raise _CannotSplitError
            end = start
        end -= 1
    else:
        raise _CannotSplitError
    head, body, tail = leaves[: start + 1], leaves[start + 1 : end], leaves[end:]
    return _Split(
        _part(line, head, [*within(head)]),
        _body(line, body, closing.opening),
        _part(line, tail, ()),
        closing.opening,
        closing,
    )


def _part(line: _Line, leaves: Sequence[Leaf], tracked: Collection[Leaf]) -> _Line:
    found = _Line(line.depth)
    found.extend(leaves, tracked)
    return found


def _body(line: _Line, leaves: Sequence[Leaf], opening: Leaf) -> _Line:
    found = _Line(line.depth + 1, is_inside=True)
    found.extend(leaves, leaves)
    has_comma = leaves[-1].kind == "," and opening.text != ""
    found.is_list = has_comma and found.highest(with_last=False) == _COMMA
    return found


def _without_optional(
    split_: _Split, line: _Line, omitted: frozenset[int], *, is_forced: bool
) -> list[_Line]:
    """Split inside of optional brackets instead, where that reads better."""
    is_optional = split_.opening.kind == "(" and not split_.opening.text
    if not is_forced and is_optional and _can_be_omitted(split_):
        others = omitted | {id(split_.closing)}
        try:
            inner = _last(line, others)
            if _is_preferred(inner, split_):
                return _without_optional(inner, line, others, is_forced=is_forced)
        except _CannotSplitError:
            is_stuck = len(split_.body.leaves) == 1 and not split_.body.fits()
            if is_stuck and sum(leaf.kind == "=" for leaf in _outer(line)) <= 1:
                raise
    if is_optional:
        split_.opening.text, split_.closing.text = "(", ")"
    return [split_.head, split_.body, split_.tail]


def _outer(line: _Line) -> Iterator[Leaf]:
    """Yield the leaves of a line that stand in no brackets."""
    return (leaf for leaf in line.leaves if not leaf.depth)


def _can_be_omitted(split_: _Split) -> bool:
    """Return whether a body needs no brackets (`can_omit_invisible_parens`)."""
    body = split_.body
    if not body.delimiters:
        return True
    highest = body.highest()
    if sum(priority == highest for priority in body.delimiters.values()) > 1:
        return False
    *_, penultimate, last = body.leaves
    if last.kind != ")" or penultimate.kind in OPENING:
        return False
    length = 4 * body.depth
    has_others = False
    for leaf in body.leaves:
        length += len(str(leaf))
        if leaf is last.opening:
            return has_others or length <= WIDTH
        has_others |= leaf.kind in OPENING
    return False


def _is_preferred(inner: _Split, outer: _Split) -> bool:
    """Return whether to split inside of brackets (`_prefer_split_rhs_oop_over_rhs`)."""
    *before, equals, _ = (Leaf("", ""), Leaf("", ""), *outer.head.leaves)
    is_assigned = equals.kind == "=" and len(outer.head.leaves) > 1
    has_brackets = any(leaf.kind in OPENING | CLOSING for leaf in before)
    if not is_assigned or not has_brackets or not outer.head.fits(WIDTH - 1):
        return True
    if outer.head.must_explode:
        return True
    counts = [sum(x.kind == "=" for x in each.head.leaves) for each in (outer, inner)]
    if counts[0] > 1 and counts[0] > counts[1]:
        return False
    for leaf in reversed(inner.head.leaves):
        if leaf.kind == "=":
            break
        if leaf.kind in CLOSING:
            return True
    return counts[1] > 0 and inner.head.fits()
