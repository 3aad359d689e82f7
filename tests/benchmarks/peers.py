"""Models that others would write for the payload that generated models are measured with."""

from __future__ import annotations

import dataclasses
import types
import typing
from enum import Enum
from functools import cache
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


def pydantic_json() -> Codec:
    """Return the same models, encoded to the JSON values that they were decoded from."""
    order = pydantic_order(Colour)

    def encode(model: Any) -> Any:
        return model.model_dump(mode="json", by_alias=True, exclude_none=True)

    return order.model_validate, encode


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


class Reflective:
    """A base class as SDK generators ship it: it looks at the annotations of what it decodes."""

    @classmethod
    def from_dict(cls, data: Any) -> Any:
        """Return the model of a JSON object."""
        hints = hints_of(typing.cast(Any, cls))
        return cls(
            **{key: decoded(hints[key], data[key]) for key in hints.keys() & data}
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of a model."""
        values = {
            key: getattr(self, key) for key in hints_of(typing.cast(Any, type(self)))
        }
        return {
            key: encoded(value) for key, value in values.items() if value is not None
        }


@cache
def hints_of(model: Any) -> dict[str, Any]:
    """Return the annotations of a class; looking them up each time would be slower by far."""
    return typing.get_type_hints(model)


def decoded(hint: Any, value: Any) -> Any:
    """Decode a value, checking its type."""
    if isinstance(hint, types.UnionType):
        return decoded_first(hint.__args__, value)
    if isinstance(hint, types.GenericAlias):
        return [decoded(hint.__args__[0], item) for item in value]
    if isinstance(value, hint):
        return value
    if issubclass(hint, Reflective):
        return hint.from_dict(value)
    if issubclass(hint, Enum):
        return hint(value)
    raise TypeError(value)


def decoded_first(hints: tuple[Any, ...], value: Any) -> Any:
    """Decode a value to the first type of a union that takes it."""
    for hint in hints:
        try:
            return decoded(hint, value)
        except (AttributeError, TypeError, ValueError):
            continue
    raise TypeError(value)


def encoded(value: Any) -> Any:
    """Return the JSON value of an attribute."""
    if isinstance(value, Reflective):
        return value.to_dict()
    if isinstance(value, list):
        return [encoded(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def reflective() -> Codec:
    """Return dataclasses with a base class that looks at them."""
    order = plain_dataclasses(Reflective)
    return order.from_dict, order.to_dict


def pydantic_text(order: Any) -> Codec:
    """Return how models of pydantic are used for text."""

    def encode(model: Any) -> Any:
        return model.model_dump_json(by_alias=True, exclude_unset=True)

    return from_text(order.model_validate_json), encode


def msgspec_text(order: Any) -> Codec:
    """Return how models of msgspec are used."""
    decode = import_module("msgspec.json").decode
    return (
        from_text(lambda text: decode(text, type=order)),
        import_module("msgspec.json").encode,
    )


def msgspec_order(colour: type[Enum]) -> Any:
    """Return the class of an order as people write it; its union is told apart by a tag of none."""
    msgspec = import_module("msgspec")

    def make(name: str, /, **annotations: Any) -> Any:
        fields = [(key, kind, None) for key, kind in annotations.items()]
        return msgspec.defstruct(
            name, fields, kw_only=True, omit_defaults=True, rename={"id_": "id"}
        )

    item: Any = make(
        "Item",
        id_=str | None,
        name=str | None,
        count=int | None,
        price=float | None,
        colour=colour | None,
    )
    return make(
        "Order",
        **texts(),
        id_=str | None,
        first=colour | None,
        second=colour | None,
        details=dict[str, Any] | None,
        items=list[item] | None,
    )


FROM_TEXT: set[Any] = set()
"""What decodes JSON text; all others decode what `json` makes of it."""


def from_text(decode: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Note that a function decodes text."""
    FROM_TEXT.add(decode)
    return decode


OF_OBJECTS: dict[str, Callable[[], Codec]] = {
    "pydantic": pydantic_plain,
    "pydantic, to JSON values": pydantic_json,
    "pydantic of like behaviour": pydantic_alike,
    "reflective": reflective,
    "cattrs": cattrs_reflective,
    "mashumaro": mashumaro_mixin,
}
"""Those that decode what `json` makes of a text."""

PEERS: dict[str, Callable[[], Codec]] = OF_OBJECTS | {
    "pydantic, text": lambda: pydantic_text(pydantic_order(Colour)),
    "pydantic of like behaviour, text": lambda: pydantic_text(
        pydantic_order(OpenColour, extra="allow")
    ),
    "msgspec": lambda: msgspec_text(msgspec_order(Colour)),
    "msgspec with an open enum": lambda: msgspec_text(msgspec_order(OpenColour)),
}
"""All of them."""
