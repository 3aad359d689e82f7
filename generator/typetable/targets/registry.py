"""Targets: the kinds of models that typetable writes, one line each.

The one rule kept here: a target is a view module, a template folder and a line of this table;
nothing else in typetable knows its name.
"""

from __future__ import annotations

from typetable.targets import dataclass, msgspec, pydantic, typeddict

TARGETS = {
    target.name: target
    for target in (
        dataclass.TARGET,
        pydantic.TARGET,
        msgspec.TARGET,
        typeddict.TARGET,
    )
}
"""The targets by their names."""
