"""Values of a tag that types do not list: those of samples, of descriptions and of names.

The one rule kept here: what speaks for two objects of a union speaks for none of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from typetable.naming import wire_name
from typetable.naming.casing import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.naming import WireCase
    from typetable.schema import Field, ObjectModel, Ref, Value

Values: TypeAlias = "dict[Ref, tuple[Value, ...]]"
"""The values that mean each of some objects."""

_SAID = re.compile(
    r"`\"?([^`\"\n]+)\"?`|\"([^\"\n]+)\"|'([^'\n]+)'|\u201c([^\u201d\n]+)\u201d"
)
"""A value in a description: in code or in quotes."""


class Row(Struct, frozen=True):
    """An object of a union, its member that tells it apart, and the values that this lists."""

    ref: Ref
    model: ObjectModel
    field: Field
    listed: tuple[Value, ...]


def single(evidence: Iterable[Values]) -> Values:
    """Return the values of each object by the first evidence for it, but for those of several."""
    chosen: Values = {}
    for values in evidence:
        chosen = values | chosen
    users: dict[Value, set[Ref]] = defaultdict(set)
    for ref, each in chosen.items():
        for value in each:
            users[value].add(ref)
    own = {ref: tuple(v for v in chosen[ref] if len(users[v]) == 1) for ref in chosen}
    return {ref: each for ref, each in own.items() if each}


def typed(text: str, field: Field | None) -> Value:
    """Return a value that is written as a text, as what its member is."""
    match getattr(field and field.type, "scalar", ""):
        case "integer" if re.fullmatch(r"-?[0-9]{1,18}", text):
            return int(text)
        case "boolean" if text in {"true", "false"}:
            return text == "true"
    return text


def sampled(
    rows: Sequence[Row], objects: Mapping[Ref, ObjectModel], samples: Iterable[Any]
) -> Values:
    """Return the values in those objects of samples that can be but one of the union."""
    found: dict[Ref, dict[Value, None]] = defaultdict(dict)
    names = {row.ref: row.field.wire_name for row in rows}
    for sample in _objects_in(samples) if rows else ():
        fitting = [ref for ref, model in objects.items() if _fits(sample, model)]
        if len(fitting) == 1 and fitting[0] in names:
            value = sample.get(names[fitting[0]])
            if isinstance(value, str | int):
                found[fitting[0]][value] = None
    return {ref: tuple(values) for ref, values in found.items()}


def _objects_in(samples: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield the objects in values of JSON."""
    waiting = [*samples]
    while waiting:
        match waiting.pop():
            case dict() as found:
                yield found
                waiting += found.values()
            case list() as items:
                waiting += items


def _fits(sample: Mapping[str, Any], model: ObjectModel) -> bool:
    """Return whether an object of a sample has what a model needs, and nothing else."""
    names = {field.wire_name for field in model.fields}
    needed = {field.wire_name for field in model.fields if field.required}
    return needed <= sample.keys() <= names


def described(rows: Iterable[Row]) -> Values:
    """Return the value that the description of a member has in code or in quotes, if one."""
    found: Values = {}
    for row in rows:
        said = _SAID.findall(row.field.description)
        texts = {text for each in said for text in each if text}
        if len(texts) == 1:
            found[row.ref] = tuple(typed(text, row.field) for text in texts)
    return found


def named(rows: Sequence[Row]) -> Values:
    """Return the names of objects in every case, with and without the words that all share.

    Where types list values they are among those.
    """
    names = {row.ref: words(row.ref.model) for row in rows}
    shared = _shared([*names.values()])
    found: Values = {}
    for row in rows:
        kind = getattr(row.field.type, "scalar", "string")
        parts = names[row.ref]
        own = parts[shared[0] : len(parts) - shared[1]]
        spelled = (row.ref.model, *_spelled(parts), *_spelled(own))
        values = [each for each in spelled if not row.listed or each in row.listed]
        if values and kind in {"string", "any"}:
            found[row.ref] = tuple(dict.fromkeys(values))
    return found


_CASES: tuple[WireCase, ...] = ("pascal", "camel", "kebab", "snake")


def _spelled(parts: Sequence[str]) -> tuple[str, ...]:
    """Return words in each case, the likeliest last."""
    name = "_".join(parts)
    return (name.upper(), *(wire_name(name, case) for case in _CASES)) if name else ()


def _shared(names: Sequence[tuple[str, ...]]) -> tuple[int, int]:
    """Return how many words all of several names begin with, and then end with."""
    if len(names) == 1:
        return 0, 0
    before = _alike(names)
    return before, _alike([each[before:][::-1] for each in names])


def _alike(names: Sequence[tuple[str, ...]]) -> int:
    """Return how many words at the begin of names are the same."""
    columns = [len({*column}) == 1 for column in zip(*names, strict=False)]
    return (*columns, False).index(False)
