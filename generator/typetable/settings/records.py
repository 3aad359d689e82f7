"""Records from TOML: any frozen struct, filled from a table by the annotations of its fields.

    bool                   true or false
    int                    a positive integer; `Annotated[int, Meta(le=...)]` says up to which
    str                    a string that is not empty; `Text` may be
    date                   a date
    Literal["a", "b"]      one of these words
    a class with `of`      what that makes of a string, or its `ValueError`
    tuple[X, ...]          an array; a single scalar or word may stand without its brackets
    Mapping[str, X]        a table of any keys; a `Literal` in the place of `str` lists them, and
                           a class with `of` makes something of each
    a record               a table
    Table                  a table that somebody else reads; `tuple[Table, ...]` are several
    X | None               as X; `None` where nothing is said

The one rule kept here: strict. A table says what its record has fields for and nothing else, and
each mistake is a finding at its key.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Literal,
    TypeAlias,
    TypeGuard,
    TypeVar,
    get_args,
    get_origin,
)

from msgspec import Meta, Struct
from msgspec.structs import fields, replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.settings.scalars import core, notes, scalars
from typetable.settings.toml import Table, is_table, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from msgspec.structs import FieldInfo

    from typetable.settings.scalars import Annotation, Scalars, Value

R = TypeVar("R", bound=Struct)

Text: TypeAlias = Annotated[str, Meta(min_length=0)]
"""A string that may be empty."""

Texts: TypeAlias = Annotated[tuple[str, ...], Meta(min_length=1)]
"""One string or more."""


class Hint(Struct, frozen=True):
    """What to do where a key is missing: `Annotated[str, Hint("say why")]`."""

    text: str


def read(kind: type[R], table: Table, around: R | None = None) -> R | None:
    """Return the record that a table states; `None` where a field without default has no value.

    What is not said is as in the record `around`, else as its field has it. What is wrong counts as
    not said, and is in the table's findings: unknown keys (TT502), values (TT503), missing keys
    (TT504).
    """
    known = _fields(kind)
    table.refuse_unknown([field.encode_name for field in known])
    values = {field.name: _field(table, field, around) for field in known}
    given = {name: each for name, each in values.items() if each is not None}
    if around is not None:
        return replace(around, **given)
    if any(field.required and field.name not in given for field in known):
        return None
    return kind(**given)


@cache
def _fields(kind: type[Struct]) -> tuple[FieldInfo, ...]:
    """Return the fields of a record, their annotations evaluated."""
    return fields(kind)


def _field(table: Table, field: FieldInfo, around: Struct | None) -> Value:
    """Return what a table says of a field, or nothing; TT504 where it must say something."""
    needed = field.required and around is None
    if field.encode_name in table or (needed and is_record(core(field.type))):
        inner = getattr(around, field.name, None)
        return value(table, field.encode_name, field.type, inner)
    if needed:
        _refuse_missing(table, field)
    return None


def _refuse_missing(table: Table, field: FieldInfo) -> None:
    match table.path:
        case ():
            owner = "this file"
        case (*_, str(name)):
            owner = f"`{clipped(name)}`"
        case _:
            owner = "this entry"
    key = field.encode_name
    hints = [note.text for note in notes(field.type) if isinstance(note, Hint)]
    hint = hints[0] if hints else f"add `{key} = ...`"
    message = f"{owner} has no `{key}`"
    table.findings.add(rules.MISSING_SETTING, table.span(), message, hint=hint)


def value(
    table: Table, key: str, annotation: Annotation, around: Value = None
) -> Value:
    """Return the value of a key as an annotation has it, or nothing where it is wrong."""
    kind = core(annotation)
    origin, parts = get_origin(kind), get_args(kind)
    if kind is Table or is_record(kind):
        return _inner(table, key, kind, around)
    if origin is Literal:
        return table.choice(key, parts)
    if origin is Mapping:
        return dict(_entries(table.table(key), core(parts[0]), parts[1]))
    if origin is tuple and core(parts[0]) is Table:
        return table.tables(key)
    if origin is tuple and is_record(item := core(parts[0])):
        records = [read(item, each) for each in table.tables(key)]
        return tuple(record for record in records if record is not None)
    return _scalar(table, key, annotation)


def _inner(
    table: Table, key: str, kind: type[Table | Struct], around: Value
) -> Table | Struct | None:
    """Return the table below a key, or the record that it states; nothing where it is none."""
    inner = table.table(key)
    if not is_table(table.data.get(key, inner.data)):
        return None
    return read(kind, inner, around) if is_record(kind) else inner


def _entries(
    table: Table, names: Annotation, annotation: Annotation
) -> Iterator[tuple[Value, Value]]:
    """Yield the keys of a table, which are data or listed, and their values."""
    if get_origin(names) is Literal:
        table.refuse_unknown(get_args(names))
    keys: dict[Value, str] = {}
    for key in table:
        each, name = value(table, key, annotation), _made_name(table, key, names)
        if name is None:
            continue
        if keys.setdefault(name, key) != key:
            message = f"`{clipped(keys[name])}` and `{clipped(key)}` are the same"
            table.refuse(key, message)
        elif each is not None:
            yield name, each


def _made_name(table: Table, key: str, names: Annotation) -> Value:
    """Return what is made of a key; nothing where that cannot be (TT503)."""
    try:
        return getattr(names, "of", str)(key)
    except ValueError as error:
        table.refuse(key, f"`{clipped(key)}`: {error}")
        return None


def _scalar(table: Table, key: str, annotation: Annotation) -> Value:
    """Return a scalar, or an array of scalars or words, or nothing where it is wrong."""
    allowed = scalars(annotation)
    stated = table.value(key, allowed.one, allowed.accepts)
    if stated is None or _has_wrong(table, allowed, [*_leaves(stated, key)]):
        return None
    return allowed.frozen(stated)


def _has_wrong(
    table: Table, allowed: Scalars, leaves: Sequence[tuple[Sequence[str | int], Value]]
) -> bool:
    """Find each scalar that no word or value is (TT503); return whether there is one."""
    told = False
    for path, text in leaves:
        if reason := _reason(allowed, text):
            key = clipped(str(path[0]))
            message = f"`{key}` knows no `{clipped(text)}`" if allowed.words else reason
            hint = reason if allowed.words else ""
            table.findings.add(rules.BAD_VALUE, table.span(*path), message, hint=hint)
            told = True
    return told


def _reason(allowed: Scalars, text: Value) -> str:
    """Return why a scalar cannot stand there, or what to write; nothing where it can."""
    if allowed.words and text not in allowed.words:
        words = ", ".join(allowed.words)
        return nearest(text, allowed.words) or f"write one of {words}"
    if allowed.made:
        try:
            allowed.made(text)
        except ValueError as error:
            return str(error)
    return ""


def _leaves(
    stated: Value, *path: str | int
) -> Iterator[tuple[Sequence[str | int], Value]]:
    """Yield the scalars of an array and the path to each."""
    if not isinstance(stated, list):
        yield path, stated
        return
    for index, item in enumerate(stated):
        yield from _leaves(item, *path, index)


def is_record(kind: Annotation) -> TypeGuard[type[Struct]]:
    """Return whether a type is that of records, not of what is made of a string."""
    return (
        isinstance(kind, type) and issubclass(kind, Struct) and not hasattr(kind, "of")
    )
