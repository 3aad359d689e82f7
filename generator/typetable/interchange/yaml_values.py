"""YAML values with their places, as far as people write what JSON could say.

The one rule kept here: what is not sure is left out. Words without quotes that may be numbers,
truths, dates or null are values of any kind; anchors, tags, and all else beyond block and flow
collections and scalars are not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from typetable.interchange.json_values import (
    DEEPEST,
    JsonMember,
    JsonValue,
    NotJsonError,
    values_of_json5,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"(?P<indent>[ ]*+)(?P<text>[^\n]*+)(?:\n|\Z)")
_QUOTED = re.compile(r""""(?:[^"\\]++|\\.)*+"|'(?:[^']++|'')*+'""")
_COMMENT = re.compile(r"(?:^|\s)#.*+$")
_WORD = re.compile(
    r"(?=[^\W\d_])(?!(?:true|false|null|yes|no|on|off|inf|nan)\Z)", re.IGNORECASE
)
"""How a scalar begins that is a text and nothing else, by its first letter."""

_BLOCK = re.compile(r"[|>][+-]?[1-9]?[+-]?\Z")
_BEYOND = frozenset("&*!?%@`")
"""How begins what is not read."""

_DOTS = ("...", "…")


class NotYamlError(Exception):
    """What is not read stands in a text."""


class _Line(NamedTuple):
    """A line that says something: its place, how far in it is, and its text."""

    at: int
    indent: int
    text: str

    def behind(self, count: int) -> _Line:
        """Return the line without its first characters, which are as blanks."""
        rest = self.text[count:]
        blanks = len(rest) - len(rest.lstrip(" "))
        further = count + blanks
        return _Line(self.at + further, self.indent + further, rest.lstrip(" "))


