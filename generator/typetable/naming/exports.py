"""Exports: which classes a package offers under its own name.

The one rule kept here: a name that could mean two things is not exported, and a note says
where both are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from typetable import rules
from typetable.diagnostics import Label, clipped, finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from typetable.diagnostics import Diagnostic
    from typetable.schema import Model, Module

NamedModel: TypeAlias = "tuple[str, Module, Model]"
"""The class name of a model, its module, and the model."""


def exports(
    named_models: Iterable[NamedModel], modules: Collection[str]
) -> tuple[dict[str, Module], tuple[Diagnostic, ...]]:
    """Return the module of each exported class, sorted by class, and a note (TT305) for others.

    `modules` are the Python names of all modules of the package.
    """
    by_name: defaultdict[str, list[NamedModel]] = defaultdict(list)
    for named in named_models:
        by_name[named[0]].append(named)
    clear: dict[str, Module] = {}
    notes: list[Diagnostic] = []
    for name, defined in sorted(by_name.items()):
        if len(defined) > 1 and len({module.name for _, module, _ in defined}) > 1:
            notes.append(_note(defined, "stands on several pages"))
        elif name in modules:
            notes.append(_note(defined, "is a module too"))
        else:
            clear[name] = defined[0][1]
    return clear, tuple(notes)


def _note(defined: list[NamedModel], why: str) -> Diagnostic:
    *others, (name, module, model) = defined
    labels = tuple(
        Label(path=other.source, span=twin.span, text="defined here too")
        for _, other, twin in others
    )
    message = f"`{clipped(name, 28)}` {why}, so it is not exported"
    return finding(
        rules.NOT_EXPORTED, module.source, model.span, message, labels=labels
    )
