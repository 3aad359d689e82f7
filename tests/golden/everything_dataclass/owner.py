"""Models of `Owner.md`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from . import station as _station
from ._support import (
    JsonModel,
    Shape,
    Shapes,
    best_fit,
    decode_string,
    encode,
    left_over,
    new,
    optional_array,
    optional_value,
    required_string,
)


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Owner(JsonModel):
    """Owns stations.

    Documented in `Owner.md`.
    """

    name: str
    """Who it is."""
    stations: list[_station.Station] | None = None
    """A cycle of modules."""
    contact: Contact | None = None

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        absent: list[None] = []
        self = new(cls)
        self.name = required_string(data.get("name"))
        self.stations = optional_array(
            data.get("stations"), absent, _station.Station.decode, strict
        )
        self.contact = optional_value(
            data.get("contact"), absent, decode_contact, strict
        )
        self.extra_members = {}
        if len(data) + len(absent) != 3:
            self.extra_members = left_over(cls, data, strict)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        members["name"] = self.name
        if self.stations is not None:
            members["stations"] = encode(self.stations)
        if self.contact is not None:
            members["contact"] = encode(self.contact)
        return {**self.extra_members, **members} if self.extra_members else members


if TYPE_CHECKING:
    Contact: TypeAlias = Owner | _station.Station | str
else:
    Contact = Any
"""Documented in `Owner.md`."""


@cache
def _shapes_of_contact() -> Shapes[Contact]:
    return (
        Shape(
            Owner.decode,
            "object",
            {"name": "string", "stations": "array", "contact": "any"},
            required=("name",),
        ),
        Shape(
            _station.Station.decode,
            "object",
            {
                "id": "string",
                "class": "string",
                "type": "string",
                "list": "array",
                "dict": "object",
                "from_dict": "boolean",
                "extra_members": "object",
                "status": "string",
                "levels": "array",
                "rate": "number",
                "parent": "object",
                "at": "object",
                "since": "string",
                "image": "string",
                "anything": "any",
                "nothing": "null",
                "share": "number",
                "details": "any",
                "later": "any",
                "owner": "object",
                "either": "any",
                "mixed": "array",
                "aNameThatIsAsLongAsFortyCharacters": "array",
            },
            required=("id", "status", "since", "anything"),
        ),
        Shape(decode_string, "string"),
    )


def decode_contact(data: Any, strict: bool) -> Contact:
    return best_fit(data, strict, _shapes_of_contact())
