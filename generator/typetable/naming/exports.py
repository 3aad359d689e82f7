"""Exports: which classes a package offers under its own name.

The one rule kept here: a name that could mean two things is not exported, and the docs' author
is told where both stand.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from typetable import rules
from typetable.diagnostics import Label, finding, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from typetable.diagnostics import Diagnostic
    from typetable.schema import Model, Module

Definition: TypeAlias = "tuple[str, Module, Model]"
"""The class name of a model, and where the model stands."""


def exports(
    definitions: Iterable[Definition], modules: Collection[str]
) -> tuple[dict[str, Module], tuple[Diagnostic, ...]]:
    """Return the module of each exported class, sorted by class, and a note (TT305) for others.

    `modules` are the Python names of all modules, which stand in the same package.
    """
    places: defaultdict[str, list[Definition]] = defaultdict(list)
    for definition in definitions:
        places[definition[0]].append(definition)
    clear: dict[str, Module] = {}
    notes: list[Diagnostic] = []
    for name, found in sorted(places.items()):
        if len(found) > 1 and len({module.name for _, module, _ in found}) > 1:
            notes.append(_note(found, "stands on several pages"))
        elif name in modules:
            notes.append(_note(found, "is a module too"))
        else:
            clear[name] = found[0][1]
    return clear, tuple(notes)


def _note(found: list[Definition], why: str) -> Diagnostic:
    *others, (name, module, model) = found
    labels = tuple(
        Label(path=other.source, span=twin.span, text="defined here too")
        for _, other, twin in others
    )
    message = f"`{shown(name, 28)}` {why}, so it is not exported"
    return finding(
        rules.NOT_EXPORTED, module.source, model.span, message, labels=labels
    )
