"""Which models of two states are the same.

The one rule kept here: models are paired once, before any rule looks. What keeps its page and name
keeps its identity; for the rest content speaks, and how sure that is goes along in percent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typetable.changes.match_parts import value_key
from typetable.changes.similarity import Pairing, dice, letters, words
from typetable.changes.types import World, spoken
from typetable.schema import Array, EnumModel, Map, ObjectModel, Ref, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from typetable.changes.types import Key
    from typetable.schema import Model, Module, Schema, Type

Content: TypeAlias = "frozenset[tuple[Hashable, str]]"
"""The parts of a model: names of fields with their types, values, or alternatives."""

MODEL_FLOOR = 60
"""From which certainty on two models of different names are taken for one, in percent."""


class Home(Struct, frozen=True, kw_only=True):
    """A model and the module that it stands in."""

    module: Module
    model: Model

    @property
    def key(self) -> Key:
        """The name of the module and of the model."""
        return self.module.name, self.model.name


class _ModelTraits(Struct, frozen=True, kw_only=True):
    """What tells a model: its page, its name, and its content with and without types."""

    page: frozenset[str]
    letters: frozenset[str]
    content: Content
    names: frozenset[Hashable]
    tokens: frozenset[Hashable]


def homes(schema: Schema) -> list[Home]:
    """Return the models of a schema, sorted by module and name."""
    found = [Home(module=each, model=m) for each in schema.modules for m in each.models]
    return sorted(found, key=lambda home: home.key)


def match_models(old: list[Home], new: list[Home]) -> Pairing[Home]:
    """Pair the models of two states.

    By module and name; what is left on one page by equal content, because documents number their
    models; then by name on whatever page, which is a move; then by likeness, which is a rename.
    """
    pairing = Pairing(old, new)
    pairing.by(lambda home: home.key)
    for tokens, floor in _PASSES:
        removed = [_model_traits(home, tokens) for home in pairing.removed]
        added = [_model_traits(home, tokens) for home in pairing.added]
        pairing.by_likeness((removed, added), _model_likeness, floor)
    return pairing


def _on_its_page(home: Home, content: Content) -> Iterable[Hashable]:
    return [(home.module.name, kind(home.model), content)]


def _of_its_name(home: Home, content: Content) -> Iterable[Hashable]:
    return [home.model.name, (home.model.name, content)]


def _of_its_content(home: Home, content: Content) -> Iterable[Hashable]:
    told = words(home.model.name)
    both = ((content, word) for word in told)
    known = {home.module.name, content, told, *content, *told, *both}
    return ((kind(home.model), token) for token in known)


_PASSES: tuple[tuple[Callable[[Home, Content], Iterable[Hashable]], int], ...] = (
    (_on_its_page, MODEL_FLOOR),
    (_of_its_name, 0),
    (_of_its_content, MODEL_FLOOR),
)


def _model_traits(
    home: Home, tokens: Callable[[Home, Content], Iterable[Hashable]]
) -> _ModelTraits:
    content = _content(home.model)
    return _ModelTraits(
        page=letters(home.module.name),
        letters=letters(home.model.name),
        content=content,
        names=frozenset(part[0] for part in content),
        tokens=frozenset(tokens(home, content)),
    )


def _model_likeness(old: _ModelTraits, new: _ModelTraits) -> float:
    """Return how alike two models are; the more parts they have, the less their name counts."""
    size = max(len(old.content), len(new.content))
    content = (dice(old.content, new.content) + dice(old.names, new.names)) / 2
    around = (dice(old.letters, new.letters) + dice(old.page, new.page)) / 2
    return (size * content + 2 * around) / (size + 2)


def kind(model: Model) -> str:
    """Return what a model is, in words."""
    match model:
        case ObjectModel():
            return "an object"
        case EnumModel(scalar="string"):
            return "an enum of strings"
        case EnumModel():
            return "an enum of numbers"
        case _:
            return "a union"


def _content(model: Model) -> Content:
    match model:
        case ObjectModel(fields=fields):
            return frozenset((field.wire_name, _rough(field.type)) for field in fields)
        case EnumModel(members=members):
            return frozenset((value_key(member), "") for member in members)
        case _:
            return frozenset((spoken(each), "") for each in model.members)


def _rough(type_: Type) -> str:
    """Return a type without the names of models."""
    match type_:
        case Scalar():
            return type_.scalar
        case Array():
            return f"array {_rough(type_.items)}"
        case Map():
            return f"map {_rough(type_.values)}"
        case Ref():
            return "model"
        case _:
            return "union"


def worlds(
    old: list[Home], new: list[Home], pairing: Pairing[Home]
) -> tuple[World, World]:
    """Return both states, with the same number for the same model."""
    pairs = pairing.pairs
    old_order = [*(pair.old for pair in pairs), *pairing.removed]
    gap = [None] * len(pairing.removed)
    new_order = [*(pair.new for pair in pairs), *gap, *pairing.added]
    return _world(old, old_order), _world(new, new_order)


def _world(found: list[Home], order: Sequence[Home | None]) -> World:
    return World(
        models={home.key: home.model for home in found},
        numbers={home.key: number for number, home in enumerate(order) if home},
    )
