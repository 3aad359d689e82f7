from typing import TYPE_CHECKING, NotRequired, TypeAlias, TypedDict

if TYPE_CHECKING:
    from . import station as _station


class Owner(TypedDict):
    """Owns stations.

    Documented in `Owner.md`.
    """

    name: str
    """Who it is."""
    stations: NotRequired["list[_station.Station]"]
    """A cycle of modules."""
    contact: NotRequired["Contact"]


if not TYPE_CHECKING:
    from . import station as _station


Contact: TypeAlias = Owner | _station.Station | str
"""Documented in `Owner.md`."""
