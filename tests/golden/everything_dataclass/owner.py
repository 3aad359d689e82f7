"""Models of `Owner.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeAlias

from . import station as _station
from ._support import (
    JsonModel,
    Shape,
    Shapes,
    best_fit,
    decode_string,
    encode,
    encode_array,
    lazy_dataclass,
    left_over,
    made_once,
    new,
    optional,
    optional_array,
    required,
)
from .place import Rate


@lazy_dataclass
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
        self = new(cls)
        absent = 0
        self.name = value = data["name"]
        if value.__class__ is not str:
            self.name = required(value, decode_string, strict)
        self.stations = value = data.get("stations")
        if value is None:
            absent += 1
        else:
            self.stations = optional_array(value, _station.Station.decode, strict)
        self.contact = value = data.get("contact")
        if value is None:
            absent += 1
        else:
            self.contact = optional(value, decode_contact, strict)
        self._extra_members = None
        if len(data) + absent != 3:
            self._extra_members = left_over(cls, data, strict)
        return self

    def to_dict(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        members["name"] = self.name
        if self.stations is not None:
            members["stations"] = encode_array(self.stations)
        if self.contact is not None:
            members["contact"] = encode(self.contact)
        if self._extra_members:
            return {**self._extra_members, **members}
        return members


if TYPE_CHECKING:
    Contact: TypeAlias = Owner | _station.Station | str
else:
    Contact = Any
"""Documented in `Owner.md`."""


@made_once
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
            enums={"status": _station.Status, "rate": Rate},
        ),
        Shape(decode_string, "string"),
    )


def decode_contact(data: Any, strict: bool) -> Contact:
    return best_fit(data, strict, _shapes_of_contact())
