"""Models of everything that the pages document; each is imported when it is first used."""

from __future__ import annotations

TYPE_CHECKING = False
"""What type checkers take for true; `typing` itself would be most of what importing this takes."""

if TYPE_CHECKING:
    from ._support import DecodeError, DecodeProblem, JsonModel, OpenEnum, decode
    from .owner import Contact, Owner
    from .place import Level, Point, Rate
    from .station import (
        Bare,
        Details,
        Dock,
        Gate,
        Group,
        Holder,
        Kind,
        Later,
        Nested,
        Only,
        Station,
        Status,
        Tagged,
    )
else:
    from . import _exports

    __getattr__ = _exports.load
    __dir__ = _exports.names

__all__ = [
    "Bare",
    "Contact",
    "DecodeError",
    "DecodeProblem",
    "Details",
    "Dock",
    "Gate",
    "Group",
    "Holder",
    "JsonModel",
    "Kind",
    "Later",
    "Level",
    "Nested",
    "Only",
    "OpenEnum",
    "Owner",
    "Point",
    "Rate",
    "Station",
    "Status",
    "Tagged",
    "decode",
]