def values(text: str) -> tuple[JsonValue, ...]:
    """Return the values of the documents in a text; raises NotYamlError."""
    documents: list[list[_Line]] = [[]]
    for line in _lines(text):
        if line.text == "---" and line.indent == 0:
            documents.append([])
        else:
            documents[-1].append(line)
    return tuple(_Reader(text, lines).value() for lines in documents if lines)


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that say something; a comment with dots says that something is left out."""
    for found in _LINE.finditer(text):
        line = found["text"].rstrip()
        at, indent = found.start("text"), len(found["indent"])
        if line.startswith("\t"):
            raise NotYamlError
        if line.startswith("#") and any(dots in line for dots in _DOTS):
            yield _Line(at, indent, "...")
        elif line and not line.startswith("#"):
            yield _Line(at, indent, line)


class _Reader:
    """The lines of a document on its way from the first to the last."""

    def __init__(self, text: str, lines: list[_Line]) -> None:
        self._text = text
        self._lines = lines
        self._at = 0
        self._depth = 0

    def value(self) -> JsonValue:
        found = self._block()
        if self._at < len(self._lines):
            raise NotYamlError
        return found

    def _line(self) -> _Line | None:
        return self._lines[self._at] if self._at < len(self._lines) else None

    def _block(self) -> JsonValue:
        """Return what begins at this line: a list, an object, or one value."""
        self._depth += 1
        line = self._line()
        if line is None or self._depth > DEEPEST:
            raise NotYamlError
        if _is_item(line.text):
            found = self._list(line)
        elif line.text in _DOTS or _key(line.text) is not None:
            found = self._object(line)
        else:
            self._at += 1
            found = self._scalar(line, line.indent - 1)
        self._depth -= 1
        return found

    def _list(self, first: _Line) -> JsonValue:
        items: list[JsonValue] = []
        partial = False
        while (line := self._line()) and line.indent == first.indent:
            if line.text in _DOTS:
                partial = True
                self._at += 1
            elif _is_item(line.text):
                items.append(self._item(line))
            else:
                break
        self._check(first)
        end = first.at + 1
        return JsonValue(
            kind="array", start=first.at, end=end, items=tuple(items), partial=partial
        )

    def _item(self, line: _Line) -> JsonValue:
        rest = line.behind(1)
        if not rest.text or rest.text.startswith("#"):
            self._at += 1
            return self._below(line, line.indent + 1)
        self._lines[self._at] = rest
        return self._block()

    def _object(self, first: _Line) -> JsonValue:
        members: list[JsonMember] = []
        partial = False
        while (line := self._line()) and line.indent == first.indent:
            self._at += 1
            key = _key(line.text)
            if line.text in _DOTS:
                partial = True
            elif key is None:
                raise NotYamlError
            else:
                members.append(self._member(line, key))
        self._check(first)
        end = first.at + 1
        return JsonValue(
            kind="object",
            start=first.at,
            end=end,
            members=tuple(members),
            partial=partial,
        )

    def _member(self, line: _Line, key: str) -> JsonMember:
        rest = line.behind(len(key) + 1)
        text = _COMMENT.sub("", rest.text)
        # A list may stand as far in as the name of the member that it is.
        value = (
            self._scalar(rest, line.indent) if text else self._below(line, line.indent)
        )
        name = key.strip()
        if name.startswith(('"', "'")):
            name = name[1:-1]
        return JsonMember(name, line.at, line.at + len(key.rstrip()), value)

    def _below(self, line: _Line, least: int) -> JsonValue:
        """Return what stands below a line, further in; null where nothing does."""
        below = self._line()
        is_list = below is not None and below.indent >= least and _is_item(below.text)
        if below and (below.indent > line.indent or is_list):
            return self._block()
        return JsonValue(kind="any", start=line.at, end=line.at + 1)

    def _check(self, first: _Line) -> None:
        """Raise NotYamlError where what follows is neither in what is around nor beside it."""
        line = self._line()
        if line and line.indent > first.indent:
            raise NotYamlError

    def _scalar(self, line: _Line, indent: int) -> JsonValue:
        """Return a value on a line, with what of it stands further in than `indent`."""
        text = line.text
        if text[0] in _BEYOND:
            raise NotYamlError
        if text[0] in "[{":
            return self._flow(line)
        more: list[str] = []
        while (below := self._line()) and below.indent > indent:
            more.append(below.text)
            self._at += 1
        end = line.at + len(text)
        if _BLOCK.fullmatch(_COMMENT.sub("", text)):
            return JsonValue(
                kind="string", start=line.at, end=end, scalar="\n".join(more)
            )
        if quoted := _QUOTED.match(text):
            end = line.at + quoted.end()
            whole = quoted[0][1:-1]
            return JsonValue(kind="string", start=line.at, end=end, scalar=whole)
        if any(_key(each) is not None for each in more):
            raise NotYamlError
        plain = " ".join((_COMMENT.sub("", text), *more))
        is_text = _WORD.match(plain) is not None and plain[0] not in "\"'"
        if not is_text:
            return JsonValue(kind="any", start=line.at, end=end)
        return JsonValue(kind="string", start=line.at, end=end, scalar=plain)

    def _flow(self, line: _Line) -> JsonValue:
        """Return a value in brackets; any, where its words have no quotes."""
        last, depth = line, _opened(line.text)
        while depth > 0 and (below := self._line()):
            last, depth = below, depth + _opened(below.text)
            self._at += 1
        text = self._text[line.at : last.at + len(last.text)]
        try:
            (found,) = values_of_json5(text)
        except (NotJsonError, ValueError):
            return JsonValue(kind="any", start=line.at, end=line.at + 1)
        return _moved(found, line.at)


def _opened(text: str) -> int:
    """Return how many brackets a line opens that it does not close."""
    bare = _QUOTED.sub("", text)
    return sum(bare.count(each) for each in "[{") - sum(map(bare.count, "]}"))


def _is_item(text: str) -> bool:
    return text == "-" or text.startswith("- ")


def _key(text: str) -> str | None:
    """Return how a line begins that is a member, up to its colon; raises NotYamlError."""
    if text[0] in _BEYOND or text.startswith("<<"):
        raise NotYamlError
    if text[0] in "[{|>":
        return None
    quoted = _QUOTED.match(text)
    at = quoted.end() if quoted else 0
    colon = f"{text} ".find(": ", at)
    is_member = colon > 0 and not _COMMENT.search(text[:colon])
    return (
        text[:colon] if is_member and not (quoted and text[at:colon].strip()) else None
    )


def _moved(value: JsonValue, by: int) -> JsonValue:
    """Return a value whose places are further on; a number there may be a text."""
    is_sure = value.kind in ("object", "array", "string")
    return JsonValue(
        kind=value.kind if is_sure else "any",
        start=value.start + by,
        end=value.end + by,
        scalar=value.scalar if is_sure else None,
        items=tuple(_moved(each, by) for each in value.items),
        members=tuple(
            JsonMember(e.name, e.start + by, e.end + by, _moved(e.value, by))
            for e in value.members
        ),
        partial=value.partial,
    )
