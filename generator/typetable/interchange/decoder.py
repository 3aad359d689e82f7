"""The decoder: JSON texts to documents, with mistakes in the user's words and at their places.

The one rule kept here: whatever a text holds, it is a record or a `MalformedError`.
"""

from __future__ import annotations

import json
import re
from typing import Any, TypeAlias, get_args

from msgspec import DecodeError, ValidationError
from msgspec.json import decode

from typetable.diagnostics import clipped
from typetable.interchange import document
from typetable.interchange.json_positions import (
    locate,
    repeated_name,
    string_at,
    too_deep,
)
from typetable.python.characters import is_whole
from typetable.schema import ScalarName

Place: TypeAlias = tuple[int, int]
"""The start and end of a value in a text."""

Path: TypeAlias = tuple[str | int, ...]
"""The keys and indices that lead to a value."""

_DEEPEST = 200
"""How deep brackets are nested at most in what typetable writes, with room for further keys."""

_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_MISSING = "Object missing required field "
_EXPECTED = re.compile(r"Expected `(\w+)`( matching)?")

_WORDS = {
    "typetable_schema": f"{document.VERSION}, the format known here",
    "line": "a line, counted from 1",
    "max_length": "a length, from 0",
    "object": "an object",
    "array": "an array",
    "bool": "true or false",
    "str": "a string",
    "str matching": "a non-empty string",
}
"""What a value must be, by its key or by what msgspec expects there."""


class MalformedError(Exception):
    """What is wrong with a text, and the place of the value that is."""

    def __init__(self, message: str, place: Place) -> None:
        super().__init__(message)
        self.message = message
        self.place = place


class _RepeatedError(Exception):
    """An object names a member twice."""


def decoded(text: str) -> document.Document:
    """Return the document that a text is; raises MalformedError."""
    try:
        return _decoded(text)
    except ValidationError as error:
        message, path = _explained(str(error))
        place = locate(text, path)
    except DecodeError as error:
        message, place = _not_json(text, str(error))
    except _RepeatedError:
        start, end = place = repeated_name(text)
        name = clipped(json.loads(text[start:end]))
        message = f"`{name}` is there twice in an object"
    except RecursionError:
        message, place = "this is nested too deeply", too_deep(text, _DEEPEST)
    raise MalformedError(message, place)


def _decoded(text: str) -> document.Document:
    data = text.encode(errors="surrogatepass")
    # A document of another version may be wrong in any other way, too.
    decode(data, type=document.Version)
    # msgspec takes the last member of a name. What looks for places takes ten times as long.
    json.loads(text, object_pairs_hook=_distinct, parse_int=len, parse_float=len)
    return decode(data, type=document.Document)


def _distinct(members: list[tuple[str, Any]]) -> None:
    """Refuse an object that names a member twice: nobody can tell what was meant."""
    if len(dict(members)) < len(members):
        raise _RepeatedError


def _not_json(text: str, error: str) -> tuple[str, Place]:
    """Return what is wrong with a text at a byte, and the place of that."""
    reason, _, byte = error.removeprefix("JSON is malformed: ").partition(" (byte ")
    if not byte:
        reason = "the text ends too early" if "truncated" in reason else reason
        return f"not JSON: {reason}", (len(text), len(text))
    before = text.encode(errors="surrogatepass")[: int(byte.rstrip(")"))]
    at = len(before.decode(errors="ignore"))
    word = string_at(text, at)
    if word and _is_half(text[slice(*word)]):
        return "this text holds half of a character, such as \\ud800", word
    return f"not JSON: {reason}", (at, at + 1)


def _is_half(word: str) -> bool:
    """Return whether a string in its quotes has an escape that stands for no character."""
    try:
        return not is_whole(json.loads(word))
    except ValueError:
        return False


def _explained(error: str) -> tuple[str, Path]:
    """Return what msgspec says about a value in the user's words, and the path to that."""
    reason, _, where = error.partition(" - at `$")
    path = tuple(key or int(index) for key, index in _STEP.findall(where))
    name, key = _called(path), str(path[-1]) if path else ""
    if reason.startswith(_MISSING):
        return f"{name} has no {reason.removeprefix(_MISSING)}", path
    if reason.endswith("out of range"):
        return f"{name} is out of range", path
    expected = _EXPECTED.match(reason)
    kind = "".join(expected.groups("")) if expected else ""
    words = _choices(path) or _WORDS.get(key) or _WORDS.get(kind)
    return f"{name} must be {words}" if words else f"{name}: {reason}", path


def _called(path: Path) -> str:
    """Return what people call the value at a path."""
    match path[-1:]:
        case (str(key),):
            return f"`{key}`"
        case (_,):
            return "this item"
    return "the document"


def _choices(path: Path) -> str:
    """Return the words that can stand at a path, where they are listed."""
    is_of_model = path[-3:-2] == ("models",)
    match path[-1:]:
        case ("kind",):
            kinds = get_args(document.Model if is_of_model else document.Type)
            words = [str(kind.__struct_config__.tag) for kind in kinds]
        case ("scalar",):
            words = [*get_args(document.EnumScalar if is_of_model else ScalarName)]
        case _:
            return ""
    return f"one of {', '.join(words)}"
