"""Overrides from TOML: what a user decided against the docs, by what it is about.

The one rule kept here: each entry is one decision, whether its key is quoted or not.

    Station.docks = "int"
    "Station.docks" = "int"
    "*.docks" = "int"
    Station.docks = { as = "int", expect = "any" }

`*` stands for any characters; a key that is a name wins over it, and of two that fit a name the
longer one. With `expect` an entry holds for as long as the docs have that text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_args

from msgspec import Struct
from msgspec.structs import asdict, fields, replace

from typetable import rules
from typetable.settings import records
from typetable.settings.package import Override, Overrides
from typetable.settings.records import Text
from typetable.settings.toml import is_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.settings.scalars import Annotation, Value
    from typetable.settings.toml import Table

_STATED = ("as", "expect")
"""The keys of an entry that is more than its value."""


def read(table: Table, around: Overrides) -> Overrides:
    """Return the overrides around and those of a table, of which the latter win."""
    known = fields(Overrides)
    table.refuse_unknown([kind.name for kind in known])
    given: dict[str, Any] = {}
    for kind in known:
        override, *_more = get_args(kind.type)
        before: tuple[Override[Any], ...] = getattr(around, kind.name)
        (annotation,) = get_args(override)
        entries = (*before, *_entries(table.table(kind.name), annotation))
        given[kind.name] = tuple({entry.key: entry for entry in entries}.values())
    return Overrides(**given)


def inherited(overrides: Overrides) -> Overrides:
    """Return overrides as packages have them around."""
    kinds: dict[str, tuple[Override[Any], ...]] = asdict(overrides)
    return Overrides(
        **{
            kind: tuple(replace(entry, inherited=True) for entry in entries)
            for kind, entries in kinds.items()
        }
    )


def _entries(table: Table, annotation: Annotation) -> Iterator[Override[Any]]:
    """Yield the entries of a table of overrides."""
    for inner, key, name in _keys(table, annotation):
        stated, expect = inner, None
        if is_table(inner.data[key]) and not _is_record(inner.data[key], annotation):
            stated = inner.table(key)
            expect = _expected(stated)
        value = _value(stated, key if stated is inner else "as", annotation)
        if value is not None:
            yield Override(
                key=name,
                value=value,
                expect=None if expect is None else " ".join(expect.split()),
                path=table.file.source.path,
                span=inner.span(key),
            )


def _expected(stated: Table) -> str | None:
    """Return the text that an entry expects; TT502 and TT504 where it is no such entry."""
    stated.refuse_unknown(_STATED)
    for key in _STATED:
        if key not in stated:
            message, hint = f"this override has no `{key}`", f"add `{key} = ...`"
            stated.findings.add(
                rules.MISSING_SETTING, stated.span(), message, hint=hint
            )
    return records.value(stated, "expect", Text) if "expect" in stated else None


def _value(table: Table, key: str, annotation: Annotation) -> Value:
    """Return what an entry states: a scalar, or a table of what is made of one else."""
    if key not in table:
        return None
    if _is_record(table.data[key], annotation):
        return records.read(cast("type[Struct]", annotation), table.table(key))
    return records.value(table, key, annotation)


def _keys(table: Table, annotation: Annotation) -> Iterator[tuple[Table, str, str]]:
    """Yield where an entry stands, its key there and its name; `Model.field` needs no quotes."""
    for key, value in table.data.items():
        is_value = "." in key or _is_stated(value) or _is_record(value, annotation)
        if isinstance(value, dict) and not is_value:
            inner = table.table(key)
            yield from ((inner, each, f"{key}.{each}") for each in value)
        else:
            yield table, key, key


def _is_record(value: Value, annotation: Annotation) -> bool:
    """Return whether a table has the first key of a record."""
    if not isinstance(annotation, type) or not issubclass(annotation, Struct):
        return False
    return isinstance(value, dict) and fields(annotation)[0].encode_name in value


def _is_stated(value: Value) -> bool:
    return isinstance(value, dict) and sorted(value) == sorted(_STATED)
