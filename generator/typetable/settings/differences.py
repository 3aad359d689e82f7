"""Differences: what two states of the settings of a package say differently.

The one rule kept here: a value is shown as the configuration has it, where it is a single one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from typetable.settings.keys import Settings
from typetable.settings.package import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.settings.package import Package

_NO_MATTER = {"spec", "output", "limits", "samples", "examples", "accept"}
"""The keys that shape no text of a module by themselves."""


def differences(old: Package, new: Package) -> Iterator[str]:
    """Yield each key with its old and its new value, or the key alone where these are long."""
    for key in Settings.__struct_fields__:
        was, is_now = getattr(old, key), getattr(new, key)
        if key not in _NO_MATTER and was != is_now:
            shown = _shown(was), _shown(is_now)
            values = f" was {shown[0]} and is {shown[1]}" if all(shown) else " changed"
            yield f"`{key}`{values}"


def _shown(value: object) -> str:
    """Return a value as TOML, or nothing where it is no single one."""
    if isinstance(value, Location):
        return json.dumps(value.display_path, ensure_ascii=False)
    is_single = value is None or isinstance(value, str | bool | int)
    return (
        ("unset" if value is None else json.dumps(value, ensure_ascii=False))
        if is_single
        else ""
    )
