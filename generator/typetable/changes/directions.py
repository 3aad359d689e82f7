"""Directions: whether a model is read in responses, written in requests, or both.

The one rule kept here: the ending of a name decides, else the models that use it, and where neither
does the answer is both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typetable.changes.change import SIDES, Side
from typetable.schema import Array, EnumModel, Map, ObjectModel, Ref, UnionModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from typetable.schema import Model, ModelKey, Type

Sides: TypeAlias = frozenset[Side]

BOTH: Sides = frozenset(SIDES)


class Endings(Struct, frozen=True, kw_only=True):
    """The endings of names of models that are only read or only written; digits may follow."""

    read: tuple[str, ...] = ("Response",)
    write: tuple[str, ...] = ("Request", "Parameters", "Params")


def sides(models: Mapping[ModelKey, Model], endings: Endings) -> dict[ModelKey, Sides]:
    """Return the sides of each model by key, as used itself or inside of another model."""
    uses = {key: frozenset(_used(model)) - {key} for key, model in models.items()}
    named = {key: _named(key[1], endings) for key in models}
    used = frozenset().union(*uses.values())
    starts = {
        side: [key for key in models if side in (named[key] or _root(key, used))]
        for side in SIDES
    }
    known = {side: _reached(starts[side], uses) for side in SIDES}
    # models on cycles that no other model mentions
    islands = [key for key in models if not any(key in known[side] for side in SIDES)]
    unknown = _reached(islands, uses)
    return {
        key: BOTH if key in unknown else frozenset(s for s in SIDES if key in known[s])
        for key in models
    }


def _named(name: str, endings: Endings) -> Sides:
    stem = name.rstrip("0123456789").rstrip("_")
    ends = {"read": endings.read, "write": endings.write}
    return frozenset(side for side in SIDES if stem.endswith(ends[side]))


def _root(key: ModelKey, used: frozenset[ModelKey]) -> Sides:
    return frozenset() if key in used else BOTH


def _reached(
    starts: Iterable[ModelKey], uses: Mapping[ModelKey, frozenset[ModelKey]]
) -> set[ModelKey]:
    reached = set(starts)
    waiting = list(reached)
    while waiting:
        new = uses.get(waiting.pop(), frozenset()) - reached
        reached |= new
        waiting += new
    return reached


def _used(model: Model) -> Iterator[ModelKey]:
    """Yield the keys of the models that a model names in its fields or members."""
    match model:
        case ObjectModel(fields=fields, extra=extra):
            waiting: list[Type] = [field.type for field in fields]
            waiting += [extra] if extra else []
        case UnionModel(members=members):
            waiting = list(members)
        case EnumModel():
            return
    yield from mentioned(*waiting)


def mentioned(*types: Type) -> Iterator[ModelKey]:
    """Yield the keys of the models that types name."""
    waiting = [*types]
    while waiting:
        yield from _step(waiting.pop(), waiting)


def _step(type_: Type, waiting: list[Type]) -> Iterator[ModelKey]:
    match type_:
        case Ref(model=model, module=module):
            yield module, model
        case Array(items=part) | Map(values=part):
            waiting.append(part)
        case _:
            waiting.extend(getattr(type_, "members", ()))
