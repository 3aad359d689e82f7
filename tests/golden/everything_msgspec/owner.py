from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from ._support import JsonModel, fitted, union_of

if TYPE_CHECKING:
    from . import station as _station


class Owner(JsonModel, kw_only=True):
    """Owns stations.

    Documented in `Owner.md`.
    """

    name: str
    """Who it is."""
    stations: list[_station.Station] | None = None
    """A cycle of modules."""
    contact: Contact | None = None

    def __post_init__(self) -> None:
        self.contact = fitted(self.contact, Contact, "contact")


if not TYPE_CHECKING:
    from . import station as _station


if TYPE_CHECKING:
    Contact: TypeAlias = Owner | _station.Station | str
else:
    Contact = union_of(Owner | _station.Station | str)
"""Documented in `Owner.md`."""
