"""Partial models: those of others whose members may all be absent.

The one rule kept here: one is made once, beside the model that it is a part of, and never where the
docs describe a model of its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.schema import ObjectModel

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from typetable.schema import Model, ModelKey, Module


_PARTIAL = "partial "


def partial_name(name: str) -> str:
    """Return what the partial model of one is called."""
    return f"{_PARTIAL.title()}{name}"


def is_partial_name(name: str) -> bool:
    """Return whether a documented name says that its model is partial."""
    return name.casefold().startswith(_PARTIAL)


def with_partials(
    modules: Iterable[Module], wanted: Collection[ModelKey]
) -> Iterator[Module]:
    """Yield modules with the partial models of those whose keys are `wanted`."""
    for module in modules:
        models = (*_models(module, wanted),)
        yield replace(module, models=models) if wanted else module


def made_for(modules: Iterable[Module], wanted: Collection[ModelKey]) -> int:
    """Return how many fields partial models have that no row states."""
    made = (each for module in modules for each in _made(module, wanted))
    return sum(len(each.fields) for each in made)


def _models(module: Module, wanted: Collection[ModelKey]) -> Iterator[Model]:
    partial = {each.name: each for each in _made(module, wanted)}
    for model in module.models:
        yield model
        if made := partial.get(partial_name(model.name)):
            yield made


def _made(module: Module, wanted: Collection[ModelKey]) -> Iterator[ObjectModel]:
    """Yield the partial models of a module as it is documented."""
    documented = {model.name for model in module.models}
    for model in module.models:
        name = partial_name(model.name)
        is_wanted = (module.name, model.name) in wanted and name not in documented
        if is_wanted and isinstance(model, ObjectModel):
            fields = (replace(each, required=False) for each in model.fields)
            yield replace(model, name=name, fields=tuple(fields))
