"""Scalars of TOML, and arrays of them: how messages call a value of an annotation, and which fit.

The one rule kept here: a single scalar may stand where an array of them is meant.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from types import NoneType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    TypeAlias,
    get_args,
    get_origin,
)

from msgspec import Meta, Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable

Annotation: TypeAlias = object
"""What stands behind the colon of a field."""

Value: TypeAlias = Any
"""What `tomllib` returns for a value, or what a record has for it."""

_UNLIMITED = Meta()


class Scalars(Struct, frozen=True):
    """The values that an annotation allows: scalars of a kind, or arrays of them."""

    one: str
    """What a value must be, in a message."""
    item: str
    """The same, where arrays of them may stand, too."""
    many: str
    """Several of them."""
    accepts: Callable[[Value], bool]
    """Whether a value of TOML is one."""
    frozen: Callable[[Value], Value] = lambda value: value
    """Such a value as a record has it."""
    words: tuple[str, ...] = ()
    """The words that each scalar is one of; none where it may be any."""
    made: Callable[[str], Any] | None = None
    """What makes a value of each scalar; raises `ValueError` with the reason where it cannot."""


class Such(Struct, frozen=True):
    """A note about scalars that a type cannot say: what a value must be, and whether one is."""

    one: str
    accepts: Callable[[Value], bool]


def core(annotation: Annotation) -> Annotation:
    """Return an annotation without `None` and without what is noted beside the type."""
    parts = get_args(annotation)
    if get_origin(annotation) is Annotated or (len(parts) == 2 and NoneType in parts):
        return core(parts[0])
    return annotation


def notes(annotation: Annotation) -> tuple[Any, ...]:
    """Return what is noted beside the type of an annotation."""
    parts = get_args(annotation)
    if get_origin(annotation) is Annotated:
        return parts[1:]
    return notes(parts[0]) if NoneType in parts else ()


@cache
def scalars(annotation: Annotation) -> Scalars:
    """Return the values that an annotation allows; raises TypeError where it is of another kind."""
    size, allowed = _UNLIMITED, {}
    for note in notes(annotation):
        if isinstance(note, Meta):
            size = note
        elif isinstance(note, Such):
            allowed = {"one": note.one, "item": note.one, "accepts": note.accepts}
    return replace(_of_kind(core(annotation), size), **allowed)


def _of_kind(kind: Annotation, size: Meta) -> Scalars:
    if get_origin(kind) is tuple:
        return _arrays(scalars(get_args(kind)[0]), size.min_length or 0)
    if get_origin(kind) is Literal:
        return replace(_texts(size), words=get_args(kind))
    if made := getattr(kind, "of", None):
        return replace(_texts(size), made=made, frozen=made)
    if kind not in _KINDS:
        message = f"no setting can be {kind}"
        raise TypeError(message)
    return _KINDS[kind](size)


def _arrays(inner: Scalars, least: int) -> Scalars:
    def accepts(value: Value) -> bool:
        if isinstance(value, list):
            return len(value) >= least and all(map(inner.accepts, value))
        return inner.accepts(value)

    def frozen(value: Value) -> tuple[Any, ...]:
        return tuple(map(inner.frozen, value if isinstance(value, list) else [value]))

    return Scalars(
        one=f"{inner.item} or an array of {inner.many}",
        item=f"an array of {inner.many}",
        many=f"arrays of {inner.many}",
        accepts=accepts,
        frozen=frozen,
        words=inner.words,
        made=inner.made,
    )


def _flags(_: Meta) -> Scalars:
    one = "true or false"
    return Scalars(one, one, "booleans", lambda value: isinstance(value, bool))


def _counts(size: Meta) -> Scalars:
    most = size.le
    room = f" up to {most}" if most else ""

    def accepts(value: Value) -> bool:
        is_count = isinstance(value, int) and not isinstance(value, bool) and value > 0
        return is_count and (most is None or value <= most)

    one = f"a positive integer{room}"
    return Scalars(one, one, f"positive integers{room}", accepts)


def _texts(size: Meta) -> Scalars:
    least = 1 if size.min_length is None else size.min_length
    most = size.max_length
    room = f" of at most {most} characters" if most else ""

    def accepts(value: Value) -> bool:
        if not isinstance(value, str) or "\0" in value:
            return False
        return len(value) >= least and (most is None or len(value) <= most)

    one = "a non-empty string" if least else "a string"
    return Scalars(one + room, "a string" + room, "strings" + room, accepts)


def _dates(_: Meta) -> Scalars:
    one = "a date without quotes, such as 2030-12-31"
    return Scalars(one, "a date", "dates", _is_date)


def _is_date(value: Value) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


_KINDS: dict[Annotation, Callable[[Meta], Scalars]] = {
    bool: _flags,
    int: _counts,
    str: _texts,
    date: _dates,
}
"""The scalars that a setting can be, given what is noted about their size."""
