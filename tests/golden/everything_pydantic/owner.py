from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from ._support import BestFit, JsonModel

if TYPE_CHECKING:
    from . import station as _station


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


Contact: TypeAlias = Annotated[Owner | _station.Station | str, BestFit()]
"""Documented in `Owner.md`."""
