from __future__ import annotations

from typing import TypeAlias

from ._support import TOOLS, TYPE_CHECKING, JsonModel, dataclass

if TOOLS and not TYPE_CHECKING:
    from dataclasses import dataclass

if TYPE_CHECKING:
    from . import station as _station


@dataclass(slots=True, kw_only=True)
class Owner(JsonModel):
    """Owns stations.

    Documented in `Owner.md`.
    """

    name: str
    """Who it is."""
    stations: list[_station.Station] | None = None
    """A cycle of modules."""
    contact: Contact | None = None


if not TYPE_CHECKING:
    from . import station as _station


Contact: TypeAlias = Owner | _station.Station | str
"""Documented in `Owner.md`."""
