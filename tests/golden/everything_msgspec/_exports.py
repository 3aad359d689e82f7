"""Where the package finds what it exports."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

MODULES: dict[str, str] = {
    "Bare": "station",
    "Contact": "owner",
    "DecodeError": "_support",
    "DecodeProblem": "_support",
    "Details": "station",
    "Dock": "station",
    "Gate": "station",
    "Group": "station",
    "Holder": "station",
    "JsonModel": "_support",
    "Kind": "station",
    "Later": "station",
    "Level": "place",
    "Nested": "station",
    "Only": "station",
    "OpenEnum": "_support",
    "Owner": "owner",
    "Point": "place",
    "Rate": "place",
    "Station": "station",
    "Status": "station",
    "Tagged": "station",
    "decode": "_support",
}


def load(name: str) -> Any:
    """Return what the package exports by a name."""
    if name not in MODULES:
        raise AttributeError("module " + repr(__package__) + " has no " + repr(name))
    return getattr(import_module("." + MODULES[name], __package__), name)


def names() -> list[str]:
    """Return the names that the package exports."""
    return [*MODULES]
