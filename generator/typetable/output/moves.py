"""Moves: models that stand on another page now, as their code in two files tells.

The one rule kept here: a model moved where its code is gone from one file, and stands as it was in
one other. A name that came or went more than once tells nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.output.blame import declarations
from typetable.output.causes import without_pages
from typetable.output.seal import body_of, open_seal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from typetable.output.blame import Declared
    from typetable.output.records import Action

_OF_PAGES = {rules.DOCS_CHANGED, rules.MISSING_OUTPUT, rules.LEFT_OVER_OUTPUT}
"""The causes of files that a model may have come to from another page, or gone from to one."""

_MODEL = re.compile(r"^(?:class (\w+)|(\w+)(?:: TypeAlias)? = )", re.MULTILINE)
"""How the declaration of a model begins."""


class Move(Struct, frozen=True):
    """A model by its Python name, and the files in which it was and is."""

    model: str
    source: str
    target: str


def moves(actions: Iterable[Action]) -> tuple[Move, ...]:
    """Return the models that moved between the files of actions."""
    gone: dict[str, list[Action]] = defaultdict(list)
    came: dict[str, list[Action]] = defaultdict(list)
    for action in actions:
        if {rules.MOVED_MODEL, *_OF_PAGES} & {*action.causes}:
            was, is_now = _models(action.old), _models(action.new)
            for name in was - is_now:
                gone[name].append(action)
            for name in is_now - was:
                came[name].append(action)
    return tuple(
        Move(name, gone[name][0].path, came[name][0].path)
        for name in sorted(gone.keys() & came.keys())
        if len(gone[name]) == len(came[name]) == 1
        and _of(gone[name][0].old, name) == _of(came[name][0].new, name)
    )


def with_moves(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """Return actions that tell models that moved (TT418) from models that came or went.

    That is the only cause of a file where nothing else of its page changed.
    """
    found = moves(actions)
    if not found:
        return actions
    away = _by_file((each.source, each.model) for each in found)
    here = _by_file((each.target, each.model) for each in found)
    return tuple(_told(each, away[each.path], here[each.path]) for each in actions)


def imports_alone(action: Action) -> bool:
    """Return whether two texts of a module differ in nothing but where it imports models from."""
    was = _declarations(action.old)
    return bool(was) and was == _declarations(action.new)


def followers(actions: Iterable[Action]) -> frozenset[str]:
    """Return the files that follow other pages, by whose change they import models elsewhere."""
    return frozenset(
        action.path
        for action in actions
        if action.causes == (rules.DOCS_CHANGED,)
        and _docs(action.old) == _docs(action.new)
        and imports_alone(action)
    )


def _docs(text: str | None) -> str:
    """Return the fingerprint of the docs that a text was made from."""
    seal = open_seal(text or "")
    return seal.provenance.docs if seal and seal.provenance else ""


def _by_file(pairs: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    models: dict[str, set[str]] = defaultdict(set)
    for path, model in pairs:
        models[path].add(model)
    return models


def _told(action: Action, away: Collection[str], here: Collection[str]) -> Action:
    if not (away or here):
        return action
    is_all = _but(action.old, away) == _but(action.new, here)
    others = (each for each in action.causes if not (is_all and each in _OF_PAGES))
    return replace(action, causes=(rules.MOVED_MODEL, *others))


def _models(text: str | None) -> set[str]:
    """Return the names that a module declares, but for its own."""
    found = (one or other for one, other in _MODEL.findall(body_of(text)))
    return {name for name in found if not name.startswith("_")}


def _of(text: str | None, model: str) -> Mapping[Declared, str]:
    """Return what a module declares of a model."""
    known = _declarations(text)
    return {key: known[key] for key in known if key[0] == model}


def _but(text: str | None, models: Collection[str]) -> Mapping[Declared, str]:
    """Return what a module declares of others than some models."""
    known = _declarations(text)
    return {key: known[key] for key in known if key[0] not in models}


def _declarations(text: str | None) -> Mapping[Declared, str]:
    return declarations(without_pages(body_of(text)))
