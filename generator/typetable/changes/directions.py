"""Who meets a model: those who read responses, those who write requests, or both.

The one rule kept here: a name that tells is believed, use tells the rest, and where neither does
the answer is both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typetable.changes.change import SIDES, Side
from typetable.schema import Array, EnumModel, Map, ObjectModel, Ref, UnionModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from typetable.changes.types import Key
    from typetable.schema import Model, Type

Sides: TypeAlias = frozenset[Side]

BOTH: Sides = frozenset(SIDES)


class Endings(Struct, frozen=True, kw_only=True):
    """How names of models end that are only read or only written; digits may follow."""

    read: tuple[str, ...] = ("Response",)
    write: tuple[str, ...] = ("Request", "Parameters", "Params")


def sides(models: Mapping[Key, Model], endings: Endings) -> dict[Key, Sides]:
    """Return for each model by key who meets it, itself or inside of another model."""
    uses = {key: frozenset(_used(model)) - {key} for key, model in models.items()}
    named = {key: _named(key[1], endings) for key in models}
    used = frozenset().union(*uses.values())
    starts = {
        side: [key for key in models if side in (named[key] or _root(key, used))]
        for side in SIDES
    }
    met = {side: _reached(starts[side], uses) for side in SIDES}
    islands = [key for key in models if not any(key in met[side] for side in SIDES)]
    unknown = _reached(islands, uses)
    return {
        key: BOTH if key in unknown else frozenset(s for s in SIDES if key in met[s])
        for key in models
    }


def _named(name: str, endings: Endings) -> Sides:
    stem = name.rstrip("0123456789").rstrip("_")
    ends = {"read": endings.read, "write": endings.write}
    return frozenset(side for side in SIDES if stem.endswith(ends[side]))


def _root(key: Key, used: frozenset[Key]) -> Sides:
    return frozenset() if key in used else BOTH


def _reached(starts: Iterable[Key], uses: Mapping[Key, frozenset[Key]]) -> set[Key]:
    reached = set(starts)
    waiting = list(reached)
    while waiting:
        new = uses.get(waiting.pop(), frozenset()) - reached
        reached |= new
        waiting += new
    return reached


def _used(model: Model) -> Iterator[Key]:
    """Yield the keys of the models that a model names in its fields or members."""
    match model:
        case ObjectModel(fields=fields):
            waiting: list[Type] = [field.type for field in fields]
        case UnionModel(members=members):
            waiting = list(members)
        case EnumModel():
            return
    while waiting:
        yield from _step(waiting.pop(), waiting)


def _step(type_: Type, waiting: list[Type]) -> Iterator[Key]:
    match type_:
        case Ref(model=model, module=module):
            yield module, model
        case Array(items=part) | Map(values=part):
            waiting.append(part)
        case _:
            waiting.extend(getattr(type_, "members", ()))
