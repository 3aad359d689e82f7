"""Models that others would write for the payload that generated models are measured with."""

from __future__ import annotations

import dataclasses
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Codec: TypeAlias = "tuple[Callable[[Any], Any], Callable[[Any], Any]]"
"""How a library decodes JSON to an order, and encodes an order."""


class Colour(str, Enum):  # noqa: UP042 - as people write it
    """An enum of the usual kind."""

    RED = "red"
    BLUE = "blue"


class OpenColour(str, Enum):  # noqa: UP042 - as above
    """An enum that keeps values which it does not list."""

    RED = "red"
    BLUE = "blue"

    @classmethod
    def _missing_(cls, value: object) -> OpenColour:
        member = str.__new__(cls, value)
        member._name_, member._value_ = "UNKNOWN", str(value)
        return member


def texts() -> dict[str, Any]:
    """Return the annotations of the fields that are no models."""
    return {
        **{f"text_{number}": str | None for number in range(10)},
        **{f"count_{number}": int | None for number in range(3)},
        **{f"price_{number}": float | None for number in range(2)},
    }


def pydantic_plain() -> Codec:
    """Return models as the documentation of pydantic writes them; they drop unknown members."""
    order = pydantic_order(Colour)
    return order.model_validate, order.model_dump


def pydantic_alike() -> Codec:
    """Return models that keep what the generated ones keep, and give the same JSON back."""
    order = pydantic_order(OpenColour, extra="allow")

    def encode(model: Any) -> Any:
        return model.model_dump(mode="json", by_alias=True, exclude_unset=True)

    return order.model_validate, encode


def pydantic_order(colour: type[Enum], **settings: Any) -> Any:
    """Return the class of an order."""
    pydantic = import_module("pydantic")

    def model(name: str, /, **annotations: Any) -> Any:
        absent = {key: (kind, None) for key, kind in annotations.items()}
        return pydantic.create_model(
            name,
            __config__=pydantic.ConfigDict(**settings),
            **{**absent, **required[name]},
        )

    identified = {"id_": (str, pydantic.Field(alias="id"))}
    required: dict[str, Any] = {"Item": identified, "Order": identified}
    required |= {
        "Done": {"resources": (list[str], ...)},
        "Failed": {"error": (str, ...)},
    }
    item: Any = model(
        "Item",
        name=str | None,
        count=int | None,
        price=float | None,
        colour=colour | None,
    )
    return model(
        "Order",
        **texts(),
        first=colour | None,
        second=colour | None,
        details=model("Done") | model("Failed") | None,
        items=list[item] | None,
    )


def plain_dataclasses(*bases: type) -> Any:
    """Return the class of an order for libraries that decode dataclasses."""

    def make(name: str, /, **annotations: Any) -> Any:
        fields = [(key, kind, None) for key, kind in annotations.items()]
        return dataclasses.make_dataclass(name, fields, bases=bases)

    item: Any = make(
        "Item",
        id=str | None,
        name=str | None,
        count=int | None,
        price=float | None,
        colour=Colour | None,
    )
    done = dataclasses.make_dataclass("Done", [("resources", list[str])], bases=bases)
    failed = dataclasses.make_dataclass("Failed", [("error", str)], bases=bases)
    return make(
        "Order",
        **texts(),
        id=str | None,
        first=Colour | None,
        second=Colour | None,
        details=done | failed | None,
        items=list[item] | None,
    )


def cattrs_reflective() -> Codec:
    """Return dataclasses that cattrs decodes by looking at them."""
    converter, order = import_module("cattrs").Converter(), plain_dataclasses()
    return lambda data: converter.structure(data, order), converter.unstructure


def mashumaro_mixin() -> Codec:
    """Return dataclasses that mashumaro decodes by looking at them."""
    order = plain_dataclasses(import_module("mashumaro").DataClassDictMixin)
    return order.from_dict, order.to_dict


PEERS: dict[str, Callable[[], Codec]] = {
    "pydantic": pydantic_plain,
    "pydantic, of like behaviour": pydantic_alike,
    "cattrs": cattrs_reflective,
    "mashumaro": mashumaro_mixin,
}
