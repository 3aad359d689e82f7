"""JSON values with their places, as people write them in docs.

The one rule kept here: what is left out, by dots or a placeholder, is a value of any kind, and what
holds it is in part. Comments and commas at an end are tolerated; all else is as JSON has it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typetable.schema import Value

Kind: TypeAlias = Literal[
    "object", "array", "string", "integer", "number", "boolean", "null", "any"
]
"""The kinds of values; `any` is one that is left out."""

T = TypeVar("T")

DEEPEST = 64
"""How deep brackets are nested at most."""

_TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\\n]++|\\.)*+")'
    r"|(?P<number>-?(?:0|[1-9]\d*+)(?P<part>(?:\.\d++)?(?:[eE][+-]?\d++)?)(?![\w.-]))"
    r"|(?P<word>(?:true|false|null)\b)"
    r"|(?P<dots>\.{3,}+(?:[A-Za-z_$][\w$.]*+)?|…)"
    r"|(?P<mark>[\[\]{},:])"
)
_TOKEN_OF_JSON5 = re.compile(
    rf"{_TOKEN.pattern}|(?P<name>[A-Za-z_$][\w$]*+)|(?P<single>'(?:[^'\\\n]++|\\.)*+')"
)
_BLANK = re.compile(r"(?:\s++|//[^\n]*+|#[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)*+")
_DOTS = ("...", "…")
_TEXTS = ("string", "single")
_NAMES = (*_TEXTS, "name")
_PLACEHOLDER = re.compile(r"\.{3,}|…|<[^<>]*>|\{[^{}]*\}|\$\{?[\w.]+\}?")
_WORDS: dict[str, tuple[Kind, bool | None]] = {
    "true": ("boolean", True),
    "false": ("boolean", False),
    "null": ("null", None),
}
_LONGEST_NUMBER = 300
"""The digits of a number; one that has more is of no use to compare."""


class NotJsonError(Exception):
    """Where a text is no JSON."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


class JsonValue(Struct, frozen=True, kw_only=True):
    """A value and its place: of an array or object its bracket alone."""

    kind: Kind
    """The kind; that of a number with a point is `number`, but where nothing is behind it."""
    start: int
    """The place of its first character."""
    end: int
    """The place behind its last one."""
    scalar: Value | None = None
    """The value of a text, a number or a truth value."""
    members: tuple[JsonMember, ...] = ()
    """The members of an object."""
    items: tuple[JsonValue, ...] = ()
    """The items of an array."""
    partial: bool = False
    """Whether dots say that there is more."""


class JsonMember(Struct, frozen=True):
    """A member of an object; `start` and `end` are those of its name in quotes."""

    name: str
    start: int
    end: int
    value: JsonValue


def values(text: str) -> tuple[JsonValue, ...]:
    """Return the values that stand in a text, one after the other; raises NotJsonError."""
    return tuple(_Reader(text, _TOKEN).values())


def values_of_json5(text: str) -> tuple[JsonValue, ...]:
    """Return the same of JSON5, which has single quotes, and names without any."""
    return tuple(_Reader(text, _TOKEN_OF_JSON5).values())


class _Reader:
    """A text on its way from the first character to the last."""

    def __init__(self, text: str, tokens: re.Pattern[str]) -> None:
        self._text = text
        self._tokens = tokens
        self._depth = 0
        self._at = 0
        self._omitted = False
        self._advance(0)

    def values(self) -> Iterator[JsonValue]:
        while self._at < len(self._text):
            if self._is(":"):
                raise NotJsonError(self._at, "a member stands in no object")
            if not self._take_dots():
                yield self._value()

    def _advance(self, at: int) -> None:
        """Go to the next token; a comment with dots says that something is left out."""
        blank = _BLANK.match(self._text, at)
        self._at = blank.end() if blank else at
        comment = self._text[at : self._at]
        self._omitted = any(dots in comment for dots in _DOTS)
        self._token = self._tokens.match(self._text, self._at)

    def _take(self) -> re.Match[str]:
        if self._token is None:
            is_end = self._at >= len(self._text)
            reason = "the text ends too early" if is_end else "no value begins here"
            raise NotJsonError(self._at, reason)
        token = self._token
        self._advance(token.end())
        return token

    def _is(self, mark: str) -> bool:
        return self._token is not None and self._token[0] == mark

    def _take_dots(self) -> bool:
        found = self._token is not None and self._token["dots"] is not None
        if found:
            self._take()
        return found

    def _value(self) -> JsonValue:
        token = self._take()
        start, end = token.span()
        match token["mark"]:
            case "{":
                members, partial = self._inside(self._member, "}")
                return JsonValue(
                    kind="object",
                    start=start,
                    end=end,
                    members=members,
                    partial=partial,
                )
            case "[":
                items, partial = self._inside(self._value, "]")
                return JsonValue(
                    kind="array", start=start, end=end, items=items, partial=partial
                )
            case None if token.lastgroup != "name":
                kind, scalar = _scalar(token)
                return JsonValue(kind=kind, start=start, end=end, scalar=scalar)
        raise NotJsonError(start, "no value begins here")

    def _inside(
        self, entry: Callable[[], T | None], close: str
    ) -> tuple[tuple[T, ...], bool]:
        """Return what stands up to a bracket, and whether something is left out there."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotJsonError(self._at, "this is nested too deeply")
        found: list[T | None] = []
        partial, is_free = self._omitted, True
        while not self._is(close):
            if self._take_dots():
                partial = is_free = True
            elif is_free:
                found.append(entry())
                is_free = False
            else:
                raise NotJsonError(self._at, "a comma is missing")
            partial |= self._omitted
            if self._is(","):
                self._take()
                is_free = True
                partial |= self._omitted
        self._take()
        self._depth -= 1
        return tuple(each for each in found if each), partial or None in found

    def _member(self) -> JsonMember | None:
        """Return a member; nothing for dots in quotes, which say that there are others."""
        token = self._take()
        if token.lastgroup not in _NAMES:
            raise NotJsonError(token.start(), "a name in quotes is missing")
        name = token[0] if token.lastgroup == "name" else _text(token)
        if name in _DOTS and not self._is(":"):
            return None
        if not self._is(":"):
            raise NotJsonError(self._at, "a colon is missing")
        self._take()
        value = self._value_or_dots()
        return None if name in _DOTS else JsonMember(name, *token.span(), value)

    def _value_or_dots(self) -> JsonValue:
        start = self._at
        if self._take_dots():
            return JsonValue(kind="any", start=start, end=start + 1)
        return self._value()


def _scalar(token: re.Match[str]) -> tuple[Kind, Value | None]:
    """Return the kind and the value of a token that is no bracket."""
    if token.lastgroup in _TEXTS:
        text = _text(token)
        return ("any", None) if _PLACEHOLDER.fullmatch(text) else ("string", text)
    if token["word"]:
        return _WORDS[token[0]]
    if token["part"]:
        return "number", float(token[0])
    return "integer", int(token[0][:_LONGEST_NUMBER])


def _text(token: re.Match[str]) -> str:
    """Return the text that a string in its quotes stands for; raises NotJsonError."""
    quoted = token[0]
    if token.lastgroup == "single":
        inner = re.sub(r"\\'", "'", quoted[1:-1])
        quoted = '"' + re.sub(r'(?<!\\)"', '\\\\"', inner) + '"'
    try:
        return str(json.loads(quoted))
    except ValueError:
        raise NotJsonError(token.start(), "an escape in this text is none") from None
