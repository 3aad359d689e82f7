"""Models of two states: which of them are the same.

The one rule kept here: models are paired once, before any rule looks. A model that keeps its page
and name keeps its identity; the rest are paired by content, with a certainty in percent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typetable.changes.match_parts import value_key
from typetable.changes.similarity import Matching, dice, letters, words
from typetable.changes.types import NumberedTypes, in_words
from typetable.schema import Array, EnumModel, Map, ObjectModel, Ref, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from typetable.schema import Model, ModelKey, Module, Schema, Type

Content: TypeAlias = "frozenset[tuple[Hashable, str]]"
"""The parts of a model: names of fields with their types, values, or alternatives."""

_Tokens: TypeAlias = "Callable[[PlacedModel, Content], Iterable[Hashable]]"
"""The traits by which one pass looks up candidates for a model."""

MODEL_FLOOR = 60
"""The least similarity at which two models of different names are one, in percent."""


class PlacedModel(Struct, frozen=True, kw_only=True):
    """A model and the module that it stands in."""

    module: Module
    model: Model

    @property
    def key(self) -> ModelKey:
        """The name of the module and of the model."""
        return self.module.name, self.model.name


class _ModelTraits(Struct, frozen=True, kw_only=True):
    """The traits of a model."""

    page: frozenset[str]
    """The pairs of letters in the name of its page."""
    letters: frozenset[str]
    """The pairs of letters in its own name."""
    content: Content
    """Its parts with their types."""
    names: frozenset[Hashable]
    """Its parts without types."""
    tokens: frozenset[Hashable]
    """The traits by which candidates are looked up."""


def placed_models(schema: Schema) -> list[PlacedModel]:
    """Return the models of a schema, sorted by module and name."""
    models = [
        PlacedModel(module=module, model=model)
        for module in schema.modules
        for model in module.models
    ]
    return sorted(models, key=lambda placed: placed.key)


def match_models(
    old: list[PlacedModel], new: list[PlacedModel]
) -> Matching[PlacedModel]:
    """Pair the models of two states.

    By module and name; the rest of a page by content, because documents number their models; then
    by name on any page, which is a move; then by similarity, which is a rename.
    """
    matching = Matching(old, new)
    matching.by(lambda placed: placed.key)
    for tokens, floor in _PASSES:
        removed = [_model_traits(placed, tokens) for placed in matching.removed]
        added = [_model_traits(placed, tokens) for placed in matching.added]
        matching.by_similarity((removed, added), _model_similarity, floor)
    return matching


def _on_its_page(placed: PlacedModel, content: Content) -> Iterable[Hashable]:
    return [(placed.module.name, kind(placed.model), content)]


def _of_its_name(placed: PlacedModel, content: Content) -> Iterable[Hashable]:
    return [placed.model.name, (placed.model.name, content)]


def _of_its_content(placed: PlacedModel, content: Content) -> Iterable[Hashable]:
    name = words(placed.model.name)
    both = ((content, word) for word in name)
    tokens = {placed.module.name, content, name, *content, *name, *both}
    return ((kind(placed.model), token) for token in tokens)


_PASSES: tuple[tuple[_Tokens, int], ...] = (
    (_on_its_page, MODEL_FLOOR),
    (_of_its_name, 0),
    (_of_its_content, MODEL_FLOOR),
)
"""The passes that pair the rest, each with the least similarity in percent."""


def _model_traits(placed: PlacedModel, tokens: _Tokens) -> _ModelTraits:
    content = _content(placed.model)
    return _ModelTraits(
        page=letters(placed.module.name),
        letters=letters(placed.model.name),
        content=content,
        names=frozenset(part[0] for part in content),
        tokens=frozenset(tokens(placed, content)),
    )


def _model_similarity(old: _ModelTraits, new: _ModelTraits) -> float:
    """Return how similar two models are; with more parts their names count for less."""
    size = max(len(old.content), len(new.content))
    content = (dice(old.content, new.content) + dice(old.names, new.names)) / 2
    names = (dice(old.letters, new.letters) + dice(old.page, new.page)) / 2
    return (size * content + 2 * names) / (size + 2)


def kind(model: Model) -> str:
    """Return the kind of a model in words, such as `an object`."""
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
            return frozenset((in_words(each), "") for each in model.members)


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


def both_types(
    old: list[PlacedModel], new: list[PlacedModel], matching: Matching[PlacedModel]
) -> tuple[NumberedTypes, NumberedTypes]:
    """Return the types of both states; a model in both has one number in both."""
    matches = matching.matches
    old_order = [*(match.old for match in matches), *matching.removed]
    # no new model has the number of a removed one
    gap = [None] * len(matching.removed)
    new_order = [*(match.new for match in matches), *gap, *matching.added]
    return _types(old, old_order), _types(new, new_order)


def _types(
    models: list[PlacedModel], order: Sequence[PlacedModel | None]
) -> NumberedTypes:
    return NumberedTypes(
        models={placed.key: placed.model for placed in models},
        numbers={placed.key: number for number, placed in enumerate(order) if placed},
    )
